"""Every plan of a small problem tried, by code that shares nothing with the solver or the checker."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from plateau.roadmap.model import Intervention, Problem

Starts = dict[str, int]


def best(problem: Problem) -> tuple[tuple[int, ...], Starts] | None:
    """Objective values of the best plan and its starts; None when no plan is allowed."""
    found = ((_key(problem, starts), starts) for starts in _plans(problem) if _allowed(problem, starts))
    ranked = min(found, key=lambda pair: pair[0], default=None)
    return None if ranked is None else (ranked[0][:5], ranked[1])


def _plans(problem: Problem) -> Iterator[Starts]:
    choices = [
        [None, *range(item.earliest_start, problem.calendar.periods - item.duration + 1)]
        for item in problem.interventions
    ]
    for plan in product(*choices):
        yield {
            item.id: start
            for item, start in zip(problem.interventions, plan, strict=True)
            if start is not None
        }


def _done_before(problem: Problem) -> set[str]:
    return {
        item.id
        for item in problem.interventions
        if item.steps and not any(step.end > problem.current[step.criterion] for step in item.steps)
    }


def _level(problem: Problem, starts: Starts, criterion: str, period: int) -> int:
    level = problem.current[criterion]
    for item in problem.interventions:
        if item.id in starts and starts[item.id] + item.duration <= period:
            for step in item.steps:
                if step.criterion == criterion:
                    level = max(level, step.end)
    return level


def _per_quarter(total: int, quarters: int, index: int) -> int:
    return total // quarters + (index < total % quarters)


def _cents(problem: Problem, item: Intervention, start: int, period: int) -> int:
    index = period - start
    if index < 0:
        return 0
    if index < item.duration:
        return _per_quarter(item.one_off_cost, item.duration, index)
    return _per_quarter(item.structural_cost_per_year, 4, (index - item.duration) % 4)


def _allowed(problem: Problem, starts: Starts) -> bool:
    by_id = {item.id: item for item in problem.interventions}
    done = _done_before(problem)
    if problem.mandatory - starts.keys() or problem.forbidden & starts.keys():
        return False
    if (done - problem.mandatory) & starts.keys():
        return False

    def over(id_: str, period: int) -> bool:
        return id_ in done or (id_ in starts and starts[id_] + by_id[id_].duration <= period)

    for id_, start in starts.items():
        item = by_id[id_]
        if not all(over(before, start) for before in item.all_of):
            return False
        if item.one_of and not any(over(before, start) for before in item.one_of):
            return False
        if item.excludes & starts.keys():
            return False
        if any(_level(problem, starts, step.criterion, start) < step.start for step in item.steps):
            return False
    return _within_limits(problem, starts, by_id)


def _within_limits(problem: Problem, starts: Starts, by_id: dict[str, Intervention]) -> bool:
    calendar = problem.calendar
    for year in calendar.years:
        quarters = [period for period in range(calendar.periods) if calendar.year_of(period) == year]
        spent = sum(_cents(problem, by_id[id_], start, p) for id_, start in starts.items() for p in quarters)
        budget = problem.budgets[year]
        if budget is not None and spent > budget:
            return False
        for criterion in problem.current:
            before = _level(problem, starts, criterion, quarters[0])
            after = _level(problem, starts, criterion, quarters[-1] + 1)
            if after - before > problem.steps_per_criterion_per_year:
                return False
    for role, limits in problem.capacity.items():
        for period, limit in enumerate(limits or ()):
            days = sum(
                _per_quarter(by_id[id_].effort.get(role, 0), by_id[id_].duration, period - start)
                for id_, start in starts.items()
                if start <= period < start + by_id[id_].duration
            )
            if days > limit:
                return False
    return True


def _key(problem: Problem, starts: Starts) -> tuple[int, ...]:
    periods = problem.calendar.periods
    by_id = {item.id: item for item in problem.interventions}
    missed = sum(
        milestone.weight
        for milestone in problem.milestones
        for criterion, level in milestone.requirements.items()
        if _level(problem, starts, criterion, milestone.period) < level
    )
    short = [
        sum(
            target.weight * max(0, target.plateau - _level(problem, starts, target.criterion, period))
            for target in problem.targets
        )
        for period in range(1, periods + 1)
    ]
    cost = sum(
        _cents(problem, by_id[id_], by_id[id_].earliest_start, period)
        for id_ in starts
        for period in range(periods)
    )
    transities = set().union(*(item.transities for item in problem.interventions))
    knitting = sum(1 + len(transities - by_id[id_].transities) for id_ in starts)
    waiting = (starts.get(item.id, periods) for item in problem.interventions)
    return (missed, short[-1], cost, knitting, sum(short), *waiting)
