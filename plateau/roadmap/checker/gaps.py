"""What is said of each target: that it is reached, or why not. All but what only a search can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.checker.ways_out import WaysOut
from plateau.roadmap.model import (
    Explanation,
    GapCode,
    GapReason,
    Intervention,
    Plan,
    Problem,
    Relaxation,
    StepMade,
    Target,
)

#: The figures that each code must give, and those that it may.
_FIGURES: dict[GapCode, tuple[set[str], set[str]]] = {
    GapCode.NO_WAY: (set(), {"missing_step"}),
    GapCode.PREREQUISITE: ({"interventions"}, {"missing_step"}),
    GapCode.FORBIDDEN: ({"interventions", "periods_available"}, {"periods_needed", "ways"}),
    GapCode.HORIZON: ({"periods_needed", "periods_available"}, {"interventions", "ways"}),
    GapCode.COMBINATION: ({"ways"}, {"periods_available"}),
    GapCode.UNPROVEN: (set(), {"interventions", "periods_needed", "periods_available"}),
}
#: The codes that speak of one kind of limit.
_ALONE = {
    GapCode.BUDGET: Relaxation.BUDGET,
    GapCode.CAPACITY: Relaxation.CAPACITY,
    GapCode.FUND: Relaxation.FUND,
    GapCode.CHANGE: Relaxation.CHANGE,
    GapCode.OBJECTIVE: Relaxation.OBJECTIVES,
}
_OUT_OF_REACH = (GapCode.NO_WAY, GapCode.PREREQUISITE)
_GIVEN_ANYWAY = {"criterion", "current", "target", "reached", "code", "steps"}


class Gaps:
    """The gaps of one explanation; none told is in order: they are only there when asked for."""

    def __init__(self, problem: Problem, plan: Plan, explanation: Explanation) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self.told = explanation.gaps
        self._levels, self._possible = _within_reach(problem)

    def untrue(self, replay: Replay) -> list[Violation]:
        """All that is said and is not so."""
        if not self.told:
            return []
        targets = self.problem.targets
        stands = [
            (
                wanted.criterion,
                self.problem.current[wanted.criterion],
                wanted.plateau,
                _reached(wanted, replay),
            )
            for wanted in targets
        ]
        told = [(reason.criterion, reason.current, reason.target, reason.reached) for reason in self.told]
        wrong = list(compare("gaps", stands, told))
        if wrong:
            return wrong
        pairs = zip(self.told, targets, strict=True)
        return [violation for reason, wanted in pairs for violation in self._reason(reason, wanted)]

    def _reason(self, reason: GapReason, wanted: Target) -> Iterator[Violation]:
        path = f"gaps[{reason.criterion}]"
        yield from compare(f"{path}.steps", self._steps(wanted), reason.steps)
        closed, given = reason.reached >= reason.target, _given(reason)
        if closed or reason.code is GapCode.CLOSED:
            yield from compare(f"{path}.code", (closed, set()), (reason.code is GapCode.CLOSED, given))
            return
        must, may = _FIGURES.get(reason.code, ({"ways"}, set()))
        if not must <= given <= must | may:
            yield untrue(path, f"{reason.code} does not go with {sorted(given)}.")
            return
        yield from self._time(path, reason, wanted)
        yield from self._steps_and_interventions(path, reason)
        if reason.code in _ALONE:
            yield from compare(f"{path}.ways[0].relaxed", [_ALONE[reason.code]], reason.ways[0].relaxed)
        ways_out = WaysOut(self.problem)
        for index, way in enumerate(reason.ways):
            yield from ways_out.untrue(f"{path}.ways[{index}]", way, reason)

    def _steps(self, wanted: Target) -> list[StepMade]:
        return [
            made
            for made in self.plan.steps_made
            if made.step.criterion == wanted.criterion and made.step.end <= wanted.plateau
        ]

    def _time(self, path: str, reason: GapReason, wanted: Target) -> Iterator[Violation]:
        available, needed = reason.periods_available, reason.periods_needed
        if available is not None:
            at = self.problem.calendar.periods if wanted.deadline is None else wanted.deadline
            yield from compare(f"{path}.periods_available", at, available)
            if needed is not None and needed <= available:
                yield untrue(f"{path}.periods_needed", f"{needed} are available.")

    def _steps_and_interventions(self, path: str, reason: GapReason) -> Iterator[Violation]:
        if reason.code in _OUT_OF_REACH and self._levels[reason.criterion] >= reason.target:
            yield untrue(f"{path}.code", "what makes its steps can be done, time and money aside.")
        step = reason.missing_step
        if step is not None and any(step in item.steps for item in self.problem.interventions):
            yield untrue(f"{path}.missing_step", "there is an intervention that makes it.")
        if step is not None and step.criterion not in self.problem.current:
            yield untrue(f"{path}.missing_step", "the problem has no such criterion.")
        known = {item.id for item in self.problem.interventions}
        meant = known - self._possible if reason.code in _OUT_OF_REACH else self.problem.forbidden
        for id_ in reason.interventions:
            if id_ not in meant:
                yield untrue(f"{path}.interventions", f"{id_!r} is not what {reason.code} says.")


def _given(reason: GapReason) -> set[str]:
    """The figures that it gives beside where the target stands."""
    return {
        each.name
        for each in fields(reason)
        if each.name not in _GIVEN_ANYWAY and getattr(reason, each.name) not in (None, ())
    }


def _reached(wanted: Target, replay: Replay) -> int:
    return replay.level(wanted.criterion, replay.periods if wanted.deadline is None else wanted.deadline)


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
