"""What someone brings in a file of their own: everything that is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from openpyxl import Workbook

from plateau.catalogue import own
from plateau.catalogue.coherence import broken_rules
from plateau.catalogue.intervention_loader import read_intervention
from plateau.catalogue.model import Catalogue, Intervention, Kind
from plateau.catalogue.scan import Questionnaire
from plateau.catalogue.workbook import INTERVENTIONS, Table, open_workbook, read_workbook
from plateau.catalogue.yaml_reader import ContentError, Value, read
from plateau.language import Text

#: A server may take less: what a request may hold is one of its settings.
MAXIMUM_BYTES = 10_000_000
ZIP = b"PK"


def read_interventions(
    data: bytes, file: str, *, beside: Catalogue, kept: Iterable[Intervention] = ()
) -> tuple[Intervention, ...]:
    """The interventions of a YAML or XLSX file, by id.

    They must fit in with the catalogue `beside` and with those `kept` from earlier files, which they may
    replace. What was wrong with those already (a topic that plateau asks no more) is not told of this file.

    Raises:
        ContentError: every mistake, a line each, with its place; nothing is half taken in.
    """
    complaints: list[ContentError] = []
    document = open_document(data, file, complaints, lambda _book: (INTERVENTIONS,))
    found: dict[str, Intervention] = {}
    for item in document.mapping({"interventions"})["interventions"].items():
        try:
            made = read_intervention(item)
        except ContentError as error:
            complaints.append(error)
            continue
        if made.id.split(".", 1)[0] not in set(Kind):
            kinds = ", ".join(f"{kind}." for kind in Kind)
            item.tell(
                Text(
                    f"de id {made.id!r} begint met geen van: {kinds}",
                    f"the id {made.id!r} begins with none of: {kinds}",
                ),
                None,
            )
        elif made.id in found:
            item.tell(
                Text(f"de id {made.id!r} staat er twee keer", f"the id {made.id!r} is used twice"), None
            )
        elif any(ours.id == made.id for ours in beside.interventions):
            item.tell(
                Text(
                    f"de id {made.id!r} is er een van plateau", f"the id {made.id!r} is one of plateau's own"
                ),
                None,
            )
        found[made.id] = made
    if not found and not complaints:
        complaints.append(
            ContentError(Text(f"{file}: er staat geen maatregel in", f"{file}: holds no intervention"))
        )
    refuse(complaints)
    earlier = {item.id: item for item in kept}
    problems = _broken_with(beside, {**earlier, **found})
    if problems:
        known = _broken_with(beside, earlier)
        problems = [problem for problem in problems if problem not in known]
    if problems:
        raise ContentError(*(Text(f"{file}: {problem.nl}", f"{file}: {problem.en}") for problem in problems))
    return tuple(found[name] for name in sorted(found))


def _broken_with(beside: Catalogue, own: Mapping[str, Intervention]) -> list[Text]:
    return broken_rules(replace(beside, interventions=(*beside.interventions, *own.values())))


def read_own_questionnaire(
    data: bytes, file: str, *, beside: Catalogue, kind: Kind | None = None
) -> Questionnaire:
    """The questionnaire of a YAML or XLSX file, as version 1.

    It points into the catalogue `beside`, and fits an organisation of this `kind`.

    Raises:
        ContentError: every mistake, a line each, with its place; nothing is half taken in.
    """
    complaints: list[ContentError] = []
    document = open_document(data, file, complaints, own.tables_in)
    found = own.read_questionnaire(document, beside)
    if kind is not None and found.kind not in {None, kind}:
        complaints.append(
            ContentError(
                Text(
                    f"{file}: deze vragenlijst is voor een {found.kind}, uw organisatie is een {kind}",
                    f"{file}: this questionnaire is for the kind {found.kind}, your organisation is {kind}",
                )
            )
        )
    refuse(complaints)
    return found


def refuse(complaints: Iterable[ContentError]) -> None:
    """Raise what was complained about, if anything."""
    problems = [problem for complaint in complaints for problem in complaint.problems]
    if problems:
        raise ContentError(*problems)


def open_document(
    data: bytes,
    file: str,
    complaints: list[ContentError],
    sheets: Callable[[Workbook], Sequence[Table[Any]]],
) -> Value:
    """The document in a YAML or XLSX file; of a workbook these `sheets` are read.

    Raises:
        ContentError: it can't be read at all.
    """
    if len(data) > MAXIMUM_BYTES:
        most = MAXIMUM_BYTES // 1_000_000
        raise ContentError(Text(f"{file}: groter dan {most} MB", f"{file}: larger than {most} MB"))
    if data.startswith(ZIP):
        book = open_workbook(data, file)
        return read_workbook(book, file, sheets(book), complaints)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(
            Text(
                f"{file}: is niet in UTF-8 geschreven (byte {error.start})",
                f"{file}: is not written in UTF-8 (byte {error.start})",
            )
        ) from error
    return read(text, file, complaints)


def contents(data: bytes, file: str) -> str:
    """What a file of one's own seems to hold: `questionnaire`, `milestones`, else `interventions`.

    Raises:
        ContentError: it can't be read at all.
    """
    if data.startswith(ZIP):
        sheets = {name.strip().lower() for name in open_workbook(data, file).sheetnames}
    else:
        sheets = set(open_document(data, file, [], lambda _book: ()).mapping())
    if sheets & {"vragenlijst", "questionnaire"}:
        return "questionnaire"
    if sheets & {"mijlpalen", "milestones"} and not sheets & {INTERVENTIONS.name, INTERVENTIONS.sheet.nl}:
        return "milestones"
    return "interventions"
