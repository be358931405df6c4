"""Milestones in a file: what goes out comes back, and a broken file is told by sheet and row."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from uuid import UUID

import openpyxl
import pytest
import yaml

from plateau.catalogue.loader import catalogue
from plateau.catalogue.yaml_reader import ContentError
from plateau.roadmap.milestone_file import (
    example_milestones,
    milestones_yaml,
    read_milestones,
    write_milestones,
)
from plateau.roadmap.milestones import DatedMilestone

TWO = example_milestones("nl", 2026)


def read(data: bytes) -> tuple[DatedMilestone, ...]:
    numbers = count(1)
    return read_milestones(data, "mine.file", catalogue=catalogue(), make_id=lambda: UUID(int=next(numbers)))


def cell(column: int, value: object, row: int = 2) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(write_milestones(TWO, "nl")))
    book["mijlpalen"].cell(row, column).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def document(**changes: object) -> bytes:
    rows = yaml.safe_load(milestones_yaml(TWO))["milestones"]
    return yaml.safe_dump({"milestones": [rows[0] | changes]}).encode()


def the_same_twice() -> bytes:
    return milestones_yaml((TWO[0], TWO[0]))


def as_ours(items: tuple[DatedMilestone, ...]) -> list[DatedMilestone]:
    return [replace(item, id="") for item in items]


TITLE, TRANSITIE, DATE, PLATEAU, CERTAINTY = range(1, 6)
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "no title": (lambda: cell(TITLE, None), "mijlpalen, row 2, milestones[0]: missing: title"),
    "title too long": (lambda: cell(TITLE, "x" * 201), "this has 201 characters, at most 200 fit"),
    "unknown transitie": (lambda: cell(TRANSITIE, "zorg", 3), "mijlpalen, row 3, milestones[1].transitie"),
    "no such day": (lambda: cell(DATE, "2027-02-30"), "milestones[0].date: expected a date, like 2027-01-31"),
    "day first": (lambda: cell(DATE, "31-01-2027"), "expected a date"),
    "another age": (lambda: document(date="1999-01-01"), "the year is not between 2000 and 2100"),
    "plateau 1": (lambda: cell(PLATEAU, 1), "milestones[0].plateau: expected a whole number from 2 to 5"),
    "maybe": (lambda: cell(CERTAINTY, "misschien"), "'misschien' is unknown; expected one of: vast"),
    "formula": (lambda: cell(PLATEAU, "=1+2"), "plateau: a formula can't be read"),
    "twice": (the_same_twice, "milestones[1]: this milestone is there twice"),
    "nothing": (lambda: b"milestones: []", "milestones: there is nothing here"),
    "no list": (lambda: b"milestones: morgen", "milestones: expected a list"),
    "too many": (lambda: milestones_yaml(TWO * 101), "202 stand here, at most 200 fit"),
    "interventions": (lambda: b"interventions: []", "unknown key"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_its_place_in_both_languages(name: str) -> None:
    make, expected = BROKEN[name]
    with pytest.raises(ContentError) as found:
        read(make())
    assert expected in str(found.value)
    for problem in found.value.problems:
        assert problem.nl.startswith("mine.file")
        assert problem.nl != problem.en


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_goes_out_comes_back_the_same(language: str) -> None:
    items = example_milestones(language, 2026)
    assert as_ours(read(write_milestones(items, language))) == as_ours(items)
    assert as_ours(read(milestones_yaml(items))) == as_ours(items)


def test_a_date_of_the_spreadsheet_itself_is_read() -> None:
    (first, _second) = read(cell(DATE, datetime(2028, 3, 1)))  # noqa: DTZ001 (as openpyxl gives it)
    assert first.date.isoformat() == "2028-03-01"
