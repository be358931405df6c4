"""What a plan is for, one by one: each goal as what it asks for at its moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plateau.roadmap.model import GapCode, GapReason, Milestone, ObjectiveName, Plan, Problem, StepMade
from plateau.roadmap.solver.figures import Figures, figures
from plateau.roadmap.solver.goals import asked_by
from plateau.roadmap.solver.objectives import Sum
from plateau.roadmap.solver.programme import Programme, Truth


@dataclass(frozen=True, slots=True)
class Goal:
    """The target of ``criterion``, the target of ``area``, or ``milestone``; the other two are empty.

    ``asks``: what must be so, and when, in the form of a milestone: a target is one with a single demand.
    """

    asks: Milestone
    criterion: str = ""
    area: str = ""
    milestone: str = ""

    @property
    def objective(self) -> ObjectiveName:
        """What it counts for."""
        return ObjectiveName.MILESTONES if self.milestone else ObjectiveName.TARGETS

    @property
    def name(self) -> str:
        """Its criterion, its area or its id."""
        return self.criterion or self.area or self.milestone

    @property
    def at(self) -> int:
        """The period at whose start it must be so."""
        return self.asks.period

    def moved(self, period: int) -> Goal:
        """The same, asked for at another moment."""
        return replace(self, asks=replace(self.asks, period=period))

    def asked(self, programme: Programme, period: int) -> Iterator[Truth]:
        """All that must be so, at the start of ``period``."""
        return asked_by(programme, replace(self.asks, period=period))

    def waiting(self, programme: Programme) -> Sum:
        """The periods before its moment at whose start it is not met yet."""
        total = Sum()
        for period in range(self.at):
            met = programme.new_bool(f"met@{period}")
            for truth in self.asked(programme, period):
                programme.implies(met, [truth])
            total.add_unless(1, met)
        return total

    def without(self, problem: Problem) -> Problem:
        """``problem`` with all to reach but this."""
        return replace(
            problem,
            targets=tuple(it for it in problem.targets if it.criterion != self.criterion),
            area_targets=tuple(it for it in problem.area_targets if it.area != self.area),
            milestones=tuple(it for it in problem.milestones if it.id != self.milestone),
        )

    def serves(self, problem: Problem, made: StepMade) -> bool:
        """Whether a step brings it nearer."""
        asks, step = self.asks, made.step
        inside = {area.id: area.criteria for area in problem.areas}
        wanted = [asks.requirements.get(step.criterion, 0)]
        wanted += [level for area, level in asks.areas.items() if step.criterion in inside[area]]
        # Of a milestone nothing counts that comes too late; of a target one sees what closes it after all.
        in_time = not self.milestone or made.period <= asks.period
        return in_time and step.end <= max(wanted)

    def reached(self, found: Figures | Plan) -> int:
        """The plateau on which it stands in time; of a milestone: how many of what it asks are so."""
        if self.milestone:
            result = next(result for result in found.milestones if result.id == self.milestone)
            return self.wanted - len(result.missed) - len(result.missed_areas) - len(result.not_done)
        levels = found.levels[self.criterion] if self.criterion else found.area_levels[self.area]
        return levels[self.at]

    @property
    def wanted(self) -> int:
        """What ``reached`` should be."""
        asks = self.asks
        if self.milestone:
            return len(asks.requirements) + len(asks.areas) + len(asks.interventions)
        return max((*asks.requirements.values(), *asks.areas.values()))

    def short(self, found: Figures | Plan) -> int:
        """Its weight × what is lacking."""
        return self.asks.weight * max(0, self.wanted - self.reached(found))


def goals(problem: Problem) -> Iterator[Goal]:
    """Targets in order of criterion, of areas, then milestones."""
    end = problem.calendar.periods
    for target in problem.targets:
        wanted = {target.criterion: target.plateau}
        asks = Milestone("goal", target.moment(end), None, wanted, target.weight, hard=target.hard)
        yield Goal(asks, criterion=target.criterion)
    for area in problem.area_targets:
        asks = Milestone(
            *("goal", area.moment(end), None, {}, area.weight),
            areas={area.area: area.plateau},
            hard=area.hard,
        )
        yield Goal(asks, area=area.area)
    for milestone in problem.milestones:
        yield Goal(milestone, milestone=milestone.id)


def where(problem: Problem, plan: Plan, goal: Goal) -> GapReason:
    """Where it begins, where it must come and where it comes, with the steps that bring it there."""
    return GapReason(
        criterion=goal.criterion,
        current=goal.reached(figures(problem, ())) if goal.milestone else goal.moved(0).reached(plan),
        target=goal.wanted,
        reached=goal.reached(plan),
        code=GapCode.CLOSED,
        steps=tuple(made for made in plan.steps_made if goal.serves(problem, made)),
        area=goal.area,
        milestone=goal.milestone,
    )
