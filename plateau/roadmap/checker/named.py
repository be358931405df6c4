"""The rules of a problem that can be lifted, each by its path, and the problem that has only some of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from plateau.roadmap.model import Group, Intervention, Problem

#: As many as there are to make.
_EVERY_STEP = 4


class Named:
    """``problem`` with of all that can be lifted only the rules at ``paths``; ``known``: all such paths.

    ``past``: what began can be lifted too.
    """

    def __init__(self, problem: Problem, paths: Collection[str], *, past: bool = False) -> None:
        """Of a problem that holds."""
        self._paths = frozenset(paths)
        self._items = {item.id: item for item in problem.interventions}
        self.known: set[str] = set()
        began = tuple(entry for entry in problem.past if self._has(f"past[{entry.id}]"))
        limit = problem.steps_per_criterion_per_year
        if limit < _EVERY_STEP and not self._has("steps_per_criterion_per_year"):
            limit = _EVERY_STEP
        self.problem = replace(
            problem,
            mandatory=frozenset(id_ for id_ in problem.mandatory if self._has(f"mandatory[{id_}]")),
            forbidden=frozenset(id_ for id_ in problem.forbidden if self._has(f"forbidden[{id_}]")),
            pins=tuple(pin for pin in problem.pins if self._has(f"pins[{pin.id}]")),
            past=began if past else problem.past,
            groups=tuple(group for each in problem.groups for group in self._group(each)),
            targets=tuple(
                replace(goal, hard=goal.hard and self._has(f"targets[{goal.criterion}]"))
                for goal in problem.targets
            ),
            area_targets=tuple(
                replace(goal, hard=goal.hard and self._has(f"area_targets[{goal.area}]"))
                for goal in problem.area_targets
            ),
            milestones=tuple(
                replace(goal, hard=goal.hard and self._has(f"milestones[{goal.id}]"))
                for goal in problem.milestones
            ),
            steps_per_criterion_per_year=limit,
            budgets={
                year: cents if cents is not None and self._has(f"budgets[{year}]") else None
                for year, cents in problem.budgets.items()
            },
            capacity={
                role: days if days is not None and self._has(f"capacity[{role}]") else None
                for role, days in problem.capacity.items()
            },
            funds=tuple(fund for fund in problem.funds if self._has(f"funds[{fund.id}]")),
            change_loads=tuple(
                load for load in problem.change_loads if self._has(f"change_loads[{load.id}]")
            ),
            interventions=tuple(self._intervention(item) for item in problem.interventions),
        )

    def _has(self, path: str) -> bool:
        self.known.add(path)
        return path in self._paths

    def _group(self, group: Group) -> list[Group]:
        """At most one of a group that must have one is part of that."""
        whole = group.required and self._has(f"groups[{group.id}]")
        most_one = self._has(f"groups[{group.id}].interventions")
        if whole:
            return [group]
        return [replace(group, required=False)] if most_one else []

    def _intervention(self, item: Intervention) -> Intervention:
        path = f"interventions[{item.id}]"
        first, last, over = item.earliest_start, item.latest_start, item.deadline
        return replace(
            item,
            earliest_start=first if first and self._has(f"{path}.earliest_start") else 0,
            latest_start=last if last is not None and self._has(f"{path}.latest_start") else None,
            deadline=over if over is not None and self._has(f"{path}.deadline") else None,
            conditions=self._kept(item.conditions, f"{path}.conditions"),
            all_of=self._kept(item.all_of, f"{path}.all_of"),
            one_of=item.one_of if item.one_of and self._has(f"{path}.one_of") else frozenset(),
            # The same one twice has the path of the first.
            lags=tuple(lag for lag in item.lags if self._has(f"{path}.lags[{item.lags.index(lag)}]")),
            excludes=frozenset(id_ for id_ in item.excludes if self._has(self._excludes(item.id, id_))),
        )

    def _kept(self, ids: frozenset[str], path: str) -> frozenset[str]:
        return frozenset(id_ for id_ in ids if self._has(f"{path}[{id_}]"))

    def _excludes(self, one: str, other: str) -> str:
        """Said by both it has the path of the first of them."""
        if one in self._items[other].excludes:
            one, other = sorted((one, other))
        return f"interventions[{one}].excludes[{other}]"
