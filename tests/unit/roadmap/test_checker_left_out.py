"""The checker accepts what is said of companies, swaps and goals that do not count, and no damage to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.explanation import reasons
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    CandidateCode,
    CandidateReason,
    Companion,
    Group,
    Limit,
    LimitCode,
    ObjectiveName,
    Problem,
    Scheduled,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem


def companies() -> Problem:
    """Two of three would bring the area there; there is money for one. ``idle`` only prepares ``swap``."""
    made = problem(
        measure("x", "a1", cost=50),
        measure("y", "b1", cost=50),
        measure("z", "c1", cost=80),
        measure("doer", "d1", cost=7),
        measure("other", "d1", cost=7, all_of=["idle"]),
        measure("idle"),
        current=dict.fromkeys("abcde", 1),
        targets={"d": 2},
        budgets={2027: 60, 2028: 0},
    )
    return replace(made, areas=(Area("two", frozenset("abc"), 2),), area_targets=(AreaTarget("two", 2),))


def swaps() -> Problem:
    made = problem(
        measure("one", cost=5),
        measure("two", cost=5),
        measure("first"),
        measure("second"),
        measure("then", "a1", one_of=["first", "second"]),
        measure("side", "b1"),
        current={"a": 1, "b": 1},
        targets={"b": 2},
    )
    return replace(
        made,
        mandatory=frozenset({"then"}),
        groups=(Group("g", frozenset({"one", "two"}), required=True),),
        objectives=(ObjectiveName.MILESTONES, ObjectiveName.COST),
    )


MONEY = Limit(LimitCode.BUDGET, year=2027, short=47)


@pytest.mark.parametrize(
    ("made", "id_", "changes"),
    [
        (companies, "x", {"companions": ()}),
        (companies, "x", {"companions": (Companion(Scheduled("z", 0, 1), (replace(MONEY, short=77),)),)}),
        (companies, "x", {"companions": (Companion(Scheduled("y", 0, 1), ()),)}),
        (companies, "x", {"companions": (Companion(Scheduled("y", 7, 9), (MONEY,)),)}),
        (companies, "x", {"companions": (Companion(Scheduled("idle", 0, 1), ()),)}),
        (companies, "x", {"limits": ()}),
        (companies, "x", {"code": CandidateCode.OUTWEIGHED}),
        (companies, "x", {"code": CandidateCode.TOGETHER, "companions": (), "start": None, "limits": ()}),
        (companies, "idle", {"enables": ()}),
        (companies, "idle", {"enables": ("x",)}),
        (companies, "idle", {"code": CandidateCode.NOT_NEEDED, "enables": ()}),
        (swaps, "two", {"groups": ()}),
        (swaps, "two", {"by": ("first",)}),
        (swaps, "second", {"enables": ()}),
        (swaps, "second", {"extra_cents": 1}),
        (swaps, "side", {"code": CandidateCode.NOT_NEEDED}),
    ],
)
def test_what_is_said_and_damage_to_it(made: Any, id_: str, changes: dict[str, Any]) -> None:
    problem_ = made()
    plan = solve(problem_)
    found = reasons(problem_, plan)
    assert check(problem_, plan, found) == []
    damaged = tuple(replace(it, **changes) if it.id == id_ else it for it in found.candidates)
    assert damaged != found.candidates
    assert f"explanation.candidates[{id_}]" in {
        violation.path for violation in check(problem_, plan, replace(found, candidates=damaged))
    }


def test_what_there_is_to_damage() -> None:
    told = {it.id: it for made in (companies(), swaps()) for it in reasons(made, solve(made)).candidates}
    assert told["x"] == CandidateReason(
        "x",
        CandidateCode.WOULD_NOT_FIT,
        start=0,
        limits=(MONEY,),
        companions=(Companion(Scheduled("y", 0, 1), (MONEY,)),),
    )
    assert told["idle"] == CandidateReason("idle", CandidateCode.TOGETHER, enables=("other",))
    assert (told["two"].groups, told["second"].enables) == (("g",), ("then",))
    assert told["side"].code is CandidateCode.NOT_COUNTED
