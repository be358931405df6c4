"""The parts of a problem that its author can lift, each by its path, with the problem that is left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from plateau.roadmap.model import Intervention, Problem

#: As many as there are steps to make: no limit.
_EVERY_STEP = 4


@dataclass(frozen=True, slots=True)
class Part:
    """``path`` in the document, such as ``budgets[2027]`` or ``interventions[x].all_of[y]``.

    ``kind``: parts of one kind stand together; ``leave_out``: a problem without it, which may be a problem
    that lacks others already.
    """

    kind: str
    path: str
    leave_out: Callable[[Problem], Problem]


def parts(problem: Problem) -> Iterator[Part]:
    """All that can be lifted: demands, then rules of single interventions, then limits."""
    yield from _demands(problem)
    yield from _moments(problem)
    yield from _order(problem)
    yield from _choices(problem)
    yield from _limits(problem)


def past(problem: Problem) -> Iterator[Part]:
    """What was begun: nobody can lift that, but it can have been written down wrongly."""
    for entry in problem.past:
        yield _part("past", entry.id, _less("past", entry))


def _demands(problem: Problem) -> Iterator[Part]:
    for id_ in sorted(problem.mandatory):
        yield _part("mandatory", id_, _less("mandatory", id_))
    for pin in problem.pins:
        yield _part("pins", pin.id, _less("pins", pin))
    for group in problem.groups:
        if group.required:
            yield _part("groups", group.id, _soft("groups", group, required=False))
    for kind, key in (("targets", "criterion"), ("area_targets", "area"), ("milestones", "id")):
        for goal in getattr(problem, kind):
            if goal.hard:
                yield _part(kind, getattr(goal, key), _soft(kind, goal, hard=False))
    for id_ in sorted(problem.forbidden):
        yield _part("forbidden", id_, _less("forbidden", id_))


def _moments(problem: Problem) -> Iterator[Part]:
    for name, free in (("earliest_start", 0), ("latest_start", None), ("deadline", None)):
        for item in problem.interventions:
            if getattr(item, name) != free:
                yield _rule(item, name, _set(name, free))


def _order(problem: Problem) -> Iterator[Part]:
    for name in ("conditions", "all_of"):
        for item in problem.interventions:
            for other in sorted(getattr(item, name)):
                yield _rule(item, name, _fewer(name, other), f"[{other}]")
    for item in problem.interventions:
        if item.one_of:
            yield _rule(item, "one_of", _set("one_of", frozenset()))
    for item in problem.interventions:
        for index, lag in enumerate(item.lags):
            if lag not in item.lags[:index]:  # the same one twice goes at once
                yield _rule(item, "lags", _fewer("lags", lag), f"[{index}]")


def _choices(problem: Problem) -> Iterator[Part]:
    for group in problem.groups:
        # While one of them is required, "at most one" is part of that demand.
        optional = replace(group, required=False)
        path = f"groups[{group.id}].interventions"
        yield Part("groups.interventions", path, _less("groups", optional))
    for item in problem.interventions:
        for other in sorted(item.excludes):
            if item.id < other or item.id not in problem.by_id[other].excludes:
                path = f"interventions[{item.id}].excludes[{other}]"
                yield Part("excludes", path, _together(item.id, other))


def _limits(problem: Problem) -> Iterator[Part]:
    if problem.steps_per_criterion_per_year < _EVERY_STEP:
        name = "steps_per_criterion_per_year"
        yield Part(name, name, lambda problem: replace(problem, steps_per_criterion_per_year=_EVERY_STEP))
    for year, cents in problem.budgets.items():
        if cents is not None:
            yield _part("budgets", year, _unlimited("budgets", year))
    for fund in problem.funds:
        yield _part("funds", fund.id, _less("funds", fund))
    for role, days in problem.capacity.items():
        if days is not None:
            yield _part("capacity", role, _unlimited("capacity", role))
    for load in problem.change_loads:
        yield _part("change_loads", load.id, _less("change_loads", load))


def _part(kind: str, name: object, leave_out: Callable[[Problem], Problem]) -> Part:
    return Part(kind, f"{kind}[{name}]", leave_out)


def _rule(
    item: Intervention, name: str, change: Callable[[Intervention], Intervention], which: str = ""
) -> Part:
    """A rule of one intervention."""
    return Part(name, f"interventions[{item.id}].{name}{which}", _changed({item.id}, change))


def _less(name: str, gone: object) -> Callable[[Problem], Problem]:
    """Without one of the items of a field."""
    return lambda problem: _with(problem, name, _all_but(getattr(problem, name), gone))


def _soft(name: str, old: Any, **changes: bool) -> Callable[[Problem], Problem]:
    """With one of the items of a field no longer demanded."""
    soft = replace(old, **changes)
    return lambda problem: _with(
        problem, name, [soft if item == old else item for item in getattr(problem, name)]
    )


def _unlimited(name: str, key: str | int) -> Callable[[Problem], Problem]:
    """Without the limit at one key of a field."""
    return lambda problem: _with(problem, name, {**getattr(problem, name), key: None})


def _changed(
    ids: Collection[str], change: Callable[[Intervention], Intervention]
) -> Callable[[Problem], Problem]:
    """With some interventions changed."""
    return lambda problem: replace(
        problem,
        interventions=tuple(change(item) if item.id in ids else item for item in problem.interventions),
    )


def _set(name: str, value: object) -> Callable[[Intervention], Intervention]:
    return lambda item: _with(item, name, value)


def _fewer(name: str, gone: object) -> Callable[[Intervention], Intervention]:
    return lambda item: _with(item, name, _all_but(getattr(item, name), gone))


def _together(one: str, other: str) -> Callable[[Problem], Problem]:
    """With two interventions that no longer exclude each other, whichever of them said so."""
    pair = frozenset({one, other})
    return _changed(pair, lambda item: replace(item, excludes=item.excludes - pair))


def _all_but(items: Collection[Any], gone: object) -> tuple[Any, ...]:
    return tuple(item for item in items if item != gone)


def _with(owner: Any, name: str, value: object) -> Any:
    return replace(owner, **{name: value})
