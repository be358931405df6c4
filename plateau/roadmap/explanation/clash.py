"""Which demands and limits cannot all hold: a smallest set, found by leaving out one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from plateau.roadmap.explanation.elastic import Limits
from plateau.roadmap.model import Problem, Status
from plateau.roadmap.solver.objectives import Sum
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of

Change = Callable[[Problem], Problem]
#: The path of a part in the document, and what takes it away.
Part = tuple[str, Change]


def clash(problem: Problem, limits: Limits) -> tuple[str, ...]:
    """Paths of parts of an infeasible problem: infeasible with these alone, and not without any of them.

    Demands first, then limits. What is left out are the rules that nobody can lift: order, exclusions, the
    past, the horizon. Where a search runs out of time its part is kept: then it may not be the smallest set.
    """
    problem = replace(
        problem,
        targets=tuple(target for target in problem.targets if target.hard),
        area_targets=tuple(wanted for wanted in problem.area_targets if wanted.hard),
        milestones=tuple(milestone for milestone in problem.milestones if milestone.hard),
    )
    kept: list[str] = []
    for path, leave_out in parts(problem):
        without = leave_out(problem)
        search = limits.search(Programme(without, scope_of(without)))
        search.minimise(Sum(), within=limits.deterministic)
        if search.status is Status.INFEASIBLE:
            problem = without
        else:
            kept.append(path)
    return tuple(kept)


def parts(problem: Problem) -> Iterator[Part]:
    """All that can be left out, demands first."""
    yield from _demands(problem)
    yield from _limits(problem)


def _demands(problem: Problem) -> Iterator[Part]:
    for id_ in sorted(problem.mandatory):
        yield f"mandatory[{id_}]", _less("mandatory", id_)
    for pin in problem.pins:
        yield f"pins[{pin.id}]", _less("pins", pin)
    for group in problem.groups:
        if group.required:
            yield f"groups[{group.id}]", _instead("groups", group, replace(group, required=False))
    for target in problem.targets:
        if target.hard:
            yield f"targets[{target.criterion}]", _instead("targets", target, replace(target, hard=False))
    for wanted in problem.area_targets:
        if wanted.hard:
            soft = replace(wanted, hard=False)
            yield f"area_targets[{wanted.area}]", _instead("area_targets", wanted, soft)
    for milestone in problem.milestones:
        if milestone.hard:
            hoped = replace(milestone, hard=False)
            yield f"milestones[{milestone.id}]", _instead("milestones", milestone, hoped)


def _limits(problem: Problem) -> Iterator[Part]:
    for year, cents in problem.budgets.items():
        if cents is not None:
            yield f"budgets[{year}]", _unlimited("budgets", year)
    for fund in problem.funds:
        yield f"funds[{fund.id}]", _less("funds", fund)
    for role, days in problem.capacity.items():
        if days is not None:
            yield f"capacity[{role}]", _unlimited("capacity", role)
    for load in problem.change_loads:
        yield f"change_loads[{load.id}]", _less("change_loads", load)


def _less(field: str, gone: object) -> Change:
    """Without one of the items of a field."""
    return lambda problem: _with(problem, field, [item for item in getattr(problem, field) if item != gone])


def _instead(field: str, old: object, new: object) -> Change:
    """With one of the items of a field replaced."""
    return lambda problem: _with(
        problem, field, [new if item == old else item for item in getattr(problem, field)]
    )


def _unlimited(field: str, key: str | int) -> Change:
    """Without the limit at one key of a field."""

    def change(problem: Problem) -> Problem:
        changed: dict[str, Any] = {field: {**getattr(problem, field), key: None}}
        return replace(problem, **changed)

    return change


def _with(problem: Problem, field: str, items: list[Any]) -> Problem:
    changed: dict[str, Any] = {field: type(getattr(problem, field))(items)}
    return replace(problem, **changed)
