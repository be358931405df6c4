"""Scans: what the file says is what is asked; a broken one is refused with its place."""

import shutil
from pathlib import Path

import pytest

from plateau.catalogue.loader import CONTENT, catalogue, load
from plateau.catalogue.model import Kind, WithoutPlateaus
from plateau.catalogue.scan import ScaleKind
from plateau.catalogue.yaml_reader import ContentError

SCANS = catalogue().scans


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def change(content: Path, name: str, old: str, new: str) -> str:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content)
    return str(caught.value)


def test_each_question_is_asked_once_in_a_part_of_its_scan() -> None:
    for scan in SCANS:
        in_parts = [question for part in scan.parts for question in scan.in_area(part.id)]
        assert in_parts == list(scan.criteria)
        for question in scan.criteria:
            assert catalogue().question(question.id) == question
            assert [option.key for option in question.options] == [pole.key for pole in question.scale.poles]
            assert question.option(question.options[0].key) is question.options[0]


def test_a_profile_scale_has_no_values_and_another_scale_has() -> None:
    for scan in SCANS:
        for question in scan.criteria:
            values = {option.value for option in question.options}
            assert (values == {None}) == (question.scale.kind is ScaleKind.PROFILE)


def test_an_organisation_may_use_what_fits_its_kind() -> None:
    for kind in Kind:
        offered = catalogue().questionnaires_for(kind)
        assert offered[0].id == kind.value
        assert all(item.kind in {None, kind} for item in offered)


def test_a_scan_is_no_plateau_instrument() -> None:
    with pytest.raises(WithoutPlateaus):
        catalogue().instrument("draagvlak")
    assert catalogue().questionnaire("draagvlak").id == "draagvlak"
    assert not catalogue().has_plateaus("draagvlak")
    assert catalogue().has_plateaus("gemeente")
    with pytest.raises(KeyError):
        catalogue().questionnaire("niets")


FIRST = "scans/draagvlak.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        (FIRST, "scale: agreement", "scale: mood", "parts[0].scale: 'mood' is unknown; expected one of"),
        (FIRST, "draagvlak.bestuur", "bestuur", "bestuur: does not begin with 'draagvlak'"),
        (FIRST, "draagvlak.partners", "draagvlak.bestuur", "draagvlak.bestuur: this id is used twice"),
        (FIRST, "minutes: 10", "minutes: 0", "minutes must be from 1 to 60"),
        (FIRST, "kind: null", "kind: school", "kind: 'school' is unknown"),
        (FIRST, "  - id: draagvlak-sociaal", "  - id: draagvlak-in-de-samenleving", "can't be a part's id"),
        (FIRST, "  - id: draagvlak-sociaal", "  - id: sb", "sb: two areas or parts have this id"),
        (FIRST, "document: k2-2012, section", "document: k3, section", "unknown document 'k3'"),
        (FIRST, 'refs: [{document: k2-2012, lines: "1039-1047, 1066-1069"}]', "refs: []", "has no source"),
        ("scales.yaml", "key: deels", "key: nvt", "'nvt' can't be a key"),
        ("scales.yaml", "key: deels", "key: ja", "the option 'ja' stands here twice"),
        ("scales.yaml", "value: 1}", "value: 2}", "two options have the same value"),
        ("scales.yaml", "kind: agreement", "kind: profile", "unknown key; expected: en, key, nl"),
    ],
)
def test_a_broken_scan_is_refused_with_its_place(
    content: Path, name: str, old: str, new: str, complaint: str
) -> None:
    assert complaint in change(content, name, old, new)
