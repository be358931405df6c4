"""Figures of a plan that pages, charts and the report all show. Pure; cents, days and quarters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plateau.roadmap.model import MilestoneResult, Plan, Problem, spread, structural_in_period
from plateau.roadmap.scenario import is_after


@dataclass(frozen=True, slots=True)
class YearCost:
    """What the plan spends in a year, in cents; `budget` None is no limit."""

    year: int
    one_off: int
    structural: int
    budget: int | None

    @property
    def total(self) -> int:
        """One-off and structural together."""
        return self.one_off + self.structural


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """Days of a role per quarter against what there is; `capacity` None is no limit."""

    role: str
    days: tuple[int, ...]
    capacity: tuple[int, ...] | None

    @property
    def total(self) -> int:
        """Days over the whole horizon."""
        return sum(self.days)

    @property
    def busiest(self) -> int:
        """The period with the most days (the first of them)."""
        return self.days.index(max(self.days))


def year_costs(problem: Problem, plan: Plan) -> tuple[YearCost, ...]:
    """Cost per year of the horizon, split into one-off and structural."""
    calendar = problem.calendar
    one_off: Counter[int] = Counter()
    structural: Counter[int] = Counter()
    for item in plan.scheduled:
        measure = problem.by_id[item.id]
        # Over the time that it takes in this plan: what is past took as long as it did.
        for offset, cents in enumerate(spread(measure.one_off_cost, item.end - item.start)):
            one_off[calendar.year_of(item.start + offset)] += cents
        for period in range(item.end, calendar.periods):
            cents = structural_in_period(measure.structural_cost_per_year, period - item.end)
            structural[calendar.year_of(period)] += cents
    return tuple(
        YearCost(year, one_off[year], structural[year], problem.budgets[year]) for year in calendar.years
    )


def structural_after(problem: Problem, plan: Plan) -> int:
    """Cents a year that keep being spent after the horizon."""
    return sum(problem.by_id[item.id].structural_cost_per_year for item in plan.scheduled)


def budget_after(problem: Problem) -> tuple[int, int | None]:
    """The last year that lies whole within the horizon (else the last), and its budget in cents or None.

    After the horizon there is no budget; this one is the nearest that is for a whole year.
    """
    calendar = problem.calendar
    whole = [year for year in calendar.years if len(calendar.periods_of(year)) == calendar.per_year]
    year = (whole or calendar.years)[-1]
    return year, problem.budgets[year]


def role_loads(problem: Problem, plan: Plan, roles: tuple[str, ...]) -> tuple[RoleLoad, ...]:
    """Load per role, in the order of `roles`."""
    nothing = (0,) * problem.calendar.periods
    found = []
    for role in roles:
        capacity = problem.capacity[role]
        found.append(
            RoleLoad(role, plan.load.get(role, nothing), None if capacity is None else tuple(capacity))
        )
    return tuple(found)


def last_period(plan: Plan) -> int | None:
    """The period in which the last intervention ends; None when nothing is planned."""
    return max((item.end - 1 for item in plan.scheduled), default=None)


def closed_targets(problem: Problem, plan: Plan) -> int:
    """How many targets the plan reaches."""
    return len(problem.targets) - len(plan.unmet_targets)


def milestones_met(problem: Problem, plan: Plan) -> tuple[int, int]:
    """How many milestones the plan meets, and how many there are; only those that ask for something."""
    asking = {item.id for item in problem.milestones if item.requirements}
    results = [result.met for result in plan.milestones if result.id in asking]
    return sum(results), len(results)


def results_by_title(plan: Plan, titles: Mapping[str, str]) -> dict[tuple[str, int], MilestoneResult]:
    """What came of each milestone, in order of time; `titles` by id.

    By its title and how many of that title came before it: who changes a milestone gets one with another id.
    """
    seen: Counter[str] = Counter()
    found = {}
    for result in sorted(plan.milestones, key=lambda result: (result.period, result.id)):
        title = titles.get(result.id, result.id)
        found[title, seen[title]] = result
        seen[title] += 1
    return found


def late_targets(problem: Problem, plan: Plan, horizon: date) -> int:
    """How many targets the plan reaches only after `horizon`."""
    wanted = {target.criterion: target.plateau for target in problem.targets}
    return sum(
        is_after(problem.calendar, made.period - 1, horizon)
        for made in plan.steps_made
        if made.step.end == wanted.get(made.step.criterion)
    )


def running_costs(problem: Problem, plan: Plan) -> tuple[tuple[str, int], ...]:
    """The planned interventions that go on costing money, with cents a year, the dearest first."""
    costs = [(item.id, problem.by_id[item.id].structural_cost_per_year) for item in plan.scheduled]
    return tuple(sorted((entry for entry in costs if entry[1]), key=lambda entry: (-entry[1], entry[0])))


def knitting(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """The planned interventions that serve more than one transitie, the most first."""
    serving = [item.id for item in plan.scheduled if len(problem.by_id[item.id].transities) > 1]
    return tuple(sorted(serving, key=lambda name: (-len(problem.by_id[name].transities), name)))
