"""Good schedules by breeding: two populations, one of schedules built forward and one built backward.

A child takes a stretch of time from one schedule and the order of the rest from another, and is built in the
other direction, which is the forward–backward improvement of the literature at the same time (after Debels &
Vanhoucke 2005, and the peak crossover of Valls, Ballestín & Quintanilla 2008). The first generation comes
from priority rules. A population stands in a ring: parents are near each other, and a child takes its first
parent's place when what stands there is no better. So what is good spreads slowly, and variety lasts longer
than when the best of all stay. All chance comes from the seed, so the same number of rounds gives the same
schedules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from plateau.roadmap.finish.generation import Batch, Generation
from plateau.roadmap.finish.model import Project

if TYPE_CHECKING:
    from plateau.roadmap.finish.kernel import Keys

#: Schedules in a population unless told otherwise, and the most activities that they then have together.
_SIZE = 200
_MOST = 50_000
#: A stretch that is inherited, as a share of the schedule.
_STRETCH = (0.25, 0.75)
#: The share of children in which the rest of the activities may move to the other side of the stretch.
_FREE = 0.5
#: How many activities of a child are moved, on average, and by how much (of the schedule).
_MOVED = 3
_MOVE = 0.1
#: The noise on the rule of the latest finish, as a share of the longest path.
_NOISE = 0.1
#: So many places away at most stands the other parent.
_NEAR = 15
#: The share of the places that goes to the best of another population, when they exchange.
_GIVEN = 0.02
#: Moves a key before or behind all others.
_FAR = np.float32(1e6)


@dataclass(frozen=True, slots=True)
class _Population:
    """Schedules as `keys` for the next direction: when each activity starts, seen from the other end."""

    keys: Keys
    finish: NDArray[np.int32]


class Breeding:
    """The best schedule so far (`starts`, `finish`), better with every round of `advance`.

    `size` is the number of schedules that a round makes.
    """

    def __init__(self, project: Project, *, seed: int | tuple[int, ...], size: int | None = None) -> None:
        self._project = project
        self._chance = np.random.default_rng(seed)
        self._directions = (Generation(project), Generation(project, backward=True))
        self.size = max(4, size or min(_SIZE, _MOST // len(project.activities)))
        self._next = 0
        self._populations: list[_Population] = []
        self.finish = project.horizon + 1
        self.starts: tuple[int, ...] = ()

    def begin(self) -> None:
        """The first generation, built forward by the rules and once more backward and forward."""
        keys = self._rules()
        for _ in range(3):
            self._populations = [*self._populations[-1:], self._built(keys)]
            keys = self._populations[-1].keys
        # Built forward, backward, forward: by direction the newest comes first.
        self._populations.reverse()

    def advance(self) -> None:
        """One generation of children of the latest, built in the other direction."""
        parents = self._populations[1 - self._next]
        children = self._built(self._children(parents))
        into = 1 - self._next  # `_built` has turned the direction
        self._populations[into] = _no_later(children, self._populations[into])

    def _built(self, keys: Keys) -> _Population:
        batch = self._directions[self._next].schedules(keys)
        self._keep(batch, backward=self._next == 1)
        self._next = 1 - self._next
        return _Population((batch.finish[:, None] - batch.ends).astype(np.float32), batch.finish)

    def _keep(self, batch: Batch, *, backward: bool) -> None:
        best = int(batch.finish.argmin())
        if int(batch.finish[best]) >= self.finish:
            return
        self.finish = int(batch.finish[best])
        starts = self.finish - batch.ends[best] if backward else batch.starts[best]
        self.starts = tuple(int(start) for start in starts)

    def _children(self, parents: _Population) -> Keys:
        chance, size = self._chance, len(parents.keys)
        rivals = (np.arange(size) + chance.integers(-_NEAR, _NEAR + 1, (2, size))) % size
        other = parents.keys[rivals[parents.finish[rivals].argmin(axis=0), np.arange(size)]]
        own, finish = parents.keys, parents.finish.astype(np.float32)[:, None]
        length = finish * chance.uniform(*_STRETCH, (size, 1))
        first = chance.uniform(0, 1, (size, 1)) * (finish - length)
        # What lies outside the stretch keeps to its side of it, or moves freely: half of the children each.
        far = np.where(chance.random((size, 1)) < _FREE, np.float32(0), _FAR)
        outside = np.where(own < first, other - far, other + far)
        keys = np.where((own >= first) & (own <= first + length), own, outside)
        moved = np.flatnonzero(chance.random(keys.shape, np.float32) < _MOVED / keys.shape[1])
        keys.flat[moved] += chance.normal(0, _MOVE, len(moved)) * finish[moved // keys.shape[1], 0]
        return keys

    def _rules(self) -> Keys:
        """Keys of the first generation: four rules as they are, then the latest finish with noise."""
        size = len(self._project.activities)
        tail = np.zeros(size)
        followers = np.zeros((size, size), bool)
        for position in reversed(self._project.order()):
            activity = self._project.activities[position]
            after = list(activity.successors)
            tail[position] = activity.duration + max((tail[other] for other in after), default=0)
            followers[position, after] = True
            for other in after:
                followers[position] |= followers[other]
        durations = np.array([activity.duration for activity in self._project.activities])
        rules = np.array(
            [
                durations - tail,  # latest finish
                -tail,  # latest start
                -followers.sum(axis=1),  # most that waits, at whatever distance
                -(durations + followers @ durations),  # greatest rank positional weight
            ],
            float,
        )[: self.size]
        noise = self._chance.normal(0, _NOISE * max(tail.max(), 1), (self.size - len(rules), size))
        return np.concatenate([rules, rules[0] + noise]).astype(np.float32)


def exchange(one: Breeding, other: Breeding) -> None:
    """Each gets the best of the other in place of its own last ones. Both are in the same generation."""
    pairs = list(zip(one._populations, other._populations, strict=True))
    one._populations = [_joined(here, there) for here, there in pairs]
    other._populations = [_joined(there, here) for here, there in pairs]
    best = min((one, other), key=lambda breeding: breeding.finish)
    one.finish, one.starts = other.finish, other.starts = best.finish, best.starts


def _joined(here: _Population, there: _Population) -> _Population:
    """`here` with the best of `there` in the last places."""
    few = max(1, int(_GIVEN * len(here.finish)))
    best = np.argsort(there.finish, kind="stable")[:few]
    last = np.argsort(-here.finish, kind="stable")[:few]
    keys, finish = here.keys.copy(), here.finish.copy()
    keys[last], finish[last] = there.keys[best], there.finish[best]
    return _Population(keys, finish)


def _no_later(children: _Population, older: _Population) -> _Population:
    """In each place the child, unless the older one is better."""
    better = children.finish <= older.finish
    return _Population(
        np.where(better[:, None], children.keys, older.keys), np.where(better, children.finish, older.finish)
    )
