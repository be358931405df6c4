"""What a plan may not do: one rule, one method, all in the list of ``Rules.broken``."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.roadmap.checker.climbing import Pace
from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.measures import value_of
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
        self._done = Replay(problem, ()).done
        self._begun = {entry.id: entry for entry in problem.past}
        # To what was begun the rules of order come too late.
        self._chosen = [entry for entry in plan.scheduled if entry.id not in self._begun]

    def unreadable(self) -> list[Violation]:
        """What makes the rest impossible to check."""
        known = list(self._known_and_once())
        if known:
            return known
        return [*self._lasts_as_long_as_it_takes(), *self._within_the_horizon()]

    def broken(self, replay: Replay) -> list[Violation]:
        """All broken rules."""
        rules = (
            self.by_itself,
            self._everything_mandatory,
            self._every_prerequisite_first,
            self._one_alternative_first,
            self._lags,
            self._no_exclusion,
            self._one_of_each_group,
        )
        over_time = (
            self._steps_start_on_their_plateau,
            self._no_plateau_skipped,
            self._steps_per_year,
            self._limits,
            self._hard_goals,
            self._nothing_without_use,
        )
        return [
            *(violation for rule in rules for violation in rule()),
            *(violation for timed in over_time for violation in timed(replay)),
        ]

    def by_itself(self) -> list[Violation]:
        """The rules broken that speak of one intervention, whatever else is planned."""
        rules = (
            self._within_its_window,
            self._nothing_forbidden,
            self._pins,
            self._past,
            self._nothing_that_was_done_already,
        )
        return [violation for rule in rules for violation in rule()]

    def _known_and_once(self) -> Iterator[Violation]:
        for position, entry in enumerate(self.plan.scheduled):
            if entry.id not in self._items:
                yield self._wrong("known", entry, "the problem has no such intervention.")
            elif entry.mode and entry.mode not in {way.id for way in self._items[entry.id].modes}:
                yield self._wrong("mode", entry, f"it has no mode {entry.mode!r}.")
            if entry.id in {other.id for other in self.plan.scheduled[:position]}:
                yield self._wrong("once", entry, "it stands in the plan twice.")

    def _lasts_as_long_as_it_takes(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            takes = self._items[entry.id].way(entry.mode).duration
            if entry.id in self._begun:
                takes = self._begun[entry.id].end - self._begun[entry.id].start
            if entry.end - entry.start != takes:
                yield self._wrong(
                    "duration", entry, f"it takes {takes} periods, not {entry.end - entry.start}."
                )

    def _within_the_horizon(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            if entry.end > self.problem.calendar.periods:
                yield self._wrong(
                    "horizon", entry, f"it ends at {entry.end}, after {self.problem.calendar.periods}."
                )

    def _within_its_window(self) -> Iterator[Violation]:
        holds = {
            condition.id: condition.period if condition.latest is None else condition.latest
            for condition in self.problem.conditions
        }
        for entry in self._chosen:
            item = self._items[entry.id]
            if entry.start < self.problem.now:
                yield self._wrong("now", entry, f"it starts before {self.problem.now}, and was not begun.")
            if entry.start < item.earliest_start:
                yield self._wrong("earliest_start", entry, f"it may not start before {item.earliest_start}.")
            if item.latest_start is not None and entry.start > item.latest_start:
                yield self._wrong("latest_start", entry, f"it may not start after {item.latest_start}.")
            if item.deadline is not None and entry.end > item.deadline:
                yield self._wrong("deadline", entry, f"it must be over at {item.deadline}.")
            for id_ in sorted(item.conditions):
                if entry.start < holds[id_]:
                    yield self._wrong("conditions", entry, f"{id_!r} is only certain from {holds[id_]} on.")

    def _nothing_forbidden(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            if entry.id in self.problem.forbidden:
                yield self._wrong("forbidden", entry, "it is forbidden.")

    def _everything_mandatory(self) -> Iterator[Violation]:
        for id_ in sorted(self.problem.mandatory) if self.plan.found else ():
            if id_ not in self._entries:
                yield Violation("mandatory", f"scheduled[{id_}]", "it is mandatory and not in the plan.")

    def _pins(self) -> Iterator[Violation]:
        for pin in self.problem.pins:
            entry = self._entries.get(pin.id)
            if entry is None:
                if pin.start is not None and self.plan.found:
                    yield Violation("pins", f"scheduled[{pin.id}]", f"it must start in {pin.start}.")
                continue
            if pin.id in self._begun:
                continue
            if pin.start is not None and entry.start != pin.start:
                yield self._wrong("pins", entry, f"it must start in {pin.start}.")
            if pin.not_before is not None and entry.start < pin.not_before:
                yield self._wrong("pins", entry, f"it may not start before {pin.not_before}.")
            if pin.not_after is not None and entry.start > pin.not_after:
                yield self._wrong("pins", entry, f"it may not start after {pin.not_after}.")
            if pin.mode is not None and entry.mode != pin.mode:
                yield self._wrong("pins", entry, f"it must be done in mode {pin.mode!r}.")

    def _past(self) -> Iterator[Violation]:
        for begun in self.problem.past if self.plan.found else ():
            entry = self._entries.get(begun.id)
            if entry is None or (entry.start, entry.end, entry.mode) != (begun.start, begun.end, begun.mode):
                yield Violation(
                    "past",
                    f"scheduled[{begun.id}]",
                    f"it ran from {begun.start} to {begun.end}, in {begun.mode!r}.",
                )

    def _nothing_that_was_done_already(self) -> Iterator[Violation]:
        for entry in self._chosen:
            if entry.id in self._done - self._required():
                yield self._wrong("already_done", entry, "all its steps were made before the plan.")

    def _every_prerequisite_first(self) -> Iterator[Violation]:
        for entry in self._chosen:
            for before in sorted(self._items[entry.id].all_of):
                if not self._over(before, entry.start):
                    yield self._wrong("all_of", entry, f"{before!r} is not finished when it starts.")

    def _one_alternative_first(self) -> Iterator[Violation]:
        for entry in self._chosen:
            alternatives = sorted(self._items[entry.id].one_of)
            if alternatives and not any(self._over(before, entry.start) for before in alternatives):
                yield self._wrong("one_of", entry, f"none of {alternatives} is finished when it starts.")

    def _lags(self) -> Iterator[Violation]:
        for entry in self._chosen:
            for index, lag in enumerate(self._items[entry.id].lags):
                others = [self._entries[id_] for id_ in lag.any_of if id_ in self._entries]
                waits = [wait(lag, entry, other) for other in others]
                if not lag.any_of & self._done and not any(keeps(lag, waited) for waited in waits):
                    found = f"found {sorted(waits)}" if waits else "none of them is planned"
                    yield self._wrong("lags", entry, f"lag {index} after {sorted(lag.any_of)}: {found}.")

    def _one_of_each_group(self) -> Iterator[Violation]:
        for group in self.problem.groups:
            planned = sorted(group.interventions & self._entries.keys())
            if len(planned) > 1:
                yield Violation("groups", f"groups[{group.id}]", f"{planned} are alternatives.")
            if group.required and self.plan.found and not planned and not group.interventions & self._done:
                yield Violation("groups", f"groups[{group.id}]", "one of them must be in the plan.")

    def _no_exclusion(self) -> Iterator[Violation]:
        for entry in self.plan.scheduled:
            for other in sorted(self._items[entry.id].excludes & self._entries.keys()):
                yield self._wrong("excludes", entry, f"it cannot be done as well as {other!r}.")

    def _steps_start_on_their_plateau(self, replay: Replay) -> Iterator[Violation]:
        for entry in self._chosen:
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
        pace = Pace(self.problem)
        for criterion in self.problem.current:
            levels = replay.levels(criterion)
            made = dict.fromkeys(self.problem.calendar.years, 0)
            for period in range(self.problem.calendar.periods):
                # A step made during a quarter shows at the start of the next one.
                made[self.problem.calendar.year_of(period)] += levels[period + 1] - levels[period]
            for year, steps in made.items():
                if pace.too_many(criterion, year, steps):
                    limit = pace.allowed(criterion, year)
                    yield Violation(
                        "steps_per_year", f"levels[{criterion}]", f"{steps} steps in {year}, {limit} allowed."
                    )

    def _limits(self, replay: Replay) -> Iterator[Violation]:
        return Limits(self.problem, replay).exceeded()

    def _hard_goals(self, replay: Replay) -> Iterator[Violation]:
        if not self.plan.found:
            return
        for unmet in self.problem.targets:
            at = unmet.moment(replay.periods)
            if unmet.hard and replay.level(unmet.criterion, at) < unmet.plateau:
                yield Violation("hard", f"targets[{unmet.criterion}]", "it is hard, and not met.")
        areas = {area.id: area for area in self.problem.areas}
        for wanted in self.problem.area_targets:
            at = wanted.moment(replay.periods)
            if wanted.hard and replay.area_level(areas[wanted.area], at) < wanted.plateau:
                yield Violation("hard", f"area_targets[{wanted.area}]", "it is hard, and not met.")
        for milestone in self.problem.milestones:
            lacking = replay.lacking(milestone)
            if milestone.hard and (lacking.criteria or lacking.areas or lacking.interventions):
                yield Violation("hard", f"milestones[{milestone.id}]", "it is hard, and not met.")

    def _required(self) -> set[str]:
        fixed = {pin.id for pin in self.problem.pins if pin.start is not None}
        return {*self.problem.mandatory, *fixed, *self._begun}

    def _nothing_without_use(self, replay: Replay) -> Iterator[Violation]:
        """A proven plan does not hold what can be left out without loss."""
        if self.plan.status is not Status.OPTIMAL:
            return
        names = self.problem.objectives
        values = [value_of(name, replay) for name in names]
        for entry in self.plan.scheduled:
            rest = [other for other in self.plan.scheduled if other.id != entry.id]
            without = Replay(self.problem, rest)
            if entry.id in self._required() or [value_of(name, without) for name in names] > values:
                continue
            reduced = Rules(self.problem, Plan(status=Status.FEASIBLE, scheduled=tuple(rest)))
            if not reduced.broken(without):
                yield self._wrong("without_use", entry, "the plan is as good without it.")

    def _over(self, id_: str, period: int) -> bool:
        if id_ in self._done:
            return True
        return id_ in self._entries and self._entries[id_].end <= period

    def _wrong(self, rule: str, entry: Scheduled, message: str) -> Violation:
        return Violation(rule, f"scheduled[{entry.id}]", message)
