"""What helps only with others that are left out too: the fewest of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from plateau.roadmap.explanation.wishes import Wish, Wishes
from plateau.roadmap.model import Intervention, Plan, Problem, Step

#: Sets looked at for one intervention; beyond that it takes too many others to be told.
_MOST_TRIED = 200


@dataclass(frozen=True, slots=True)
class Company:
    """Interventions that bring something nearer together, each after what it waits for among them.

    ``aim``: the wish, of which they raise the ``level``, or the id of the one that is asked for by name;
    ``until``: by then.
    """

    items: tuple[Intervention, ...]
    aim: Wish | str
    until: int
    level: int

    def in_time(self, item: Intervention, end: int) -> bool:
        """Whether it is over early enough at the start of ``end``; steps that are asked for must count."""
        asked = not isinstance(self.aim, str) and {step.criterion for step in item.steps} & self.aim.criteria
        return end + (item.consolidation if asked else 0) <= self.until


class Companions:
    """What one plan leaves out, and what of it goes together."""

    def __init__(self, problem: Problem, plan: Plan, wishes: Wishes, could_help: Set[str]) -> None:
        """``could_help``: all that may be put in."""
        self._problem = problem
        self._items = problem.by_id
        self._plan = plan
        self._wishes = wishes
        self._could_help = could_help
        self._there = plan.by_id.keys() | problem.already_done
        self._makers: dict[tuple[str, int], set[str]] = defaultdict(set)
        for item in problem.interventions:
            for step in item.steps:
                self._makers[step.criterion, step.end].add(item.id)

    def of(self, item: Intervention) -> list[Company]:
        """The smallest sets that bring more nearer with ``item`` than without; empty: none, or too large."""
        ring, tried = {frozenset({item.id})}, 0
        while ring and tried < _MOST_TRIED:
            tried += len(ring)
            found = [company for ids in sorted(ring, key=sorted) for company in self._gain(ids, item.id)]
            if found:
                return found
            ring = {ids | {other} for ids in ring for other in self._next(ids)}
        return []

    def waits_for(self, other: str, id_: str) -> bool:
        """Whether ``other`` lacks something in the plan that ``id_`` gives it."""
        return id_ in self._lacking_now[other]

    @cached_property
    def _lacking_now(self) -> dict[str, frozenset[str]]:
        """What would give anything that it lacks in the plan, of each."""
        return {
            id_: frozenset[str]().union(*self._lacking(item, self._there))
            for id_, item in self._items.items()
        }

    def _gain(self, ids: frozenset[str], first: str) -> list[Company]:
        """What they bring nearer; but for what those do that can be without ``first``."""
        without = ids - {first}
        while waiting := {id_ for id_ in without if self._is_waiting(id_, without)}:
            without -= waiting
        before = {company.aim: company.level for company in self._helping(without, first)}
        return [it for it in self._helping(ids, first) if it.level > before.get(it.aim, 0)]

    def _helping(self, ids: frozenset[str], first: str) -> Iterator[Company]:
        """What they bring nearer in time; nothing when one of them waits for something else."""
        if any(self._is_waiting(id_, ids) for id_ in ids):
            return
        items = tuple(self._items[id_] for id_ in self._in_order(ids, first))
        found = [Company(items, item.id, self._wishes.asked_until(item), 1) for item in items]
        steps = [step for item in items for step in item.steps]
        for wish in (*self._wishes.open, *self._wishes.late):
            if wish.nearer(self._plan, steps):
                found.append(Company(items, wish, wish.at, wish.level(self._plan, steps)))
        for company in found:
            if all(company.in_time(item, self._soonest(item)) for item in items):
                yield company

    def _is_waiting(self, id_: str, others: Set[str]) -> bool:
        return any(True for _ in self._lacking(self._items[id_], self._there | others))

    def _soonest(self, item: Intervention) -> int:
        return self._problem.now + min(way.duration for way in self._problem.ways(item).values())

    def _in_order(self, ids: frozenset[str], first: str) -> Iterator[str]:
        """``first`` as soon as can be; what waits for each other in a ring as it comes."""
        left, there = sorted(ids, key=lambda id_: (id_ != first, id_)), set(self._there)
        while left:
            ready = (id_ for id_ in left if not any(self._lacking(self._items[id_], there)))
            following = next(ready, left[0])
            left.remove(following)
            there.add(following)
            yield following

    def _next(self, ids: frozenset[str]) -> Set[str]:
        """What may be added: of what they lack each that gives it, else what goes with their steps."""
        for id_ in sorted(ids):
            for need in self._lacking(self._items[id_], self._there | ids):
                return (need & self._could_help) - ids
        steps = [step for id_ in ids for step in self._items[id_].steps]
        return {
            other
            for other in self._could_help - ids
            if any(self.waits_for(other, id_) for id_ in ids) or self._goes_with(self._items[other], steps)
        }

    def _goes_with(self, item: Intervention, steps: list[Step]) -> bool:
        """Whether both make something that one wish asks for."""
        return any(
            any(wish.asks(self._plan, step) for step in steps)
            and any(wish.asks(self._plan, step) for step in item.steps)
            for wish in (*self._wishes.open, *self._wishes.late)
        )

    def _lacking(self, item: Intervention, there: Set[str]) -> Iterator[frozenset[str]]:
        """Of each thing that it waits for and is not ``there``: what would give it."""
        yield from (frozenset({id_}) for id_ in sorted(item.all_of - there))
        for any_of in (item.one_of, *(lag.any_of for lag in item.lags)):
            if any_of and not any_of & there:
                yield any_of
        for step in item.steps:
            makers = self._makers[step.criterion, step.start]
            if self._plan.levels[step.criterion][-1] < step.start and not makers & there:
                yield frozenset(makers)
