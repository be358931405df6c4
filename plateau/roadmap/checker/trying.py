"""Whether there is a plan at all: plans tried one after the other, until one is right or none is left.

A plan grows from what must be there: of the demands that it does not meet yet the one with the fewest
answers is taken, and each of these is tried. Who holds all plans against that finds in each of them an answer
to every demand, so none is passed over; what was tried and led nowhere is not tried again further on.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Protocol

from plateau.roadmap.checker.demands import Beginning, Demands
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.places import Standing
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.model import (
    Intervention,
    Plan,
    Problem,
    Scheduled,
    Status,
)

#: So many plans, and beginnings of plans, are tried.
MOST_TRIED = 2_000
#: So many seconds at most, for all that is tried of one document to one end.
SECONDS = 20.0


class Standard(Protocol):
    """What is asked of a plan beside the rules."""

    def kept(self, chosen: Collection[Scheduled]) -> bool:
        """Whether this plan is good enough."""

    def lost(self, chosen: Collection[Scheduled]) -> bool:
        """Whether it is not, and no longer can be, whatever comes with it."""

    def helps(self, item: Intervention) -> bool:
        """Whether a plan that is not good enough can become so by this."""


def has_plan(
    problem: Problem,
    *,
    standard: Standard | None = None,
    like: Collection[Scheduled] = (),
    tries: int = MOST_TRIED,
    until: float | None = None,
) -> bool | None:
    """Whether a plan keeps all rules of ``problem``, and ``standard``; None when that takes too long to see.

    ``like``: places that are tried first; ``until``: by the monotonic clock.
    """
    return _Trial(problem, standard, frozenset(like), tries, until).outcome()


class _TooMany(Exception):
    """More plans than are tried."""


class _Trial:
    def __init__(
        self,
        problem: Problem,
        standard: Standard | None,
        like: frozenset[Scheduled],
        tries: int,
        until: float | None,
    ) -> None:
        self.problem = problem
        self._standard = standard
        self._like = like
        self._left = tries
        self._until = until
        self._standing = Standing(problem, everything=standard is not None)
        self._items = self._standing.items
        self._demands = Demands(self._standing)
        self._allowed = {row.path: row.allowed for row in Limits(problem, Replay(problem, ())).rows()}
        self._takes: dict[Scheduled, dict[str, int]] = {}

    def outcome(self) -> bool | None:
        if self._standing.hopeless:
            return False
        begun: Beginning | None = Beginning({}, {}, {})
        for entry in self._standing.begun.values():
            begun = begun and self._with(entry, begun)
        try:
            return begun is not None and self._any_from(begun, frozenset())
        except _TooMany:
            return None

    def _any_from(self, part: Beginning, without: frozenset[Scheduled]) -> bool:
        """Whether some plan holds all of ``part`` and nothing of what it is to do ``without``."""
        self._left -= 1
        if self._left < 0 or (self._until is not None and time.monotonic() > self._until):
            raise _TooMany
        answers = self._answers(part, without)
        if answers is None:
            return True
        for entry in sorted(answers, key=self._soonest):
            more = self._with(entry, part)
            if more is not None and self._any_from(more, without):
                return True
            without |= {entry}
        return False

    def _answers(self, part: Beginning, without: frozenset[Scheduled]) -> list[Scheduled] | None:
        """What can come next: the answers to the demand that has the fewest; None when nothing needs to."""
        fewest: list[Scheduled] | None = None
        for demand in self._demands.of(part):
            left = [entry for entry in demand if entry not in without]
            if fewest is None or len(left) < len(fewest):
                fewest = left
            if not left:
                return []
        if fewest is not None:
            return fewest
        entries = tuple(part.chosen.values())
        if self._standard is None or self._standard.kept(entries):
            rules = Rules(self.problem, Plan(Status.FEASIBLE, entries))
            if not rules.unreadable() and not rules.broken(Replay(self.problem, entries)):
                return None
        elif self._standard.lost(entries):
            return []
        return [
            entry
            for id_, places in self._standing.places.items()
            if id_ not in part.chosen and (self._standard is None or self._standard.helps(self._items[id_]))
            for entry in places
            if entry not in without
        ]

    def _soonest(self, entry: Scheduled) -> tuple[bool, int, int, str, str]:
        return entry not in self._like, entry.start, entry.end, entry.id, entry.mode

    def _with(self, entry: Scheduled, part: Beginning) -> Beginning | None:
        """``part`` with ``entry`` too; None when that is too much: more never mends it."""
        item, others = self._items[entry.id], part.chosen.keys()
        if item.excludes & others or any(entry.id in self._items[id_].excludes for id_ in others):
            return None
        groups = (group.interventions for group in self.problem.groups if entry.id in group.interventions)
        if any(ids & others for ids in groups):
            return None
        if entry not in self._takes:
            rows = Limits(self.problem, Replay(self.problem, (entry,))).rows()
            self._takes[entry] = {row.path: row.taken for row in rows if row.taken}
        taken = {path: part.taken.get(path, 0) + much for path, much in self._takes[entry].items()}
        if any(much > self._allowed[path] for path, much in taken.items()):
            return None
        made, counts = dict(part.made), entry.end + item.consolidation
        for step in item.steps:
            made[step.criterion, step.end] = min(counts, made.get((step.criterion, step.end), counts))
        return Beginning({**part.chosen, entry.id: entry}, {**part.taken, **taken}, made)
