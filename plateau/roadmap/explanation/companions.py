"""What helps only with others that are left out too: with which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from plateau.roadmap.explanation.wishes import Wish, Wishes
from plateau.roadmap.model import Intervention, Plan, Problem
from plateau.roadmap.solver.footprint import charge

#: More of them than these nobody takes in.
_MOST = 8
#: So many that wait for it, directly or not, and no further.
_MOST_CHAINS = 20

_Order = Callable[[str], tuple[int, str]]


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
        self._there = plan.by_id.keys() | problem.already_done
        self._needs = {id_: list(self._lacking(item)) for id_, item in self._items.items()}
        self._free = self._possible(could_help)
        self._asked_until = {id_: wishes.asked_until(self._items[id_]) for id_ in self._free}
        self._charges = {id_: self._least_charge(self._items[id_]) for id_ in self._free}
        self._wishes: dict[str, list[Wish]] = {id_: [] for id_ in self._free}
        self._askers: dict[Wish, set[str]] = defaultdict(set)
        for wish in dict.fromkeys((*wishes.open, *wishes.late)):
            for id_ in sorted(self._free):
                if any(wish.asks(plan, step) for step in self._items[id_].steps):
                    self._wishes[id_].append(wish)
                    self._askers[wish].add(id_)

    def of(self, item: Intervention) -> list[Company]:
        """Few others of which each is needed, with which it brings more nearer than they do without it.

        Sets of one size, the smallest that were found with the cheapest or else the shortest first.
        """
        for order in (self._charge, self._soonest):
            found = [company for ids in self._sets(item.id, order) for company in self._gain(ids, item.id)]
            if found:
                least = min(len(company.items) for company in found)
                return [company for company in found if len(company.items) == least]
        return []

    def waits_for(self, other: str, id_: str) -> bool:
        """Whether ``other`` lacks something in the plan that ``id_`` gives it."""
        return other in self._waiting[id_]

    def dearness(self, company: Company) -> tuple[int, list[str]]:
        """To put the cheapest of some that it found first."""
        ids = [item.id for item in company.items]
        return sum(self._charges[id_] for id_ in ids), ids

    @cached_property
    def _waiting(self) -> dict[str, set[str]]:
        """Of each who lacks something in the plan that it gives."""
        found: dict[str, set[str]] = {id_: set() for id_ in self._items}
        for id_, needs in self._needs.items():
            for giver in frozenset[str]().union(*needs):
                found[giver].add(id_)
        return found

    def _possible(self, ids: Set[str]) -> Set[str]:
        """Those whose every need can be met by the others."""
        while stuck := {id_ for id_ in ids for need in self._needs[id_] if not need & ids}:
            ids = ids - stuck
        return ids

    def _sets(self, first: str, order: _Order) -> Iterator[frozenset[str]]:
        """With what waits for it, and with what that waits for; with what all these need, and no more."""
        chains = [frozenset({first})] if first in self._free else []
        seen = {first}
        for chain in chains:
            following = self._free & {id_ for it in chain for id_ in self._waiting[it]} - seen
            seen |= following
            if len(chains) < _MOST_CHAINS and len(chain) < _MOST:
                chains += [chain | {id_} for id_ in sorted(following)]
            ids = self._with_needs(chain, order)
            for larger in self._enough(ids, first, order) if ids else ():
                yield self._only_needed(larger, first)

    def _with_needs(self, ids: frozenset[str], order: _Order) -> frozenset[str]:
        """Empty when that would be more than anyone can take in."""
        while len(ids) <= _MOST:
            need = next((need for id_ in sorted(ids) for need in self._unmet(id_, ids)), None)
            if need is None:
                return ids
            # What helps by itself makes the others idle.
            ids |= {min(need & self._free, key=lambda it: (bool(self._wishes[it]), order(it)))}
        return frozenset()

    def _unmet(self, id_: str, others: Set[str]) -> Iterator[frozenset[str]]:
        """What it needs that is neither in the plan nor among ``others``."""
        return (need for need in self._needs[id_] if not need & others)

    def _enough(self, ids: frozenset[str], first: str, order: _Order) -> Iterator[frozenset[str]]:
        """As they are when they help, else for each wish with more of what it asks for, until they do."""
        if self._gain(ids, first):
            yield ids
            return
        for wish in self._asking(ids):
            more = ids
            for other in sorted(self._askers[wish] - ids, key=order):
                if more and self._adds(other, more, wish):
                    more = self._with_needs(more | {other}, order)
                    if self._gain(more, first):
                        yield more
                        break

    def _only_needed(self, ids: frozenset[str], first: str) -> frozenset[str]:
        """Without those that they can do without, the dearest first."""
        for id_ in sorted(ids - {first}, key=self._charge, reverse=True):
            if self._gain(ids - {id_}, first):
                return self._only_needed(ids - {id_}, first)
        return ids

    def _asking(self, ids: Set[str]) -> list[Wish]:
        """The wishes that ask for any of their steps."""
        return list(dict.fromkeys(wish for id_ in sorted(ids) for wish in self._wishes[id_]))

    def _adds(self, id_: str, ids: Set[str], wish: Wish) -> bool:
        """Whether it makes a step that ``wish`` asks for and none of these does."""
        made = {(step.criterion, step.end) for other in ids for step in self._items[other].steps}
        steps = self._items[id_].steps
        return any(wish.asks(self._plan, it) and (it.criterion, it.end) not in made for it in steps)

    def _charge(self, id_: str) -> tuple[int, str]:
        return self._charges[id_], id_

    def _least_charge(self, item: Intervention) -> int:
        return min(charge(self._problem, item, way) for way in self._problem.ways(item).values())

    def _soonest(self, id_: str) -> tuple[int, str]:
        return self._first_end(self._items[id_]), id_

    def _first_end(self, item: Intervention) -> int:
        return self._problem.now + min(way.duration for way in self._problem.ways(item).values())

    def _gain(self, ids: frozenset[str], first: str) -> list[Company]:
        """What they bring nearer; but for what those do that can be without ``first``."""
        found = list(self._helping(ids, first))
        if not found:
            return []
        without = ids - {first}
        while waiting := {id_ for id_ in without if self._is_waiting(id_, without)}:
            without -= waiting
        before = {company.aim: company.level for company in self._helping(without, first)}
        return [company for company in found if company.level > before.get(company.aim, 0)]

    def _helping(self, ids: frozenset[str], first: str) -> Iterator[Company]:
        """What they bring nearer in time; nothing when one of them waits for something else."""
        if any(self._is_waiting(id_, ids) for id_ in ids):
            return
        items = tuple(self._items[id_] for id_ in self._in_order(ids, first))
        found = [Company(items, item.id, self._asked_until[item.id], 1) for item in items]
        steps = [step for item in items for step in item.steps]
        for wish in self._asking(ids):
            if wish.nearer(self._plan, steps):
                found.append(Company(items, wish, wish.at, wish.level(self._plan, steps)))
        for company in found:
            if all(company.in_time(item, self._first_end(item)) for item in items):
                yield company

    def _is_waiting(self, id_: str, others: Set[str]) -> bool:
        return any(True for _ in self._unmet(id_, others))

    def _in_order(self, ids: frozenset[str], first: str) -> Iterator[str]:
        """``first`` as soon as can be; what waits for each other in a ring as it comes."""
        left, there = sorted(ids, key=lambda id_: (id_ != first, id_)), set[str]()
        while left:
            following = next((id_ for id_ in left if not self._is_waiting(id_, there)), left[0])
            left.remove(following)
            there.add(following)
            yield following

    def _lacking(self, item: Intervention) -> Iterator[frozenset[str]]:
        """Of each thing that it waits for and is not in the plan: what would give it."""
        yield from (frozenset({id_}) for id_ in sorted(item.all_of - self._there))
        for any_of in (item.one_of, *(lag.any_of for lag in item.lags)):
            if any_of and not any_of & self._there:
                yield any_of
        for step in item.steps:
            makers = self._makers.get((step.criterion, step.start), set())
            if self._plan.levels[step.criterion][-1] < step.start and not makers & self._there:
                yield frozenset(makers)

    @cached_property
    def _makers(self) -> dict[tuple[str, int], set[str]]:
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        for item in self._items.values():
            for step in item.steps:
                found[step.criterion, step.end].add(item.id)
        return found
