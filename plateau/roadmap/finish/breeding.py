"""Good schedules by breeding: two populations, one of schedules built forward and one built backward.

A child takes a stretch of time from one schedule and the order of the rest from another, and is built in the
other direction, which is the forward–backward improvement of the literature at the same time (after Debels &
Vanhoucke 2005, and the peak crossover of Valls, Ballestín & Quintanilla 2008). The first generation comes
from priority rules. All chance comes from the seed, so the same number of rounds gives the same schedules.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plateau.roadmap.finish.generation import Batch, Generation, Keys
from plateau.roadmap.finish.model import Project

#: Schedules in a population unless told otherwise, and the most activities that they then have together.
_SIZE = 200
_MOST = 50_000
#: A stretch that is inherited, as a share of the schedule.
_STRETCH = (0.25, 0.75)
#: The share of children in which the rest of the activities may move to the other side of the stretch.
_FREE = 0.5
#: The chance that an activity of a child is moved, and by how much (of the schedule).
_MOVED = 0.005
_MOVE = 0.1
#: The noise on the rule of the latest finish, as a share of the longest path.
_NOISE = 0.1
#: Moves a key before or behind all others.
_FAR = np.float32(1e6)


@dataclass(frozen=True, slots=True)
class _Population:
    """Schedules as `keys` for the next direction: when each activity starts, seen from the other end."""

    keys: Keys
    finish: NDArray[np.signedinteger]


class Breeding:
    """The best schedule so far (`starts`, `finish`), better with every round of `advance`.

    `size` is the number of schedules that a round makes.
    """

    def __init__(self, project: Project, *, seed: int, size: int | None = None) -> None:
        """`size`: the schedules wanted in a population; fewer when the memory is too small for them."""
        self._project = project
        self._chance = np.random.default_rng(seed)
        self._directions = (Generation(project), Generation(project, backward=True))
        wanted = size or min(_SIZE, _MOST // len(project.activities))
        self.size = max(4, min(wanted, self._directions[0].widest()))
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
        self._populations[into] = _fittest(children, self._populations[into])

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
        rivals = chance.integers(0, size, (2, size))
        other = parents.keys[rivals[parents.finish[rivals].argmin(axis=0), np.arange(size)]]
        finish = parents.finish.astype(np.float32)[:, None]
        length = finish * chance.uniform(*_STRETCH, (size, 1))
        first = chance.uniform(0, 1, (size, 1)) * (finish - length)
        own = parents.keys
        # What lies outside the stretch keeps to its side of it, or moves freely: half of the children each.
        far = np.where(chance.random((size, 1)) < _FREE, np.float32(0), _FAR)
        outside = np.where(own < first, other - far, other + far)
        keys = np.where((own >= first) & (own <= first + length), own, outside)
        moved = chance.random(keys.shape) < _MOVED
        result: Keys = (keys + moved * chance.normal(0, _MOVE, keys.shape) * finish).astype(np.float32)
        return result

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


def _fittest(children: _Population, older: _Population) -> _Population:
    """The best of both, as many as there were; children before their elders, twins last."""
    keys = np.concatenate([children.keys, older.keys])
    finish = np.concatenate([children.finish, older.finish])
    order = np.argsort(finish, kind="stable")
    marks = keys @ np.sqrt(np.arange(1, keys.shape[1] + 1, dtype=np.float32))
    _, first = np.unique(marks[order], return_index=True)
    single = np.zeros(len(order), bool)
    single[first] = True
    chosen = np.concatenate([order[single], order[~single]])[: len(older.keys)]
    return _Population(keys[chosen], finish[chosen])
