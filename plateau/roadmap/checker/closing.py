"""What can close a gap at all: some kinds of limits let go wholly, all else staying as good as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from plateau.roadmap.checker.giving import choices, demanded, given_up, lasting, without_choices
from plateau.roadmap.checker.measures import moved, value_of
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.trying import MOST_TRIED, has_plan
from plateau.roadmap.model import (
    GapReason,
    Intervention,
    InvalidProblem,
    ObjectiveName,
    Plan,
    Problem,
    Relaxation,
    Scheduled,
    WayOut,
)
from plateau.roadmap.model.values import MAX_PERIODS

_GOALS = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)
#: These get no better by doing more.
_ONLY_WORSE = {ObjectiveName.COST, ObjectiveName.KNITTING, ObjectiveName.FINISH, ObjectiveName.EVENNESS}
#: Over another horizon these are of other years.
_OF_YEARS = {ObjectiveName.COST, ObjectiveName.BENEFIT, ObjectiveName.EARLINESS}
#: Of more there are too many plans.
MOST_INTERVENTIONS = 30
#: More time is looked for up to so many years later.
_YEARS_LATER = 2


class Closing:
    """The gap of ``reason``, a goal due at ``at``, in a plan that is proven."""

    def __init__(self, problem: Problem, plan: Plan, reason: GapReason, at: int) -> None:
        """Nothing is tried yet."""
        self.problem = problem
        self.plan = plan
        self.reason = reason
        own = ObjectiveName.MILESTONES if reason.milestone else ObjectiveName.TARGETS
        names = problem.objectives
        higher = names[: names.index(own)] if own in names else names
        self._higher = [name for name in higher if name not in _GOALS]
        later = max(at + _YEARS_LATER * problem.calendar.per_year, reason.periods_needed or 0)
        later = min(later, problem.calendar.periods if _OF_YEARS & {*self._higher} else MAX_PERIODS)
        self._at = at
        self._until = max(at, later, *(at + way.extra_periods for way in reason.ways))

    @property
    def kinds(self) -> frozenset[Relaxation]:
        """The kinds of limits that there are to let go."""
        problem = self.problem
        there = {
            Relaxation.OBJECTIVES: self._higher,
            Relaxation.BUDGET: [cents for cents in problem.budgets.values() if cents is not None],
            Relaxation.FUND: problem.funds,
            Relaxation.CAPACITY: [days for days in problem.capacity.values() if days is not None],
            Relaxation.CHANGE: problem.change_loads,
            Relaxation.RULES: choices(problem),
            Relaxation.TIME: range(self._at, self._until),
        }
        return frozenset(kind for kind, some in there.items() if some)

    def possible(self, gone: Collection[Relaxation], clock: float) -> bool | None:
        """Whether it can be closed without any limit of these kinds; None when that was not found out.

        More time is tried as far as a way out is looked for. ``clock``: until then, by the monotonic one.
        """
        if len(self.problem.interventions) > MOST_INTERVENTIONS:
            return None
        worse = None if Relaxation.OBJECTIVES in gone else dict[ObjectiveName, int]()
        if Relaxation.TIME not in gone:
            return self._possible(self._without(gone, self._at), worse, clock)
        # With more money in what is added than there can be, all at once: mostly that is enough to say no.
        if self._possible(_ample(self._without(gone, self._until), self.problem), worse, clock) is False:
            return False
        found: bool | None = False
        for at in range(self._at + 1, self._until + 1):
            here = self._possible(
                self._without(gone, at), worse, clock, parts=max(1, (self._until - self._at) // 4)
            )
            if here:
                return True
            found = None if here is None else found
        return found

    def lasts(self, later: int) -> int:
        """The periods of the horizon when the goal may be met so much ``later``."""
        return max(self.problem.calendar.periods, self._at + later)

    def enough(self, way: WayOut, clock: float) -> bool | None:
        """Whether it can be closed with just what a way out gives."""
        if len(self.problem.interventions) > MOST_INTERVENTIONS:
            return None
        until = self._at + way.extra_periods
        problem = given_up(self.problem, self.reason, way, until)
        return self._possible(problem, way.worse, clock, yielding=way.instead_of)

    def _possible(
        self,
        problem: Problem | None,
        worse: Mapping[ObjectiveName, int] | None,
        clock: float,
        *,
        parts: int = 1,
        yielding: Collection[str] = (),
    ) -> bool | None:
        if problem is None:
            return False
        standard = _AsGood(self, problem, worse, yielding)
        like, tries = self.plan.scheduled, MOST_TRIED // parts
        return has_plan(problem, standard=standard, like=like, tries=tries, until=clock)

    def _without(self, gone: Collection[Relaxation], until: int) -> Problem | None:
        """None when what is left contradicts itself."""
        try:
            problem = without_choices(self.problem) if Relaxation.RULES in gone else self.problem
            problem = demanded(lasting(problem, until), self.reason, until)
        except InvalidProblem:
            return None
        return replace(
            problem,
            budgets={} if Relaxation.BUDGET in gone else problem.budgets,
            capacity=dict.fromkeys(problem.capacity) if Relaxation.CAPACITY in gone else problem.capacity,
            funds=() if Relaxation.FUND in gone else problem.funds,
            change_loads=() if Relaxation.CHANGE in gone else problem.change_loads,
        )

    def others(self, problem: Problem, yielding: Collection[str]) -> Problem:
        """``problem`` with every goal but this one, and those ``yielding`` to it."""
        reason = self.reason
        gone = [{name, *yielding} for name in (reason.criterion, reason.area, reason.milestone)]
        return replace(
            problem,
            targets=tuple(goal for goal in problem.targets if goal.criterion not in gone[0]),
            area_targets=tuple(goal for goal in problem.area_targets if goal.area not in gone[1]),
            milestones=tuple(goal for goal in problem.milestones if goal.id not in gone[2]),
        )

    def most(self, yielding: Collection[str]) -> dict[ObjectiveName, int]:
        """What the plan is worth by the other goals, and by what counts for more."""
        replay = Replay(self.others(self.problem, yielding), self.plan.scheduled)
        values = {name: value_of(name, replay) for name in _GOALS}
        return values | {name: self.plan.objective(name).value for name in self._higher}


def _ample(problem: Problem | None, shorter: Problem) -> Problem | None:
    """``problem`` with no limit of money in the years that it has more than a ``shorter`` one."""
    if problem is None or problem.calendar.periods == shorter.calendar.periods:
        return problem
    more = range(shorter.calendar.periods, problem.calendar.periods)
    added = dict.fromkeys(problem.calendar.year_of(period) for period in more)
    return replace(problem, budgets={**problem.budgets, **added}, funds=())


class _AsGood:
    """No worse than the plan by the other goals, and so much ``worse`` by what counts for more; None: any.

    Goals that are ``yielding`` may end anywhere.
    """

    def __init__(
        self,
        closing: Closing,
        problem: Problem,
        worse: Mapping[ObjectiveName, int] | None,
        yielding: Collection[str],
    ) -> None:
        self._problem = problem
        self._others = closing.others(problem, yielding)
        self._absent = closing.problem.calendar.periods
        same = problem.calendar.periods == self._absent
        self._most = {
            name: most + (worse or {}).get(name, 0)
            for name, most in closing.most(yielding).items()
            if name in _GOALS or (worse is not None and (same or name not in _OF_YEARS))
        }
        areas = {area.id: area.criteria for area in problem.areas}
        others = self._others
        asked = [goal.areas.keys() for goal in others.milestones]
        named = {goal.area for goal in others.area_targets}.union(*asked)
        self._criteria = {goal.criterion for goal in others.targets}
        self._criteria.update(*(goal.requirements for goal in others.milestones))
        self._criteria.update(*(areas[name] for name in named))
        self._named = frozenset[str]().union(*(goal.interventions for goal in others.milestones))

    def kept(self, chosen: Collection[Scheduled]) -> bool:
        return not self._worse(chosen, set(self._most))

    def lost(self, chosen: Collection[Scheduled]) -> bool:
        return self._worse(chosen, _ONLY_WORSE)

    def helps(self, item: Intervention) -> bool:
        """By anything, where more counts than goals and what only grows."""
        if self._most.keys() - _ONLY_WORSE - {*_GOALS}:
            return True
        return item.id in self._named or any(step.criterion in self._criteria for step in item.steps)

    def _worse(self, chosen: Collection[Scheduled], names: Collection[ObjectiveName]) -> bool:
        whole, others = Replay(self._problem, chosen), Replay(self._others, chosen)

        def value(name: ObjectiveName) -> int:
            if name is ObjectiveName.STABILITY:
                return moved(whole, self._absent)
            return value_of(name, others if name in _GOALS else whole)

        return any(value(name) > most for name, most in self._most.items() if name in names)
