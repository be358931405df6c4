"""A released id does not vanish unnoticed."""

from dataclasses import replace

import pytest

from plateau.catalogue.loader import CONTENT, catalogue
from plateau.catalogue.releases import ids_kept, ids_of
from plateau.catalogue.yaml_reader import read

GONE = catalogue().interventions[0].id


def test_the_released_ids_are_all_there() -> None:
    released = read((CONTENT / "released.yaml").read_text(encoding="utf-8"), "released.yaml")
    assert list(ids_kept(catalogue(), released)) == []
    assert {item.text() for item in released.mapping()["ids"].items()} <= ids_of(catalogue())


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
