"""What is said of how sure a plan is: whether it agrees with the plan, with itself and with the runs.

A chance and percentiles that come from the same runs bind each other; and the runs are carried out once more
(``repeated``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.repeated import MOST_RUNS, Repeated
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import Plan, Problem, as_document

if TYPE_CHECKING:
    from plateau.roadmap.uncertainty import Outlook, Percentiles

_ROUNDING = 1e-9


class Certainty:
    """The outlook of one plan that is in order."""

    def __init__(self, problem: Problem, plan: Plan, outlook: Outlook) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self.told = outlook
        self._entries = {entry.id: entry for entry in plan.scheduled}
        self._milestones = {milestone.id for milestone in problem.milestones}
        #: How many of the runs were carried out again.
        self.repeated = 0

    def untrue(self, replay: Replay) -> list[Violation]:
        """All that is said and cannot be so."""
        said = (
            self._whole,
            self._goals,
            self._money,
            self._interventions,
            self._bounds,
            self._drivers,
            self._buffers,
        )
        wrong = [violation for claim in said for violation in claim(replay)]
        if wrong:
            return wrong
        again = Repeated(self.problem, self.plan, self.told)
        self.repeated = again.used
        return list(again.untrue())

    def _whole(self, replay: Replay) -> Iterator[Violation]:
        told = self.told
        if not 1 <= told.runs <= MOST_RUNS or not 0 <= told.correlation <= 1:
            yield _untrue("runs", f"expected 1 to {MOST_RUNS} runs, and a correlation from 0 to 1.")
        if told.seed < 0:
            yield _untrue("seed", f"expected 0 or more, found {told.seed}.")
        last = max((entry.end for entry in self.plan.scheduled), default=0)
        yield from _compare("planned_finish", last, told.planned_finish)
        yield from self._percentiles("finish", told.finish, last, told.on_time)
        spend = sum(map(replay.cents, range(replay.periods)))
        yield from _compare("planned_spend", spend, told.planned_spend)
        yield from self._percentiles("spend", told.spend)

    def _goals(self, replay: Replay) -> Iterator[Violation]:
        planned = []
        for milestone in self.problem.milestones:
            lacking = replay.lacking(milestone)
            met = not (lacking.criteria or lacking.areas or lacking.interventions)
            planned.append((milestone.id, milestone.period, met))
        found = [(chance.id, chance.period, chance.planned) for chance in self.told.milestones]
        yield from _compare("milestones", planned, found)
        for sure in self.told.milestones:
            path = f"milestones[{sure.id}]"
            yield from self._chance(f"{path}.chance", sure.chance)
            if sure.ready is not None:
                yield from self._percentiles(path, sure.ready, sure.period, sure.chance)
        reached = []
        for target in self.problem.targets:
            at = target.moment(replay.periods)
            reached.append((target.criterion, replay.level(target.criterion, at) >= target.plateau))
        yield from _compare("targets", reached, [(one.criterion, one.planned) for one in self.told.targets])
        for one in self.told.targets:
            yield from self._chance(f"targets[{one.criterion}].chance", one.chance)

    def _money(self, replay: Replay) -> Iterator[Violation]:
        calendar, limits = self.problem.calendar, Limits(self.problem, replay)
        planned = [(year, sum(map(replay.cents, calendar.periods_of(year)))) for year in calendar.years]
        yield from _compare("years", planned, [(year.year, year.planned) for year in self.told.years])
        for year in self.told.years:
            path, budget = f"years[{year.year}]", self.problem.budgets.get(year.year)
            yield from _compare(f"{path}.within", budget is None, year.within is None)
            yield from self._percentiles(path, year.spend, budget, year.within)
        funds = [(fund.id, fund.limit, limits.spent(fund)) for fund in self.problem.funds]
        yield from _compare("funds", funds, [(fund.id, fund.limit, fund.planned) for fund in self.told.funds])
        for fund in self.told.funds:
            path = f"funds[{fund.id}]"
            yield from self._percentiles(path, fund.spend, fund.limit, fund.within)

    def _interventions(self, _: Replay) -> Iterator[Violation]:
        yield from _compare(
            "interventions", sorted(self._entries), sorted(each.id for each in self.told.interventions)
        )
        for each in self.told.interventions:
            path = f"interventions[{each.id}]"
            yield from self._chance(f"{path}.critical", each.critical)
            if each.id in self._entries:
                planned = self._entries[each.id].end
                yield from self._percentiles(f"{path}.end", each.end, planned, 1 - each.late)

    def _bounds(self, _: Replay) -> Iterator[Violation]:
        there = sorted(self._known_bounds())
        told = sorted((one.intervention, str(one.bound), one.limit, one.after) for one in self.told.bounds)
        yield from _compare("bounds", there, told)
        ends = {each.id: each.end for each in self.told.interventions}
        for one in self.told.bounds:
            path = f"bounds[{one.intervention}]"
            if one.bound == "deadline" and one.intervention in ends:
                yield from self._percentiles(path, ends[one.intervention], one.limit, one.chance)
            else:
                yield from self._chance(f"{path}.chance", one.chance)

    def _known_bounds(self) -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
        """What holds in time, for what was not begun yet."""
        begun = {entry.id for entry in self.problem.past}
        done = Replay(self.problem, ()).done
        for item in self.problem.interventions:
            if item.id in begun or item.id not in self._entries:
                continue
            if item.deadline is not None:
                yield item.id, "deadline", item.deadline, ()
            latest = [item.latest_start]
            latest += [
                p for pin in self.problem.pins if pin.id == item.id for p in (pin.not_after, pin.start)
            ]
            given = [period for period in latest if period is not None]
            if given:
                yield item.id, "latest_start", min(given), ()
            for lag in item.lags:
                if lag.most is not None and not lag.any_of & done:
                    yield item.id, "lag", lag.most, tuple(sorted(lag.any_of))

    def _drivers(self, _: Replay) -> Iterator[Violation]:
        before: dict[str, float] = {}
        for place, driver in enumerate(self.told.drivers):
            path = f"drivers[{place}]"
            strength = abs(driver.correlation)
            if not strength <= before.get(driver.outcome, 1 + _ROUNDING) + _ROUNDING:
                yield _untrue(path, "it is stronger than 1, or than the one before it.")
            before[driver.outcome] = strength
            if (driver.intervention is None) != (driver.quantity is None):
                yield _untrue(path, "it names an intervention or a quantity without the other.")
            if driver.intervention is not None and driver.intervention not in self._entries:
                yield _untrue(path, f"{driver.intervention!r} is not planned.")

    def _buffers(self, _: Replay) -> Iterator[Violation]:
        least = 1.0
        for place, buffer in enumerate(self.told.buffers):
            path = f"buffers[{place}]"
            if not 0 <= buffer.before < buffer.after <= 1 or buffer.after - buffer.before > least + _ROUNDING:
                yield _untrue(path, "it helps nothing, or more than the one before it.")
            least = buffer.after - buffer.before
            if buffer.intervention not in self._entries or buffer.milestone not in self._milestones:
                yield _untrue(path, "its intervention is not planned, or there is no such milestone.")

    def _chance(self, path: str, chance: float) -> Iterator[Violation]:
        """A share of all runs."""
        runs = chance * self.told.runs
        if not 0 <= chance <= 1 or abs(runs - round(runs)) > 1e-6 * max(1.0, runs):
            yield _untrue(path, f"{chance} is not a share of {self.told.runs} runs.")

    def _percentiles(
        self,
        path: str,
        found: Percentiles,
        limit: int | None = None,
        within: float | None = None,
    ) -> Iterator[Violation]:
        """In order; and at most the limit exactly when as large a share of the runs is ``within`` it."""
        values = {10: found.p10, 50: found.p50, 80: found.p80, 90: found.p90}
        if not 0 <= found.p10 <= found.p50 <= found.p80 <= found.p90:
            yield _untrue(path, f"{list(values.values())} are no percentiles.")
        if limit is None or within is None:
            return
        yield from self._chance(path, within)
        one_run = 1 / max(1, self.told.runs) + _ROUNDING
        for percent, value in values.items():
            share = percent / 100
            if within < share - one_run if value <= limit else within > share + one_run:
                yield _untrue(path, f"{within} within {limit} does not go with {value} in {percent} of 100.")


def _untrue(path: str, message: str) -> Violation:
    return Violation("outlook", f"outlook.{path}", message)


def _compare(path: str, expected: object, found: object) -> Iterator[Violation]:
    wanted, given = as_document(expected), as_document(found)
    if wanted != given:
        yield _untrue(path, f"expected {wanted}, found {given}.")
