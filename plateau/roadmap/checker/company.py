"""What is left out and helps only with others that are left out too."""

from __future__ import annotations

from collections.abc import Iterator, Set

from plateau.roadmap.checker.obstacles import obstacles
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.unmet import Goal, Unmet
from plateau.roadmap.model import CandidateReason, Intervention, Limit, Scheduled

_Broken = tuple[frozenset[Limit], dict[Scheduled, frozenset[Limit]], Replay]


class InCompany:
    """Sets of what one plan leaves out."""

    def __init__(self, unmet: Unmet) -> None:
        """Nothing is tried yet."""
        self._unmet = unmet
        self._problem = unmet.problem
        self._items = {item.id: item for item in unmet.problem.interventions}
        self._there = unmet.planned.keys() | unmet.replay.done
        self._stand = {it: unmet.replay.level(it, unmet.replay.periods) for it in unmet.problem.current}
        self._givers: dict[tuple[str, int], set[str]] = {}
        for item in unmet.problem.interventions:
            for step in item.steps:
                self._givers.setdefault((step.criterion, step.end), set()).add(item.id)

    def could_be_told(self, item: Intervention) -> bool:
        """Whether it helps with one other."""
        return any(self._gain({item.id, other}, item.id) for other in self._unmet.of_use - {item.id})

    def broken(self, reason: CandidateReason) -> list[_Broken] | None:
        """Of each way to do it at its start: what it and the others break, and the plan then.

        None when the others do not make it help, or are too many.
        """
        others = [companion.place for companion in reason.companions]
        ids = {reason.id, *(place.id for place in others)}
        known = all(place in self._places(place.id) for place in others)
        if not known or len(ids) != len(others) + 1 or not ids <= self._unmet.of_use:
            return None
        if not self._gain(ids, reason.id) or any(self._gain(ids - {it.id}, reason.id) for it in others):
            return None
        found = []
        for mine in (place for place in self._places(reason.id) if place.start == reason.start):
            entries = [*self._unmet.planned.values(), *others, mine]
            then = Replay(self._problem, entries)
            if self._is_better(then, [mine, *others]):
                broken = {place: obstacles(self._problem, entries, place) for place in others}
                found.append((obstacles(self._problem, entries, mine), broken, then))
        return found or None

    def gives(self, id_: str, other: str) -> bool:
        """Whether ``other`` lacks something in the plan that this one gives."""
        return any(id_ in need for need in self._needs(other, set()))

    def _places(self, id_: str) -> list[Scheduled]:
        return list(self._unmet.everywhere(self._items[id_])) if id_ in self._items else []

    def _is_better(self, then: Replay, places: list[Scheduled]) -> bool:
        """Whether something they do is asked for and comes nearer."""
        items = [self._items[place.id] for place in places]
        if any(map(self._unmet.helps, items, places)):
            return True
        steps = [step for item in items for step in item.steps]
        for goal in self._goals:
            levels = {name: then.level(name, goal.at) for name in goal.criteria}
            raised = self._unmet.stands(goal, levels) > self._unmet.stands(goal)
            if raised and self._unmet.is_raised(goal, steps):
                return True
        return False

    @property
    def _goals(self) -> list[Goal]:
        return [*self._unmet.missed, *self._unmet.never]

    def _gain(self, ids: Set[str], first: str) -> bool:
        """Whether they bring anything nearer that those that can do without ``first`` do not."""
        without = ids - {first}
        while left := {id_ for id_ in without if any(True for _ in self._needs(id_, without))}:
            without = without - left
        before = self._aims(without)
        return any(level > before.get(aim, 0) for aim, level in self._aims(ids).items())

    def _aims(self, ids: Set[str]) -> dict[Goal | str, int]:
        """What they bring nearer in time, each having all that it waits for, and how far."""
        items = [self._items[id_] for id_ in ids]
        if any(True for id_ in ids for _ in self._needs(id_, ids)):
            return {}
        steps = [step for item in items for step in item.steps]
        found: dict[Goal | str, int] = {
            item.id: 1
            for item in items
            for at in [self._unmet.asked_until(item)]
            if all(self._can_be_there(it, at, frozenset()) for it in items)
        }
        for goal in self._goals:
            in_time = all(self._can_be_there(it, goal.at, goal.criteria) for it in items)
            if in_time and self._unmet.is_raised(goal, steps):
                found[goal] = self._unmet.stands(goal, self._unmet.raised(goal, steps))
        return found

    def _can_be_there(self, item: Intervention, at: int, criteria: frozenset[str]) -> bool:
        wait = item.consolidation if any(step.criterion in criteria for step in item.steps) else 0
        return any(place.end + wait <= at for place in self._places(item.id))

    def _needs(self, id_: str, others: Set[str]) -> Iterator[Set[str]]:
        """Of each thing that it waits for and is neither in the plan nor among ``others``: what gives it."""
        item, there = self._items[id_], self._there | others
        for before in item.all_of - there:
            yield {before}
        for one_of in (item.one_of, *(lag.any_of for lag in item.lags)):
            if one_of and one_of.isdisjoint(there):
                yield one_of
        for step in item.steps:
            givers = self._givers.get((step.criterion, step.start), set())
            if self._stand[step.criterion] < step.start and givers.isdisjoint(there):
                yield givers
