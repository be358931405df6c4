"""From a plan to how sure it is: draw, carry out, count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from plateau.roadmap.explanation.use import limit_use
from plateau.roadmap.model import LimitCode, Milestone, Plan, Problem
from plateau.roadmap.uncertainty.bounds import bounds_kept
from plateau.roadmap.uncertainty.criticality import correlation_of_ranks, critical, rank_correlation, ranks
from plateau.roadmap.uncertainty.drawing import CORRELATION, Draws, Quantity, Whole, draw
from plateau.roadmap.uncertainty.execution import NEVER, Execution, Truths, execute, in_order
from plateau.roadmap.uncertainty.outlook import (
    Buffer,
    Driver,
    FundChance,
    InterventionChance,
    MilestoneChance,
    Outcome,
    Outlook,
    Percentiles,
    TargetChance,
    YearChance,
)
from plateau.roadmap.uncertainty.spending import spend_of_fund, spend_per_year

_FUND = LimitCode.FUND
RUNS = 10_000
#: A weaker link than this is noise: with 10,000 runs the noise itself is about 0.01.
WEAKEST = 0.05
MOST_DRIVERS = 8
#: Interventions for which a buffer is tried: those that are late most often in the runs that miss.
MOST_BUFFERS = 8
#: For each of them so many runs are carried out again; with the same draws before and after that is enough.
BUFFER_RUNS = 2_500
#: A buffer that helps fewer than one run in a hundred is no advice.
LEAST_GAIN = 0.01


def simulate(
    problem: Problem,
    plan: Plan,
    *,
    runs: int = RUNS,
    seed: int = 0,
    correlation: float = CORRELATION,
) -> Outlook:
    """How sure ``plan`` is: the same seed gives the same answer.

    ValueError when the plan answers another problem, or none was found.
    """
    if plan.problem_hash != problem.fingerprint:
        raise ValueError("the plan answers another problem.")
    if not plan.found:
        raise ValueError("there is no plan to carry out.")
    draws = draw(in_order(problem, plan.scheduled), runs=runs, seed=seed, correlation=correlation)
    return _Simulation(problem, plan, draws).outlook(seed, correlation)


@dataclass(frozen=True, slots=True)
class _Simulation:
    problem: Problem
    plan: Plan
    draws: Draws

    def outlook(self, seed: int, correlation: float) -> Outlook:
        run = execute(self.problem, self.plan.scheduled, self.draws.durations)
        per_year = spend_per_year(self.problem.calendar, run, self.draws)
        spend = np.sum(list(per_year.values()), axis=0)
        planned_finish = max((entry.end for entry in self.plan.scheduled), default=0)
        return Outlook(
            runs=self.draws.runs,
            seed=seed,
            correlation=correlation,
            planned_finish=planned_finish,
            finish=Percentiles.of(run.finish),
            on_time=_share(run.finish <= planned_finish),
            planned_spend=self.plan.total_spend,
            spend=Percentiles.of(spend),
            milestones=self._milestones(run),
            targets=self._targets(run),
            years=tuple(
                YearChance(
                    year,
                    self.plan.spend_per_year[year],
                    Percentiles.of(cents),
                    None if budget is None else _share(cents <= budget),
                )
                for year, cents in per_year.items()
                for budget in [self.problem.budgets[year]]
            ),
            interventions=self._interventions(run),
            drivers=self._drivers(run.finish, spend),
            buffers=self._buffers(run),
            funds=self._funds(run),
            bounds=tuple(bounds_kept(self.problem, run)),
        )

    def _milestones(self, run: Execution) -> tuple[MilestoneChance, ...]:
        planned = {result.id: result.met for result in self.plan.milestones}
        found = []
        for milestone in self.problem.milestones:
            ready = _milestone_ready(self.problem, run, milestone)
            found.append(
                MilestoneChance(
                    milestone.id,
                    milestone.period,
                    planned[milestone.id],
                    _share(ready <= milestone.period),
                    Percentiles.of(ready) if ready.max() < NEVER else None,
                )
            )
        return tuple(found)

    def _targets(self, run: Execution) -> tuple[TargetChance, ...]:
        unmet = {target.criterion for target in self.plan.unmet_targets}
        return tuple(
            TargetChance(
                target.criterion,
                target.criterion not in unmet,
                _share(
                    _ready(self.problem, run, {target.criterion: target.plateau})
                    <= target.moment(self.problem.calendar.periods)
                ),
            )
            for target in self.problem.targets
        )

    def _funds(self, run: Execution) -> tuple[FundChance, ...]:
        planned = {use.name: sum(use.used) for use in limit_use(self.problem, self.plan) if use.code is _FUND}
        spent = {fund.id: spend_of_fund(self.problem, fund, run, self.draws) for fund in self.problem.funds}
        return tuple(
            FundChance(
                fund.id,
                fund.limit,
                planned[fund.id],
                Percentiles.of(spent[fund.id]),
                _share(spent[fund.id] <= fund.limit),
            )
            for fund in self.problem.funds
        )

    def _interventions(self, run: Execution) -> tuple[InterventionChance, ...]:
        chain = critical(run)
        planned = {entry.id: entry.end for entry in self.plan.scheduled}
        return tuple(
            InterventionChance(
                task.work.id,
                _share(chain[place]),
                _share(run.ends[place] > planned[task.work.id]),
                Percentiles.of(run.ends[place]),
            )
            for place, task in enumerate(run.tasks)
        )

    def _drivers(self, finish: Whole, spend: Whole) -> tuple[Driver, ...]:
        causes = {
            Outcome.FINISH: (finish, (Quantity.DURATION,)),
            Outcome.SPEND: (spend, (Quantity.DURATION, Quantity.ONE_OFF, Quantity.STRUCTURAL)),
        }
        found: list[Driver] = []
        for outcome, (values, quantities) in causes.items():
            effect = ranks(values)
            links = [Driver(outcome, None, None, rank_correlation(self.draws.common, values))]
            links += [
                Driver(
                    outcome,
                    work.id,
                    quantity,
                    correlation_of_ranks(ranks(self.draws.own[quantity][row]), effect),
                )
                for quantity in quantities
                for row, work in enumerate(self.draws.works)
                if _varies(self.draws, quantity, row)
            ]
            strong = [link for link in links if abs(link.correlation) >= WEAKEST]
            strong.sort(key=lambda link: (-abs(link.correlation), link.intervention or ""))
            found += strong[:MOST_DRIVERS]
        return tuple(found)

    # one period in reserve

    def _buffers(self, run: Execution) -> tuple[Buffer, ...]:
        """Catch one period of overrun of one intervention after the other, and carry everything out again."""
        before = {
            item.id: (_milestone_ready(self.problem, run, item) <= item.period)[:BUFFER_RUNS]
            for item in self.problem.milestones
            if item.requirements or item.areas or item.interventions
        }
        durations = self.draws.durations[:, :BUFFER_RUNS]
        found = []
        for place in self._suspects(before.values()):
            caught = durations.copy()
            planned = run.tasks[place].work.duration
            caught[place] = np.where(caught[place] > planned, caught[place] - 1, caught[place])
            again = execute(self.problem, self.plan.scheduled, caught)
            gains = [
                Buffer(
                    run.tasks[place].work.id,
                    item.id,
                    _share(before[item.id]),
                    _share(_milestone_ready(self.problem, again, item) <= item.period),
                )
                for item in self.problem.milestones
                if item.id in before
            ]
            best = max(gains, key=lambda gain: (gain.gain, gain.milestone))
            if best.gain >= LEAST_GAIN:
                found.append(best)
        return tuple(sorted(found, key=lambda item: (-item.gain, item.intervention)))

    def _suspects(self, met: Iterable[Truths]) -> list[int]:
        """Who overruns more often in the runs that miss a milestone than in the others, clearest first."""
        durations = self.draws.durations[:, :BUFFER_RUNS]
        over = [row > work.duration for row, work in zip(durations, self.draws.works, strict=True)]
        scores: dict[int, float] = {}
        for hit in met:
            for place, late in enumerate(over):
                link = -rank_correlation(late.astype(np.float64), hit.astype(np.int64))
                scores[place] = max(scores.get(place, 0.0), link)
        worth = [place for place, score in scores.items() if score >= WEAKEST]
        return sorted(worth, key=lambda place: (-scores[place], place))[:MOST_BUFFERS]


def _ready(problem: Problem, run: Execution, requirements: Mapping[str, int]) -> Whole:
    """Per run the moment from which every criterion stands where it must; NEVER when one does not."""
    ready = np.zeros(run.ends.shape[1], dtype=np.int64)
    for criterion, plateau in requirements.items():
        if plateau > problem.current[criterion]:
            ready = np.maximum(ready, run.reached.get((criterion, plateau), NEVER))
    return ready


def _milestone_ready(problem: Problem, run: Execution, milestone: Milestone) -> Whole:
    """The same for all that a milestone asks: criteria, areas, and interventions that are done."""
    ready = _ready(problem, run, milestone.requirements)
    areas = {area.id: area for area in problem.areas}
    for name, plateau in milestone.areas.items():
        each = [_ready(problem, run, {criterion: plateau}) for criterion in sorted(areas[name].criteria)]
        ready = np.maximum(ready, np.sort(each, axis=0)[areas[name].needed - 1])
    places = {task.work.id: place for place, task in enumerate(run.tasks)}
    for id_ in sorted(milestone.interventions - (problem.already_done - places.keys())):
        ready = np.maximum(ready, run.ends[places[id_]] if id_ in places else NEVER)
    return ready


def _share(truths: Truths) -> float:
    return float(truths.mean())


def _varies(draws: Draws, quantity: Quantity, row: int) -> bool:
    drawn = {
        Quantity.DURATION: draws.durations,
        Quantity.ONE_OFF: draws.one_off,
        Quantity.STRUCTURAL: draws.structural,
    }[quantity][row]
    return bool(drawn.min() < drawn.max())
