"""What a plan says of itself: figures, objectives, status."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.roadmap.checker.measures import value_of
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import Plan, Problem, Status, as_document


class Claims:
    """The claims of one plan, held against its replay."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan

    def untrue(self, replay: Replay) -> list[Violation]:
        """All claims that do not hold."""
        claims = (
            self._answers_this_problem,
            self._status,
            self._levels,
            self._steps_made,
            self._spend,
            self._load,
            self._milestones,
            self._unmet_targets,
            self._areas,
            self._objectives,
        )
        return [violation for claim in claims for violation in claim(replay)]

    def _answers_this_problem(self, _: Replay) -> Iterator[Violation]:
        yield from self._compare("problem_hash", self.problem.fingerprint, self.plan.problem_hash)

    def _status(self, _: Replay) -> Iterator[Violation]:
        levels = self.plan.objectives
        names = [level.name for level in levels]
        if self.plan.found:
            yield from self._compare("objectives", list(self.problem.objectives), names)
            proven = all(level.proven for level in levels)
            yield from self._compare("status", proven, self.plan.status is Status.OPTIMAL)
        else:
            yield from self._compare("scheduled", (), self.plan.scheduled)
            yield from self._compare("objectives", [], names)
        for level in levels:
            path = f"objectives[{level.name}]"
            yield from self._compare(f"{path}.proven", level.value == level.bound, level.proven)
            if level.bound > level.value:
                yield Violation("objectives", f"{path}.bound", "the bound lies above the value.")

    def _levels(self, replay: Replay) -> Iterator[Violation]:
        expected = {criterion: replay.levels(criterion) for criterion in self.problem.current}
        yield from self._compare("levels", expected, self.plan.levels)

    def _steps_made(self, replay: Replay) -> Iterator[Violation]:
        expected = [
            (period, criterion, level, replay.makers(criterion, level, period))
            for period in range(1, replay.periods + 1)
            for criterion in sorted(self.problem.current)
            for level in range(replay.level(criterion, period - 1) + 1, replay.level(criterion, period) + 1)
        ]
        found = [
            (made.period, made.step.criterion, made.step.end, made.interventions)
            for made in self.plan.steps_made
        ]
        yield from self._compare("steps_made", expected, found)

    def _spend(self, replay: Replay) -> Iterator[Violation]:
        per_period = [replay.cents(period) for period in range(replay.periods)]
        per_year = dict.fromkeys(self.problem.calendar.years, 0)
        for period, cents in enumerate(per_period):
            per_year[self.problem.calendar.year_of(period)] += cents
        yield from self._compare("spend_per_period", per_period, self.plan.spend_per_period)
        yield from self._compare("spend_per_year", per_year, self.plan.spend_per_year)

    def _load(self, replay: Replay) -> Iterator[Violation]:
        expected = {
            role: [replay.days(role, period) for period in range(replay.periods)]
            for role in self.problem.capacity
        }
        yield from self._compare("load", expected, self.plan.load)

    def _milestones(self, replay: Replay) -> Iterator[Violation]:
        expected = []
        for milestone in self.problem.milestones:
            lacking = replay.lacking(milestone)
            parts = lacking.criteria, lacking.areas, lacking.interventions
            expected.append((milestone.id, milestone.period, parts))
        found = [
            (
                result.id,
                result.period,
                (
                    [(m.criterion, m.required, m.reached) for m in result.missed],
                    [(m.area, m.required, m.reached) for m in result.missed_areas],
                    result.not_done,
                ),
            )
            for result in self.plan.milestones
        ]
        yield from self._compare("milestones", expected, found)

    def _unmet_targets(self, replay: Replay) -> Iterator[Violation]:
        expected = []
        for target in self.problem.targets:
            at = target.moment(replay.periods)
            if replay.level(target.criterion, at) < target.plateau:
                expected.append((target.criterion, target.plateau, replay.level(target.criterion, at)))
        found = [(unmet.criterion, unmet.target, unmet.reached) for unmet in self.plan.unmet_targets]
        yield from self._compare("unmet_targets", expected, found)

    def _areas(self, replay: Replay) -> Iterator[Violation]:
        levels = {
            area.id: [replay.area_level(area, period) for period in range(replay.periods + 1)]
            for area in self.problem.areas
        }
        yield from self._compare("area_levels", levels, self.plan.area_levels)
        expected = []
        for wanted in self.problem.area_targets:
            reached = levels[wanted.area][wanted.moment(replay.periods)]
            if reached < wanted.plateau:
                expected.append((wanted.area, wanted.plateau, reached))
        found = [(unmet.area, unmet.target, unmet.reached) for unmet in self.plan.unmet_areas]
        yield from self._compare("unmet_areas", expected, found)

    def _objectives(self, replay: Replay) -> Iterator[Violation]:
        for level in self.plan.objectives:
            yield from self._compare(
                f"objectives[{level.name}].value", value_of(level.name, replay), level.value
            )

    def _compare(self, path: str, expected: object, found: object) -> Iterator[Violation]:
        wanted, given = as_document(expected), as_document(found)
        if wanted != given:
            yield Violation(path.split("[", maxsplit=1)[0], path, f"expected {wanted}, found {given}.")
