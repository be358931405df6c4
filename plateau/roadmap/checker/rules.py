"""What a plan may not do: one rule, one method, all in the list of ``Rules.broken``."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import Plan, Problem, Scheduled, Status


class Rules:
    """The rules of the planning problem, held against one plan."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self._items = {item.id: item for item in problem.interventions}
        self._entries = {entry.id: entry for entry in plan.scheduled}
        self._done = {
            item.id
            for item in problem.interventions
            if item.steps and max(step.end - problem.current[step.criterion] for step in item.steps) <= 0
        }

    def unreadable(self) -> list[Violation]:
        """What makes the rest impossible to check."""
        rules = (self._known_and_once, self._lasts_as_long_as_it_takes, self._within_the_horizon)
        return [violation for rule in rules for violation in rule()]

    def broken(self, replay: Replay) -> list[Violation]:
        """All broken rules."""
        rules = (
            self._not_before_its_earliest_start,
            self._nothing_forbidden,
            self._everything_mandatory,
            self._nothing_that_was_done_already,
            self._every_prerequisite_first,
            self._one_alternative_first,
            self._no_exclusion,
        )
        over_time = (
            self._steps_start_on_their_plateau,
            self._no_plateau_skipped,
            self._steps_per_year,
            self._budget,
            self._capacity,
            self._nothing_without_use,
        )
        return [
            *(violation for rule in rules for violation in rule()),
            *(violation for timed in over_time for violation in timed(replay)),
        ]

    def _known_and_once(self) -> Iterator[Violation]:
        for position, entry in enumerate(self.plan.scheduled):
            if entry.id not in self._items:
                yield self._wrong("known", entry, "the problem has no such intervention.")
            if entry.id in {other.id for other in self.plan.scheduled[:position]}:
                yield self._wrong("once", entry, "it stands in the plan twice.")

    def _lasts_as_long_as_it_takes(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            item = self._items.get(entry.id)
            if item and entry.end - entry.start != item.duration:
                yield self._wrong(
                    "duration", entry, f"it takes {item.duration} quarters, not {entry.end - entry.start}."
                )

    def _within_the_horizon(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            if entry.end > self.problem.calendar.periods:
                yield self._wrong(
                    "horizon", entry, f"it ends at {entry.end}, after {self.problem.calendar.periods}."
                )

    def _not_before_its_earliest_start(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            earliest = self._items[entry.id].earliest_start
            if entry.start < earliest:
                yield self._wrong("earliest_start", entry, f"it may not start before period {earliest}.")

    def _nothing_forbidden(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            if entry.id in self.problem.forbidden:
                yield self._wrong("forbidden", entry, "it is forbidden.")

    def _everything_mandatory(self) -> Iterator[Violation]:
        for id_ in sorted(self.problem.mandatory) if self.plan.found else ():
            if id_ not in self._entries:
                yield Violation("mandatory", f"scheduled[{id_}]", "it is mandatory and not in the plan.")

    def _nothing_that_was_done_already(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            if entry.id in self._done - self.problem.mandatory:
                yield self._wrong("already_done", entry, "all its steps were made before the plan.")

    def _every_prerequisite_first(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            for before in sorted(self._items[entry.id].all_of):
                if not self._over(before, entry.start):
                    yield self._wrong("all_of", entry, f"{before!r} is not finished when it starts.")

    def _one_alternative_first(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            alternatives = sorted(self._items[entry.id].one_of)
            if alternatives and not any(self._over(before, entry.start) for before in alternatives):
                yield self._wrong("one_of", entry, f"none of {alternatives} is finished when it starts.")

    def _no_exclusion(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            for other in sorted(self._items[entry.id].excludes & self._entries.keys()):
                yield self._wrong("excludes", entry, f"it cannot be done as well as {other!r}.")

    def _steps_start_on_their_plateau(self, replay: Replay) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            for step in self._items[entry.id].steps:
                level = replay.level(step.criterion, entry.start)
                if level < step.start:
                    yield self._wrong(
                        "step_start", entry, f"{step.criterion} stands on {level}, and it needs {step.start}."
                    )

    def _no_plateau_skipped(self, replay: Replay) -> Iterator[Violation]:
        for criterion in self.problem.current:
            levels = replay.levels(criterion)
            for period in range(1, len(levels)):
                if levels[period] - levels[period - 1] > 1:
                    yield Violation(
                        "skipped", f"levels[{criterion}][{period}]", "it rises more than one plateau at once."
                    )

    def _steps_per_year(self, replay: Replay) -> Iterator[Violation]:
        limit = self.problem.steps_per_criterion_per_year
        for criterion in self.problem.current:
            levels = replay.levels(criterion)
            made = dict.fromkeys(self.problem.calendar.years, 0)
            for period in range(self.problem.calendar.periods):
                # A step made during a quarter shows at the start of the next one.
                made[self.problem.calendar.year_of(period)] += levels[period + 1] - levels[period]
            for year, steps in made.items():
                if steps > limit:
                    yield Violation(
                        "steps_per_year", f"levels[{criterion}]", f"{steps} steps in {year}, {limit} allowed."
                    )

    def _budget(self, replay: Replay) -> Iterator[Violation]:
        spent = dict.fromkeys(self.problem.calendar.years, 0)
        for period in range(self.problem.calendar.periods):
            spent[self.problem.calendar.year_of(period)] += replay.cents(period)
        for year, cents in spent.items():
            budget = self.problem.budgets[year]
            if budget is not None and cents > budget:
                yield Violation("budget", f"spend_per_year[{year}]", f"{cents} cents, {budget} allowed.")

    def _capacity(self, replay: Replay) -> Iterator[Violation]:
        for role, limits in self.problem.capacity.items():
            for period, limit in enumerate(limits or ()):
                days = replay.days(role, period)
                if days > limit:
                    yield Violation("capacity", f"load[{role}][{period}]", f"{days} days, {limit} allowed.")

    def _nothing_without_use(self, replay: Replay) -> Iterator[Violation]:
        if self.plan.status is not Status.OPTIMAL:
            return
        for entry in self.plan.scheduled:
            if entry.id not in self.problem.mandatory and not self._missed_without(entry, replay):
                yield self._wrong("without_use", entry, "the plan reaches as much without it.")

    def _missed_without(self, entry: Scheduled, replay: Replay) -> bool:
        """Whether taking it out costs a target or milestone, or leaves something that cannot start."""
        rest = [other for other in self.plan.scheduled if other.id != entry.id]
        without = Replay(self.problem, rest)
        end = self.problem.calendar.periods
        asked = [(target.criterion, target.plateau, end) for target in self.problem.targets]
        for milestone in self.problem.milestones:
            asked += [(name, level, milestone.period) for name, level in milestone.requirements.items()]
        if any(
            min(replay.level(name, at), level) > min(without.level(name, at), level)
            for name, level, at in asked
        ):
            return True
        reduced = Rules(self.problem, Plan(status=Status.FEASIBLE, scheduled=tuple(rest)))
        order = (*reduced._every_prerequisite_first(), *reduced._one_alternative_first())
        return bool(order) or any(reduced._steps_start_on_their_plateau(without))

    def _over(self, id_: str, period: int) -> bool:
        if id_ in self._done:
            return True
        return id_ in self._entries and self._entries[id_].end <= period

    def _wrong(self, rule: str, entry: Scheduled, message: str) -> Violation:
        return Violation(rule, f"scheduled[{entry.id}]", message)
