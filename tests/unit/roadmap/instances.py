"""Problems of the size and shape of a real gemeente, made from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from plateau.roadmap.model import Calendar, Intervention, Milestone, Problem, Step, Target

AREAS = {"sb": 6, "ps": 4, "mi": 3, "mv": 3, "lc": 3}
CRITERIA = tuple(f"{area}{number}" for area, size in AREAS.items() for number in range(1, size + 1))
TRANSITIES = ("jeugdzorg", "wmo", "participatiewet", "passend_onderwijs")
ROLES = ("bestuur", "management", "beleid", "uitvoering", "bedrijfsvoering")


def gemeente(
    interventions: int = 60, periods: int = 16, seed: int = 1, *, money: float = 0.6, people: float = 0.6
) -> Problem:
    """19 criteria, ``money`` and ``people``: share of what doing everything evenly would take."""
    chance = random.Random(seed)
    calendar = Calendar(2027, 1, periods)
    current = {criterion: chance.choice((1, 1, 1, 2, 2, 3)) for criterion in CRITERIA}
    slots = [(criterion, start) for start in (1, 2, 3) for criterion in CRITERIA]
    slots = slots[:interventions]
    while len(slots) < interventions:
        slots.append((chance.choice(CRITERIA), chance.choice((1, 2, 3, 4))))
    items: list[Intervention] = []
    for number, (criterion, start) in enumerate(slots):
        steps = {criterion: start}
        if chance.random() < 0.3:
            other = chance.choice(CRITERIA)
            steps.setdefault(other, min(4, max(1, start + chance.choice((-1, 0, 0)))))
        earlier = [item.id for item in items]
        items.append(
            Intervention(
                id=f"m{number:03d}",
                duration=chance.choice((1, 1, 2, 2, 2, 3, 4, 6)),
                one_off_cost=chance.choice((0, 5, 10, 20, 35, 60, 120)) * 1_371_29,
                structural_cost_per_year=chance.choice((0, 0, 0, 5, 15, 40)) * 1_371_29,
                effort={role: chance.choice((0, 4, 10, 25, 40)) for role in chance.sample(ROLES, 3)},
                steps=tuple(Step(name, at, at + 1) for name, at in steps.items()),
                all_of=frozenset(chance.sample(earlier, 1) if earlier and chance.random() < 0.15 else []),
                one_of=frozenset(
                    chance.sample(earlier, 2) if len(earlier) > 2 and chance.random() < 0.1 else []
                ),
                excludes=frozenset(chance.sample(earlier, 1) if earlier and chance.random() < 0.05 else []),
                transities=frozenset(chance.sample(TRANSITIES, chance.randint(1, 4))),
            )
        )
    # No exclusion of what is also a prerequisite.
    items = [item if not item.excludes & item.all_of else _without_exclusion(item) for item in items]
    targets = tuple(
        Target(criterion, min(5, current[criterion] + chance.choice((0, 1, 1, 2, 2))), chance.randint(1, 5))
        for criterion in CRITERIA
    )
    spend = sum(item.one_off_cost + item.structural_cost_per_year for item in items)
    years = calendar.years
    capacity = {
        role: [max(1, round(people * sum(item.effort.get(role, 0) for item in items) / periods))] * periods
        for role in ROLES
    }
    milestones = tuple(
        Milestone(
            f"wet-{transitie}",
            min(periods, 4 + 2 * index),
            transitie,
            {criterion: min(5, current[criterion] + 1) for criterion in chance.sample(CRITERIA, 5)},
            weight=chance.randint(1, 3),
        )
        for index, transitie in enumerate(TRANSITIES)
    )
    return Problem(
        calendar=calendar,
        current=current,
        targets=targets,
        interventions=tuple(items),
        budgets={year: round(money * spend / len(years)) for year in years},
        capacity=capacity,
        milestones=milestones,
    )


def _without_exclusion(item: Intervention) -> Intervention:
    return replace(item, excludes=frozenset())


def beside_each_other(*problems: Problem, money: float) -> Problem:
    """One problem of several over the same periods, with names of their own; they share ``money``: the part
    of all their budgets that there is.
    """
    named = [_named(f"o{number}-", problem) for number, problem in enumerate(problems)]
    return replace(
        named[0],
        current={name: level for problem in named for name, level in problem.current.items()},
        targets=tuple(target for problem in named for target in problem.targets),
        interventions=tuple(item for problem in named for item in problem.interventions),
        milestones=tuple(one for problem in named for one in problem.milestones),
        capacity={role: days for problem in named for role, days in problem.capacity.items()},
        budgets={
            year: round(money * sum(problem.budgets[year] or 0 for problem in named))
            for year in named[0].calendar.years
        },
    )


def _named(prefix: str, problem: Problem) -> Problem:
    def those(names: Iterable[str]) -> frozenset[str]:
        return frozenset(f"{prefix}{name}" for name in names)

    return replace(
        problem,
        current={f"{prefix}{name}": level for name, level in problem.current.items()},
        targets=tuple(replace(one, criterion=f"{prefix}{one.criterion}") for one in problem.targets),
        interventions=tuple(
            replace(
                item,
                id=f"{prefix}{item.id}",
                steps=tuple(Step(f"{prefix}{one.criterion}", one.start, one.end) for one in item.steps),
                effort={f"{prefix}{role}": days for role, days in item.effort.items()},
                all_of=those(item.all_of),
                one_of=those(item.one_of),
                excludes=those(item.excludes),
            )
            for item in problem.interventions
        ),
        milestones=tuple(
            replace(
                one,
                id=f"{prefix}{one.id}",
                requirements={f"{prefix}{name}": level for name, level in one.requirements.items()},
            )
            for one in problem.milestones
        ),
        capacity={f"{prefix}{role}": days for role, days in problem.capacity.items()},
    )
