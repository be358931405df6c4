"""Why nothing is possible, for the terminal: what cannot all hold, with the figures of the problem."""

from __future__ import annotations

from collections.abc import Callable

from plateau.roadmap.model import ClashRule, Explanation, Problem

_WORDS = {
    "mandatory": "{owner} is mandatory",
    "pins": "{owner} is pinned{value}",
    "groups": "one of group {owner} is required",
    "targets": "the target of {owner} is hard",
    "area_targets": "the target of area {owner} is hard",
    "milestones": "milestone {owner} is hard",
    "forbidden": "{owner} is forbidden",
    "groups.interventions": "of group {owner} at most one is done",
    "earliest_start": "{owner} starts no sooner than period {value}",
    "latest_start": "{owner} starts no later than period {value}",
    "deadline": "{owner} is over before period {value}",
    "conditions": "{owner} waits for condition {which}, certain from period {value}",
    "all_of": "{owner} waits for {which}",
    "one_of": "{owner} waits for one of {value}",
    "lags": "{owner} keeps a time from {value}",
    "excludes": "{owner} and {which} exclude each other",
    "steps_per_criterion_per_year": "a criterion makes at most {value} steps a year",
    "budgets": "the budget of {owner} is {value}",
    "funds": "the limit of fund {owner} is {value}",
    "capacity": "the days of {owner} are {value} in all",
    "change_loads": "the limit of change load {owner} is {value}",
    "past": "what began of {owner} does not fit",
}


def clash_text(problem: Problem, explanation: Explanation) -> str:
    """The rules that cannot all hold, in words."""
    if not explanation.clash_rules:
        return "infeasible, and the search was too short to tell why"
    words = []
    for path in explanation.clash_rules:
        rule = ClashRule.of(path)
        text = _WORDS[rule.kind].format(owner=rule.owner, which=rule.which, value=_value(problem, rule))
        words.append(text + (" (not proven to matter)" if path in explanation.clash_unproven else ""))
    return f"infeasible: these cannot all hold: {'; '.join(words)}"


def _value(problem: Problem, rule: ClashRule) -> object:
    """The figure that belongs to a rule, as it is told; None when it has none."""
    if rule.kind in _FIGURES:
        return _FIGURES[rule.kind](problem, rule)
    item = problem.by_id.get(rule.owner)
    return None if item is None else getattr(item, rule.kind, None)


def _pin(problem: Problem, rule: ClashRule) -> str:
    """Where to, and that it takes too long for that when that alone makes it impossible."""
    (pin,) = (pin for pin in problem.pins if pin.id == rule.owner)
    said = {"to start in": pin.start, "no sooner than": pin.not_before, "no later than": pin.not_after}
    words = [f"{word} period {period}" for word, period in said.items() if period is not None]
    words += [f"to mode {pin.mode!r}"] if pin.mode is not None else []
    told = f" {', '.join(words)}"
    lasts = min(way.duration for way in problem.ways(problem.by_id[pin.id]).values())
    end, last = (pin.start or 0) + lasts, problem.calendar.periods
    return told if end <= last else f"{told}, and takes {lasts}: the horizon has {last} periods"


def _lag(problem: Problem, rule: ClashRule) -> str:
    lag = problem.by_id[rule.owner].lags[int(rule.which)]
    most = "" if lag.most is None else f", at most {lag.most}"
    return f"{_ids(lag.any_of)}: at least {lag.least}{most} periods"


def _ids(ids: frozenset[str]) -> str:
    return ", ".join(sorted(ids))


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"


_FIGURES: dict[str, Callable[[Problem, ClashRule], object]] = {
    "pins": _pin,
    "conditions": lambda problem, rule: {it.id: it.certain for it in problem.conditions}[rule.which],
    "one_of": lambda problem, rule: _ids(problem.by_id[rule.owner].one_of),
    "lags": _lag,
    "steps_per_criterion_per_year": lambda problem, _: problem.steps_per_criterion_per_year,
    "budgets": lambda problem, rule: _money(problem.budgets[int(rule.owner)] or 0),
    "funds": lambda problem, rule: _money({fund.id: fund.limit for fund in problem.funds}[rule.owner]),
    "capacity": lambda problem, rule: sum(problem.capacity[rule.owner] or ()),
    "change_loads": lambda problem, rule: {load.id: load.limit for load in problem.change_loads}[rule.owner],
}
