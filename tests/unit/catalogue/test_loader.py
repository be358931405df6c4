"""The content that comes with plateau, and twenty ways to break it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from plateau.catalogue.export import as_json
from plateau.catalogue.loader import CONTENT, catalogue, load
from plateau.catalogue.model import Kind, Track
from plateau.catalogue.yaml_reader import ContentError


def test_the_content_is_complete() -> None:
    found = catalogue()
    assert [plateau.number for plateau in found.plateaus] == [1, 2, 3, 4, 5]
    assert [area.id for area in found.areas] == ["sb", "ps", "mi", "mv", "lc"]
    assert len(found.principles) == 3
    assert [len(transitie.timetable) for transitie in found.transities] == [2, 2, 2, 3]
    per_area = {
        instrument.id: [len(instrument.in_area(area.id)) for area in found.areas]
        for instrument in found.instruments
    }
    assert per_area == {"gemeente": [6, 3, 4, 3, 3], "aanbieder": [6, 4, 3, 4, 2]}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_criterion_has_a_way_from_one_to_four(kind: Kind) -> None:
    made = {
        (step.criterion, step.start) for item in catalogue().interventions_for(kind) for step in item.steps
    }
    missing = [
        (criterion.id, start)
        for criterion in catalogue().instrument(kind.value).criteria
        for start in (1, 2, 3)
        if (criterion.id, start) not in made
    ]
    assert missing == []


def test_both_tracks_are_there_for_both_kinds() -> None:
    for kind in Kind:
        assert {item.track for item in catalogue().interventions_for(kind)} == set(Track)


def test_an_intervention_stays_with_its_own_kind_of_organisation() -> None:
    for item in catalogue().interventions:
        assert {step.criterion.split(".")[0] for step in item.steps} == {item.kind.value}
        assert {other.split(".")[0] for other in item.all_of + item.one_of + item.excludes} <= {
            item.kind.value
        }


def test_the_export_holds_everything_under_documented_names() -> None:
    data = as_json(catalogue())
    assert set(data) == {
        "format", "documents", "plateaus", "areas", "principles", "transities", "instruments", "interventions",
        "dossiers", "links", "scales", "scans", "tools", "figures",
    }  # fmt: skip
    criterion = data["instruments"][0]["criteria"][0]
    assert [level["plateau"] for level in criterion["levels"]] == [1, 2, 3, 4, 5]
    assert set(criterion["levels"][0]["text"]) == {"nl", "en"}
    assert set(data["interventions"][0]["steps"][0]) == {"criterion", "from", "to"}


MODEL = "model.yaml"
SB = "instruments/gemeente/sb.yaml"
INSTRUMENT = "instruments/gemeente/instrument.yaml"
WAYS = "interventions/gemeente-strategie-processen.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (MODEL, "documents:", "documents: [", "no valid YAML"),
        (MODEL, "documents:", "papers:", "unknown key"),
        (MODEL, "year: 2012", "year: twelve", "documents[0].year: expected a whole number"),
        (MODEL, "certainty: vast", "certainty: zeker", "expected one of: vast, verwacht, onzeker"),
        (MODEL, '"2015-01-01"', '"2015-13-01"', "is no date"),
        (MODEL, "  - number: 5", "  - number: 6", "expected plateaus 1 to 5"),
        (SB, "id: gemeente.sb2", "id: gemeente.sb1", "is used twice"),
        (SB, "id: gemeente.sb1", "id: sb1", "does not begin with 'gemeente'"),
        (SB, "area: sb", "area: sx", "stands in the file of 'sb'"),
        (INSTRUMENT, "area_share: 75", "area_share: 0", "percentage from 1 to 100"),
        (WAYS, "id: gemeente.", "id: waterschap.", "begins with none of: gemeente, aanbieder"),
        (SB, "      - plateau: 3", "      - plateau: 4", "expected five levels"),
        (SB, "origin: source", "origin: heaven", "expected one of: source, derived, ours"),
        (SB, "document: k2-2012", "document: k3", "unknown document 'k3'"),
        (INSTRUMENT, "version: 1", "version: 1\nversion: 2", "this key stands here twice"),
        (INSTRUMENT, "kind: gemeente", "kind: waterschap", "expected one of: gemeente, aanbieder"),
        (INSTRUMENT, "areas: [sb", "areas: [zz", "can't be read"),
        (WAYS, "from: 1, to: 2", "from: 1, to: 3", "a step goes from one plateau to the next"),
        (WAYS, "track: transitie", "track: both", "expected one of: transitie, transformatie"),
        (WAYS, "criterion: gemeente.sb1", "criterion: gemeente.zz9", "unknown criterion 'gemeente.zz9'"),
        (WAYS, "low: ", "low: -", "whole number"),
        (WAYS, "management: {", "janitor: {", "unknown role"),
    ],
)  # fmt: skip
def test_broken_content_names_its_place_and_loads_nothing(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as found:
        load(folder)
    assert expected in str(found.value)


def test_a_complaint_tells_file_line_and_key(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    path = folder / MODEL
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "year: 2010" in line)
    path.write_text("\n".join(lines).replace("year: 2010", "year: []"), encoding="utf-8")
    with pytest.raises(
        ContentError, match=rf"^model\.yaml, line {at}, documents\[1\]\.year: expected a whole number$"
    ):
        load(folder)


def test_an_alias_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    bomb = "a: &a [x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 8)}]\n" for n in range(12)
    )
    (folder / MODEL).write_text(bomb, encoding="utf-8")
    with pytest.raises(ContentError, match="aliases"):
        load(folder)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / MODEL).write_bytes("naam: café".encode("latin-1"))
    with pytest.raises(ContentError, match=r"model\.yaml: is not written in UTF-8"):
        load(folder)


def test_a_management_team_has_read_and_chosen_within_twenty_minutes() -> None:
    assert {instrument.minutes for instrument in catalogue().instruments} == {20}


def test_more_questions_take_longer() -> None:
    instrument = catalogue().instruments[0]
    twice = replace(instrument, criteria=instrument.criteria * 2)
    assert replace(instrument, criteria=instrument.criteria[:1]).minutes == 5
    assert twice.minutes == 40
