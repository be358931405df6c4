"""A large problem in parts: groups of interventions that nothing joins but limits that all share.

Without those limits each part is a small problem by itself. What the parts come to together bounds the whole
from below, because a limit less never makes a plan worse, and no objective here looks at two parts at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace

from plateau.roadmap.model import Intervention, ObjectiveName, Problem
from plateau.roadmap.solver.footprint import days
from plateau.roadmap.solver.relevance import Scope

#: Objectives that add up what single interventions and criteria come to.
ADDITIVE = frozenset(ObjectiveName) - {ObjectiveName.FINISH, ObjectiveName.EVENNESS}
#: No limit joins more than this share of the interventions into one part.
_LARGEST = 0.5


def parts_of(problem: Problem, scope: Scope) -> tuple[Problem, ...]:
    """A problem for each part, without the limits that they share; none when it has no parts to speak of."""
    groups = _Groups()
    for id_, item in scope.interventions.items():
        groups.join([_id(id_), *(_id(other) for other in _beside(item) & scope.interventions.keys())])
        groups.join([_id(id_), *(_criterion(step.criterion) for step in item.steps)])
    for goal in _goals(problem):
        groups.join(goal)
    shared = _join_by_limits(groups, problem, scope)
    members = defaultdict(set)
    for id_ in scope.interventions:
        members[groups.of(_id(id_))].add(id_)
    if len(members) < 2 or max(map(len, members.values())) > _LARGEST * len(scope.interventions):
        return ()
    whole = _without(problem, shared)
    homes = list(members)
    return tuple(_part(whole, groups, homes, home, members[home]) for home in homes)


def _id(id_: str) -> tuple[str, str]:
    return "intervention", id_


def _criterion(name: str) -> tuple[str, str]:
    return "criterion", name


def _beside(item: Intervention) -> Set[str]:
    """The interventions that a rule mentions together with this one."""
    return item.all_of.union(item.one_of, item.excludes, *(lag.any_of for lag in item.lags))


def _goals(problem: Problem) -> Iterator[list[tuple[str, str]]]:
    """What a goal or a group of alternatives looks at together."""
    areas = {area.id: [_criterion(name) for name in sorted(area.criteria)] for area in problem.areas}
    yield from areas.values()
    for milestone in problem.milestones:
        asked = [_criterion(name) for name in milestone.requirements]
        asked += [name for area in milestone.areas for name in areas[area]]
        yield asked + [_id(id_) for id_ in sorted(milestone.interventions)]
    for group in problem.groups:
        yield [_id(id_) for id_ in sorted(group.interventions)]


def _join_by_limits(groups: _Groups, problem: Problem, scope: Scope) -> Set[tuple[str, str]]:
    """Join what a limit is about, the narrowest limits first; those that would join too much are shared."""
    shared = set()
    for name, ids in sorted(_limits(problem, scope).items(), key=lambda limit: (len(limit[1]), limit[0])):
        homes = {groups.of(_id(id_)) for id_ in ids}
        size = sum(groups.of(_id(id_)) in homes for id_ in scope.interventions)
        if len(homes) > 1 and size > _LARGEST * len(scope.interventions):
            shared.add(name)
        else:
            groups.join([_id(id_) for id_ in sorted(ids)])
    return shared


def _limits(problem: Problem, scope: Scope) -> dict[tuple[str, str], Set[str]]:
    """Limit → the interventions of the scope that it is about. The budgets are one."""
    inside = scope.interventions
    about: dict[tuple[str, str], Set[str]] = {}
    for role, limits in problem.capacity.items():
        if limits is not None:
            about["role", role] = {
                id_
                for id_, item in inside.items()
                if any(days(way, role) for way in problem.ways(item).values())
            }
    if any(cents is not None for cents in problem.budgets.values()):
        about["budgets", ""] = set(inside)
    for fund in problem.funds:
        about["fund", fund.id] = set(problem.funded(fund)[0]) & inside.keys()
    for load in problem.change_loads:
        about["load", load.id] = set(problem.loaded(load)) & inside.keys()
    return about


def _without(problem: Problem, shared: Set[tuple[str, str]]) -> Problem:
    return replace(
        problem,
        capacity={
            role: None if ("role", role) in shared else limits for role, limits in problem.capacity.items()
        },
        budgets={} if ("budgets", "") in shared else problem.budgets,
        funds=tuple(fund for fund in problem.funds if ("fund", fund.id) not in shared),
        change_loads=tuple(load for load in problem.change_loads if ("load", load.id) not in shared),
    )


def _part(
    problem: Problem, groups: _Groups, homes: list[tuple[str, str]], home: tuple[str, str], ids: Set[str]
) -> Problem:
    """The problem with these interventions only, and its own goals; the first has those of no part too."""

    def mine(*names: tuple[str, str]) -> bool:
        found = next((groups.of(name) for name in names if groups.of(name) in homes), homes[0])
        return found == home

    areas = {area.id: [_criterion(name) for name in sorted(area.criteria)] for area in problem.areas}
    milestones = zip(problem.milestones, list(_goals(problem))[len(areas) :], strict=False)
    return replace(
        problem,
        forbidden=frozenset(problem.by_id) - ids,
        mandatory=problem.mandatory & ids,
        targets=tuple(target for target in problem.targets if mine(_criterion(target.criterion))),
        area_targets=tuple(wanted for wanted in problem.area_targets if mine(*areas[wanted.area])),
        milestones=tuple(milestone for milestone, asked in milestones if mine(*asked)),
        groups=tuple(
            group for group in problem.groups if mine(*(_id(id_) for id_ in sorted(group.interventions)))
        ),
        pins=tuple(pin for pin in problem.pins if pin.id in ids),
        past=tuple(entry for entry in problem.past if entry.id in ids),
        keep=tuple(entry for entry in problem.keep if mine(_id(entry.id))),
    )


@dataclass(slots=True)
class _Groups:
    """Names that belong together; each is alone until it is joined."""

    _above: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def of(self, name: tuple[str, str]) -> tuple[str, str]:
        """The name that stands for the group of ``name``."""
        while (above := self._above.get(name, name)) != name:
            name = above
        return name

    def join(self, names: Iterable[tuple[str, str]]) -> None:
        """These are of one group from here on."""
        first, *others = [self.of(name) for name in names] or [("", "")]
        for other in others:
            self._above[self.of(other)] = self.of(first)
