"""One goal closed by relaxing some limits, all else staying as good as in the plan: found by solving."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from ortools.sat.python import cp_model

from plateau.roadmap.explanation.goals import Goal, goals
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import ObjectiveName, Plan, Problem, Relaxation, Status, WayOut
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.solver.objectives import OBJECTIVES, Nature, Sum, stability
from plateau.roadmap.solver.search import Minimum

K = TypeVar("K", bound=str | int)
_GOALS = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)


@dataclass(frozen=True, slots=True)
class Attempt:
    """``way`` when one was found; else ``impossible`` tells a proof from a search that ran out of time."""

    way: WayOut | None = None
    impossible: bool = False


def higher(problem: Problem, goal: Goal) -> tuple[ObjectiveName, ...]:
    """The objectives that count for more than the goal's; all of them when its own is none."""
    names, own = problem.objectives, goal.objective
    return names[: names.index(own)] if own in names else names


class Closing:
    """The programme in which ``goal`` must be met and some limits are ``relaxed``.

    ``problem`` is the one that ``plan`` answers, or that problem with something lifted.
    """

    def __init__(
        self,
        problem: Problem,
        plan: Plan,
        goal: Goal,
        relaxed: Collection[Relaxation],
        searches: Searches,
    ) -> None:
        """Demand that the goal is met, and all else kept unless it is relaxed."""
        self._given = problem
        if Relaxation.PRIORITIES in relaxed:
            problem = _soft(problem)
        self._problem = problem
        self._plan = plan
        self._goal = goal
        self._relaxed = frozenset(relaxed)
        self._rest = goal.without(problem)
        self._programme = searches.programmes.of(problem, self._relaxed)
        self._programme.suggest(plan.scheduled)
        self._search = searches.search(self._programme)
        self._measured = {name: self._measure(name) for name in higher(problem, goal) if name not in _GOALS}
        self._demand()

    @property
    def deterministic_time(self) -> float:
        """What the searches took."""
        return self._search.deterministic_time

    def possible(self) -> bool | None:
        """Whether it can be closed so at all; None when the search ended without an answer."""
        self._search.minimise(Sum(Nature.MONEY), within=self._search.left)
        return None if self._search.status is Status.UNKNOWN else self._search.status is Status.FEASIBLE

    def attempt(self) -> Attempt:
        """The least of all that is relaxed: of other goals, of money and people, of what counts for more."""
        found: list[Minimum] = []
        # Whether it is possible at all is soonest seen where the linear relaxation is looked at.
        for total in (Sum(Nature.MONEY), *self._relaxations()):
            found.append(self._search.minimise(total, within=self._search.left))
            if self._search.status is not Status.FEASIBLE:
                return Attempt(impossible=self._search.status is Status.INFEASIBLE)
        return Attempt(self._way(proven=all(minimum.proven for minimum in found)))

    def _measure(self, name: ObjectiveName) -> Sum:
        if name is ObjectiveName.STABILITY:
            # Over a longer horizon too what is dropped or added counts for as many periods as in the plan.
            return stability(self._programme, absent=len(self._plan.spend_per_period))
        return OBJECTIVES[name](self._programme)

    def _demand(self) -> None:
        model, plan = self._programme.model, self._plan
        for truth in self._goal.asked(self._programme, self._goal.at):
            self._programme.require(truth)
        if Relaxation.PRIORITIES not in self._relaxed:
            for objective, total in self._weighed(self._rest).items():
                kept = [other for other in goals(self._rest) if other.objective is objective]
                total.keep_within(model, sum(other.short(plan) for other in kept))
        if Relaxation.OBJECTIVES not in self._relaxed:
            for name, total in self._measured.items():
                total.keep_within(model, plan.objective(name).value)

    def _weighed(self, part: Problem) -> dict[ObjectiveName, Sum]:
        """The milestones and the targets of ``part``, each kind weighed together."""
        view = self._programme.narrowed(part)
        return {name: OBJECTIVES[name](view) for name in _GOALS}

    def _relaxations(self) -> Iterator[Sum]:
        """What is relaxed, in the order in which it is made the least."""
        if Relaxation.PRIORITIES in self._relaxed:
            # What was hard gives way last.
            for part in (_hard(self._goal.without(self._given)), self._rest):
                yield from self._weighed(part).values()
        for relaxation, variables in self._programme.exceeded.items():
            if relaxation in self._relaxed:
                yield _sum(variables, Nature.MONEY if relaxation is Relaxation.BUDGET else Nature.MOMENTS)
        if Relaxation.OBJECTIVES in self._relaxed:
            yield from self._measured.values()

    def _way(self, *, proven: bool) -> WayOut:
        programme, value = self._programme, self._search.solution
        found = figures(self._problem, programme.scheduled(value))
        more_days = {place: value[extra.index] for place, extra in programme.extra_days.items()}
        days = {
            role: tuple(more_days.get((role, period), 0) for period in range(programme.periods))
            for role in sorted({role for (role, _), more in more_days.items() if more})
        }
        cents = _positive({year: value[extra.index] for year, extra in programme.extra_cents.items()})
        plan = self._plan
        worse = {
            name: total.value(value) - plan.objective(name).value for name, total in self._measured.items()
        }
        way = WayOut(
            relaxed=(),
            extra_cents=sum(cents.values()),
            extra_per_year=cents,
            extra_days={role: sum(per_period) for role, per_period in days.items()},
            extra_days_per_period=days,
            extra_funds=_positive({id_: value[extra.index] for id_, extra in programme.extra_funds.items()}),
            extra_change=_positive(
                {id_: value[extra.index] for id_, extra in programme.extra_change.items()}
            ),
            worse=_positive(worse),
            instead_of=tuple(
                other.name
                for other in goals(self._rest)
                if Relaxation.PRIORITIES in self._relaxed and other.short(found) > other.short(plan)
            ),
            proven=proven,
        )
        return told(way)


def told(way: WayOut) -> WayOut:
    """The way out with ``relaxed`` as its figures say."""
    given_up = {
        Relaxation.BUDGET: way.extra_cents,
        Relaxation.CAPACITY: way.extra_days,
        Relaxation.FUND: way.extra_funds,
        Relaxation.CHANGE: way.extra_change,
        Relaxation.TIME: way.extra_periods,
        Relaxation.RULES: way.lifted,
        Relaxation.OBJECTIVES: way.worse,
        Relaxation.PRIORITIES: way.instead_of,
    }
    return replace(way, relaxed=tuple(kind for kind in Relaxation if given_up[kind]))


def _hard(problem: Problem) -> Problem:
    """``problem`` with only what must be reached."""
    return replace(
        problem,
        targets=tuple(target for target in problem.targets if target.hard),
        area_targets=tuple(wanted for wanted in problem.area_targets if wanted.hard),
        milestones=tuple(milestone for milestone in problem.milestones if milestone.hard),
    )


def _soft(problem: Problem) -> Problem:
    """``problem`` in which nothing must be reached."""
    return replace(
        problem,
        targets=tuple(replace(target, hard=False) for target in problem.targets),
        area_targets=tuple(replace(wanted, hard=False) for wanted in problem.area_targets),
        milestones=tuple(replace(milestone, hard=False) for milestone in problem.milestones),
    )


def _positive(amounts: Mapping[K, int]) -> dict[K, int]:
    return {name: amount for name, amount in amounts.items() if amount > 0}


def _sum(variables: Iterable[cp_model.IntVar], nature: Nature) -> Sum:
    total = Sum(nature)
    for variable in variables:
        total.add(1, variable)
    return total
