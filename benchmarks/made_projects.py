"""Projects of our own making, of PSPLIB's kind (after Kolisch & Sprecher 1997): to choose settings on."""

from __future__ import annotations

import random

from plateau.roadmap.finish import Activity, Project

_LONGEST = 10
_MOST_ASKED = 10
_MOST_LINKS = 3


def hard(seed: int, size: int = 60) -> Project:
    """One of the six hardest kinds of PSPLIB, by turns: four resources that nearly every activity needs."""
    return made(seed, size, complexity=(1.5, 1.8, 2.1)[seed % 3], factor=(1.0, 0.75)[seed // 3 % 2])


def made(
    seed: int, size: int, *, complexity: float = 1.8, factor: float = 1.0, strength: float = 0.2
) -> Project:
    """Four resources. `complexity`: links per activity; `factor`: the share of the resources that an activity
    needs; `strength`: capacity, from what the most demanding activity asks (0) to what all ask together when
    each starts as early as it can (1).
    """
    chance = random.Random(seed)
    durations = [chance.randint(1, _LONGEST) for _ in range(size)]
    demands = _demands(chance, size, factor)
    after = _links(chance, size, complexity)
    earliest = [0] * size
    for position, others in enumerate(after):
        for other in others:
            earliest[other] = max(earliest[other], earliest[position] + durations[position])
    capacities = []
    for resource in range(4):
        asked = [one[resource] for one in demands]
        peak = max(
            sum(
                asked[position]
                for position in range(size)
                if earliest[position] <= period < earliest[position] + durations[position]
            )
            for period in range(sum(durations))
        )
        capacities.append(max(asked) + round(strength * (peak - max(asked))))
    return Project(
        tuple(
            Activity(
                str(position), durations[position], tuple(demands[position]), tuple(sorted(after[position]))
            )
            for position in range(size)
        ),
        tuple(capacities),
    )


def _demands(chance: random.Random, size: int, factor: float) -> list[list[int]]:
    """Per activity what it asks of each resource."""
    demands = [[0] * 4 for _ in range(size)]
    cells = [(position, chance.randrange(4)) for position in range(size)]
    rest = [(position, resource) for position, taken in cells for resource in range(4) if resource != taken]
    cells += chance.sample(rest, round(size * 4 * factor) - size)
    for position, resource in cells:
        demands[position][resource] = chance.randint(1, _MOST_ASKED)
    return demands


def _links(chance: random.Random, size: int, complexity: float) -> list[set[int]]:
    """Per activity what waits for it; no link that others already imply."""
    after: list[set[int]] = [set() for _ in range(size)]
    before: list[set[int]] = [set() for _ in range(size)]
    reached: list[set[int]] = [set() for _ in range(size)]  # at whatever distance

    def link(one: int, other: int) -> bool:
        if len(after[one]) == _MOST_LINKS or len(before[other]) == _MOST_LINKS or other in reached[one]:
            return False
        behind = reached[other] | {other}
        ahead = [position for position in range(size) if one in reached[position]] + [one]
        if any(after[position] & behind for position in ahead):
            return False
        after[one].add(other)
        before[other].add(one)
        for position in ahead:
            reached[position] |= behind
        return True

    for position in range(_MOST_LINKS, size):  # each but the first three waits for something
        others = list(range(position))
        chance.shuffle(others)
        any(link(other, position) for other in others)
    for position in range(size - _MOST_LINKS):  # and something waits for each but the last three
        others = list(range(position + 1, size))
        chance.shuffle(others)
        _ = after[position] or any(link(position, other) for other in others)
    for _ in range(size * size):
        if sum(map(len, after)) >= complexity * size:
            break
        one, other = sorted(chance.sample(range(size), 2))
        link(one, other)
    return after
