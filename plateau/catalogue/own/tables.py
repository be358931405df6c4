"""The sheets of a workbook with an own questionnaire: one list of the document each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import openpyxl

from plateau.catalogue.model import PLATEAUS, Area, Criterion, Kind
from plateau.catalogue.own.document import own_scales, said_options, usual_scale
from plateau.catalogue.own.model import local_id
from plateau.catalogue.scan import Pole, Questionnaire, Scale, Scan, ScanQuestion
from plateau.catalogue.workbook import Column, Filled, Form, Table, bilingual, lists, write_workbook
from plateau.language import Text

AREAS = ("sb", "ps", "mi", "mv", "lc")


def _short(item: Criterion | ScanQuestion) -> str:
    return item.id.rsplit(".", 1)[-1]


# The sheet that both forms have


def _reading(item: Scan) -> Text:
    return item.reading


def _questionnaire(of_scan: bool) -> Table[Any]:
    id_column: Column[Any] = Column(Text("id", "id"), ("id",), Form.TEXT, lambda item: local_id(item.id))
    kind: Column[Any] = Column(
        Text("soort organisatie", "kind of organisation"),
        ("kind",),
        Form.TEXT,
        lambda item: item.kind.value if item.kind else "",
        tuple(Kind),
        optional=of_scan,
    )
    named: tuple[Column[Any], ...] = (
        *bilingual("naam", "name", "name", lambda item: item.name),
        *bilingual("inleiding", "introduction", "introduction", lambda item: item.introduction),
    )
    more: tuple[Column[Any], ...] = (
        (
            *bilingual(
                "hoe de uitkomst te lezen", "how to read the outcome", "reading", lambda item: item.reading
            ),
            Column(Text("minuten", "minutes"), ("minutes",), Form.NUMBER, lambda item: item.minutes),
        )
        if of_scan
        else (
            Column(
                Text("gevraagd plateau", "asked plateau"),
                ("asked_plateau",),
                Form.NUMBER,
                lambda item: item.asked_plateau,
            ),
        )
    )
    sheet = Text("vragenlijst", "questionnaire")
    return Table("questionnaire", sheet, (id_column, kind, *named, *more), single=True)


# With plateaus


def _level(plateau: int, language: str) -> Column[Criterion]:
    def show(item: Criterion) -> str:
        return item.level(plateau).text.in_language(language)

    heading = f"plateau {plateau} ({language})"
    return Column(Text(heading, heading), ("levels", str(plateau), language), Form.TEXT, show)


def _transities(item: Criterion) -> str:
    return "; ".join(item.transities)


def _principles(item: Criterion) -> str:
    return "; ".join(item.principles)


def _signs(item: Criterion) -> tuple[Text, ...]:
    return tuple(sign.text for sign in item.signs)


CRITERIA: Table[Criterion] = Table(
    "criteria",
    Text("onderwerpen", "topics"),
    (
        Column(Text("id", "id"), ("id",), Form.TEXT, _short),
        Column(Text("gebied", "area"), ("area",), Form.TEXT, lambda item: item.area, AREAS),
        *bilingual("naam", "name", "name", lambda item: item.name),
        *bilingual("vraag", "question", "question", lambda item: item.question),
        *bilingual("uitleg", "explanation", "explanation", lambda item: item.explanation),
        *(_level(plateau, language) for plateau in PLATEAUS for language in ("nl", "en")),
        Column(Text("transities", "transities"), ("transities",), Form.NAMES, _transities),
        Column(Text("principes", "principles"), ("principles",), Form.NAMES, _principles),
        *lists("voorbeelden", "examples", "signs", _signs),
        Column(Text("bron", "source"), ("source",), Form.TEXT, lambda item: item.reference.section),
    ),
)
INSTRUMENT_SHEETS: tuple[Table[Any], ...] = (_questionnaire(of_scan=False), CRITERIA)

# With a scale

SCALES: Table[tuple[Scale, Pole]] = Table(
    "scales",
    Text("schalen", "scales"),
    (
        Column(Text("schaal", "scale"), ("scale",), Form.TEXT, lambda item: item[0].id),
        Column(Text("sleutel", "key"), ("key",), Form.TEXT, lambda item: item[1].key),
        Column(Text("antwoord (nl)", "option (nl)"), ("nl",), Form.TEXT, lambda item: item[1].name.nl),
        Column(Text("antwoord (en)", "option (en)"), ("en",), Form.TEXT, lambda item: item[1].name.en),
        Column(
            Text("waarde", "value"),
            ("value",),
            Form.NUMBER,
            lambda item: "" if item[1].value is None else item[1].value,
        ),
    ),
    optional=True,
)
PARTS: Table[tuple[Area, str]] = Table(
    "parts",
    Text("onderdelen", "parts"),
    (
        Column(Text("id", "id"), ("id",), Form.TEXT, lambda item: item[0].id),
        *bilingual("naam", "name", "name", lambda item: item[0].name),
        *bilingual("waar het over gaat", "what it is about", "definition", lambda item: item[0].definition),
        Column(Text("schaal", "scale"), ("scale",), Form.TEXT, lambda item: item[1]),
    ),
)
QUESTIONS: Table[ScanQuestion] = Table(
    "questions",
    Text("vragen", "questions"),
    (
        Column(Text("id", "id"), ("id",), Form.TEXT, _short),
        Column(Text("onderdeel", "part"), ("part",), Form.TEXT, lambda item: item.area),
        *bilingual("naam", "name", "name", lambda item: item.name),
        *bilingual("vraag", "question", "question", lambda item: item.question),
        *bilingual("uitleg", "explanation", "explanation", lambda item: item.explanation),
        Column(Text("andere schaal", "other scale"), ("scale",), Form.TEXT, lambda item: item.scale.id),
        *lists(
            "antwoorden",
            "options",
            "options",
            lambda item: tuple(
                Text(f"{key}: {text.nl}", f"{key}: {text.en}") for key, text in said_options(item).items()
            ),
            Form.ANSWERS,
        ),
    ),
)
SCAN_SHEETS: tuple[Table[Any], ...] = (_questionnaire(of_scan=True), SCALES, PARTS, QUESTIONS)


def tables_in(book: openpyxl.Workbook) -> tuple[Table[Any], ...]:
    """The sheets to read from this workbook: those of a scan when it has their questions."""
    return SCAN_SHEETS if QUESTIONS.found_in(book) else INSTRUMENT_SHEETS


def sheets_of(item: Questionnaire, shared: Iterable[Scale]) -> tuple[Filled, ...]:
    """The questionnaire as filled sheets; `shared` are the scales that need no rows."""
    if not isinstance(item, Scan):
        return tuple(map(_filled, INSTRUMENT_SHEETS, ((item,), item.criteria)))
    scales = [(scale, pole) for scale in own_scales(item, shared) for pole in scale.poles]
    parts = [(part, usual_scale(item, part.id)) for part in item.parts]
    return tuple(map(_filled, SCAN_SHEETS, ((item,), scales, parts, item.criteria)))


def write_questionnaire(item: Questionnaire, shared: Iterable[Scale], language: str) -> bytes:
    """The questionnaire as a workbook that can be changed and read again."""
    return write_workbook(sheets_of(item, shared), language)


def _filled(table: Table[Any], items: Iterable[Any]) -> Filled:
    return Filled(table, items)
