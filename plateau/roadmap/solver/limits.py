"""Rules of money and people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from plateau.roadmap.model import Counted, Fund, Relaxation
from plateau.roadmap.solver.footprint import days, one_off, outlay

if TYPE_CHECKING:
    from plateau.roadmap.solver.programme import Option, Programme

#: An option and what it takes for each possible start.
Amounts = Iterable[tuple["Option", Sequence[int]]]


def budgets_are_kept(programme: Programme) -> None:
    """What is spent in a year is within its budget, what is spent from a fund within the fund."""
    problem = programme.problem
    limited = [
        year
        for year, budget in problem.budgets.items()
        if budget is not None and problem.calendar.periods_of(year).stop > problem.now
    ]
    if not limited and not problem.funds:
        return
    # Running totals: what falls in a span of periods is then one difference.
    paid = {
        (option.item.id, option.mode): [
            [0, *accumulate(outlay(problem, option.item, option.way, start))] for start in option.window
        ]
        for option in programme.every_option()
    }
    for year in limited:
        span = problem.calendar.periods_of(year)
        amounts = (
            (option, [row[span.stop] - row[span.start] for row in paid[option.item.id, option.mode]])
            for option in programme.every_option()
        )
        relaxed = Relaxation.BUDGET in programme.relaxed
        extra = keep(programme, amounts, problem.budgets[year] or 0, relaxed=relaxed)
        if extra is not None:
            programme.extra_cents[year] = extra
    for fund in problem.funds:
        ids, periods = problem.funded(fund)
        if max(periods, default=-1) < problem.now:
            continue  # what is spent is spent
        inside = [option for id_ in ids for option in programme.options.get(id_, ())]
        extra = keep(
            programme,
            (
                (option, _funded(fund, option, paid[option.item.id, option.mode], periods))
                for option in inside
            ),
            fund.limit,
            relaxed=Relaxation.FUND in programme.relaxed,
        )
        if extra is not None:
            programme.extra_funds[fund.id] = extra


def _funded(
    fund: Fund, option: Option, rows: Sequence[Sequence[int]], periods: frozenset[int]
) -> Sequence[int]:
    """What counts against the fund, for each start."""
    if fund.on is Counted.STARTS:
        whole = sum(one_off(option.way))
        return [whole if start in periods else 0 for start in option.window]
    return [sum(row[period + 1] - row[period] for period in periods) for row in rows]


def capacities_are_kept(programme: Programme) -> None:
    """In no period a role works more days than it has."""
    for role, limits in programme.problem.capacity.items():
        worked = [(option, days(option.way, role)) for option in programme.every_option()]
        worked = [(option, share) for option, share in worked if share]
        for period, limit in enumerate(limits or ()):
            if period < programme.problem.now:
                continue
            amounts = ((option, in_period(option, share, period)) for option, share in worked)
            relaxed = Relaxation.CAPACITY in programme.relaxed
            extra = keep(programme, amounts, limit, relaxed=relaxed)
            if extra is not None:
                programme.extra_days[role, period] = extra


def in_period(option: Option, share: Sequence[int], period: int) -> list[int]:
    """What is taken in ``period`` for each start, given what is taken in each period of its life."""
    return [share[period - start] if 0 <= period - start < len(share) else 0 for start in option.window]


def capacities_are_packed(programme: Programme) -> None:
    """The same once more over intervals, with the least share of a period as demand."""
    # It adds nothing to what is allowed, but its propagator sees that large shares do not go together, which
    # the rows of the relaxation do not: a hundred times faster where people are scarce.
    options = [option for option in programme.every_option() if option.variables]
    intervals = {(option.item.id, option.mode): _interval(programme, option) for option in options}
    for role, limits in programme.problem.capacity.items():
        least = {
            (option.item.id, option.mode): min(days(option.way, role), default=0)
            for option in options
            if min(days(option.way, role), default=0) and option.window.start >= programme.problem.now
        }
        if limits is None or not least:
            continue
        now = programme.problem.now
        tops = [limit + _room(programme, role, period) for period, limit in enumerate(limits)][now:]
        if not tops:
            continue
        unused: list[tuple[int, cp_model.LinearExprT]] = []
        for period, limit in enumerate(limits):
            extra = programme.extra_days.get((role, period))
            gone = max(tops) - limit
            if gone and period >= now:
                unused.append((period, gone if extra is None else gone - extra))
        fixed = [programme.model.new_fixed_size_interval_var(period, 1, role) for period, _ in unused]
        demands = [*least.values(), *(less for _, less in unused)]
        programme.model.add_cumulative([intervals[key] for key in least] + fixed, demands, max(tops))


def change_is_bearable(programme: Programme) -> None:
    """In no period more runs than a change load allows."""
    for load in programme.problem.change_loads:
        inside = [
            option for id_ in programme.problem.loaded(load) for option in programme.options.get(id_, ())
        ]
        over: list[cp_model.IntVar] = []
        for period in range(programme.problem.now, programme.periods):
            amounts = (
                (option, in_period(option, [option.item.change] * option.way.duration, period))
                for option in inside
            )
            extra = keep(programme, amounts, load.limit, relaxed=Relaxation.CHANGE in programme.relaxed)
            if extra is not None:
                over.append(extra)
        if over:
            most = max(extra.domain.max() for extra in over)
            programme.extra_change[load.id] = programme.model.new_int_var(0, most, f"extra of {load.id}")
            for extra in over:
                programme.model.add(extra <= programme.extra_change[load.id])


def _interval(programme: Programme, option: Option) -> cp_model.IntervalVar:
    model, variables, name = programme.model, option.variables, f"{option.item.id}/{option.mode}"
    last = option.window[-1]
    start = model.new_int_var(option.window.start, last, f"{name}-start")
    model.add(start == last - sum(variables[:-1])).only_enforce_if(variables[-1])
    return model.new_optional_fixed_size_interval_var(start, option.way.duration, variables[-1], name)


def _room(programme: Programme, role: str, period: int) -> int:
    """The most by which the capacity may be exceeded."""
    extra = programme.extra_days.get((role, period))
    return extra.domain.max() if extra is not None else 0


def keep(
    programme: Programme, amounts: Amounts, limit: int, *, relaxed: bool = False
) -> cp_model.IntVar | None:
    """The amounts of what is planned are at most ``limit``.

    When ``relaxed``: at most ``limit`` plus the variable that is given back.
    """
    variables: list[cp_model.IntVar] = []
    weights: list[int] = []
    most = 0
    for option, by_start in amounts:
        most += max(by_start, default=0)
        for variable, weight in option.by_start(by_start):
            variables.append(variable)
            weights.append(weight)
    if most <= limit:
        return None
    extra = programme.model.new_int_var(0, most - limit, "extra") if relaxed else None
    total = cp_model.LinearExpr.weighted_sum(variables, weights)
    programme.model.add(total <= limit if extra is None else total - extra <= limit)
    return extra


LIMITS: tuple[Callable[[Programme], None], ...] = (
    budgets_are_kept,
    capacities_are_kept,
    capacities_are_packed,
    change_is_bearable,
)
