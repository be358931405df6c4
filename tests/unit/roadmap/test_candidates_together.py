"""What is left out and helps only with others, held against solving again."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.model import (
    Area,
    AreaTarget,
    CandidateCode,
    CandidateReason,
    Companion,
    Lag,
    Limit,
    LimitCode,
    Mode,
    Moment,
    ObjectiveName,
    Scheduled,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.candidates import left_out
from tests.unit.roadmap.small import measure, problem


def test_what_helps_an_area_only_with_another() -> None:
    made = replace(
        problem(
            measure("m", "a1", cost=50), measure("n", "b1", cost=50), measure("o", "c1", cost=80),
            current={"a": 1, "b": 1, "c": 1}, targets={}, budgets={2027: 60, 2028: 0},
        ),
        areas=(Area("two", frozenset("abc"), 2),),
        area_targets=(AreaTarget("two", 2),),
    )  # fmt: skip
    short = (Limit(LimitCode.BUDGET, year=2027, short=40),)
    assert left_out(made, "m") == CandidateReason(
        "m",
        CandidateCode.WOULD_NOT_FIT,
        start=0,
        limits=short,
        companions=(Companion(Scheduled("n", 0, 1), short),),
    )
    assert [it.place.id for it in left_out(made, "o").companions] == ["m"]
    assert [it.area for it in solve(replace(made, budgets={2027: 99, 2028: 0})).unmet_areas] == ["two"]
    assert solve(replace(made, budgets={2027: 100, 2028: 0})).by_id.keys() == {"m", "n"}


def test_what_another_that_was_left_out_waits_for() -> None:
    """Its own step is made by a cheaper one."""
    made = problem(
        measure("p", "d1", cost=100), measure("z", "d1", cost=900), measure("q", "c2", cost=900, all_of=["z"]),
        current={"c": 2, "d": 1}, targets={"c": 3, "d": 2}, budgets={2027: 1000, 2028: 0},
    )  # fmt: skip
    reason = left_out(made, "z")
    assert reason.limits == (Limit(LimitCode.BUDGET, year=2027, short=900),)
    assert [it.place for it in reason.companions] == [Scheduled("q", 1, 2)]
    more = replace(made, budgets={2027: 1900, 2028: 0})
    assert solve(more).by_id.keys() == {"z", "q"}


def test_what_together_fits_and_is_not_worth_it() -> None:
    made = replace(
        problem(measure("z", cost=30), measure("q", "a1", cost=50, all_of=["z"])),
        objectives=(ObjectiveName.COST, ObjectiveName.TARGETS),
    )
    reason = left_out(made, "z")
    assert (reason.code, [it.place.id for it in reason.companions]) == (CandidateCode.OUTWEIGHED, ["q"])
    assert reason.limits == (Limit(LimitCode.OBJECTIVE, name="cost", short=80),)


def test_what_waits_for_each_other_is_put_where_both_fit() -> None:
    """The lag needs the first in its faster mode, which breaks no fewer rules by itself."""
    slow = replace(measure("m", duration=3, cost=5), modes=(Mode("fast", 2, spend=(9, 0)),))
    waiting = replace(
        measure("n", "a1", duration=3, cost=5), lags=(Lag(frozenset("m"), Moment.END, Moment.END, 2),)
    )
    made = replace(problem(slow, waiting, periods=4), objectives=(ObjectiveName.COST, ObjectiveName.TARGETS))
    assert left_out(made, "m").code is CandidateCode.OUTWEIGHED
    assert solve(replace(made, objectives=made.objectives[::-1])).by_id["m"] == Scheduled("m", 0, 2, "fast")


def test_what_only_something_dominated_needs() -> None:
    """With more people both would be in the plan."""
    made = problem(
        measure("z", "b1", cost=70), measure("w", "b1", cost=20, days={"beleid": 5}, all_of=["v"]),
        measure("v", cost=20), measure("u"),
        current={"b": 1}, targets={"b": 2}, capacity={"beleid": [4] * 8},
    )  # fmt: skip
    assert left_out(made, "v") == CandidateReason("v", CandidateCode.TOGETHER, enables=("w",))
    assert left_out(made, "u") == CandidateReason("u", CandidateCode.NOT_NEEDED)
    assert solve(replace(made, capacity={"beleid": [5] * 8})).by_id.keys() == {"v", "w"}


def test_together_what_counts_for_more_is_told_beside_what_they_break() -> None:
    made = replace(
        problem(
            measure("z", cost=30, days={"beleid": 5}), measure("q", "a1", cost=50, all_of=["z"]),
            capacity={"beleid": [4] * 8},
        ),
        objectives=(ObjectiveName.COST, ObjectiveName.TARGETS),
    )  # fmt: skip
    reason = left_out(made, "z")
    assert (reason.code, reason.companions) == (
        CandidateCode.WOULD_NOT_FIT, (Companion(Scheduled("q", 1, 2)),),
    )  # fmt: skip
    assert reason.limits == (
        Limit(LimitCode.CAPACITY, role="beleid", period=0, short=1),
        Limit(LimitCode.OBJECTIVE, name="cost", short=80),
    )
    assert not solve(replace(made, capacity={"beleid": None})).scheduled
