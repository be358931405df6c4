"""Whether there is a plan at all: plans tried one after the other, until one is right or none is left.

A plan grows from what must be there: of the demands that it does not meet yet the one with the fewest
answers is taken, and each of these is tried. Who holds all plans against that finds in each of them an answer
to every demand, so none is passed over; what was tried and led nowhere is not tried again further on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Protocol

from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.places import Standing
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.model import Area, Intervention, Lag, Milestone, Plan, Problem, Scheduled, Status

#: So many plans, and beginnings of plans, are tried.
MOST_TRIED = 2_000

Chosen = dict[str, Scheduled]


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
        self._done = self._standing.done
        self._areas = {area.id: area for area in problem.areas}
        self._allowed = {row.path: row.allowed for row in Limits(problem, Replay(problem, ())).rows()}
        self._takes: dict[Scheduled, dict[str, int]] = {}

    def outcome(self) -> bool | None:
        if self._standing.hopeless:
            return False
        chosen: Chosen = {}
        taken: dict[str, int] | None = {}
        for entry in self._standing.begun.values():
            taken = self._with(entry, chosen, taken) if taken is not None else None
            chosen = {**chosen, entry.id: entry}
        try:
            return taken is not None and self._any_from(chosen, taken, frozenset())
        except _TooMany:
            return None

    def _any_from(self, chosen: Chosen, taken: dict[str, int], without: frozenset[Scheduled]) -> bool:
        """Whether some plan holds all that is ``chosen`` and nothing of what it is to do ``without``."""
        self._left -= 1
        if self._left < 0 or (self._until is not None and time.monotonic() > self._until):
            raise _TooMany
        answers: list[Scheduled] | None = None
        for demand in self._demands(chosen):
            left = [entry for entry in demand if entry not in without]
            if answers is None or len(left) < len(answers):
                answers = left
            if not answers:
                return False
        if answers is None:
            if self._standard and self._standard.lost(chosen.values()):
                return False
            mends = self._what_mends(chosen)
            if mends is None:
                return True
            answers = [
                entry
                for id_ in self._standing.places.keys() - chosen.keys()
                if mends(self._items[id_])
                for entry in self._standing.places[id_]
                if entry not in without
            ]
        for entry in sorted(answers, key=self._soonest):
            more = self._with(entry, chosen, taken)
            if more is not None and self._any_from({**chosen, entry.id: entry}, more, without):
                return True
            without |= {entry}
        return False

    def _soonest(self, entry: Scheduled) -> tuple[bool, int, int, str, str]:
        return entry not in self._like, entry.start, entry.end, entry.id, entry.mode

    def _what_mends(self, chosen: Chosen) -> Callable[[Intervention], bool] | None:
        """What can make a right plan of one that meets all demands; None when it is right.

        Of the rules those on how a criterion climbs speak of no single intervention.
        """
        entries = tuple(chosen.values())
        rules = Rules(self.problem, Plan(Status.FEASIBLE, entries))
        if rules.unreadable() or rules.broken(Replay(self.problem, entries)):
            return lambda item: bool(item.steps)
        if self._standard is None or self._standard.kept(entries):
            return None
        return self._standard.helps

    def _with(self, entry: Scheduled, chosen: Chosen, taken: dict[str, int]) -> dict[str, int] | None:
        """What is taken of each limit with ``entry`` too; None when that is too much: more never mends it."""
        item = self._items[entry.id]
        others = chosen.keys()
        if item.excludes & others or any(entry.id in self._items[id_].excludes for id_ in others):
            return None
        groups = (group.interventions for group in self.problem.groups if entry.id in group.interventions)
        if any(ids & others for ids in groups):
            return None
        if entry not in self._takes:
            rows = Limits(self.problem, Replay(self.problem, (entry,))).rows()
            self._takes[entry] = {row.path: row.taken for row in rows if row.taken}
        more = {path: taken.get(path, 0) + much for path, much in self._takes[entry].items()}
        if any(much > self._allowed[path] for path, much in more.items()):
            return None
        return {**taken, **more}

    # what must be so and is not so yet: for each the places by which it would be

    def _demands(self, chosen: Chosen) -> Iterator[list[Scheduled]]:
        places = self._standing.places
        for id_ in self._standing.required - chosen.keys():
            yield places[id_]
        for group in self.problem.groups:
            if group.required and not group.interventions & (chosen.keys() | self._done):
                yield [entry for id_ in group.interventions for entry in places[id_]]
        for entry in chosen.values():
            if entry.id not in self._standing.begun:
                yield from self._before(entry, chosen)
        periods = self.problem.calendar.periods
        for target in self.problem.targets:
            if target.hard:
                yield from self._stands(target.criterion, target.plateau, target.moment(periods), chosen)
        for wanted in self.problem.area_targets:
            if wanted.hard:
                area = self._areas[wanted.area]
                yield from self._area_stands(area, wanted.plateau, wanted.moment(periods), chosen)
        for milestone in self.problem.milestones:
            if milestone.hard:
                yield from self._milestone(milestone, chosen)

    def _before(self, entry: Scheduled, chosen: Chosen) -> Iterator[list[Scheduled]]:
        item = self._items[entry.id]
        first = [frozenset({id_}) for id_ in item.all_of] + ([item.one_of] if item.one_of else [])
        for ids in first:
            yield from self._one_of(ids, chosen, lambda other: other.end <= entry.start)
        for lag in item.lags:
            yield from self._one_of(lag.any_of, chosen, partial(_waited, lag, entry))
        for step in item.steps:
            yield from self._stands(step.criterion, step.start, entry.start, chosen)

    def _milestone(self, milestone: Milestone, chosen: Chosen) -> Iterator[list[Scheduled]]:
        at = milestone.period
        for criterion, plateau in milestone.requirements.items():
            yield from self._stands(criterion, plateau, at, chosen)
        for name, plateau in milestone.areas.items():
            yield from self._area_stands(self._areas[name], plateau, at, chosen)
        for id_ in milestone.interventions:
            yield from self._one_of(frozenset({id_}), chosen, lambda entry: entry.end <= at)

    def _one_of(
        self, ids: frozenset[str], chosen: Chosen, right: Callable[[Scheduled], bool]
    ) -> Iterator[list[Scheduled]]:
        """One of these stands where it is ``right``, or was done before."""
        if not ids & self._done and not any(right(chosen[id_]) for id_ in ids & chosen.keys()):
            places = self._standing.places
            yield [entry for id_ in ids - chosen.keys() for entry in places[id_] if right(entry)]

    def _stands(self, criterion: str, plateau: int, period: int, chosen: Chosen) -> Iterator[list[Scheduled]]:
        """A criterion stands on a plateau at the start of a period."""
        if plateau > self.problem.current[criterion] and not any(
            self._counts(entry) <= period
            and any(step.criterion == criterion and step.end >= plateau for step in self._items[id_].steps)
            for id_, entry in chosen.items()
        ):
            yield [
                entry
                for id_ in self._standing.makers(criterion, plateau)
                if id_ not in chosen
                for entry in self._standing.places[id_]
                if self._counts(entry) <= period
            ]

    def _area_stands(
        self, area: Area, plateau: int, period: int, chosen: Chosen
    ) -> Iterator[list[Scheduled]]:
        """Enough of its criteria stand there."""
        lacking = [
            answers
            for criterion in sorted(area.criteria)
            for answers in self._stands(criterion, plateau, period, chosen)
        ]
        if len(area.criteria) - len(lacking) < area.needed:
            yield [entry for answers in lacking for entry in answers]

    def _counts(self, entry: Scheduled) -> int:
        return entry.end + self._items[entry.id].consolidation


def _waited(lag: Lag, entry: Scheduled, other: Scheduled) -> bool:
    return keeps(lag, wait(lag, entry, other))
