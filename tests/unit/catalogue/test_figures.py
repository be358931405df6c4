"""Reference figures: nothing is filled in that the source leaves open, and nothing is today's."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from plateau.catalogue.dossier import State
from plateau.catalogue.export import as_json
from plateau.catalogue.loader import CONTENT, catalogue, load
from plateau.catalogue.yaml_reader import ContentError, read

TABLES = {table.id: table for table in catalogue().figures}


def test_every_line_has_as_many_values_as_there_are_columns_and_a_unit() -> None:
    for table in TABLES.values():
        assert table.rows
        for row in table.rows:
            assert len(row.values) == len(table.columns)
            assert row.unit.nl


def test_what_is_left_open_stays_open() -> None:
    table = TABLES["gemeentesecretarissen-tabel-1-1"]
    left_open = next(row for row in table.rows if row.state is State.PM)
    assert left_open.values == (None, None)
    zero = next(row for row in table.rows if row.label.nl == "Jeugd: integrale kindbenadering 0-4")
    assert zero.values == (Decimal(0), Decimal(0))


def test_a_known_conflict_stands_beside_both_figures() -> None:
    table = TABLES["korsten-jeugd-landelijk-tekort"]
    assert [row.values for row in table.rows] == [(Decimal(605),), (Decimal(650),)]
    assert {row.state for row in table.rows} == {State.CONTESTED}
    assert table.conflict is not None


def test_the_export_keeps_numbers_as_they_are_written() -> None:
    data = json.loads(json.dumps(as_json(catalogue())))
    table = next(item for item in data["figures"] if item["id"] == "korsten-aandeel-uitgaven")
    assert table["rows"][0]["values"] == ["56", "61"]


@pytest.mark.parametrize(
    ("table_id", "parts", "total"),
    [
        ("korsten-jeugd-toegang", (0, 1, 2), Decimal(100)),
        ("nvrr-samenloop-jeugd-2016", (0, 1, 2, 3, 4, 5, 6), Decimal(391685)),
        ("gemeentesecretarissen-tabel-2-2", (0, 2, 3), Decimal(1610)),
        ("nvrr-banenafspraak", (1, 2), Decimal(125000)),
    ],
)
def test_sums_that_the_source_prints_hold(table_id: str, parts: tuple[int, ...], total: Decimal) -> None:
    rows = TABLES[table_id].rows
    assert sum(rows[part].values[0] or 0 for part in parts) == total


@pytest.mark.parametrize(
    ("text", "number"), [("3.5", "3.5"), ("-11", "-11"), ("0", "0"), ("350000", "350000"), ("16.70", "16.70")]
)
def test_a_number_is_kept_as_it_is_written(text: str, number: str) -> None:
    assert str(read(f"a: {text}", "f").mapping()["a"].decimal()) == number


@pytest.mark.parametrize("text", ["een", '"3"', ".inf", ".nan", "1e9", "0x10", "null", "[1]", "1_000"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="expected a number"):
        read(f"a: {text}", "f").mapping()["a"].decimal()


FIRST = "figures/korsten.yaml"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("values: [62000, 119000, 151000]", "values: [62000, 119000]", "expected 3 values, one per column, found 2"),
        ("as_of: 2018", "as_of: 2017", "said in 2017, but its source is of 2018"),
        ("document: korsten-2018", "document: korsten-2019", "unknown document 'korsten-2019'"),
        ("state: exact", "state: pm", "pm has no value"),
        ("values: [392000]", "values: [null]", "exact needs a value"),
        ("state: exact", "state: range", "a range needs a low and a higher high"),
        ("subject: jeugd", "subject: sport", "subject: 'sport' is unknown"),
        ("id: korsten-jeugd-rotterdam", "id: korsten-jeugd-landelijk", "this id is used twice"),
    ],
)  # fmt: skip
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    path = content / FIRST
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content)
    assert complaint in str(caught.value)
