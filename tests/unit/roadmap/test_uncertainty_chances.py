"""Chances worked out by hand, how the draws fall, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plateau.roadmap.model import (
    CostRange,
    DurationRange,
    Estimate,
    Intervention,
    InvalidProblem,
    Milestone,
    Problem,
    Status,
)
from plateau.roadmap.uncertainty import Outcome, Quantity, simulate
from plateau.roadmap.uncertainty.criticality import critical, rank_correlation
from plateau.roadmap.uncertainty.drawing import Work, draw, triangular
from tests.unit.roadmap.small import measure, problem
from tests.unit.roadmap.test_uncertainty import around, planned, run_with

# chances, by hand


def late_half_the_time() -> Problem:
    """One intervention of two quarters that takes a third one in half of the runs."""
    item = replace(measure("x", "a1", duration=2), estimate=Estimate(DurationRange(1.0, 2.0, 3.0)))
    return problem(
        item, milestones=[Milestone("law", 2, None, {"a": 2}), Milestone("later", 3, None, {"a": 2})]
    )


def test_the_chance_of_a_milestone_is_that_of_its_makers() -> None:
    made = late_half_the_time()
    outlook = simulate(made, planned(made, x=0), runs=1_000)
    assert outlook.milestone("law").chance == 0.5
    assert outlook.milestone("later").chance == 1.0
    assert outlook.on_time == 0.5
    assert outlook.targets[0].chance == 1.0
    entry = outlook.interventions[0]
    assert (entry.late, entry.critical) == (0.5, 1.0)
    assert (outlook.finish.p10, outlook.finish.p50, outlook.finish.p80) == (2, 2, 3)


def test_a_milestone_that_asks_what_nobody_brings_has_no_chance() -> None:
    made = problem(measure("x", "a1"), milestones=[Milestone("law", 8, None, {"a": 3})])
    chance = simulate(made, planned(made, x=0), runs=10).milestone("law")
    assert (chance.planned, chance.chance, chance.ready) == (False, 0.0, None)


def test_a_quarter_in_reserve_makes_it_sure() -> None:
    made = late_half_the_time()
    (buffer,) = simulate(made, planned(made, x=0), runs=1_000).buffers
    assert (buffer.intervention, buffer.milestone, buffer.after) == ("x", "law", 1.0)
    assert buffer.before == pytest.approx(0.5, abs=0.05)


def test_only_the_chain_to_the_finish_is_critical() -> None:
    made = problem(
        measure("a", "a1", duration=2), measure("b", duration=2, all_of=["a"]), measure("c", duration=1)
    )
    plan = planned(made, a=0, b=2, c=0)
    run = run_with(made, plan)
    assert dict(zip([task.work.id for task in run.tasks], critical(run)[:, 0], strict=True)) == {
        "a": True,
        "b": True,
        "c": False,
    }


def test_who_hands_over_scarce_people_is_critical() -> None:
    def chain(days: int) -> bool:
        made = problem(
            measure("a", "a1", duration=2, days={"beleid": 10}),
            measure("b", duration=2, days={"beleid": 10}),
            capacity={"beleid": [days] * 8},
        )
        return bool(critical(run_with(made, planned(made, a=0, b=2)))[0, 0])

    assert chain(9)
    assert not chain(10)


def test_the_widest_estimate_on_the_chain_matters_most() -> None:
    made = problem(
        around(measure("narrow", "a1", duration=4), 0.9, 1.2),
        around(measure("wide", duration=4, cost=1000, all_of=["narrow"]), 0.5, 3.0, 2.0),
        periods=20,  # time enough to spend it all
    )
    drivers = simulate(made, planned(made, narrow=0, wide=4), runs=4_000).drivers
    finish = [item for item in drivers if item.outcome is Outcome.FINISH and item.intervention]
    assert (finish[0].intervention, finish[0].quantity) == ("wide", Quantity.DURATION)
    assert finish[0].correlation > 0.6
    spend = [item for item in drivers if item.outcome is Outcome.SPEND and item.intervention]
    assert (spend[0].intervention, spend[0].quantity) == ("wide", Quantity.ONE_OFF)


def test_the_budget_of_a_year_is_kept_in_half_of_the_runs() -> None:
    item = replace(measure("x", "a1", cost=1000), estimate=Estimate(one_off_cost=CostRange(500, 1000, 1500)))
    made = problem(item, budgets={2027: 1000})
    years = simulate(made, planned(made, x=0), runs=1_000).years
    assert years[0].within == pytest.approx(0.5, abs=0.01)
    assert years[1].within is None


# drawing


def test_every_estimate_is_met_exactly() -> None:
    item = around(measure("x", "a1", duration=10, cost=3_000_000), 0.5, 2.0, 1.5)
    draws = draw([Work(item)], runs=20_000, seed=3)
    assert draws.one_off[0].mean() == pytest.approx((2_000_000 + 3_000_000 + 4_500_000) / 3, rel=1e-3)
    assert draws.durations[0].min() == 6
    assert draws.durations[0].max() == 20
    assert draws.structural[0].max() == 0


def test_a_triangle_turns_at_the_likely_value() -> None:
    assert triangular(np.array([0.0, 0.25, 1.0]), 0, 1, 4) == pytest.approx([0, 1, 4])
    assert triangular(np.array([0.5]), 7, 7, 7) == pytest.approx([7])


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
def test_draws_fall_together_as_much_as_was_asked(correlation: float) -> None:
    items = [Work(around(measure(name, duration=10, cost=10**6), 0.5, 2.0, 2.0)) for name in "xy"]
    draws = draw(items, runs=20_000, seed=1, correlation=correlation)
    pairs = [(draws.one_off[0], draws.one_off[1]), (draws.one_off[0], draws.durations[0])]
    expected = 6 / np.pi * np.arcsin(correlation / 2)
    for first, second in pairs:
        assert rank_correlation(first.astype(float), second) == pytest.approx(expected, abs=0.03)


def test_falling_together_widens_the_whole() -> None:
    items = tuple(
        around(measure(f"m{number}", *(["a1"] if not number else []), cost=10**6), 1, 1, 2)
        for number in range(9)
    )
    made = problem(*items)
    plan = planned(made, **{item.id: 0 for item in items})
    apart, together = (simulate(made, plan, runs=4_000, correlation=rho).spend for rho in (0.0, 0.6))
    assert together.p90 - together.p10 > 1.5 * (apart.p90 - apart.p10)


def test_rank_correlation_shares_ties() -> None:
    assert rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([1, 4, 9])) == pytest.approx(1)
    assert rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([5, 5, 5])) == 0
    assert rank_correlation(np.array([1.0, 1.0, 2.0, 2.0]), np.array([1, 1, 0, 0])) == pytest.approx(-1)


# refusals


def test_senseless_requests_are_refused() -> None:
    made = problem(measure("x", "a1"))
    plan = planned(made, x=0)
    with pytest.raises(ValueError, match="another problem"):
        simulate(replace(made, forbidden=frozenset({"x"})), plan)
    with pytest.raises(ValueError, match="no plan"):
        simulate(made, replace(plan, status=Status.INFEASIBLE))
    with pytest.raises(ValueError, match="at least one run"):
        simulate(made, plan, runs=0)
    with pytest.raises(ValueError, match="correlation"):
        simulate(made, plan, correlation=1.0)


@pytest.mark.parametrize(
    ("estimate", "message"),
    [
        (lambda: Estimate(DurationRange(1, 2.5, 4)), "rounds up to 3, and the duration is 2"),
        (lambda: Estimate(one_off_cost=CostRange(1, 2, 3)), "expected the intervention's own 100, found 2"),
        (lambda: DurationRange(2, 1, 3), "low ≤ likely ≤ high"),
        (lambda: DurationRange(0, 1, 3), "above 0"),
        (lambda: DurationRange(1, 2, 521), "at most 520"),
        (lambda: DurationRange(True, 2, 3), "expected a number"),
        (lambda: CostRange(3, 2, 4), "low ≤ likely ≤ high"),
        (lambda: CostRange(-1, 2, 4), "from 0"),
    ],
)
def test_an_estimate_that_cannot_be_is_refused(estimate: object, message: str) -> None:
    with pytest.raises(InvalidProblem, match=message):
        Intervention("x", 2, one_off_cost=100, estimate=estimate())  # type: ignore[operator]
