"""How the planner grows: a region of organisations that share people and money, made from a seed.

Run with `.venv/bin/python benchmarks/region.py [--organisations 10] [--each 100] [--time-limit 120]`; prints
a row per objective with value, bound and gap, and time, memory and the independent checker's verdict.
`--write FILE` writes the problem as a document instead.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from pathlib import Path

from plateau.roadmap.checker import check
from plateau.roadmap.interchange import write_problem
from plateau.roadmap.model import (
    Calendar,
    ChangeLoad,
    Fund,
    Intervention,
    Milestone,
    Problem,
    Step,
    Target,
)
from plateau.roadmap.solver import solve

AREAS = {"sb": 6, "ps": 4, "mi": 3, "mv": 3, "lc": 3}
CRITERIA = tuple(f"{area}{number}" for area, size in AREAS.items() for number in range(1, size + 1))
TRANSITIES = ("jeugdzorg", "wmo", "participatiewet", "passend_onderwijs")
OWN, SHARED = ("management", "beleid", "uitvoering"), ("regioteam", "ict")
EUR = 100


def region(organisations: int, each: int, *, seed: int = 1, periods: int = 16) -> Problem:
    """Per organisation `each` interventions for 19 criteria, people of its own; a team and ICT are shared.

    Money: a fund per organisation, and a budget per year for all together. What is there is some 60% of what
    doing everything evenly would take.
    """
    chance = random.Random(seed)
    calendar = Calendar(2027, 1, periods)
    current: dict[str, int] = {}
    items: list[Intervention] = []
    targets: list[Target] = []
    milestones: list[Milestone] = []
    funds: list[Fund] = []
    for number in range(organisations):
        name = f"o{number:02d}"
        standing = {f"{name}-{criterion}": chance.choice((1, 1, 1, 2, 2, 3)) for criterion in CRITERIA}
        current |= standing
        mine = _interventions(chance, name, list(standing), each)
        items += mine
        targets += [
            Target(criterion, min(5, level + chance.choice((0, 1, 1, 2, 2))), chance.randint(1, 5))
            for criterion, level in standing.items()
        ]
        milestones += [
            Milestone(
                f"{name}-{transitie}",
                min(periods, 4 + 2 * place),
                transitie,
                {
                    criterion: min(5, standing[criterion] + 1)
                    for criterion in chance.sample(list(standing), 5)
                },
                chance.randint(1, 3),
            )
            for place, transitie in enumerate(TRANSITIES)
        ]
        cost = sum(item.one_off_cost for item in mine)
        funds.append(Fund(f"{name}-fund", round(0.6 * cost), tags=frozenset({name})))
    total = sum(item.one_off_cost + item.structural_cost_per_year for item in items)
    roles = sorted({role for item in items for role in item.effort})
    days = {role: sum(item.effort.get(role, 0) for item in items) for role in roles}
    return Problem(
        calendar=calendar,
        current=current,
        targets=tuple(targets),
        interventions=tuple(items),
        budgets={year: round(0.6 * total / len(calendar.years)) for year in calendar.years},
        capacity={role: [max(40, round(0.6 * days[role] / periods))] * periods for role in roles},
        milestones=tuple(milestones),
        funds=tuple(funds),
        change_loads=tuple(
            ChangeLoad(f"o{number:02d}-change", max(3, each // 8), tags=frozenset({f"o{number:02d}"}))
            for number in range(organisations)
        ),
    )


def _interventions(chance: random.Random, name: str, criteria: list[str], each: int) -> list[Intervention]:
    slots = [(criterion, start) for start in (1, 2, 3) for criterion in criteria][:each]
    while len(slots) < each:
        slots.append((chance.choice(criteria), chance.choice((1, 2, 3, 4))))
    made: list[Intervention] = []
    for number, (criterion, start) in enumerate(slots):
        steps = {criterion: start}
        if chance.random() < 0.3:
            steps.setdefault(chance.choice(criteria), min(4, max(1, start + chance.choice((-1, 0, 0)))))
        earlier = [item.id for item in made]
        roles = [f"{name}-{role}" for role in chance.sample(OWN, 2)] + chance.sample(SHARED, 1)
        made.append(
            Intervention(
                id=f"{name}-m{number:03d}",
                duration=chance.choice((1, 1, 2, 2, 2, 3, 4, 6)),
                one_off_cost=chance.choice((0, 5, 10, 20, 35, 60, 120)) * 1_371 * EUR,
                structural_cost_per_year=chance.choice((0, 0, 0, 5, 15, 40)) * 1_371 * EUR,
                effort={role: chance.choice((0, 4, 10, 25, 40)) for role in roles},
                steps=tuple(Step(where, at, at + 1) for where, at in steps.items()),
                all_of=frozenset(chance.sample(earlier, 1) if earlier and chance.random() < 0.15 else []),
                transities=frozenset(chance.sample(TRANSITIES, chance.randint(1, 4))),
                unit=name,
            )
        )
    return made


def main() -> None:
    """Solve one region, and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--organisations", type=int, default=10)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--periods", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=120)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    problem = region(chosen.organisations, chosen.each, seed=chosen.seed, periods=chosen.periods)
    if chosen.write:
        chosen.write.write_text(write_problem(problem), encoding="utf-8")
        return
    begun = time.perf_counter()
    plan = solve(problem, wall_limit=chosen.time_limit, deterministic_limit=0.6 * chosen.time_limit)
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(problem.interventions)} interventions, {chosen.periods} periods: {plan.status.value}, ", end=""
    )
    print(f"{len(plan.scheduled)} planned, {seconds:.1f} s, {memory:,.0f} MB, ", end="")
    print("all in order" if not (found := check(problem, plan)) else f"{len(found)} violations")
    print("| objective | value | bound | gap |\n|---|---:|---:|---:|")
    for level in plan.objectives:
        gap = (level.value - level.bound) / max(1, abs(level.value))
        print(f"| {level.name.value} | {level.value:,} | {level.bound:,} | {gap:.2%} |")


if __name__ == "__main__":
    main()
