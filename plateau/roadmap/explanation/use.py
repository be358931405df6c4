"""What the plan takes of every limit, period by period; see ``LimitUse``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plateau.roadmap.model import Counted, Fund, LimitCode, LimitUse, Plan, Problem
from plateau.roadmap.solver.footprint import one_off, outlay


def limit_use(problem: Problem, plan: Plan) -> tuple[LimitUse, ...]:
    """Every budget, fund, capacity and change load that is a limit, in that order."""
    return (*_money(problem, plan), *_people(problem, plan))


def _money(problem: Problem, plan: Plan) -> Iterator[LimitUse]:
    for year, cents in problem.budgets.items():
        if cents is not None:
            span = problem.calendar.periods_of(year)
            used = tuple(spent if period in span else 0 for period, spent in enumerate(plan.spend_per_period))
            yield LimitUse(LimitCode.BUDGET, str(year), used, (cents,), cents - sum(used))
    for fund in problem.funds:
        used = _counted(problem, plan, fund)
        yield LimitUse(LimitCode.FUND, fund.id, used, (fund.limit,), fund.limit - sum(used))


def _counted(problem: Problem, plan: Plan, fund: Fund) -> tuple[int, ...]:
    ids, periods = problem.funded(fund)
    used = [0] * problem.calendar.periods
    for entry in plan.scheduled:
        if entry.id not in ids:
            continue
        item = problem.by_id[entry.id]
        way = problem.ways(item)[entry.mode]
        if fund.on is Counted.STARTS:
            used[entry.start] += sum(one_off(way)) if entry.start in periods else 0
            continue
        for period, cents in enumerate(outlay(problem, item, way, entry.start)):
            used[period] += cents if period in periods else 0
    return tuple(used)


def _people(problem: Problem, plan: Plan) -> Iterator[LimitUse]:
    for role, days in problem.capacity.items():
        if days is not None:
            yield _each_period(LimitCode.CAPACITY, role, plan.load[role], tuple(days))
    for load in problem.change_loads:
        ids = problem.loaded(load)
        used = [0] * problem.calendar.periods
        for entry in plan.scheduled:
            for period in range(entry.start, entry.end) if entry.id in ids else ():
                used[period] += problem.by_id[entry.id].change
        allowed = (load.limit,) * problem.calendar.periods
        yield _each_period(LimitCode.CHANGE, load.id, tuple(used), allowed)


def _each_period(code: LimitCode, name: str, used: Sequence[int], allowed: Sequence[int]) -> LimitUse:
    room = [most - taken for most, taken in zip(allowed, used, strict=True)]
    return LimitUse(code, name, tuple(used), tuple(allowed), min(room))
