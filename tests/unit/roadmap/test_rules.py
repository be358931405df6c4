"""One small problem for every rule and every objective."""

from __future__ import annotations

from plateau.roadmap.checker import check
from plateau.roadmap.model import Milestone, ObjectiveName, Plan, Problem, Status, Step, UnmetTarget
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem


def starts(made: Problem) -> dict[str, int]:
    plan = solved(made)
    return {entry.id: entry.start for entry in plan.scheduled}


def solved(made: Problem) -> Plan:
    plan = solve(made)
    assert check(made, plan) == []
    assert plan.status is Status.OPTIMAL
    return plan


# Order.


def test_nothing_to_do() -> None:
    plan = solved(problem(measure("m", "a1"), targets={}))
    assert plan.scheduled == ()
    assert plan.levels["a"] == (1,) * 9
    assert [level.value for level in plan.objectives] == [0] * 5


def test_a_step_counts_from_the_end() -> None:
    plan = solved(problem(measure("m", "a1", duration=3)))
    assert plan.levels["a"] == (1, 1, 1, 2, 2, 2, 2, 2, 2)
    assert [(made.step, made.period, made.interventions) for made in plan.steps_made] == [
        (Step("a", 1, 2), 3, ("m",))
    ]


def test_it_must_end_within_the_horizon() -> None:
    plan = solved(problem(measure("m", "a1", duration=4), periods=3))
    assert plan.scheduled == ()
    assert plan.unmet_targets == (UnmetTarget("a", 2, 1),)


def test_the_last_quarter_is_just_in_time() -> None:
    assert starts(problem(measure("m", "a1", duration=3), periods=3)) == {"m": 0}


def test_no_plateau_is_skipped() -> None:
    plan = solved(problem(measure("high", "a2"), targets={"a": 3}))
    assert plan.scheduled == ()


def test_a_step_starts_on_the_plateau_below() -> None:
    made = problem(measure("low", "a1", duration=2), measure("up", "a2"), targets={"a": 3}, per_year=2)
    assert starts(made) == {"low": 0, "up": 2}


def test_steps_per_year() -> None:
    made = (measure("low", "a1"), measure("up", "a2"))
    assert starts(problem(*made, targets={"a": 3})) == {"low": 0, "up": 4}
    assert starts(problem(*made, targets={"a": 3}, first_quarter=4)) == {"low": 0, "up": 1}


def test_a_step_belongs_to_the_year_in_which_it_ends() -> None:
    made = (measure("low", "a1"), measure("up", "a2", duration=4))
    assert starts(problem(*made, targets={"a": 3})) == {"low": 0, "up": 1}


def test_prerequisites_of_both_kinds() -> None:
    made = problem(
        measure("first", duration=2),
        measure("dear", duration=1, cost=500),
        measure("cheap", duration=3, cost=5),
        measure("goal", "a1", all_of=["first"], one_of=["dear", "cheap"]),
    )
    assert starts(made) == {"cheap": 0, "first": 0, "goal": 3}


def test_what_was_done_already_satisfies_prerequisites() -> None:
    made = problem(measure("done", "b1"), measure("goal", "a1", all_of=["done"]), current={"a": 1, "b": 2})
    assert starts(made) == {"goal": 0}


def test_forbidden_what_was_done_still_counts_as_done() -> None:
    made = problem(
        measure("done", "b1"),
        measure("goal", "a1", all_of=["done"]),
        current={"a": 1, "b": 2},
        forbidden=["done"],
    )
    assert starts(made) == {"goal": 0}


def test_exclusion_works_both_ways() -> None:
    made = problem(
        measure("x", "a1", excludes=["y"]), measure("y", "b1"),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, weights={"b": 2},
    )  # fmt: skip
    assert starts(made) == {"y": 0}


def test_a_step_on_another_criterion_must_be_reached_as_well() -> None:
    made = problem(
        measure("both", "a1", "b2"), measure("below", "b1", duration=2), current={"a": 1, "b": 1}, per_year=2
    )
    assert starts(made) == {"below": 0, "both": 2}


def test_earliest_start() -> None:
    assert starts(problem(measure("m", "a1", earliest=5))) == {"m": 5}


def test_mandatory_is_done_even_without_use() -> None:
    assert starts(problem(measure("m"), targets={}, mandatory=["m"])) == {"m": 0}


def test_mandatory_that_cannot_be_done_makes_it_infeasible() -> None:
    made = problem(measure("m", all_of=["n"]), measure("n", "a2"), mandatory=["m"])
    plan = solve(made)
    assert plan.status is Status.INFEASIBLE
    assert not plan.found
    assert not plan.objectives
    assert not plan.scheduled
    assert plan.levels["a"] == (1,) * 9
    assert check(made, plan) == []


def test_mandatory_that_was_done_is_done_again() -> None:
    made = problem(measure("m", "a1"), current={"a": 2}, targets={}, mandatory=["m"])
    assert starts(made) == {"m": 0}


def test_forbidden_is_not_done() -> None:
    made = problem(measure("cheap", "a1", cost=1), measure("dear", "a1", cost=9), forbidden=["cheap"])
    assert starts(made) == {"dear": 0}


# Money and people.


def test_one_off_cost_is_spread_and_structural_cost_follows() -> None:
    plan = solved(problem(measure("m", "a1", duration=3, cost=100, yearly=10), periods=8))
    assert plan.spend_per_period == (34, 33, 33, 3, 3, 2, 2, 3)
    assert dict(plan.spend_per_year) == {2027: 103, 2028: 10}
    assert plan.total_spend == 113


def test_budget_makes_it_wait() -> None:
    made = problem(measure("m", "a1", cost=100), budgets={2027: 99, 2028: 100})
    assert starts(made) == {"m": 4}


def test_structural_cost_counts_against_the_budget() -> None:
    made = problem(measure("m", "a1", yearly=400), budgets={2027: 200, 2028: 400})
    assert starts(made) == {"m": 1}


def test_days_are_spread_the_remainder_first() -> None:
    plan = solved(problem(measure("m", "a1", duration=3, days={"beleid": 11}), capacity={"beleid": [4] * 8}))
    assert plan.load["beleid"] == (4, 4, 3, 0, 0, 0, 0, 0)


def test_capacity_makes_it_wait() -> None:
    made = problem(
        measure("m", "a1", duration=2, days={"beleid": 8}), capacity={"beleid": [4, 3, 4, 4, 4, 4, 4, 4]}
    )
    assert starts(made) == {"m": 2}


def test_capacity_without_limit() -> None:
    assert starts(problem(measure("m", "a1", days={"beleid": 999}), capacity={"beleid": None})) == {"m": 0}


# What is best.


def test_a_milestone_counts_before_a_target() -> None:
    made = problem(
        measure("x", "a1", excludes=["y"]), measure("y", "b1"),
        current={"a": 1, "b": 1}, targets={"b": 2}, weights={"b": 99},
        milestones=[Milestone("wet", 2, "wmo", {"a": 2})],
    )  # fmt: skip
    plan = solved(made)
    assert [entry.id for entry in plan.scheduled] == ["x"]
    assert plan.objective(ObjectiveName.MILESTONES).value == 0
    assert plan.objective(ObjectiveName.TARGETS).value == 99


def test_a_missed_milestone_says_what_is_missing() -> None:
    made = problem(
        measure("m", "a1", duration=2),
        current={"a": 1, "b": 1},
        milestones=[Milestone("wet", 1, "wmo", {"a": 2, "b": 1}, weight=7)],
    )
    (result,) = solved(made).milestones
    assert not result.met
    assert [(missed.criterion, missed.required, missed.reached) for missed in result.missed] == [("a", 2, 1)]
    assert solve(made).objective(ObjectiveName.MILESTONES).value == 7


def test_a_milestone_at_the_end_of_the_horizon() -> None:
    made = problem(measure("m", "a1"), targets={}, milestones=[Milestone("wet", 8, None, {"a": 2})])
    assert solved(made).milestones[0].met


def test_the_cheaper_way_to_the_same() -> None:
    made = problem(measure("dear", "a1", cost=100), measure("slow", "a1", cost=99, duration=4))
    assert starts(made) == {"slow": 0}


def test_structural_cost_does_not_put_off_to_the_end() -> None:
    plan = solved(problem(measure("m", "a1", yearly=100)))
    assert plan.by_id["m"].start == 0
    assert plan.objective(ObjectiveName.COST).value == 175 == plan.total_spend


def test_knitting_breaks_ties_of_cost_only() -> None:
    made = [
        measure("alone", "a1", cost=10, transities=["wmo"]),
        measure("knit", "a1", cost=10, duration=2, transities=["wmo", "jeugdzorg"]),
    ]
    assert starts(problem(*made)) == {"knit": 0}
    cheaper = measure("alone", "a1", cost=9, transities=["wmo"])
    assert starts(problem(cheaper, made[1])) == {"alone": 0}


def test_one_for_both_rather_than_two() -> None:
    made = problem(
        measure("a", "a1", transities=["wmo"]), measure("b", "b1", transities=["wmo"]),
        measure("both", "a1", "b1", transities=["wmo"]),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2},
    )  # fmt: skip
    assert starts(made) == {"both": 0}


def test_the_weightier_target_first() -> None:
    made = problem(
        measure("x", "a1", days={"beleid": 5}), measure("y", "b1", days={"beleid": 5}),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, weights={"b": 3}, capacity={"beleid": [5] * 8},
    )  # fmt: skip
    assert starts(made) == {"x": 1, "y": 0}


def test_ties_go_to_the_first_id() -> None:
    made = problem(
        measure("p", "a1", days={"beleid": 5}), measure("q", "b1", days={"beleid": 5}),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, capacity={"beleid": [5] * 8},
    )  # fmt: skip
    assert starts(made) == {"p": 0, "q": 1}
    assert starts(problem(measure("p", "a1"), measure("q", "a1"))) == {"p": 0}


def test_a_step_is_not_made_twice() -> None:
    made = problem(measure("p", "a1"), measure("q", "a1"), measure("free", "b1"), current={"a": 1, "b": 1})
    assert starts(made) == {"p": 0}
