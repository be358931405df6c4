"""Broken files: each gets a clear message with its place, and nothing is taken in."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
import yaml

from plateau.catalogue.export import as_json
from plateau.catalogue.importing import MAXIMUM_BYTES, read_interventions
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Intervention
from plateau.catalogue.workbook import write_interventions
from plateau.catalogue.yaml_reader import ContentError

EMPTY = replace(catalogue(), interventions=())
OURS = catalogue()
MINE = replace(OURS.intervention("gemeente.zorgcooperatie"), id="gemeente.van-onszelf")
TITLE, TRACK, STEPS, LOW, LIKELY = "titel (nl)", "spoor", "stappen", "maanden: laag", "maanden: verwacht"


def workbook(change: Callable[[openpyxl.Workbook, dict[str, int]], None], *items: Intervention) -> bytes:
    """A workbook with MINE (or `items`), changed; columns by heading."""
    book = openpyxl.load_workbook(io.BytesIO(write_interventions(items or (MINE,), "nl")))
    sheet = book["maatregelen"]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    change(book, columns)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell(heading: str, value: object, row: int = 2) -> bytes:
    def change(book: openpyxl.Workbook, columns: dict[str, int]) -> None:
        book["maatregelen"].cell(row, columns[heading]).value = value

    return workbook(change)


def renamed(book: openpyxl.Workbook, _: dict[str, int]) -> None:
    book["maatregelen"].title = "Blad1"


def without_column(book: openpyxl.Workbook, columns: dict[str, int]) -> None:
    book["maatregelen"].delete_cols(columns[TRACK])


def extra_column(book: openpyxl.Workbook, columns: dict[str, int]) -> None:
    book["maatregelen"].cell(1, len(columns) + 1).value = "kleur"


def document(**changes: object) -> bytes:
    item = next(entry for entry in as_json(OURS)["interventions"] if entry["id"] == "gemeente.zorgcooperatie")
    del item["retired"]
    item["requires"] = {"all_of": item.pop("all_of"), "one_of": item.pop("one_of")}
    places = [{key: value for key, value in place.items() if value} for place in item.pop("references")]
    item["source"] = {"basis": item.pop("basis"), "refs": places}
    return yaml.safe_dump(
        {"interventions": [{**item, "id": "gemeente.van-onszelf", **changes}]}, allow_unicode=True
    ).encode()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return file.getvalue()


CIRCLE = (replace(MINE, id="gemeente.a", all_of=("gemeente.b",)), replace(MINE, id="gemeente.b", all_of=("gemeente.a",)))  # fmt: skip
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "no workbook": (lambda: b"PK\x03\x04 nothing", "is no workbook"),
    "no such sheet": (lambda: workbook(renamed), "no sheet"),
    "missing column": (lambda: workbook(without_column), "the column 'track' is missing"),
    "unknown column": (lambda: workbook(extra_column), "unknown heading 'kleur'"),
    "empty title": (lambda: cell(TITLE, None), "row 2, interventions[0].title: missing: nl"),
    "a word for a number": (lambda: cell(LOW, "drie"), "duration_months.low: expected a whole number"),
    "half a month": (lambda: cell(LOW, 2.5), "duration_months.low: expected a whole number"),
    "negative": (lambda: cell(LOW, -1), "expected a whole number of at least 0"),
    "low above likely": (lambda: cell(LOW, 99), "low ≤ likely ≤ high"),
    "formula": (lambda: cell(LIKELY, "=1+1"), "a formula can't be read"),
    "unknown track": (lambda: cell(TRACK, "omweg"), "'omweg' is unknown; expected one of: transitie"),
    "step over two plateaus": (lambda: cell(STEPS, "gemeente.sb1 2>4"), "from one plateau to the next"),
    "no step": (lambda: cell(STEPS, "gemeente.sb1 van 2 naar 3"), "expected steps like"),
    "unknown criterion": (lambda: cell(STEPS, "gemeente.sb99 2>3"), "unknown criterion 'gemeente.sb99'"),
    "one language": (lambda: cell("risico's (en)", "One\nTwo\nThree\nFour\nFive"), "in English; expected as many"),
    "id of ours": (lambda: cell("id", "gemeente.zorgcooperatie"), "one of plateau's own"),
    "id of nobody": (lambda: cell("id", "provincie.iets"), "begins with none of"),
    "id twice": (lambda: workbook(lambda *_: None, MINE, MINE), "row 3, interventions[1]: the id"),
    "circle": (lambda: workbook(lambda *_: None, *CIRCLE), "gemeente.a → gemeente.b → gemeente.a"),
    "bomb": (bomb, "unpacks to more than 100 MB"),
    "huge": (lambda: b"#" * (MAXIMUM_BYTES + 1), "larger than 10 MB"),
    "latin-1": (lambda: "interventions: [é]".encode("latin-1"), "is not written in UTF-8"),
    "aliases": (lambda: b"a: &a [x, x]\nb: [*a, *a]", "aliases"),
    "no yaml": (lambda: b"interventions: [", "no valid YAML"),
    "wrong key": (lambda: document(colour="red"), "interventions[0].colour: unknown key"),
    "nothing in it": (lambda: b"interventions: []", "holds no intervention"),
    "unknown area in YAML": (lambda: document(transities=["zorg"]), "unknown transitie 'zorg'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_its_place(name: str) -> None:
    make, expected = BROKEN[name]
    with pytest.raises(ContentError) as found:
        read_interventions(make(), "mine.file", beside=OURS)
    assert expected in str(found.value)
    assert all(line.startswith("mine.file") for line in str(found.value).splitlines())


def test_all_mistakes_are_told_at_once() -> None:
    def change(book: openpyxl.Workbook, columns: dict[str, int]) -> None:
        sheet = book["maatregelen"]
        sheet.cell(2, columns[TITLE]).value = None
        sheet.cell(2, columns[TRACK]).value = "omweg"
        sheet.cell(3, columns[LOW]).value = "veel"

    other = replace(MINE, id="gemeente.nog-een")
    with pytest.raises(ContentError) as found:
        read_interventions(workbook(change, MINE, other), "mine.xlsx", beside=OURS)
    lines = str(found.value).splitlines()
    assert [line.split(", ")[2] for line in lines] == ["row 2", "row 2", "row 3"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_goes_out_comes_back_the_same(language: str) -> None:
    data = write_interventions(OURS.interventions, language)
    assert read_interventions(data, "all.xlsx", beside=EMPTY) == OURS.interventions


def test_a_good_yaml_file_is_read() -> None:
    assert read_interventions(document(), "mine.yaml", beside=OURS) == (MINE,)


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    item = replace(MINE, title=replace(MINE.title, nl="=1+1 is samen meer"))
    assert read_interventions(write_interventions((item,), "nl"), "mine.xlsx", beside=OURS) == (item,)


def test_mistakes_are_told_in_dutch_too() -> None:
    with pytest.raises(ContentError) as found:
        read_interventions(cell(LOW, "drie"), "mijn.xlsx", beside=OURS)
    assert [problem.nl for problem in found.value.problems] == [
        "mijn.xlsx, maatregelen, rij 2, interventions[0].duration_months.low: hier hoort een heel getal"
    ]
