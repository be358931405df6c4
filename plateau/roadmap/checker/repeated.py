"""An outlook carried out once more, by other code, with the seed that it tells; every figure held against it.

The draws are those of the outlook, so the figures must be the same ones. Of a plan so large or runs so many
that it would take long, only the first runs are carried out; then a figure may differ by as much as so many
runs can be off by chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from plateau.roadmap.checker.chains import critical
from plateau.roadmap.checker.draws import DURATION, QUANTITIES, Real, Whole, draw
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.runs import NEVER, Runs, Truths, in_order
from plateau.roadmap.checker.spent import Spent
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import Lag, Milestone, Plan, Problem

if TYPE_CHECKING:
    from plateau.roadmap.uncertainty import Outlook, Percentiles

#: Interventions × runs that are carried out: 10,000 runs of a large municipality take some seconds.
MOST_CARRIED_OUT = 1_500_000
#: No more are carried out by the command.
MOST_RUNS = 100_000
#: So many standard deviations a figure may lie off when not all runs were carried out.
_DEVIATIONS = 5.0
#: An outlook tells of links as strong as this, and of no more than so many for each outcome.
_WEAKEST, _MOST = 0.05, 8
#: Reserves are tried in so many runs; it tells of those that help at least in such a share of them.
_BUFFER_RUNS, _LEAST_GAIN = 2_500, 0.01
_EXACT = 1e-9


class Repeated:
    """The runs of one outlook of a plan that is in order; ``used``: how many of them are carried out."""

    def __init__(self, problem: Problem, plan: Plan, told: Outlook) -> None:
        """Draw, and carry the plan out; ``told.runs`` is at most ``MOST_RUNS``, the seed no less than 0."""
        self.problem = problem
        self.told = told
        entries = in_order(plan.scheduled)
        self._replay = Replay(problem, entries)
        self.used = min(told.runs, max(1_000, MOST_CARRIED_OUT // max(1, len(entries))))
        self._draws = draw(problem, entries, told, self.used)
        self._runs = Runs(problem, entries, self._draws.drawn[DURATION])

    def untrue(self) -> Iterator[Violation]:
        """All figures that do not come out."""
        runs, told = self._runs, self.told
        if runs.ends.max(initial=0) == NEVER:
            yield _untrue("runs", "in some of them the plan cannot be carried out.")
            return
        yield from self._percentiles("finish", told.finish, runs.finish)
        yield from self._share("on_time", told.on_time, runs.finish <= told.planned_finish)
        yield from self._goals()
        yield from self._interventions()
        yield from self._bounds()
        yield from self._buffers()
        spent = Spent(self._replay, runs, self._draws)
        yield from self._money(spent)
        yield from self._drivers(spent.within(0, self._replay.periods))

    def _goals(self) -> Iterator[Violation]:
        for milestone, sure in zip(self.problem.milestones, self.told.milestones, strict=True):
            path, ready = f"milestones[{sure.id}]", self._runs.met(milestone)
            yield from self._share(f"{path}.chance", sure.chance, ready <= milestone.period)
            if (sure.ready is None) != (ready.max() >= NEVER):
                yield _untrue(f"{path}.ready", "it is there exactly when the plan gets there.")
            elif sure.ready is not None:
                yield from self._percentiles(f"{path}.ready", sure.ready, ready)
        for target, chance in zip(self.problem.targets, self.told.targets, strict=True):
            ready = self._runs.stands(target.criterion, target.plateau)
            path, moment = f"targets[{target.criterion}].chance", target.moment(self._replay.periods)
            yield from self._share(path, chance.chance, ready <= moment)

    def _interventions(self) -> Iterator[Violation]:
        chains = critical(self._runs)
        for each in self.told.interventions:
            path, row = f"interventions[{each.id}]", self._runs.rows[each.id]
            ends = self._runs.ends[row]
            yield from self._percentiles(f"{path}.end", each.end, ends)
            yield from self._share(f"{path}.late", each.late, ends > self._runs.entries[row].end)
            yield from self._share(f"{path}.critical", each.critical, chains[row])

    def _bounds(self) -> Iterator[Violation]:
        for one in self.told.bounds:
            row = self._runs.rows[one.intervention]
            if one.bound == "lag":
                kept = [
                    self._within(row, lag)
                    for lag in self._runs.item(row).lags
                    if (lag.most, lag.any_of) == (one.limit, frozenset(one.after))
                ]
            else:
                moment = self._runs.ends if one.bound == "deadline" else self._runs.starts
                kept = [moment[row] <= one.limit]
            wrong = [list(self._share(f"bounds[{one.intervention}].chance", one.chance, k)) for k in kept]
            yield from min(wrong, key=len)

    def _within(self, row: int, lag: Lag) -> Truths:
        others = [other for id_, other in self._runs.rows.items() if id_ in lag.any_of]
        waited = self._runs.waited(row, lag, others)
        return np.asarray(((waited >= lag.least) & (waited <= (lag.most or 0))).any(axis=0))

    def _money(self, spent: Spent) -> Iterator[Violation]:
        told, calendar = self.told, self.problem.calendar
        yield from self._percentiles("spend", told.spend, spent.within(0, calendar.periods))
        for year in told.years:
            path, inside = f"years[{year.year}]", calendar.periods_of(year.year)
            cents, budget = spent.within(inside.start, inside.stop), self.problem.budgets[year.year]
            yield from self._percentiles(f"{path}.spend", year.spend, cents)
            if budget is not None and year.within is not None:
                yield from self._share(f"{path}.within", year.within, cents <= budget)
        for fund, chance in zip(self.problem.funds, told.funds, strict=True):
            path, cents = f"funds[{fund.id}]", spent.of_fund(fund)
            yield from self._percentiles(f"{path}.spend", chance.spend, cents)
            yield from self._share(f"{path}.within", chance.within, cents <= fund.limit)

    # what matters most

    def _drivers(self, spend: Whole) -> Iterator[Violation]:
        """The strongest links of what was drawn with the outcomes, each with its strength."""
        off = _EXACT if self.used == self.told.runs else _DEVIATIONS / math.sqrt(self.used)
        for outcome, effect, quantities in (
            ("finish", self._runs.finish, (DURATION,)),
            ("spend", spend, QUANTITIES),
        ):
            links = dict(self._links(effect, quantities))
            told = [driver for driver in self.told.drivers if driver.outcome == outcome]
            for driver in told:
                link = links.pop((driver.intervention, driver.quantity), None)
                if link is None or abs(link - driver.correlation) > off:
                    yield _untrue("drivers", f"{outcome}: expected {link}, found {driver.correlation}.")
            weakest = min((abs(driver.correlation) for driver in told), default=1.0)
            least = weakest if len(told) >= _MOST else _WEAKEST
            for (id_, quantity), link in links.items():
                if abs(link) > least + off:
                    yield _untrue("drivers", f"{outcome}: {quantity} of {id_} matters more: {link:.3f}.")

    def _links(
        self, effect: Whole, quantities: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str | None, str | None], float]]:
        places = _places(effect)
        yield (None, None), _correlation(_places(self._draws.common), places)
        for quantity in quantities:
            for row, entry in enumerate(self._runs.entries):
                drawn = self._draws.drawn[quantity][row]
                if drawn.min() < drawn.max():
                    own = _places(self._draws.own[quantity][row])
                    yield (entry.id, quantity), _correlation(own, places)

    def _buffers(self) -> Iterator[Violation]:
        """Each reserve tried, and those that are not told of: in the first runs, as many as there are."""
        whole = min(self.told.runs, _BUFFER_RUNS)
        used = min(whole, self.used)
        for place, buffer in enumerate(self.told.buffers):
            path, row = f"buffers[{place}]", self._runs.rows[buffer.intervention]
            for id_, (before, after) in self._with_reserve(row, used).items():
                gain, least = after.mean() - before.mean(), buffer.after - buffer.before
                if id_ == buffer.milestone:
                    yield from self._share(f"{path}.before", buffer.before, before, whole)
                    yield from self._share(f"{path}.after", buffer.after, after, whole)
                elif gain > least + self._off(0.5, used, whole):
                    yield _untrue(path, f"{id_} gains more.")
        told = {self._runs.rows[buffer.intervention] for buffer in self.told.buffers}
        for row in self._suspects(whole) if used == whole else ():
            for id_, (before, after) in self._with_reserve(row, used).items() if row not in told else ():
                if after.mean() - before.mean() > _LEAST_GAIN + _EXACT:
                    yield _untrue("buffers", f"one for {self._runs.entries[row].id} helps {id_}.")

    def _with_reserve(self, row: int, runs: int) -> dict[str, tuple[Truths, Truths]]:
        """Milestone → in which runs it is met; and in which when an overrun of one period is caught."""
        durations = self._runs.durations[:, :runs].copy()
        entry = self._runs.entries[row]
        durations[row] -= durations[row] > entry.end - entry.start
        caught = Runs(self.problem, self._runs.entries, durations)
        return {
            milestone.id: (self._in_time(self._runs, milestone)[:runs], self._in_time(caught, milestone))
            for milestone in self.problem.milestones
        }

    def _suspects(self, runs: int) -> list[int]:
        """Who overruns more often when a milestone is missed, the clearest first."""
        met = [self._in_time(self._runs, milestone)[:runs] for milestone in self.problem.milestones]
        links: dict[int, float] = {}
        for row, entry in enumerate(self._runs.entries):
            late = _places(self._runs.durations[row, :runs] > entry.end - entry.start)
            links[row] = max((-_correlation(late, _places(hit)) for hit in met), default=0.0)
        rows = [row for row, link in links.items() if link > _WEAKEST + _EXACT]
        return sorted(rows, key=lambda row: (-links[row], row))[:_MOST]

    @staticmethod
    def _in_time(runs: Runs, milestone: Milestone) -> Truths:
        return np.asarray(runs.met(milestone) <= milestone.period)

    # as many as must be so

    def _off(self, share: float, used: int, whole: int) -> float:
        """By how much a share among ``used`` of ``whole`` runs can be off."""
        if used >= whole:
            return _EXACT
        spread = share * (1 - share) + _DEVIATIONS**2 / (4 * used)
        return _DEVIATIONS * math.sqrt(spread / used)

    def _share(self, path: str, told: float, so: Truths, whole: int | None = None) -> Iterator[Violation]:
        found = float(so.mean())
        if abs(found - told) > self._off(found, so.size, whole or self.told.runs):
            yield _untrue(path, f"expected {found}, found {told}.")

    def _percentiles(self, path: str, told: Percentiles, values: Whole) -> Iterator[Violation]:
        """What so many of a hundred runs do not exceed."""
        percents, found = (10, 50, 80, 90), (told.p10, told.p50, told.p80, told.p90)
        expected = np.percentile(values, percents, method="inverted_cdf").tolist()
        for percent, here, there in zip(percents, expected, found, strict=True):
            share = percent / 100
            off = self._off(share, values.size, self.told.runs)
            near = share - off <= (values <= there).mean() and (values < there).mean() <= share + off
            if here != there and not (self.used < self.told.runs and near):
                yield _untrue(f"{path}.p{percent}", f"expected {here}, found {there}.")


def _places(values: Whole | Real | Truths) -> Real:
    """Places in order of size, what is equal sharing theirs."""
    _, which, many = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(many) - (many - 1) / 2)[which], dtype=np.float64)


def _correlation(one: Real, other: Real) -> float:
    one, other = one - one.mean(), other - other.mean()
    size = math.sqrt(float((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / size if size else 0.0


def _untrue(path: str, message: str) -> Violation:
    return Violation("outlook", f"outlook.{path}", message)
