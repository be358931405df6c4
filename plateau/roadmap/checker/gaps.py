"""What is said of each goal: that it is reached, or why not. All but what only a search can tell."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from plateau.roadmap.checker import trying
from plateau.roadmap.checker.causes import Causes
from plateau.roadmap.checker.codes import OUT_OF_REACH, UNTOLD, Time, given, misplaced, other_code
from plateau.roadmap.checker.replay import Lacking, Replay
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.checker.ways_out import WaysOut
from plateau.roadmap.model import (
    Explanation,
    GapCode,
    GapReason,
    Intervention,
    ObjectiveName,
    Plan,
    Problem,
    StepMade,
)


@dataclass(frozen=True, slots=True)
class _Goal:
    """A target of a criterion or area, or a milestone; ``levels``: criterion → plateau that a step serves."""

    criterion: str
    area: str
    milestone: str
    current: int
    target: int
    reached: int
    at: int
    levels: dict[str, int]

    @property
    def name(self) -> str:
        return self.criterion or self.area or self.milestone


class Gaps:
    """The gaps of one explanation; none told is in order: they are only there when asked for."""

    def __init__(self, problem: Problem, plan: Plan, explanation: Explanation) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self.told = explanation.gaps
        self._levels, self._possible = _within_reach(problem)
        self._ways_out = WaysOut(problem, plan)
        #: How many gaps a search was made for, and of how many of them all ways out are known.
        self.open = self.sure = 0
        #: Of how many ways out no part can be less.
        self.least = 0

    @property
    def ways(self) -> tuple[int, int]:
        """Of how many ways out it was seen that they close their gap; and how many there are."""
        return self._ways_out.sure, sum(len(reason.ways) for reason in self.told)

    def untrue(self, replay: Replay) -> list[Violation]:
        """All that is said and is not so."""
        if not self.told:
            return []
        goals = list(self._goals(replay))
        names = ("criterion", "area", "milestone", "current", "target", "reached")
        stands = [[getattr(goal, name) for name in names] for goal in goals]
        wrong = list(compare("gaps", stands, [[getattr(told, name) for name in names] for told in self.told]))
        if wrong:
            return wrong
        pairs = list(zip(self.told, goals, strict=True))
        wrong = [violation for reason, goal in pairs for violation in self._reason(reason, goal)]
        return wrong or list(self._tried(pairs))

    def _goals(self, replay: Replay) -> Iterator[_Goal]:
        problem, end = self.problem, replay.periods
        areas = {area.id: area for area in problem.areas}
        nothing = Replay(problem, ())
        for target in problem.targets:
            name, at = target.criterion, target.moment(end)
            now, then = problem.current[name], replay.level(name, at)
            yield _Goal(name, "", "", now, target.plateau, then, at, {name: target.plateau})
        for wanted in problem.area_targets:
            area, at = areas[wanted.area], wanted.moment(end)
            now, then = nothing.area_level(area, 0), replay.area_level(area, at)
            levels = dict.fromkeys(area.criteria, wanted.plateau)
            yield _Goal("", area.id, "", now, wanted.plateau, then, at, levels)
        for milestone in problem.milestones:
            asked = len(milestone.requirements) + len(milestone.areas) + len(milestone.interventions)
            met = [asked - _size(each.lacking(milestone)) for each in (nothing, replay)]
            levels = dict(milestone.requirements)
            for id_, plateau in milestone.areas.items():
                for name in areas[id_].criteria:
                    levels[name] = max(plateau, levels.get(name, 0))
            yield _Goal("", "", milestone.id, met[0], asked, met[1], milestone.period, levels)

    def _reason(self, reason: GapReason, goal: _Goal) -> Iterator[Violation]:
        path = f"gaps[{goal.name}]"
        yield from compare(f"{path}.steps", self._steps(goal), reason.steps)
        closed, figures = reason.reached >= reason.target, given(reason)
        if closed or reason.code is GapCode.CLOSED:
            yield from compare(f"{path}.code", (closed, set()), (reason.code is GapCode.CLOSED, figures))
            return
        wrong = list(misplaced(path, reason))
        yield from wrong
        if wrong or reason.code in UNTOLD:
            return
        own = ObjectiveName.MILESTONES if goal.milestone else ObjectiveName.TARGETS
        yield from other_code(path, reason, counts=own in self.problem.objectives)
        yield from self._steps_and_interventions(path, reason, goal)
        yield from compare(
            f"{path}.rules", reason.ways[0].lifted if reason.ways else reason.rules, reason.rules
        )
        for unknown in sorted({*reason.rules} - self._ways_out.known):
            yield untrue(f"{path}.rules", f"the problem has no rule {unknown!r} that can be lifted.")
        for index, way in enumerate(reason.ways):
            yield from self._ways_out.untrue(f"{path}.ways[{index}]", way, reason)

    def _tried(self, reasons: list[tuple[GapReason, _Goal]]) -> Iterator[Violation]:
        """What only shows by trying plans, as long as there is time."""
        until = time.monotonic() + trying.SECONDS
        yield from self._ways_out.unclosed(until)
        times, causes = Time(self.problem, until), Causes(self.problem, self.plan, until)
        for reason, goal in reasons:
            if reason.code not in (*UNTOLD, *OUT_OF_REACH):
                yield from times.untrue(f"gaps[{goal.name}]", reason, goal.at)
                yield from causes.untrue(f"gaps[{goal.name}]", reason, goal.at)
                self.open += 1
        self.sure, self.least = causes.sure, causes.least

    def _steps(self, goal: _Goal) -> list[StepMade]:
        return [
            made
            for made in self.plan.steps_made
            if made.step.end <= goal.levels.get(made.step.criterion, 0)
            and (not goal.milestone or made.period <= goal.at)
        ]

    def _in_reach(self, goal: _Goal) -> bool:
        problem = self.problem
        needed = {area.id: area for area in problem.areas}
        milestones = {milestone.id: milestone for milestone in problem.milestones}
        milestone = milestones.get(goal.milestone)
        criteria = {goal.criterion: goal.target} if goal.criterion else {}
        areas = {goal.area: goal.target} if goal.area else {}
        if milestone:
            criteria, areas = dict(milestone.requirements), dict(milestone.areas)
        return (
            all(self._levels[name] >= plateau for name, plateau in criteria.items())
            and all(
                sum(self._levels[name] >= plateau for name in needed[area].criteria) >= needed[area].needed
                for area, plateau in areas.items()
            )
            and (milestone is None or milestone.interventions <= self._possible)
        )

    def _steps_and_interventions(self, path: str, reason: GapReason, goal: _Goal) -> Iterator[Violation]:
        if reason.code in OUT_OF_REACH and self._in_reach(goal):
            yield untrue(f"{path}.code", "what makes its steps can be done, time and money aside.")
        step = reason.missing_step
        if step is not None and any(step in item.steps for item in self.problem.interventions):
            yield untrue(f"{path}.missing_step", "there is an intervention that makes it.")
        stuck = [item for item in self.problem.interventions if item.id not in self._possible]
        asked = goal.levels.keys() | {other.criterion for item in stuck for other in item.steps}
        if step is not None and not (
            step.criterion in asked and step.start == self._levels.get(step.criterion)
        ):
            yield untrue(f"{path}.missing_step", "it is not the next one of anything that is stuck.")
        meant = {item.id for item in stuck}
        if reason.code not in OUT_OF_REACH:
            lifted = reason.ways[0].lifted if reason.ways else ()
            meant = {id_ for id_ in self.problem.forbidden if f"forbidden[{id_}]" in lifted}
            yield from compare(f"{path}.interventions", sorted(meant), sorted(reason.interventions))
        for id_ in reason.interventions:
            if id_ not in meant:
                yield untrue(f"{path}.interventions", f"{id_!r} is not what {reason.code} says.")


def _size(lacking: Lacking) -> int:
    return len(lacking.criteria) + len(lacking.areas) + len(lacking.interventions)


def _within_reach(problem: Problem) -> tuple[dict[str, int], set[str]]:
    """Highest plateaus and what can ever be done, with all the time, money and leave in the world."""
    levels, possible = dict(problem.current), set(Replay(problem, ()).done)
    while True:
        ready = [
            item
            for item in problem.interventions
            if item.id not in possible and not _waits(item, levels, possible)
        ]
        if not ready:
            return levels, possible
        for item in ready:
            possible.add(item.id)
            for step in item.steps:
                levels[step.criterion] = max(levels[step.criterion], step.end)


def _waits(item: Intervention, levels: dict[str, int], possible: set[str]) -> bool:
    any_of = [lag.any_of for lag in item.lags] + ([item.one_of] if item.one_of else [])
    return (
        not item.all_of <= possible
        or any(not ids & possible for ids in any_of)
        or any(levels[step.criterion] < step.start for step in item.steps)
    )
