"""Reasons of random problems, tested against solving again: relax what is named and it opens, less and not."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from plateau.roadmap.checker import check
from plateau.roadmap.explanation import explain
from plateau.roadmap.model import (
    Calendar,
    CandidateCode,
    GapCode,
    GapReason,
    LimitCode,
    Plan,
    Problem,
    Relaxation,
    Scheduled,
    Status,
    WayOut,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.instances import gemeente
from tests.unit.roadmap.small import problems, tight_problems

pytestmark = pytest.mark.slow

HEAVY = 10**6


def closes(problem: Problem, criterion: str) -> bool:
    """Whether the best plan closes the gap when it matters more than all other targets."""
    plan = solve(wanting(problem, criterion))
    return plan.found and all(unmet.criterion != criterion for unmet in plan.unmet_targets)


def wanting(problem: Problem, criterion: str) -> Problem:
    targets = tuple(
        replace(target, weight=HEAVY if target.criterion == criterion else target.weight)
        for target in problem.targets
    )
    return replace(problem, targets=targets)


def others_short(problem: Problem, plan: Plan, criterion: str) -> int:
    weights = {target.criterion: target.weight for target in problem.targets}
    return sum(
        weights[unmet.criterion] * (unmet.target - unmet.reached)
        for unmet in plan.unmet_targets
        if unmet.criterion != criterion
    )


def closes_at_no_cost_to_others(problem: Problem, plan: Plan, criterion: str) -> bool:
    relaxed = solve(wanting(problem, criterion))
    return (
        relaxed.found
        and all(unmet.criterion != criterion for unmet in relaxed.unmet_targets)
        and others_short(problem, relaxed, criterion) <= others_short(problem, plan, criterion)
    )


def with_extra(problem: Problem, way: WayOut, *, cents_less: int = 0, days_less: int = 0) -> Problem:
    """The problem with the extra that the way out asks for, or a little less of it."""
    budgets = dict(problem.budgets)
    for year, cents in way.extra_per_year.items():
        budgets[year] = (budgets[year] or 0) + cents - cents_less
        cents_less = 0
    capacity = dict(problem.capacity)
    for role, extra in way.extra_days_per_period.items():
        limits = list(capacity[role] or ())
        for period, days in enumerate(extra):
            taken = min(days_less, days)
            limits[period] += days - taken
            days_less -= taken
        capacity[role] = limits
    return replace(problem, budgets=budgets, capacity=capacity)


def unlimited(problem: Problem, periods: int) -> Problem:
    return replace(
        problem,
        calendar=Calendar(problem.calendar.first_year, problem.calendar.first_quarter, periods),
        budgets={},
        capacity=dict.fromkeys(problem.capacity),
    )


def longer(problem: Problem, criterion: str, periods: int) -> Problem:
    """More time for one target alone; the people of the last quarter stay, for the money nobody set a limit."""
    before = problem.calendar.periods
    return replace(
        problem,
        calendar=Calendar(problem.calendar.first_year, problem.calendar.first_quarter, periods),
        capacity={
            role: days and [*days, *[days[-1]] * (periods - before)]
            for role, days in problem.capacity.items()
        },
        targets=tuple(
            replace(target, deadline=periods if target.criterion == criterion else before)
            for target in problem.targets
        ),
    )


def besides_stands(lifted: Problem, plan: Plan, gap: GapReason) -> None:
    """What is lifted is enough by itself, or with what is named besides and not with less."""
    if not gap.ways:
        assert closes_at_no_cost_to_others(lifted, plan, gap.criterion)
        return
    assert not closes_at_no_cost_to_others(lifted, plan, gap.criterion)
    (way,) = gap.ways
    way_stands(lifted, plan, gap.criterion, way)


def way_stands(problem: Problem, plan: Plan, name: str, way: WayOut) -> None:
    """It closes the gap, and a cent or a day less does not."""
    assert way.proven
    if Relaxation.EXCLUSIONS in way.relaxed:
        assert not closes(unlimited(problem, 40), name)
    elif Relaxation.PRIORITIES in way.relaxed:
        assert way.instead_of
        assert closes(with_extra(problem, way), name)
    else:
        assert closes_at_no_cost_to_others(with_extra(problem, way), plan, name)
    if Relaxation.BUDGET in way.relaxed and way.extra_cents:
        less = with_extra(problem, way, cents_less=1)
        assert not closes_at_no_cost_to_others(less, plan, name)
    if Relaxation.CAPACITY in way.relaxed and way.extra_days:
        less = with_extra(problem, way, days_less=1)
        assert not closes_at_no_cost_to_others(less, plan, name)


def stands(problem: Problem, plan: Plan, gap: GapReason) -> None:
    """The reason holds when what it names is changed, and does not when less is."""
    name, periods = gap.criterion, problem.calendar.periods
    match gap.code:
        case GapCode.CLOSED:
            assert gap.reached >= gap.target
        case GapCode.NO_WAY | GapCode.PREREQUISITE:
            assert not closes(replace(unlimited(problem, 40), forbidden=frozenset()), name)
        case GapCode.FORBIDDEN:
            allowed = replace(problem, forbidden=problem.forbidden.difference(gap.interventions))
            besides_stands(allowed, plan, gap)
            free = unlimited(problem, periods)
            for fewer in combinations(gap.interventions, len(gap.interventions) - 1):
                assert not closes(replace(free, forbidden=problem.forbidden - frozenset(fewer)), name)
        case GapCode.HORIZON:
            assert gap.periods_needed is not None
            assert gap.periods_needed > periods
            allowed = replace(problem, forbidden=problem.forbidden.difference(gap.interventions))
            besides_stands(longer(allowed, name, gap.periods_needed), plan, gap)
            free = unlimited(allowed, gap.periods_needed - 1)
            assert not closes(free, name)
            if gap.interventions:
                assert not closes(unlimited(problem, 40), name)
        case GapCode.BUDGET | GapCode.CAPACITY | GapCode.COMBINATION:
            (way,) = gap.ways
            way_stands(problem, plan, name, way)
        case GapCode.UNPROVEN:
            raise AssertionError("small problems are always proven.")


RULE = {
    LimitCode.EARLIEST_START: "earliest_start",
    LimitCode.HORIZON: "horizon",
    LimitCode.EXCLUDED: "excludes",
    LimitCode.STEP_BELOW: "step_start",
    LimitCode.YEARLY_STEPS: "steps_per_year",
    LimitCode.BUDGET: "budget",
    LimitCode.CAPACITY: "capacity",
}


def broken_rules(problem: Problem, plan: Plan, id_: str, start: int) -> set[str]:
    """What the independent checker finds wrong when one intervention is put elsewhere."""
    duration = problem.by_id[id_].duration
    moved = {**plan.by_id, id_: Scheduled(id_, start, start + duration)}
    violations = check(problem, replace(plan, scheduled=tuple(moved.values())))
    named = {
        "prerequisite" if violation.rule in ("all_of", "one_of") else violation.rule
        for violation in violations
    }
    return named & {*RULE.values(), "prerequisite"}


def reasons_stand(problem: Problem, plan: Plan) -> None:
    explanation = explain(problem, plan)
    assert [reason.criterion for reason in explanation.gaps] == [t.criterion for t in problem.targets]
    assert [reason.id for reason in explanation.chosen] == [entry.id for entry in plan.scheduled]
    for chosen in explanation.chosen:
        codes = {limit.code for limit in chosen.fixed_by}
        assert LimitCode.FREE not in codes
        assert (codes == {LimitCode.AT_ONCE}) == (chosen.start == 0)
        if chosen.start:
            expected = {RULE.get(code, "prerequisite") for code in codes}
            found = broken_rules(problem, plan, chosen.id, chosen.start - 1)
            # Below its plateau a step counts differently in the two replays; only that rule is sure then.
            assert expected == found or ("step_start" in expected and "step_start" in found)
    for candidate in explanation.candidates:
        assert candidate.code is not CandidateCode.UNPROVEN
        if candidate.code is CandidateCode.WOULD_NOT_FIT and candidate.start is not None:
            assert broken_rules(problem, plan, candidate.id, candidate.start)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.one_of(tight_problems(), problems(most=6)))
def test_gaps_solved_again(problem: Problem) -> None:
    problem = replace(problem, milestones=())
    plan = solve(problem)
    if plan.status is Status.INFEASIBLE:
        clash = frozenset(explain(problem, plan).clash)
        assert clash
        assert solve(replace(problem, mandatory=clash)).status is Status.INFEASIBLE
        return
    for gap in explain(problem, plan).gaps:
        event(gap.code)
        stands(problem, plan, gap)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(problems(most=6))
def test_starts_and_candidates_checked_again(problem: Problem) -> None:
    plan = solve(problem)
    if plan.found:
        reasons_stand(problem, plan)


def test_reasons_of_a_real_size_stand() -> None:
    problem = gemeente(40, 12, seed=5, money=0.3, people=0.6)
    plan = solve(problem)
    reasons_stand(problem, plan)


def test_ways_out_of_a_real_size_stand() -> None:
    problem = replace(gemeente(40, 12, seed=5, money=0.3, people=0.6), milestones=())
    plan = solve(problem)
    gaps = [gap for gap in explain(problem, plan).gaps if gap.code is not GapCode.CLOSED]
    assert gaps
    for gap in gaps[:4]:
        stands(problem, plan, gap)
