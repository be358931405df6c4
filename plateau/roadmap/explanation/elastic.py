"""The smallest relaxation that closes one gap, all else staying as good as in the plan: found by solving."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ortools.sat.python import cp_model

from plateau.roadmap.model import (
    MilestoneResult,
    ObjectiveName,
    Plan,
    Problem,
    Relaxation,
    Status,
    Target,
    WayOut,
)
from plateau.roadmap.solver.goals import asked_by
from plateau.roadmap.solver.objectives import OBJECTIVES, Sum, milestones, targets
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of
from plateau.roadmap.solver.search import Minimum, Search

K = TypeVar("K", bound=str | int)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each search may go on; see ``solve``. ``total``: deterministic time for all gaps together."""

    seed: int
    deterministic: float
    wall: float
    total: float = 16.0

    def shared_by(self, gaps: int) -> Limits:
        """The same limits when so many gaps are open: less for each when there are many."""
        return replace(self, deterministic=min(self.deterministic, self.total / max(1, gaps)))

    def search(self, programme: Programme) -> Search:
        """A search over ``programme`` within these limits."""
        return Search(programme, seed=self.seed, deterministic_limit=self.deterministic, wall_limit=self.wall)


@dataclass(frozen=True, slots=True)
class Attempt:
    """``way`` when one was found; else ``impossible`` tells a proof from a search that ran out of time."""

    way: WayOut | None = None
    impossible: bool = False


def ways_out(
    problem: Problem, plan: Plan, criterion: str, limits: Limits, *, lifted: bool = False
) -> tuple[WayOut, ...]:
    """The first of ``_ORDER`` that closes the gap, at its least; empty when a search ran out of time.

    A budget or capacity without limit is not relaxed: it cannot be what is in the way. ``lifted``: the plan
    was made for a narrower problem, so perhaps nothing more is needed; the way out then relaxes nothing.
    """
    settled = not lifted and all(level.proven for level in plan.objectives[: len(_higher(problem)) + 1])
    tried: set[tuple[Relaxation, ...]] = set()
    for relaxed in _ORDER if settled else ((), *_ORDER):
        closing = _Closing(problem, plan, criterion, relaxed, limits)
        if closing.relaxed in tried or (relaxed and not closing.relaxed):
            continue
        tried.add(closing.relaxed)
        attempt = closing.attempt()
        if attempt.way:
            return (attempt.way,)
        if not attempt.impossible:
            break
    return ()


#: What a way out has more of.
_ROOM = (Relaxation.BUDGET, Relaxation.FUND, Relaxation.CAPACITY, Relaxation.CHANGE)
#: Money alone, people alone, both, all limits; then at the cost of what counts for more, and of other goals.
_ORDER: tuple[tuple[Relaxation, ...], ...] = (
    *((relaxation,) for relaxation in _ROOM),
    (Relaxation.BUDGET, Relaxation.CAPACITY),
    _ROOM,
    (Relaxation.OBJECTIVES,),
    (Relaxation.PRIORITIES,),
    (*_ROOM, Relaxation.OBJECTIVES),
    (*_ROOM, Relaxation.PRIORITIES),
    (*_ROOM, Relaxation.OBJECTIVES, Relaxation.PRIORITIES),
)


def _higher(problem: Problem) -> tuple[ObjectiveName, ...]:
    """The objectives that count for more than targets; all of them when targets are none."""
    names = problem.objectives
    return names[: names.index(ObjectiveName.TARGETS)] if ObjectiveName.TARGETS in names else names


class _Closing:
    """The programme in which one target must be met and some limits are relaxed."""

    def __init__(
        self, problem: Problem, plan: Plan, criterion: str, relaxed: tuple[Relaxation, ...], limits: Limits
    ) -> None:
        self._problem = problem
        self._plan = plan
        self._criterion = criterion
        self._programme = Programme(problem, scope_of(problem), relaxed=frozenset(relaxed))
        self._programme.suggest(plan.scheduled)
        self._search = limits.search(self._programme)
        self._higher: list[ObjectiveName] = [
            name for name in _higher(problem) if name is not ObjectiveName.MILESTONES
        ]
        programme = self._programme
        open_: dict[Relaxation, Collection[object]] = {
            Relaxation.BUDGET: programme.extra_cents,
            Relaxation.FUND: programme.extra_funds,
            Relaxation.CAPACITY: programme.extra_days,
            Relaxation.CHANGE: programme.extra_change,
            Relaxation.OBJECTIVES: self._higher,
        }
        #: Without the limits that cannot be in the way.
        self.relaxed = tuple(one for one in relaxed if one is Relaxation.PRIORITIES or open_[one])
        self._keeps_the_rest = Relaxation.PRIORITIES not in relaxed
        self._target = next(target for target in problem.targets if target.criterion == criterion)

    def attempt(self) -> Attempt:
        """The least of each relaxed limit in turn."""
        self._close_the_gap()
        if self._keeps_the_rest:
            self._keep_the_rest()
        measured = [OBJECTIVES[name](self._programme) for name in self._higher]
        if Relaxation.OBJECTIVES not in self.relaxed:
            for name, goal in zip(self._higher, measured, strict=True):
                goal.keep_within(self._programme.model, self._plan.objective(name).value)
        goals: dict[Relaxation, Callable[[], list[Sum]]] = {
            Relaxation.PRIORITIES: lambda: [milestones(self._programme), targets(self._programme)],
            Relaxation.OBJECTIVES: lambda: measured,
            Relaxation.BUDGET: lambda: [_sum(self._programme.extra_cents.values())],
            Relaxation.FUND: lambda: [_sum(self._programme.extra_funds.values())],
            Relaxation.CAPACITY: lambda: [_sum(self._programme.extra_days.values())],
            Relaxation.CHANGE: lambda: [_sum(self._programme.extra_change.values())],
        }
        wanted = [
            (goal, relaxation is Relaxation.BUDGET)
            for relaxation, goals_of in goals.items()
            if relaxation in self.relaxed
            for goal in goals_of()
        ]
        found: list[Minimum] = []
        for goal, money in wanted or [(Sum(), False)]:
            found.append(self._search.minimise(goal, within=self._search.left, money=money))
            if self._search.status is not Status.FEASIBLE:
                return Attempt(impossible=self._search.status is Status.INFEASIBLE)
        return Attempt(self._way(measured, proven=all(minimum.proven for minimum in found)))

    def _close_the_gap(self) -> None:
        programme = self._programme
        at = self._target.moment(programme.periods)
        programme.require(programme.stands_on(self._criterion, self._target.plateau, at))

    def _keep_the_rest(self) -> None:
        """Milestones, and the other targets weighed together, end no worse than in the plan."""
        model, problem, plan = self._programme.model, self._problem, self._plan
        weights = {milestone.id: milestone.weight for milestone in problem.milestones}
        missed = sum(weights[result.id] * _missed(result) for result in plan.milestones)
        milestones(self._programme).keep_within(model, missed)
        short = sum(
            target.weight * max(0, target.plateau - self._planned(target))
            for target in problem.targets
            if target.criterion != self._criterion
        )
        weights = {wanted.area: wanted.weight for wanted in problem.area_targets}
        short += sum(weights[area.area] * (area.target - area.reached) for area in plan.unmet_areas)
        targets(self._programme, leave_out=self._criterion).keep_within(model, short)

    def _way(self, measured: Sequence[Sum], *, proven: bool) -> WayOut:
        value = self._search.solution
        cents = _positive({year: value[extra.index] for year, extra in self._programme.extra_cents.items()})
        days = {
            role: tuple(
                value[self._programme.extra_days[role, period].index]
                if (role, period) in self._programme.extra_days
                else 0
                for period in range(self._programme.periods)
            )
            for role in sorted({role for role, _ in self._programme.extra_days})
        }
        days = {role: per_period for role, per_period in days.items() if any(per_period)}
        funds = _positive({id_: value[extra.index] for id_, extra in self._programme.extra_funds.items()})
        change = _positive({id_: value[extra.index] for id_, extra in self._programme.extra_change.items()})
        values: dict[ObjectiveName, int] = {
            name: goal.value(value) for name, goal in zip(self._higher, measured, strict=True)
        }
        worse = _positive({name: values[name] - self._plan.objective(name).value for name in values})
        taken: dict[Relaxation, bool] = {
            Relaxation.BUDGET: bool(cents),
            Relaxation.FUND: bool(funds),
            Relaxation.CAPACITY: bool(days),
            Relaxation.CHANGE: bool(change),
            Relaxation.OBJECTIVES: bool(worse),
            Relaxation.PRIORITIES: not self._keeps_the_rest,
        }
        return WayOut(
            relaxed=tuple(one for one in self.relaxed if taken[one]) or self.relaxed,
            extra_funds=funds,
            extra_change=change,
            worse=worse,
            extra_cents=sum(cents.values()),
            extra_per_year=cents,
            extra_days={role: sum(per_period) for role, per_period in days.items()},
            extra_days_per_period=days,
            instead_of=() if self._keeps_the_rest else self._worse(),
            proven=proven,
        )

    def _worse(self) -> tuple[str, ...]:
        """Criteria that end lower than in the plan, then milestones that miss more."""
        criteria = [
            target.criterion
            for target in self._problem.targets
            if target.criterion != self._criterion
            and self._reached(target.criterion, target.plateau, target.moment(self._programme.periods))
            < min(target.plateau, self._planned(target))
        ]
        programme, value = self._programme, self._search.solution
        areas = []
        for wanted in self._problem.area_targets:
            at, total = wanted.moment(programme.periods), Sum()
            for plateau in range(1, wanted.plateau + 1):
                total.add(1, programme.area_stands_on(wanted.area, plateau, at))
            if total.value(value) < min(wanted.plateau, self._plan.area_levels[wanted.area][at]):
                areas.append(wanted.area)
        missed = {result.id: _missed(result) for result in self._plan.milestones}
        later = []
        for milestone in self._problem.milestones:
            short = Sum()
            for truth in asked_by(programme, milestone):
                short.add_unless(1, truth)
            if short.value(value) > missed[milestone.id]:
                later.append(milestone.id)
        return (*criteria, *areas, *later)

    def _planned(self, target: Target) -> int:
        """Where its criterion stands in the plan when it should be there."""
        return self._plan.levels[target.criterion][target.moment(self._programme.periods)]

    def _reached(self, criterion: str, at_most: int, period: int) -> int:
        total = Sum()
        for plateau in range(1, at_most + 1):
            total.add(1, self._programme.stands_on(criterion, plateau, period))
        return total.value(self._search.solution)


def _missed(result: MilestoneResult) -> int:
    return len(result.missed) + len(result.missed_areas) + len(result.not_done)


def _positive(amounts: Mapping[K, int]) -> dict[K, int]:
    return {name: amount for name, amount in amounts.items() if amount > 0}


def _sum(variables: Iterable[cp_model.IntVar]) -> Sum:
    total = Sum()
    for variable in variables:
        total.add(1, variable)
    return total
