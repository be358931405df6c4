"""What a plan leaves open of all that counts, and what could bring that nearer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property

from plateau.roadmap.explanation.goals import goals
from plateau.roadmap.model import Intervention, Milestone, ObjectiveName, Plan, Problem, Step
from plateau.roadmap.solver.footprint import Way, worth
from plateau.roadmap.solver.relevance import scope_of


@dataclass(frozen=True, slots=True)
class Wish:
    """At the start of ``at``, ``needed`` of ``criteria`` should stand on ``plateau``.

    A target counts every plateau on the way, a milestone (``whole``) only the one it asks for.
    """

    criteria: frozenset[str]
    needed: int
    plateau: int
    at: int
    whole: bool

    def level(self, plan: Plan, steps: Iterable[Step] = ()) -> int:
        """The plateau that enough of them stand on then, had of ``steps`` those it asks for been made."""
        levels = {name: plan.levels[name][self.at] for name in self.criteria}
        for step in steps:
            if self.asks(plan, step):
                levels[step.criterion] = max(levels[step.criterion], step.end)
        return sorted(levels.values(), reverse=True)[self.needed - 1]

    def asks(self, plan: Plan, step: Step) -> bool:
        """Whether ``step`` makes a plateau of one of them that is lacking, be it enough or not."""
        lacking = step.criterion in self.criteria and plan.levels[step.criterion][self.at] < step.end
        return lacking and step.end <= self.plateau

    def nearer(self, plan: Plan, steps: Iterable[Step]) -> bool:
        """Whether ``steps``, made in time, bring it nearer; one below may be lacking."""
        raised = self.level(plan, steps)
        return raised == self.plateau if self.whole else raised > self.level(plan)


class Wishes:
    """All that the objectives of a problem ask for and its plan does not reach, and what it leaves out."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Gather what is open."""
        self._problem = problem
        self._plan = plan
        self._counts = frozenset(problem.objectives)
        self._areas = {area.id: area for area in problem.areas}
        self._planned = plan.by_id.keys()
        self.open = self._lacking(self._asked(self._counts))
        #: Where it counts how soon, what is made by the end is nearer too.
        self.late = self._lacking(self._at_all()) if ObjectiveName.EARLINESS in self._counts else ()
        self._kept = (
            {entry.id for entry in problem.keep} if ObjectiveName.STABILITY in self._counts else set()
        )

    def nearer(self, item: Intervention, way: Way, start: int) -> bool:
        """Whether it would bring anything nearer by itself, done this way from ``start`` on."""
        return (
            item.id in self._kept
            or any(at >= start + way.duration for at in self._asked_by_name(item))
            or (self._benefit(item) and worth(self._problem, item, way, start) < 0)
            or self._raises(self.open, item, way, start)
        )

    def makes_late(self, item: Intervention, way: Way, start: int) -> bool:
        """Whether it would make a step that is too late for its target, but not lacking for good."""
        return self._raises(self.late, item, way, start)

    def _raises(self, wishes: tuple[Wish, ...], item: Intervention, way: Way, start: int) -> bool:
        made = start + way.duration + item.consolidation
        return any(made <= wish.at and wish.nearer(self._plan, item.steps) for wish in wishes)

    def asked_until(self, item: Intervention) -> int:
        """The last moment at which anything asks for it, whatever steps it makes; 0 when nothing does."""
        end = self._problem.calendar.periods if item.id in self._kept or self._pays(item) else 0
        return max([end, *self._asked_by_name(item)])

    def lacks(self, step: Step) -> bool:
        """Whether the plan never makes ``step`` and something open asks for it."""
        return self._plan.levels[step.criterion][-1] < step.end <= self._needed.get(step.criterion, 0)

    def could_help(self) -> frozenset[str]:
        """Of what is not planned: all that brings something nearer, alone or with others, in time."""
        allowed = [item for item in self._problem.interventions if self._is_over_in_time(item)]
        named = {item.id for item in allowed if self.asked_until(item)}
        end = self._problem.calendar.periods
        open_problem = replace(
            self._problem,
            forbidden=frozenset(self._problem.by_id) - {item.id for item in allowed},
            targets=(),
            area_targets=(),
            groups=(),
            keep=(),
            pins=(),
            past=(),
            mandatory=frozenset(),
            milestones=(Milestone("named", end, None, {}, interventions=frozenset(named)),),
            objectives=(ObjectiveName.MILESTONES,),
        )
        return frozenset(scope_of(open_problem, needed=self._needed).interventions)

    def _is_over_in_time(self, item: Intervention) -> bool:
        """Whether it can be over before all that is open is past; in what order is not asked."""
        if item.id in self._planned or item.id in self._problem.forbidden:
            return False
        soonest = self._problem.now + min(way.duration for way in self._problem.ways(item).values())
        # What no horizon can hold is told as that, not as too late.
        return soonest <= self._last_moment or soonest > self._problem.calendar.periods

    @cached_property
    def _last_moment(self) -> int:
        """When the last of what is open is to be there; the end when that is not at a moment."""
        if self._kept or self._counts_benefit:
            return self._problem.calendar.periods
        named = [milestone.period for milestone in self._problem.milestones if milestone.interventions]
        return max([*named, *(wish.at for wish in (*self.open, *self.late))], default=0)

    @property
    def _counts_benefit(self) -> bool:
        return ObjectiveName.BENEFIT in self._counts

    def _benefit(self, item: Intervention) -> bool:
        return self._counts_benefit and item.benefit_per_period > 0

    def _pays(self, item: Intervention) -> bool:
        """Whether it ever brings in more than it costs."""
        return self._benefit(item) and any(
            worth(self._problem, item, way, start) < 0
            for way in self._problem.ways(item).values()
            for start in range(self._problem.now, self._problem.calendar.periods - way.duration + 1)
        )

    def _asked_by_name(self, item: Intervention) -> list[int]:
        """The moments of the milestones that ask for it."""
        if ObjectiveName.MILESTONES not in self._counts:
            return []
        return [m.period for m in self._problem.milestones if item.id in m.interventions]

    @cached_property
    def _needed(self) -> dict[str, int]:
        """Criterion → the highest plateau that anything open asks for."""
        needed: dict[str, int] = {}
        for wish in (*self.open, *self.late):
            for name in wish.criteria:
                needed[name] = max(needed.get(name, 0), wish.plateau)
        return needed

    def _lacking(self, wishes: Iterator[Wish]) -> tuple[Wish, ...]:
        return tuple(wish for wish in wishes if wish.level(self._plan) < wish.plateau)

    def _asked(self, objectives: Set[ObjectiveName]) -> Iterator[Wish]:
        """All that the goals of these ask for, each at its moment."""
        for goal in goals(self._problem):
            if goal.objective in objectives:
                asks, whole = goal.asks, bool(goal.milestone)
                for name, plateau in asks.requirements.items():
                    yield Wish(frozenset({name}), 1, plateau, goal.at, whole)
                for name, plateau in asks.areas.items():
                    area = self._areas[name]
                    yield Wish(area.criteria, area.needed, plateau, goal.at, whole)

    def _at_all(self) -> Iterator[Wish]:
        """What targets ask for, by the end."""
        end = self._problem.calendar.periods
        return (replace(wish, at=end) for wish in self._asked({ObjectiveName.TARGETS}))
