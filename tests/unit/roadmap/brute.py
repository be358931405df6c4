"""Every plan of a small problem tried and weighed, by code that shares nothing with the solver or the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from plateau.roadmap.model import Intervention, Mode, ObjectiveName, Problem
from tests.unit.roadmap.brute_life import Choice, Life


def best(problem: Problem) -> tuple[tuple[int, ...], dict[str, tuple[str, int]]] | None:
    """Objective values of the best plan, and its modes and starts; None when no plan is allowed."""
    ranked = min(every(problem), key=_key, default=None)
    if ranked is None:
        return None
    planned = {
        id_: ("" if not mode else ranked.items[id_].modes[mode - 1].id, start)
        for id_, (mode, start) in ranked.choice.items()
    }
    return values(ranked), planned


def every(problem: Problem) -> Iterator[Life]:
    """All plans that are allowed."""
    return (life for life in (Life(problem, choice) for choice in _choices(problem)) if life.allowed)


def _choices(problem: Problem) -> Iterator[Choice]:
    options: list[list[tuple[int, int] | None]] = []
    for item in problem.interventions:
        mine: list[tuple[int, int] | None] = [None]
        ways: list[Intervention | Mode] = [item, *item.modes]
        for place, way in enumerate(ways):
            mine += [(place, start) for start in range(problem.calendar.periods - way.duration + 1)]
        for begun in problem.past:
            if begun.id == item.id:
                mine = [([way.id for way in ways].index(begun.mode) if begun.mode else 0, begun.start)]
        options.append(mine)
    for plan in product(*options):
        yield {
            item.id: chosen
            for item, chosen in zip(problem.interventions, plan, strict=True)
            if chosen is not None
        }


def values(life: Life) -> tuple[int, ...]:
    """What it is worth by each objective; lower is better."""
    return tuple(_VALUES[name](life) for name in life.problem.objectives)


def _key(life: Life) -> tuple[int, ...]:
    """Of two plans that are worth the same, that with less, then sooner, then in the first mode is better."""
    periods = life.problem.calendar.periods
    waiting = (
        life.choice[item.id][1] if item.id in life.choice else periods for item in life.problem.interventions
    )
    modes = (life.choice[item.id][0] for item in life.problem.interventions if item.id in life.choice)
    return (*values(life), len(life.choice), *waiting, *modes)


def _missed(life: Life) -> int:
    return sum(milestone.weight * life.lacking(milestone) for milestone in life.problem.milestones)


def _short(life: Life, period: int | None) -> int:
    def at(deadline: int | None) -> int:
        return (
            period if period is not None else life.problem.calendar.periods if deadline is None else deadline
        )

    return sum(
        target.weight * max(0, target.plateau - life.level(target.criterion, at(target.deadline)))
        for target in life.problem.targets
    ) + sum(
        wanted.weight * max(0, wanted.plateau - life.area_level(wanted.area, at(wanted.deadline)))
        for wanted in life.problem.area_targets
    )


def _moved(life: Life) -> int:
    total = 0
    kept = {entry.id: entry for entry in life.problem.keep}
    for id_ in {*kept, *life.choice}:
        if id_ in kept and id_ in life.choice:
            mode = "" if not life.choice[id_][0] else life.items[id_].modes[life.choice[id_][0] - 1].id
            total += abs(kept[id_].start - life.start(id_)) + (mode != kept[id_].mode)
        else:
            total += life.problem.calendar.periods
    return total


def _charged(life: Life) -> int:
    total = 0
    for id_ in life.choice:
        item = life.items[id_]
        first = max(item.earliest_start, life.problem.now)
        for pin in life.problem.pins:
            if pin.id == id_:
                first = max(first, pin.not_before or 0, pin.start or 0)
        for other in life.problem.conditions:
            if other.id in item.conditions:
                first = max(first, other.period if other.latest is None else other.latest)
        first = life.begun[id_].start if id_ in life.begun else first
        total += sum(life.cents(id_, period, first) for period in range(life.problem.calendar.periods))
    return total


def _loose_ends(life: Life) -> int:
    transities = set().union(*(item.transities for item in life.problem.interventions))
    return sum(1 + len(transities - life.items[id_].transities) for id_ in life.choice)


def _net_cost(life: Life) -> int:
    total = 0
    for id_ in life.choice:
        per_year: dict[int, int] = {}
        for period in range(life.problem.calendar.periods):
            net = life.cents(id_, period)
            net -= life.items[id_].benefit_per_period if period >= life.end(id_) else 0
            per_year[period // life.per_year] = per_year.get(period // life.per_year, 0) + net
        for year, net in per_year.items():
            total += net * 10000**year // (10000 + life.problem.discount_rate) ** year
    return total


def _peaks(life: Life) -> int:
    return sum(
        max(sum(life.days(id_, role, p) for id_ in life.choice) for p in range(life.problem.calendar.periods))
        for role in life.problem.capacity
    )


_VALUES: dict[ObjectiveName, Callable[[Life], int]] = {
    ObjectiveName.MILESTONES: _missed,
    ObjectiveName.TARGETS: lambda life: _short(life, None),
    ObjectiveName.COST: _charged,
    ObjectiveName.KNITTING: _loose_ends,
    ObjectiveName.EARLINESS: lambda life: sum(
        _short(life, period) for period in range(1, life.problem.calendar.periods + 1)
    ),
    ObjectiveName.BENEFIT: _net_cost,
    ObjectiveName.FINISH: lambda life: max(map(life.end, life.choice), default=0),
    ObjectiveName.EVENNESS: _peaks,
    ObjectiveName.STABILITY: _moved,
}
