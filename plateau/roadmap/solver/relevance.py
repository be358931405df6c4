"""Which interventions can contribute at all, and how far each criterion is worth raising."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from plateau.roadmap.model import Intervention, ObjectiveName, Problem


@dataclass(frozen=True, slots=True)
class Scope:
    """What the solver looks at.

    ``interventions``: by id, in order. ``done``: ids that satisfy prerequisites without being planned.
    ``needed``: criterion → the highest plateau that a target, a milestone or an intervention asks for.
    ``ceiling``: criterion → the highest plateau that any intervention of the scope can bring it to.
    """

    interventions: Mapping[str, Intervention]
    done: Set[str]
    needed: Mapping[str, int]
    ceiling: Mapping[str, int]


def asked(problem: Problem) -> dict[str, int]:
    """Criterion → the highest plateau that a target or milestone asks for (at least the current one)."""
    levels = dict(problem.current)
    for target in problem.targets:
        levels[target.criterion] = max(levels[target.criterion], target.plateau)
    areas = {area.id: area.criteria for area in problem.areas}
    for wanted in problem.area_targets:
        for criterion in areas[wanted.area]:
            levels[criterion] = max(levels[criterion], wanted.plateau)
    for milestone in problem.milestones:
        asked_for = [*milestone.requirements.items()]
        asked_for += [(name, level) for area, level in milestone.areas.items() for name in areas[area]]
        for criterion, level in asked_for:
            levels[criterion] = max(levels[criterion], level)
    return levels


def scope_of(problem: Problem, *, needed: Mapping[str, int] | None = None) -> Scope:
    """What must be done, what makes a needed step or brings a benefit that counts, and what these wait for.

    Nothing outside can be part of a best plan: it would only cost. ``needed`` replaces what targets and
    milestones ask for.
    """
    wanted = dict(problem.current) | dict(asked(problem) if needed is None else needed)
    done, required = problem.already_done, problem.required
    allowed = {
        id_: item
        for id_, item in problem.by_id.items()
        if id_ not in problem.forbidden and (id_ not in done or id_ in required)
    }
    inside = set(required)
    for milestone in problem.milestones:
        inside |= milestone.interventions & allowed.keys()
    if ObjectiveName.STABILITY in problem.objectives:
        inside |= {entry.id for entry in problem.keep} & allowed.keys()
    inside |= {
        id_ for group in problem.groups if group.required for id_ in group.interventions & allowed.keys()
    }
    if ObjectiveName.BENEFIT in problem.objectives:
        inside |= {id_ for id_, item in allowed.items() if item.benefit_per_period}
    while True:
        before = len(inside), sum(wanted.values())
        inside |= {id_ for id_, item in allowed.items() if _makes_needed_step(item, problem.current, wanted)}
        for id_ in sorted(inside):
            item = allowed[id_]
            inside |= item.all_of.union(item.one_of, *(lag.any_of for lag in item.lags)) & allowed.keys()
            for step in item.steps:
                # It may only start on this plateau, so whatever leads there matters too.
                wanted[step.criterion] = max(wanted[step.criterion], step.start)
        if before == (len(inside), sum(wanted.values())):
            break
    ceiling = dict(problem.current)
    for id_ in inside:
        for step in allowed[id_].steps:
            ceiling[step.criterion] = max(ceiling[step.criterion], step.end)
    return Scope({id_: allowed[id_] for id_ in sorted(inside)}, done, wanted, ceiling)


def _makes_needed_step(item: Intervention, current: Mapping[str, int], needed: Mapping[str, int]) -> bool:
    return any(current[step.criterion] < step.end <= needed[step.criterion] for step in item.steps)
