"""What was released does not vanish or change unnoticed."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from plateau.catalogue.kept import digest_of
from plateau.catalogue.loader import CONTENT, catalogue, check_content
from plateau.catalogue.releases import FOUNDATIONS, ids_kept, ids_of, versions_kept
from plateau.catalogue.yaml_reader import ContentError, Value, read

GONE = catalogue().interventions[0].id


def test_the_released_ids_are_all_there() -> None:
    released = read((CONTENT / "released.yaml").read_text(encoding="utf-8"), "released.yaml")
    assert list(ids_kept(catalogue(), released)) == []
    assert {item.text() for item in released.mapping()["ids"].items()} <= ids_of(catalogue())


def test_what_questionnaires_stand_on_cannot_be_retired() -> None:
    fewer = replace(catalogue(), principles=catalogue().principles[1:])
    gone = catalogue().principles[0].id
    released = read(f"ids: [{gone}]\nretired: {{{gone}: not needed}}", "released.yaml")
    assert list(ids_kept(fewer, released)) == [f"{gone}: rounds of before name it; it has to stay"]
    groups = (catalogue().documents, catalogue().areas, catalogue().principles, catalogue().transities)
    assert {item.id for group in groups for item in group} == FOUNDATIONS  # a new one is added there too


def numbered(**versions: str) -> Value:
    """A `released.yaml` with every questionnaire as it is, but for these."""
    known = {item.id: f"{item.version}: {digest_of(item)}" for item in catalogue().questionnaires}
    lines = [f"  {name}: {{{told}}}" for name, told in {**known, **versions}.items()]
    return read("\n".join(["versions:", *lines]), "released.yaml")


def test_one_number_never_stands_for_two_contents() -> None:
    ours = catalogue().instrument("gemeente")
    digest, other = digest_of(ours), "0" * 63 + "a"
    assert list(versions_kept(catalogue(), numbered())) == []
    assert list(versions_kept(catalogue(), numbered(gemeente=f"1: {other}"))) == [
        "gemeente: version 1 asks something else than it did; raise the number to 2, and add to released.yaml "
        "the line that this check tells then"
    ]
    raised = replace(catalogue(), instruments=(catalogue().instruments[0], replace(ours, version=2)))
    assert list(versions_kept(raised, numbered())) == [
        f"gemeente: add its new version to released.yaml: 2: {digest_of(replace(ours, version=2))}"
    ]
    assert list(versions_kept(catalogue(), numbered(gemeente=f"1: {digest}, 2: {other}"))) == [
        "gemeente: is version 1, and version 2 was there already"
    ]


def test_without_a_list_of_versions_all_are_to_be_added() -> None:
    told = list(versions_kept(catalogue(), read("ids: []\nretired: {}", "released.yaml")))
    assert len(told) == len(catalogue().questionnaires)
    assert all("add its new version to released.yaml" in problem for problem in told)


@pytest.mark.parametrize("number", ["new", "0", "²", "01", "1.0", "9" * 10])
def test_what_is_no_number_of_a_version_is_told_with_its_place(number: str) -> None:
    with pytest.raises(
        ContentError, match=r"released.yaml, line \d+, versions.gemeente.*: expected the number"
    ):
        list(versions_kept(catalogue(), numbered(gemeente=f"{number}: {'0' * 64}")))


def test_the_check_refuses_other_words_under_the_same_number(tmp_path: Path) -> None:
    folder = copytree(CONTENT, tmp_path / "content")
    assert check_content(folder) == catalogue()
    scan = folder / "scans" / "draagvlak.yaml"
    scan.write_text(scan.read_text(encoding="utf-8").replace("zichtbaar achter", "zichtbaar voor"), "utf-8")
    with pytest.raises(ContentError, match="draagvlak: version 1 asks something else than it did"):
        check_content(folder)


def test_a_vanished_id_is_told() -> None:
    smaller = replace(catalogue(), interventions=catalogue().interventions[1:])
    released = read(f"ids: [{GONE}]\nretired: {{}}", "released.yaml")
    assert list(ids_kept(smaller, released)) == [
        f"{GONE}: was released and is gone; bring it back, or retire it with a reason"
    ]


def test_a_retired_id_may_be_gone_but_not_both() -> None:
    smaller = replace(catalogue(), interventions=catalogue().interventions[1:])
    released = read(f"ids: [{GONE}]\nretired: {{{GONE}: merged with another}}", "released.yaml")
    assert list(ids_kept(smaller, released)) == []
    assert list(ids_kept(catalogue(), released)) == [f"{GONE}: is retired and still here"]


@pytest.mark.parametrize("part", ["scans", "tools", "figures", "interventions", "instruments"])
def test_every_kind_of_item_is_guarded(part: str) -> None:
    released = read((CONTENT / "released.yaml").read_text(encoding="utf-8"), "released.yaml")
    gone, *rest = getattr(catalogue(), part)
    told = list(ids_kept(replace(catalogue(), **{part: tuple(rest)}), released))
    assert f"{gone.id}: was released and is gone; bring it back, or retire it with a reason" in told
    if part in {"scans", "instruments"}:
        assert len(told) == 1 + len(gone.criteria)
