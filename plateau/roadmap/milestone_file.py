"""Milestones of an organisation from a YAML or XLSX file, and the file to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

import yaml

from plateau.catalogue.importing import open_document, refuse
from plateau.catalogue.model import PLATEAUS, Catalogue, Certainty
from plateau.catalogue.own.values import known, limited
from plateau.catalogue.workbook import Column, Filled, Form, Table, write_workbook
from plateau.catalogue.yaml_reader import ContentError, Value
from plateau.language import Text
from plateau.roadmap.milestones import TITLE_LENGTH, DatedMilestone

MOST = 200
#: Every criterion stands on the first plateau already.
ASKED = range(PLATEAUS[1], PLATEAUS[-1] + 1)
YEARS = range(2000, 2101)

MILESTONES: Table[DatedMilestone] = Table(
    "milestones",
    Text("mijlpalen", "milestones"),
    (
        Column(
            Text("wat er dan klaar is", "what is ready then"), ("title",), Form.TEXT, lambda it: it.title.nl
        ),
        Column(Text("transitie", "transitie"), ("transitie",), Form.TEXT, lambda it: it.transitie),
        Column(Text("datum", "date"), ("date",), Form.DATE, lambda it: it.date.isoformat()),
        Column(Text("plateau", "plateau"), ("plateau",), Form.NUMBER, lambda it: it.plateau),
        Column(
            Text("hoe vast", "certainty"),
            ("certainty",),
            Form.TEXT,
            lambda it: it.certainty.value,
            tuple(Certainty),
        ),
    ),
)


def read_milestones(
    data: bytes, file: str, *, catalogue: Catalogue, make_id: Callable[[], UUID]
) -> tuple[DatedMilestone, ...]:
    """The milestones of a file, in its order; a title is one text, in the organisation's own words.

    Raises:
        ContentError: every mistake, a line each, with its place; nothing is half taken in.
    """
    complaints: list[ContentError] = []
    document = open_document(data, file, complaints, lambda _book: (MILESTONES,))
    transities = [item.id for item in catalogue.transities]
    found: dict[tuple[str, str, date], DatedMilestone] = {}
    for row in limited(document.mapping({MILESTONES.name})[MILESTONES.name], MOST):
        made = _milestone(row, transities, make_id())
        key = (made.title.nl, made.transitie, made.date)
        if key in found:
            row.complain("deze mijlpaal staat er twee keer", "this milestone is there twice")
        found[key] = made
    refuse(complaints)
    return tuple(found.values())


def _milestone(row: Value, transities: list[str], milestone_id: UUID) -> DatedMilestone:
    keys = row.mapping({"title", "transitie", "date", "plateau", "certainty"})
    title = keys["title"].text()
    if len(title) > TITLE_LENGTH:
        keys["title"].complain(
            f"dit is {len(title)} tekens lang, hoogstens {TITLE_LENGTH} mag",
            f"this has {len(title)} characters, at most {TITLE_LENGTH} fit",
        )
        title = title[:TITLE_LENGTH]
    day = keys["date"].day()
    if day != date.min and day.year not in YEARS:
        keys["date"].complain(
            f"het jaar ligt niet tussen {YEARS.start} en {YEARS.stop - 1}",
            f"the year is not between {YEARS.start} and {YEARS.stop - 1}",
        )
    return DatedMilestone(
        id=str(milestone_id),
        transitie=known(keys["transitie"], "transitie", transities),
        title=Text(title, title),
        date=day,
        certainty=keys["certainty"].choice(Certainty),
        plateau=keys["plateau"].number_from(ASKED),
        own=True,
    )


def write_milestones(milestones: Iterable[DatedMilestone], language: str) -> bytes:
    """A workbook with one row per milestone; without any, only the headings."""
    return write_workbook((Filled(MILESTONES, milestones),), language)


def milestones_yaml(milestones: Iterable[DatedMilestone]) -> bytes:
    """The same as YAML."""
    rows = [
        {
            "title": item.title.nl,
            "transitie": item.transitie,
            "date": item.date.isoformat(),
            "plateau": item.plateau,
            "certainty": item.certainty.value,
        }
        for item in milestones
    ]
    return yaml.safe_dump({MILESTONES.name: rows}, allow_unicode=True, sort_keys=False).encode()


def example_milestones(language: str, year: int) -> tuple[DatedMilestone, ...]:
    """Two milestones in the year after `year`, to be replaced by one's own."""
    titles = (
        Text("De nieuwe toegang tot jeugdhulp is open", "The new access to youth care is open"),
        Text("Het contract voor hulp bij het huishouden gaat in", "The contract for domestic help begins"),
    )
    words = [title.in_language(language) for title in titles]
    youth, help_at_home = (Text(title, title) for title in words)
    return (
        DatedMilestone("1", "jeugdzorg", youth, date(year + 1, 1, 1), Certainty.VAST, 3, own=True),
        DatedMilestone("2", "wmo", help_at_home, date(year + 1, 7, 1), Certainty.VERWACHT, 2, own=True),
    )
