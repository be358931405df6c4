"""A way out put to the test: solve again with just what it asks for, and with a little less."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from plateau.roadmap.explanation.parts import parts
from plateau.roadmap.model import (
    GapCode,
    GapReason,
    InvalidProblem,
    ObjectiveName,
    Plan,
    Problem,
    Relaxation,
    Status,
    WayOut,
)
from plateau.roadmap.solver import solve

FIRST = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)


def demanding(problem: Problem, gap: GapReason) -> Problem:
    """The goal is hard."""
    return replace(
        problem,
        targets=tuple(replace(it, hard=it.hard or it.criterion == gap.criterion) for it in problem.targets),
        area_targets=tuple(replace(it, hard=it.hard or it.area == gap.area) for it in problem.area_targets),
        milestones=tuple(replace(it, hard=it.hard or it.id == gap.milestone) for it in problem.milestones),
    )


def shorts(problem: Problem, plan: Plan, gap: GapReason) -> tuple[int, int]:
    """Weighed, what all other milestones and all other targets miss."""
    weight = {it.id: it.weight for it in problem.milestones}
    missed = sum(
        weight[it.id] * (len(it.missed) + len(it.missed_areas) + len(it.not_done))
        for it in plan.milestones
        if it.id != gap.milestone
    )
    weight = {it.criterion: it.weight for it in problem.targets}
    short = sum(
        weight[it.criterion] * (it.target - it.reached)
        for it in plan.unmet_targets
        if it.criterion != gap.criterion
    )
    weight = {it.area: it.weight for it in problem.area_targets}
    short += sum(weight[it.area] * (it.target - it.reached) for it in plan.unmet_areas if it.area != gap.area)
    return missed, short


def closes(problem: Problem, plan: Plan, gap: GapReason, *, others_as_good: bool = True) -> bool:
    """Whether some plan meets the goal, with all other milestones and targets as good as in ``plan``.

    Looked for with milestones first and with targets first: the best of one kind may cost the other.
    """
    return any(
        _closes(problem, plan, gap, order, others_as_good=others_as_good) for order in (FIRST, FIRST[::-1])
    )


def _closes(
    problem: Problem,
    plan: Plan,
    gap: GapReason,
    order: tuple[ObjectiveName, ...],
    *,
    others_as_good: bool,
) -> bool:
    try:
        again = solve(replace(demanding(problem, gap), objectives=order))
    except InvalidProblem:  # no way at all to what is now hard
        return False
    assert again.status is not Status.UNKNOWN
    if not again.found:
        return False
    missed, short = shorts(problem, plan, gap)
    now_missed, now_short = shorts(problem, again, gap)
    return not others_as_good or (now_missed <= missed and now_short <= short)


def closes_without(problem: Problem, plan: Plan, gap: GapReason, way: WayOut) -> bool:
    """The same, with what the way out asks for."""
    return closes(
        with_way(problem, gap, way), plan, gap, others_as_good=Relaxation.PRIORITIES not in way.relaxed
    )


def with_way(problem: Problem, gap: GapReason, way: WayOut) -> Problem:
    """The problem with what the way out asks for: no more and no less."""
    problem = longer(problem, gap, way.extra_periods)
    for part in parts(problem):
        if part.path in way.lifted:
            problem = part.leave_out(problem)
    if way.instead_of:
        problem = replace(
            problem,
            targets=tuple(replace(it, hard=False) for it in problem.targets),
            area_targets=tuple(replace(it, hard=False) for it in problem.area_targets),
            milestones=tuple(replace(it, hard=False) for it in problem.milestones),
        )
    budgets = {
        year: cents if cents is None else cents + way.extra_per_year.get(year, 0)
        for year, cents in problem.budgets.items()
    }
    capacity = {
        role: days
        if days is None or role not in way.extra_days_per_period
        else [a + b for a, b in zip(days, way.extra_days_per_period[role], strict=True)]
        for role, days in problem.capacity.items()
    }
    return replace(
        problem,
        budgets=budgets,
        capacity=capacity,
        funds=tuple(
            replace(fund, limit=fund.limit + way.extra_funds.get(fund.id, 0)) for fund in problem.funds
        ),
        change_loads=tuple(
            replace(load, limit=load.limit + way.extra_change.get(load.id, 0))
            for load in problem.change_loads
        ),
    )


def longer(problem: Problem, gap: GapReason, more: int) -> Problem:
    """The goal has more time; people and money of the last period and year stay, the others keep their time."""
    if not more:
        return problem
    end = problem.calendar.periods
    moments = {("criterion", it.criterion): it.moment(end) for it in problem.targets}
    moments |= {("area", it.area): it.moment(end) for it in problem.area_targets}
    moments |= {("milestone", it.id): it.period for it in problem.milestones}
    (moment,) = [at for (kind, name), at in moments.items() if getattr(gap, kind) == name]
    calendar = replace(problem.calendar, periods=max(end, moment + more))
    last = problem.budgets[problem.calendar.years[-1]]
    return replace(
        problem,
        calendar=calendar,
        budgets={year: problem.budgets.get(year, last) for year in calendar.years},
        capacity={
            role: days and [*days, *[days[-1]] * (calendar.periods - end)]
            for role, days in problem.capacity.items()
        },
        targets=tuple(
            replace(it, deadline=moment + more if it.criterion == gap.criterion else it.moment(end))
            for it in problem.targets
        ),
        area_targets=tuple(
            replace(it, deadline=moment + more if it.area == gap.area else it.moment(end))
            for it in problem.area_targets
        ),
        milestones=tuple(
            replace(it, period=moment + more) if it.id == gap.milestone else it for it in problem.milestones
        ),
    )


def smaller(way: WayOut) -> list[WayOut]:
    """The same with one unit less of each thing that it asks for."""
    less = []
    for year in way.extra_per_year:
        per_year = {**way.extra_per_year, year: way.extra_per_year[year] - 1}
        less.append(replace(way, extra_per_year=per_year))
    for role, days in way.extra_days_per_period.items():
        for period, day in enumerate(days):
            if day:
                fewer = (*days[:period], day - 1, *days[period + 1 :])
                less.append(replace(way, extra_days_per_period={**way.extra_days_per_period, role: fewer}))
    for fund, cents in way.extra_funds.items():
        less.append(replace(way, extra_funds={**way.extra_funds, fund: cents - 1}))
    for load, more in way.extra_change.items():
        less.append(replace(way, extra_change={**way.extra_change, load: more - 1}))
    if way.extra_periods:
        less.append(replace(way, extra_periods=way.extra_periods - 1))
    for path in way.lifted:
        less.append(replace(way, lifted=tuple(other for other in way.lifted if other != path)))
    return less


def stands(problem: Problem, plan: Plan, gap: GapReason) -> None:
    """The reason holds when what it names is changed, and does not when less is."""
    if gap.code is GapCode.CLOSED:
        assert gap.reached >= gap.target
        return
    assert gap.reached < gap.target
    if gap.code in (GapCode.NO_WAY, GapCode.PREREQUISITE):
        anything = replace(with_all(problem), forbidden=frozenset(), mandatory=frozenset())
        assert not closes(anything, plan, gap, others_as_good=False)
        return
    assert gap.code is not GapCode.UNPROVEN
    if gap.code is GapCode.COMBINATION and gap.rules and not gap.ways:
        assert not closes(with_all(problem), plan, gap, others_as_good=False)
        return
    own = ObjectiveName.MILESTONES if gap.milestone else ObjectiveName.TARGETS
    counts_more = {*takewhile(lambda name: name is not own, problem.objectives)} - {*FIRST}
    # Over a longer horizon those can't be compared, and for what does not count nothing need be in the way.
    assert gap.ways or (counts_more and gap.code is GapCode.HORIZON) or own not in problem.objectives
    for way in gap.ways:
        assert way.proven
        assert closes_without(problem, plan, gap, way), way
        for less in () if counts_more else smaller(way):
            assert not closes_without(problem, plan, gap, less), less
    for kinds in gap.causes:
        assert all(set(kinds) & set(way.relaxed) for way in gap.ways)


def with_all(problem: Problem) -> Problem:
    """Money, people and time without limit."""
    return replace(
        problem,
        calendar=replace(problem.calendar, periods=40),
        budgets={},
        capacity=dict.fromkeys(problem.capacity),
        funds=(),
        change_loads=(),
        milestones=tuple(replace(it, period=40) for it in problem.milestones),
    )
