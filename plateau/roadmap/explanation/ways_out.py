"""All that closes a gap: every smallest set of kinds of limits, each relaxed at its least."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

from plateau.roadmap.explanation.elastic import Attempt, Closing, higher, told
from plateau.roadmap.explanation.goals import Goal
from plateau.roadmap.explanation.lifting import choices, fewest, lasting, lifted, unlimited_after
from plateau.roadmap.explanation.parts import Part
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import ObjectiveName, Plan, Problem, Relaxation, WayOut
from plateau.roadmap.model.values import MAX_PERIODS

Kinds = tuple[Relaxation, ...]
Answer = TypeVar("Answer")

#: What a way out has more of, lets go, or counts for less.
LIMITS = (
    Relaxation.OBJECTIVES,
    *(Relaxation.BUDGET, Relaxation.FUND, Relaxation.CAPACITY, Relaxation.CHANGE),
    *(Relaxation.RULES, Relaxation.TIME),
)
#: Over a longer horizon these count more years, so they can't be held against the plan.
_OF_YEARS = {ObjectiveName.COST, ObjectiveName.BENEFIT, ObjectiveName.EARLINESS}
#: So many years later a goal is still worth telling of.
_YEARS_LATER = 2
#: So many periods more are tried before it is asked whether any number would do.
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class WaysOut:
    """``ways`` found; ``complete``: no search for another one ended without an answer."""

    ways: tuple[WayOut, ...]
    complete: bool


def ways_out(
    problem: Problem, plan: Plan, goal: Goal, searches: Searches, *, needed: int | None = None
) -> WaysOut:
    """Every smallest set of limits that closes the gap; when none does, one at the cost of other goals.

    ``needed``: the periods that it takes, when it is known that there is not so much time: then no money and
    no people make up for that.
    A budget or capacity without limit is not relaxed: it cannot be what is in the way. When the plan is not
    proven to be as good as can be, perhaps nothing is needed; the only way out then relaxes nothing.
    """
    return _Finder(problem, plan, goal, searches, needed).find()


class _Finder:
    def __init__(
        self, problem: Problem, plan: Plan, goal: Goal, searches: Searches, needed: int | None
    ) -> None:
        self._problem = problem
        self._plan = plan
        self._goal = goal
        self._searches = searches
        self._choices = choices(problem)
        before = {*higher(problem, goal)} - {ObjectiveName.MILESTONES, ObjectiveName.TARGETS}
        self._has_higher = bool(before)
        latest = problem.calendar.periods if before & _OF_YEARS else MAX_PERIODS
        later = max(goal.at + _YEARS_LATER * problem.calendar.per_year, needed or 0)
        self._until = max(goal.at, min(later, latest))
        self._too_long = needed is not None
        self._first_later = max(1, (needed or 0) - goal.at)
        self._complete = True
        self._left = searches.total

    def find(self) -> WaysOut:
        levels = self._plan.objectives[: len(higher(self._problem, self._goal)) + 1]
        if not all(level.proven for level in levels):
            free = self._try(())
            if free:
                return WaysOut((free,), complete=True)
        ways = self._by_limits()
        return WaysOut(tuple(ways or self._at_other_costs()), self._complete)

    def _by_limits(self) -> list[WayOut]:
        """All smallest sets of limits; what closes it alone is in no other set."""
        limits = self._limits_there_are()
        alone = {kind: way for kind in limits if (way := self._try((kind,)))}
        left, ways = tuple(kind for kind in limits if kind not in alone), [*alone.values()]
        if len(left) < 2 or self._possible(left) is False:
            return ways
        for together in range(2, len(left) + 1):
            for kinds in combinations(left, together):
                known = any({*kinds}.issuperset(way.relaxed) for way in ways)
                way = None if known else self._try(kinds)
                ways += [way] if way else []
        return ways

    def _at_other_costs(self) -> list[WayOut]:
        """At the cost of other goals; with limits as well only where it must be."""
        for kinds in ((Relaxation.PRIORITIES,), (*self._limits_there_are(), Relaxation.PRIORITIES)):
            if self._possible(kinds):
                way = self._try(self._smallest(kinds))
                return [way] if way else []
        return []

    def _limits_there_are(self) -> Kinds:
        problem = self._problem
        there = {
            Relaxation.OBJECTIVES: self._has_higher,
            Relaxation.BUDGET: any(cents is not None for cents in problem.budgets.values()),
            Relaxation.FUND: bool(problem.funds),
            Relaxation.CAPACITY: any(days is not None for days in problem.capacity.values()),
            Relaxation.CHANGE: bool(problem.change_loads),
            Relaxation.RULES: bool(self._choices),
            Relaxation.TIME: self._until > self._goal.at,
        }
        return tuple(kind for kind in there if there[kind])

    def _smallest(self, kinds: Kinds) -> Kinds:
        """What is left when each that is not needed goes."""
        for kind in kinds:
            fewer = tuple(other for other in kinds if other is not kind)
            if self._possible(fewer):
                kinds = fewer
        return kinds

    def _possible(self, kinds: Kinds) -> bool | None:
        """Whether it can be closed so; None when the search ended without an answer."""
        return False if self._hopeless(kinds) else self._can(self._lifted(kinds), kinds)

    def _can(self, problem: Problem, kinds: Kinds) -> bool | None:
        return self._asked(self._closing(problem, kinds), Closing.possible)

    def _try(self, kinds: Kinds) -> WayOut | None:
        """The least of each kind; of choices and dates a smallest set, then of the others what is needed."""
        if self._hopeless(kinds):
            return None
        gone: tuple[Part, ...] = ()
        if Relaxation.RULES in kinds:
            possible = self._possible(kinds)
            if not possible:
                self._complete &= possible is False
                return None
            gone = fewest(self._problem, self._choices, lambda left: self._can(left, kinds) is True)
        attempt = self._least(lifted(self._problem, gone), kinds)
        self._complete &= bool(attempt.way) or attempt.impossible
        return attempt.way and with_lifted(attempt.way, gone)

    def _least(self, problem: Problem, kinds: Kinds) -> Attempt:
        """Where more time is among them: the least of it, found by one period more after the other."""
        if Relaxation.TIME not in kinds:
            return self._asked(self._closing(problem, kinds), Closing.attempt)
        for later in range(self._first_later, self._until - self._goal.at + 1):
            if later == self._first_later + _AT_ONCE:
                possible = self._can(problem, kinds)
                if not possible:
                    return Attempt(impossible=possible is False)
            attempt = self._asked(self._closing(problem, kinds, self._goal.at + later), Closing.attempt)
            if attempt.way:
                return Attempt(told(replace(attempt.way, extra_periods=later)))
            if not attempt.impossible:
                return attempt
        return Attempt(impossible=True)

    def _asked(self, closing: Closing, question: Callable[[Closing], Answer]) -> Answer:
        answer = question(closing)
        self._left -= closing.deterministic_time
        return answer

    def _hopeless(self, kinds: Kinds) -> bool:
        return self._too_long and not {Relaxation.TIME, Relaxation.RULES} & {*kinds}

    def _lifted(self, kinds: Kinds) -> Problem:
        return lifted(self._problem, self._choices) if Relaxation.RULES in kinds else self._problem

    def _closing(self, problem: Problem, kinds: Kinds, until: int | None = None) -> Closing:
        """``until``: the goal may be met as late as that; None: as late as can be, where time is relaxed."""
        goal = self._goal
        if Relaxation.TIME in kinds:
            longer = lasting(problem, goal, until or self._until)
            # What is added is only limited when it is known how much that is.
            problem = longer if until else unlimited_after(longer, self._problem.calendar.periods)
            goal = goal.moved(until or self._until)
        left = max(0.0, min(self._searches.deterministic, self._left))
        return Closing(problem, self._plan, goal, kinds, replace(self._searches, deterministic=left))


def with_lifted(way: WayOut, gone: Iterable[Part]) -> WayOut:
    """The way out that also lets these go."""
    return told(replace(way, lifted=tuple(part.path for part in gone)))


def causes(found: WaysOut) -> tuple[Kinds, ...]:
    """The smallest sets of limits that stop it: every way out gives up at least one of each.

    Those are the minimal hitting sets of all ways out (R. Reiter, "A theory of diagnosis from first
    principles", 1987); empty when some way out may be missing, or when the limits are not what stops it.
    """
    ways = [frozenset(way.relaxed) for way in found.ways]
    kinds = [kind for kind in LIMITS if any(kind in way for way in ways)]
    hitting: list[frozenset[Relaxation]] = []
    if not found.complete or not all(way and way <= {*kinds} for way in ways):
        return ()
    for size in range(1, len(kinds) + 1):
        for some in map(frozenset, combinations(kinds, size)):
            if all(some & way for way in ways) and not any(smaller <= some for smaller in hitting):
                hitting.append(some)
    return tuple(tuple(kind for kind in LIMITS if kind in some) for some in hitting)
