"""Interventions from someone else's file: everything that is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plateau.catalogue.coherence import broken_rules
from plateau.catalogue.intervention_loader import read_intervention
from plateau.catalogue.model import Catalogue, Intervention, Kind
from plateau.catalogue.workbook import read_workbook
from plateau.catalogue.yaml_reader import ContentError, Value, read
from plateau.language import Text

MAXIMUM_BYTES = 10_000_000
ZIP = b"PK"


def read_interventions(
    data: bytes, file: str, *, beside: Catalogue, kept: Iterable[Intervention] = ()
) -> tuple[Intervention, ...]:
    """The interventions of a YAML or XLSX file, by id.

    They must fit in with the catalogue `beside` and with those `kept` from earlier files, which they may
    replace.

    Raises:
        ContentError: every mistake, a line each, with its place; nothing is half taken in.
    """
    if len(data) > MAXIMUM_BYTES:
        most = MAXIMUM_BYTES // 1_000_000
        raise ContentError(Text(f"{file}: groter dan {most} MB", f"{file}: larger than {most} MB"))
    complaints: list[ContentError] = []
    document = _document(data, file, complaints)
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
    if complaints:
        raise ContentError(*(problem for complaint in complaints for problem in complaint.problems))
    others = (item for item in kept if item.id not in found)
    together = replace(beside, interventions=(*beside.interventions, *others, *found.values()))
    problems = broken_rules(together)
    if problems:
        raise ContentError(*(Text(f"{file}: {problem.nl}", f"{file}: {problem.en}") for problem in problems))
    return tuple(found[name] for name in sorted(found))


def _document(data: bytes, file: str, complaints: list[ContentError]) -> Value:
    if data.startswith(ZIP):
        return read_workbook(data, file, complaints)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(
            Text(
                f"{file}: is niet in UTF-8 geschreven (byte {error.start})",
                f"{file}: is not written in UTF-8 (byte {error.start})",
            )
        ) from error
    return read(text, file, complaints)
