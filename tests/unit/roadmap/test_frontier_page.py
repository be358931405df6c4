"""The choices as a reader sees them: by when all is ready."""

from __future__ import annotations

import pytest

from plateau.roadmap.frontier import find_frontier
from plateau.roadmap.frontier_page import point_groups
from tests.unit.roadmap.small import measure, problem

pytestmark = pytest.mark.usefixtures("dutch")


def test_of_what_is_ready_at_the_same_moment_a_dearer_one_reaches_more() -> None:
    town = problem(
        measure("slow", "a1", duration=4, cost=100),
        measure("fast", "a1", cost=900),
        measure("more", "b1", duration=2, cost=500),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
    )
    found = find_frontier(town)
    # Over all, a dearer choice may reach less: it is ready sooner.
    in_order = [point.effect for point in found.points]
    assert in_order != sorted(in_order, reverse=True)
    groups = point_groups(town, found)
    assert [group.finish for group in groups] == [
        "Zonder maatregelen",
        *(f"Alles klaar eind 2027 K{quarter}" for quarter in (1, 2, 4)),
    ]
    assert sorted(row.place for group in groups for row in group.rows) == [*range(len(found.points))]
    for group in groups:
        short = [row.steps_short for row in sorted(group.rows, key=lambda row: row.spend)]
        assert short == sorted(short, reverse=True)
