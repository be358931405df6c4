"""Own questionnaires in a file: what goes out comes back, and a broken file is told by sheet and row."""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import openpyxl
import pytest
import yaml

from plateau.catalogue import own
from plateau.catalogue.importing import MAXIMUM_BYTES, read_own_questionnaire
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.catalogue.scan import Questionnaire, is_own
from plateau.catalogue.yaml_reader import ContentError

OURS = catalogue()
EXAMPLES: dict[str, Questionnaire] = {name: own.example(name, OURS) for name in own.EXAMPLES}
DOCUMENTS: dict[str, dict[str, Any]] = {name: yaml.safe_load(own.example_yaml(name)) for name in own.EXAMPLES}
Book = Any  # openpyxl has no types


def read(data: bytes) -> Questionnaire:
    return read_own_questionnaire(data, "mine.file", beside=OURS, kind=Kind.GEMEENTE)


def workbook(name: str, change: Callable[[Book], object]) -> bytes:
    """The workbook of an example (Dutch), changed."""
    book = openpyxl.load_workbook(io.BytesIO(own.write_questionnaire(EXAMPLES[name], OURS.scales, "nl")))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell(name: str, sheet: str, heading: str, value: object, row: int = 2) -> bytes:
    """The workbook with this value under this heading."""

    def change(book: Book) -> None:
        columns = {str(item.value): item.column for item in book[sheet][1]}
        book[sheet].cell(row, columns[heading]).value = value

    return workbook(name, change)


def without(name: str, sheet: str) -> bytes:
    return workbook(name, lambda book: book.remove(book[sheet]))


def document(name: str, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The YAML of an example, changed."""
    changed = deepcopy(DOCUMENTS[name])
    change(changed)
    return yaml.safe_dump(changed, allow_unicode=True).encode()


def damaged() -> bytes:
    """A workbook whose sheet breaks off in the middle."""
    whole = own.write_questionnaire(EXAMPLES["scan"], OURS.scales, "nl")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content[: len(content) // 2] if part.endswith("sheet4.xml") else content)
    return file.getvalue()


def long_sheet(book: Book) -> None:
    book["vragen"].cell(6000, 1).value = "laatste"


P, S = "plateaus", "scan"
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    # with plateaus
    "missing level": (lambda: cell(P, "onderwerpen", "plateau 3 (en)", None), "onderwerpen, row 2, criteria[0].levels.3: missing: en"),
    "level left out": (lambda: document(P, lambda d: d["criteria"][1]["levels"].pop(3)), "criteria[1].levels: missing: 3"),
    "a sixth level": (lambda: document(P, lambda d: d["criteria"][1]["levels"].update({6: {"nl": "a", "en": "b"}})), "criteria[1].levels.6: unknown key"),
    "unknown area": (lambda: cell(P, "onderwerpen", "gebied", "xx", 3), "onderwerpen, row 3, criteria[1].area: unknown area 'xx'; expected one of: sb, ps"),
    "duplicate topic": (lambda: cell(P, "onderwerpen", "id", "samen1", 3), "onderwerpen, row 3, criteria[1].id: the id 'samen1' is used twice"),
    "id with a hyphen": (lambda: cell(P, "onderwerpen", "id", "samen-1"), "'samen-1' can't be an id: small letters and digits"),
    "id too long": (lambda: cell(P, "onderwerpen", "id", "a" * 31), "at most 30 characters"),
    "capital in the id": (lambda: cell(P, "vragenlijst", "id", "Buurt"), "vragenlijst, row 2, questionnaire.id: 'Buurt' can't be an id"),
    "not translated": (lambda: document(P, lambda d: d["criteria"][0]["question"].update(en=d["criteria"][0]["question"]["nl"])), "criteria[0].question: nl and en are the same"),
    "text too long": (lambda: cell(P, "onderwerpen", "uitleg (nl)", "x" * 2001), "criteria[0].explanation: nl has 2001 characters, at most 2000"),
    "unknown kind": (lambda: cell(P, "vragenlijst", "soort organisatie", "provincie"), "'provincie' is unknown; expected one of: gemeente"),
    "for the other kind": (lambda: cell(P, "vragenlijst", "soort organisatie", "aanbieder"), "is for the kind aanbieder"),
    "plateau 6": (lambda: cell(P, "vragenlijst", "gevraagd plateau", 6), "questionnaire.asked_plateau: expected a whole number from 1 to 5"),
    "a word for a plateau": (lambda: cell(P, "vragenlijst", "gevraagd plateau", "vier"), "expected a whole number from 1 to 5"),
    "unknown transitie": (lambda: cell(P, "onderwerpen", "transities", "wmo; zorg"), "criteria[0].transities[1]: unknown transitie 'zorg'"),
    "half an example": (lambda: cell(P, "onderwerpen", "voorbeelden (en)", "One\nTwo"), "1 lines in Dutch and 2 in English"),
    "no topics": (lambda: document(P, lambda d: d.update(criteria=[])), "criteria: there is nothing here"),
    "topics as a text": (lambda: document(P, lambda d: d.update(criteria="veel")), "criteria: expected a list"),
    # with a scale
    "formula": (lambda: cell(S, "vragen", "vraag (nl)", "=1+1", 3), "vragen, row 3, question (nl): a formula can't be read"),
    "duplicate option": (lambda: cell(S, "schalen", "sleutel", "nooit", 3), "schalen, row 3, scales[1]: the option 'nooit' is there twice"),
    "duplicate meaning": (lambda: cell(S, "vragen", "antwoorden (nl)", "inwoners: a\ninwoners: b\ngemeente: c", 4), "vragen, row 4, options: 'inwoners: b' and 'instelling"),
    "meaning of no option": (lambda: document(S, lambda d: d["questions"][2]["options"].update(niemand={"nl": "a", "en": "b"})), "questions[2].options.niemand: unknown key"),
    "two equal values": (lambda: cell(S, "schalen", "waarde", 0, 3), "scales[1]: two options have the same value"),
    "a value for half": (lambda: cell(S, "schalen", "waarde", None, 3), "scales[1]: give each option of 'hoe-vaak' a value, or none"),
    "one option": (lambda: document(S, lambda d: d.update(scales=d["scales"][:1])), "a scale has 2 to 9 options, 'hoe-vaak' has 1"),
    "option that is there always": (lambda: document(S, lambda d: d["scales"][0].update(key="nvt")), "every question offers 'nvt' already"),
    "plateau's scale": (lambda: cell(S, "schalen", "schaal", "agreement"), "the scale 'agreement' is plateau's own"),
    "unknown scale": (lambda: cell(S, "onderdelen", "schaal", "cijfer"), "onderdelen, row 2, parts[0].scale: unknown scale 'cijfer'"),
    "unknown part": (lambda: cell(S, "vragen", "onderdeel", "elders"), "questions[0].part: unknown part 'elders'; expected one of: kennen"),
    "duplicate part": (lambda: cell(S, "onderdelen", "id", "kennen", 3), "onderdelen, row 3, parts[1].id: the id 'kennen' is used twice"),
    "part with a taken word": (lambda: cell(S, "onderdelen", "id", "nakijken"), "'nakijken' can't be an id; choose another"),
    "part that asks nothing": (lambda: document(S, lambda d: d.update(questions=d["questions"][:2])), "parts[1]: the part 'beginnen' asks nothing"),
    "two hours": (lambda: cell(S, "vragenlijst", "minuten", 120), "questionnaire.minutes: expected a whole number from 1 to 60"),
    "two questionnaires": (lambda: workbook(S, lambda book: book["vragenlijst"].append(["nog-een"])), "vragenlijst: expected exactly one row below the headings, found 2"),
    "no sheet of parts": (lambda: without(S, "onderdelen"), "no sheet 'parts' or 'onderdelen'; found: vragenlijst, schalen, vragen"),
    "no questions at all": (lambda: without(S, "vragen"), "no sheet 'topics' or 'onderwerpen'"),
    "missing column": (lambda: workbook(S, lambda book: book["vragen"].delete_cols(2)), "vragen, row 1, id: the column 'part' is missing"),
    "unknown column": (lambda: workbook(S, lambda book: setattr(book["vragen"].cell(1, 14), "value", "kleur")), "unknown heading 'kleur'"),
    "too many rows": (lambda: workbook(S, long_sheet), "vragen: more than 5000 rows"),
    "damaged sheet": (damaged, "vragen: this sheet is damaged"),
    # any
    "no workbook": (lambda: b"PK\x03\x04 nothing", "is no workbook"),
    "huge": (lambda: b"#" * (MAXIMUM_BYTES + 1), "larger than 10 MB"),
    "UTF-16": (lambda: own.example_yaml(S).decode().encode("utf-16"), "is not written in UTF-8"),
    "YAML bomb": (lambda: b"a: &a [x, x]\nb: &b [*a, *a]\nquestionnaire: [*b, *b]", "aliases"),
    "deep nesting": (lambda: b"questionnaire: " + b"[" * 20_000, "no valid YAML"),
    "empty": (lambda: b"", "the file is empty"),
    "something else": (lambda: b"hello: world", "unknown key"),
    "a list": (lambda: b"- een\n- twee", "expected keys with values"),
    "key twice": (lambda: own.example_yaml(S) + b"questionnaire: {}\n", "this key stands here twice"),
    "a number without end": (lambda: own.example_yaml(S).replace(b"minutes: 5", b"minutes: " + b"5" * 5000), "expected a whole number from 1 to 60"),
}  # fmt: skip


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
@pytest.mark.parametrize("name", own.EXAMPLES)
def test_what_goes_out_comes_back_the_same(name: str, language: str) -> None:
    item = EXAMPLES[name]
    assert read(own.write_questionnaire(item, OURS.scales, language)) == item
    assert read(own.example_yaml(name)) == item
    assert read(yaml.safe_dump(own.as_document(item, OURS.scales)).encode()) == item


def test_all_mistakes_are_told_at_once_each_with_its_sheet_and_row() -> None:
    def change(book: Book) -> None:
        book["vragenlijst"].cell(2, 1).value = "Wijk Scan"
        book["onderdelen"].cell(3, 1).value = "kennen"
        book["vragen"].cell(2, 1).value = "spreek uur"
        book["vragen"].cell(5, 2).value = "nergens"

    with pytest.raises(ContentError) as found:
        read(workbook("scan", change))
    places = [problem.nl.split(", ")[1:3] for problem in found.value.problems]
    assert ["vragenlijst", "rij 2"] in places
    assert ["onderdelen", "rij 3"] in places
    assert ["vragen", "rij 2"] in places
    assert ["vragen", "rij 5"] in places


def test_an_own_id_can_never_be_one_of_ours() -> None:
    ours = [item.id for item in OURS.instruments] + [item.id for item in OURS.scans]
    assert not any(is_own(name) for name in ours)
    taken = document("scan", lambda d: d["questionnaire"].update(id="draagvlak"))
    found = read(taken)
    assert found.id == "eigen-draagvlak"
    assert all(question.id.startswith("eigen-draagvlak.") for question in found.criteria)
