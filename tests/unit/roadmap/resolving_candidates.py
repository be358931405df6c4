"""Why something was left out put to the test: solve again with what it breaks, and with that let go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from plateau.roadmap.checker.measures import value_of
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    Intervention,
    InvalidProblem,
    Limit,
    LimitCode,
    ObjectiveName,
    Pin,
    Plan,
    Problem,
    Scheduled,
    Status,
    Step,
)
from plateau.roadmap.solver import solve

GOALS = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)
#: Where a step starts is no rule that can be let go.
FIXED = {LimitCode.STEP_BELOW, LimitCode.HORIZON, LimitCode.NOW}
Rules = list[tuple[str, Limit]]


def everywhere(problem: Problem, id_: str) -> list[Scheduled]:
    """All places in the horizon."""
    item = problem.by_id[id_]
    return [
        Scheduled(id_, start, start + way.duration, mode)
        for mode, way in problem.ways(item).items()
        for start in range(problem.now, problem.calendar.periods - way.duration + 1)
    ]


def candidate_stands(problem: Problem, plan: Plan, reason: CandidateReason) -> None:
    """What is said holds; ``plan`` is proven."""
    assert reason.code is not CandidateCode.UNPROVEN
    if reason.code in (CandidateCode.FORBIDDEN, CandidateCode.DONE):
        return
    is_no_better(problem, plan, reason.id)
    if reason.code in (CandidateCode.NOT_NEEDED, CandidateCode.NOT_COUNTED):
        is_not_needed(problem, plan, reason.id)
    elif reason.code is CandidateCode.TOGETHER and reason.enables:
        assert not {*reason.enables} & plan.by_id.keys()
        is_not_needed(problem, plan, reason.id, without=frozenset(reason.enables))
    elif reason.code is CandidateCode.DOMINATED and reason.start is not None:
        kept = [entry for entry in plan.scheduled if entry.id not in reason.by]
        _is_tried(problem, plan, kept, reason)
    elif reason.start is not None:
        _is_tried(problem, plan, plan.scheduled, reason)


def is_no_better(problem: Problem, plan: Plan, id_: str) -> None:
    """Forced in, the first objective that differs is worse."""
    forced = solve(replace(problem, mandatory=problem.mandatory | {id_}))
    if forced.status is Status.OPTIMAL:
        assert [level.value for level in forced.objectives] >= [level.value for level in plan.objectives]


def is_not_needed(problem: Problem, plan: Plan, id_: str, without: frozenset[str] = frozenset()) -> None:
    """Wherever it is added no goal comes nearer, and with the plan in it the best is as good without it."""
    now = Replay(problem, plan.scheduled)
    counted = {*problem.objectives} & {*GOALS, ObjectiveName.BENEFIT}
    for entry in everywhere(problem, id_):
        # A step over one that nothing makes does not count; the replay of the checker would count it.
        if all(now.level(s.criterion, entry.start) >= s.start for s in problem.by_id[id_].steps):
            then = Replay(problem, (*plan.scheduled, entry))
            assert all(value_of(name, then) >= value_of(name, now) for name in counted)
    free = replace(
        without_limits(problem),
        mandatory=problem.mandatory | plan.by_id.keys(),
        forbidden=problem.forbidden | without,
        objectives=(problem.objectives[0],),
    )
    before, after = solve(free), solve(replace(free, forbidden=free.forbidden | {id_}))
    if before.found and after.found:
        assert before.objectives[0].value == after.objectives[0].value


def without_limits(problem: Problem) -> Problem:
    return replace(
        problem, budgets={}, capacity=dict.fromkeys(problem.capacity), funds=(), change_loads=(),
        steps_per_criterion_per_year=4,
    )  # fmt: skip


def _is_tried(problem: Problem, plan: Plan, kept: Iterable[Scheduled], reason: CandidateReason) -> None:
    """At its start, in one of its modes, it breaks just these rules, or that objective ends worse."""
    others = [companion.place for companion in reason.companions]
    rules = [(reason.id, limit) for limit in reason.limits if limit.code is not LimitCode.OBJECTIVE]
    rules += [(it.place.id, limit) for it in reason.companions for limit in it.limits]
    errors = []
    for mine in everywhere(problem, reason.id):
        if mine.start == reason.start:
            try:
                _is_so(problem, plan, [*kept, *others, mine], rules, reason)
            except AssertionError as error:
                errors.append(error)
            else:
                return
    raise errors[0]


def _is_so(
    problem: Problem, plan: Plan, entries: list[Scheduled], rules: Rules, reason: CandidateReason
) -> None:
    now, then = Replay(problem, plan.scheduled), Replay(problem, entries)
    differs = [
        (name.value, value_of(name, then) - value_of(name, now))
        for name in problem.objectives
        if value_of(name, then) != value_of(name, now)
    ]
    assert can_be(problem, entries) == (not rules)
    told = [(limit.name, limit.short) for limit in reason.limits if limit.code is LimitCode.OBJECTIVE]
    if told or not rules:
        goals = (problem.targets, problem.area_targets, problem.milestones)
        hard = any(goal.hard for kind in goals for goal in kind)
        assert differs[:1] == told or (hard and reason.code is CandidateCode.DOMINATED)
    if not FIXED & {limit.code for _, limit in rules}:
        assert can_be(let_go(problem, rules), entries)
        if reason.code is CandidateCode.WOULD_NOT_FIT and not told:
            assert all(worse < 0 for _, worse in differs[:1])
    for one in {_which(*rule) for rule in rules} - _moved_by_others(rules):
        assert not can_be(let_go(problem, [rule for rule in rules if _which(*rule) != one]), entries)


def _moved_by_others(rules: Rules) -> set[object]:
    """To let go what something waits for changes its steps, and so how many are made in a year."""
    waiting = any(limit.code is LimitCode.WAITED_FOR for _, limit in rules)
    return {LimitCode.YEARLY_STEPS} if waiting else set()


def _which(id_: str, limit: Limit) -> object:
    """The same for what is one rule, though it is told of two."""
    if limit.code in (LimitCode.YEARLY_STEPS, LimitCode.LAG):
        return limit.code
    if limit.code in (LimitCode.CAPACITY, LimitCode.CHANGE):
        return limit.code, limit.role, limit.name
    return (limit.code, frozenset({id_, limit.intervention})) if limit.code is LimitCode.EXCLUDED else limit


def can_be(problem: Problem, entries: Iterable[Scheduled]) -> bool:
    """Whether all rules allow just these, hard goals aside."""
    begun = {entry.id for entry in problem.past}
    decided = {pin.id: pin for pin in problem.pins}
    pins = dict(decided)
    for entry in entries:
        old = decided.get(entry.id, Pin(entry.id))
        if old.start not in (None, entry.start) or old.mode not in (None, entry.mode):
            return False
        if entry.id not in begun:
            pins[entry.id] = replace(old, start=entry.start, mode=entry.mode)
    others = problem.by_id.keys() - {entry.id for entry in entries}
    if others & problem.required:
        return False
    try:
        only = replace(
            _without_hard(problem),
            pins=tuple(pins.values()),
            forbidden=frozenset(others),
            objectives=(ObjectiveName.COST,),
        )
    except InvalidProblem:
        return False
    found = solve(only)
    assert found.status is not Status.UNKNOWN
    return found.found


def _without_hard(problem: Problem) -> Problem:
    return replace(
        problem,
        targets=tuple(replace(it, hard=False) for it in problem.targets),
        area_targets=tuple(replace(it, hard=False) for it in problem.area_targets),
        milestones=tuple(replace(it, hard=False) for it in problem.milestones),
    )


def let_go(problem: Problem, rules: Rules) -> Problem:
    """The problem in which these rules of these interventions do not hold."""
    problem = _without_hard(problem)
    for id_, limit in (rule for rule in rules if rule[1].code not in FIXED):
        problem = _without(problem, id_, limit)
    return problem


def _without(problem: Problem, id_: str, limit: Limit) -> Problem:
    """``problem`` where one rule of one intervention does not hold, or allows just as much more as it says."""
    return _LIFTS[limit.code](problem, id_, limit)


def _more_money(problem: Problem, _: str, limit: Limit) -> Problem:
    assert limit.year is not None
    cents = (problem.budgets[limit.year] or 0) + (limit.short or 0)
    return replace(problem, budgets={**problem.budgets, limit.year: cents})


def _larger_fund(problem: Problem, _: str, limit: Limit) -> Problem:
    more = {limit.name: limit.short or 0}
    return replace(
        problem, funds=tuple(replace(it, limit=it.limit + more.get(it.id, 0)) for it in problem.funds)
    )


def _more_people(problem: Problem, _: str, limit: Limit) -> Problem:
    return replace(problem, capacity={**problem.capacity, limit.role or "": None})


def _more_change(problem: Problem, _: str, limit: Limit) -> Problem:
    return replace(problem, change_loads=tuple(it for it in problem.change_loads if it.id != limit.name))


def _no_pin(problem: Problem, id_: str, limit: Limit) -> Problem:
    free: dict[str, Any] = {limit.name or "": None}
    return replace(problem, pins=tuple(replace(it, **free) if it.id == id_ else it for it in problem.pins))


def _not_demanded(problem: Problem, id_: str, limit: Limit) -> Problem:
    other = limit.intervention or ""
    return replace(
        problem,
        mandatory=problem.mandatory - {other},
        pins=tuple(it for it in problem.pins if it.id != other),
        past=tuple(it for it in problem.past if it.id != other),
        groups=tuple(
            replace(it, required=it.required and other not in it.interventions - {id_})
            for it in problem.groups
        ),
    )


def _as_well(problem: Problem, id_: str, limit: Limit) -> Problem:
    pair = {id_, limit.intervention or ""}
    groups = tuple(it for it in problem.groups if not pair <= it.interventions)
    return _changed(replace(problem, groups=groups), pair, lambda it: {"excludes": it.excludes - pair})


def _no_longer_waiting(problem: Problem, _: str, limit: Limit) -> Problem:
    def free(item: Intervention) -> dict[str, Any]:
        """Its steps start from where all stands now."""
        now = {step.criterion: problem.current[step.criterion] for step in item.steps}
        steps = tuple(Step(name, level, level + 1) for name, level in now.items())
        return {"all_of": frozenset(), "one_of": frozenset(), "lags": (), "steps": steps}

    return _changed(problem, {limit.intervention or ""}, free)


def _not_after(problem: Problem, id_: str, limit: Limit) -> Problem:
    def free(item: Intervention) -> dict[str, Any]:
        one_of = frozenset() if limit.intervention in item.one_of else item.one_of
        return {"all_of": item.all_of - {limit.intervention}, "one_of": one_of}

    return _changed(problem, {id_}, free)


def _no_lag(problem: Problem, id_: str, limit: Limit) -> Problem:
    def free(item: Intervention) -> dict[str, Any]:
        gone = {
            lag for lag in item.lags if limit.intervention == (min(lag.any_of) if item.id == id_ else item.id)
        }
        return {"lags": tuple(lag for lag in item.lags if lag not in gone)}

    return _changed(problem, {id_, limit.intervention or ""}, free)


def _no_date(name: str, value: object) -> Callable[[Problem, str, Limit], Problem]:
    return lambda problem, id_, _: _changed(problem, {id_}, lambda _: {name: value})


_LIFTS: dict[LimitCode, Callable[[Problem, str, Limit], Problem]] = {
    LimitCode.BUDGET: _more_money,
    LimitCode.FUND: _larger_fund,
    LimitCode.CAPACITY: _more_people,
    LimitCode.CHANGE: _more_change,
    LimitCode.YEARLY_STEPS: lambda problem, *_: replace(problem, steps_per_criterion_per_year=4),
    LimitCode.PIN: _no_pin,
    LimitCode.DEMANDED: _not_demanded,
    LimitCode.EXCLUDED: _as_well,
    LimitCode.WAITED_FOR: _no_longer_waiting,
    LimitCode.PREREQUISITE: _not_after,
    LimitCode.LAG: _no_lag,
    LimitCode.EARLIEST_START: _no_date("earliest_start", 0),
    LimitCode.LATEST_START: _no_date("latest_start", None),
    LimitCode.DEADLINE: _no_date("deadline", None),
    LimitCode.CONDITION: _no_date("conditions", frozenset()),
}


def _changed(problem: Problem, ids: set[str], changes: Callable[[Intervention], dict[str, Any]]) -> Problem:
    return replace(
        problem,
        interventions=tuple(
            replace(item, **changes(item)) if item.id in ids else item for item in problem.interventions
        ),
    )
