"""Whether there is a plan at all: all plans of a small problem tried, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.model import Intervention, Lag, Plan, Problem, Scheduled, Status

#: So many plans, and beginnings of plans, are tried.
MOST_TRIED = 2_000
MOST_INTERVENTIONS = 30

Places = dict[str, list[Scheduled]]


def has_plan(problem: Problem) -> bool | None:
    """Whether a plan keeps all rules of ``problem``; None when there are too many plans to try them all."""
    return _Trial(problem).outcome()


class _TooMany(Exception):
    """More plans than are tried."""


class _Trial:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._items = {item.id: item for item in problem.interventions}
        self._done = Replay(problem, ()).done
        self._begun = tuple(Scheduled(e.id, e.start, e.end, e.mode) for e in problem.past)
        fixed = {pin.id for pin in problem.pins if pin.start is not None}
        self._required = {*problem.mandatory, *fixed, *(entry.id for entry in self._begun)}
        self._left = MOST_TRIED

    def outcome(self) -> bool | None:
        if self._in_order(self._begun):
            return True
        useful = self._useful()
        places = self._narrowed({id_: self._places(id_) for id_ in useful})
        if any(not places[id_] for id_ in self._required) or not self._goals_possible(places):
            return False
        order = sorted(useful, key=lambda id_: (id_ not in self._required, len(places[id_]), id_))
        if len(order) > MOST_INTERVENTIONS:
            return None
        try:
            return self._any_from(order, places, ())
        except _TooMany:
            return None

    def _any_from(self, order: Sequence[str], places: Places, chosen: tuple[Scheduled, ...]) -> bool:
        """Whether some plan begins with ``chosen``; ``order``: what is to be decided still."""
        self._left -= 1
        if self._left < 0:
            raise _TooMany
        if not order:
            return self._in_order(chosen)
        id_, rest = order[0], order[1:]
        if id_ not in self._required and self._any_from(rest, places, chosen):
            return True
        for entry in places[id_]:
            longer = (*chosen, entry)
            if not self._too_much(longer) and self._any_from(rest, places, longer):
                return True
        return False

    def _too_much(self, chosen: tuple[Scheduled, ...]) -> bool:
        """Whether it is too much already: adding more never mends that."""
        ids = {entry.id for entry in chosen}
        if any(self._items[id_].excludes & ids for id_ in ids):
            return True
        return any(True for _ in Limits(self.problem, Replay(self.problem, chosen)).exceeded())

    def _in_order(self, chosen: tuple[Scheduled, ...]) -> bool:
        rules = Rules(self.problem, Plan(Status.FEASIBLE, chosen))
        return not rules.unreadable() and not rules.broken(Replay(self.problem, chosen))

    # what is of any use

    def _useful(self) -> set[str]:
        """What is required, what hard goals ask, and what these need, directly or not; more never helps."""
        problem, areas = self.problem, {area.id: area for area in self.problem.areas}
        useful, criteria = set(self._required), set[str]()
        for group in problem.groups:
            useful |= group.interventions if group.required else frozenset()
        criteria |= {target.criterion for target in problem.targets if target.hard}
        asked = {wanted.area for wanted in problem.area_targets if wanted.hard}
        for milestone in problem.milestones:
            if milestone.hard:
                useful |= milestone.interventions
                criteria |= milestone.requirements.keys()
                asked |= milestone.areas.keys()
        criteria.update(*(areas[name].criteria for name in asked))
        while True:
            items = [self._items[id_] for id_ in useful]
            needed = {id_ for item in items for ids in _before(item) for id_ in ids}
            criteria |= {
                step.criterion
                for item in items
                for step in item.steps
                if step.start > problem.current[step.criterion]
            }
            needed |= {
                item.id
                for item in problem.interventions
                if any(step.criterion in criteria for step in item.steps)
            }
            if needed <= useful:
                return useful
            useful |= needed

    # where it can stand

    def _places(self, id_: str) -> list[Scheduled]:
        """Where its own rules let it stand."""
        for entry in self._begun:
            if entry.id == id_:
                return [entry]
        item, periods = self._items[id_], self.problem.calendar.periods
        return [
            entry
            for way in item.ways
            for start in range(self.problem.now, periods - way.duration + 1)
            for entry in [Scheduled(id_, start, start + way.duration, "" if way is item else way.id)]
            if self._allowed(entry)
        ]

    def _allowed(self, entry: Scheduled) -> bool:
        rules = Rules(self.problem, Plan(Status.FEASIBLE, (entry,)))
        return all(wrong.path != f"scheduled[{entry.id}]" for wrong in rules.by_itself())

    def _narrowed(self, places: Places) -> Places:
        """Without the places for which what must come first can stand nowhere."""
        while True:
            fewer = {id_: [e for e in some if self._can_follow(e, places)] for id_, some in places.items()}
            if fewer == places:
                return places
            places = fewer

    def _can_follow(self, entry: Scheduled, places: Places) -> bool:
        if entry in self._begun:
            return True
        item = self._items[entry.id]
        first = [frozenset({id_}) for id_ in item.all_of] + ([item.one_of] if item.one_of else [])
        return (
            all(
                ids & self._done or any(other.end <= entry.start for id_ in ids for other in places[id_])
                for ids in first
            )
            and all(self._can_keep(entry, lag, places) for lag in item.lags)
            and all(self._stands(s.criterion, s.start, entry.start, places) for s in item.steps)
        )

    def _can_keep(self, entry: Scheduled, lag: Lag, places: Places) -> bool:
        others = (other for id_ in lag.any_of for other in places[id_])
        return bool(lag.any_of & self._done) or any(keeps(lag, wait(lag, entry, other)) for other in others)

    def _stands(self, criterion: str, plateau: int, period: int, places: Places) -> bool:
        """Whether a criterion can stand on a plateau by then, as far as the makers of its steps tell."""
        steps = range(self.problem.current[criterion] + 1, plateau + 1)
        return all(min(self._made(criterion, end, places), default=period + 1) <= period for end in steps)

    def _made(self, criterion: str, end: int, places: Places) -> Iterator[int]:
        for id_, some in places.items():
            item = self._items[id_]
            if any((step.criterion, step.end) == (criterion, end) for step in item.steps):
                yield from (entry.end + item.consolidation for entry in some)

    def _goals_possible(self, places: Places) -> bool:
        """Whether each hard goal for criteria and interventions can be met in time, by itself."""
        periods = self.problem.calendar.periods
        asked = [
            (target.criterion, target.plateau, target.moment(periods))
            for target in self.problem.targets
            if target.hard
        ]
        for milestone in self.problem.milestones:
            if milestone.hard:
                asked += [(name, least, milestone.period) for name, least in milestone.requirements.items()]
                for id_ in milestone.interventions - self._done:
                    if all(entry.end > milestone.period for entry in places[id_]):
                        return False
        return all(self._stands(*wanted, places) for wanted in asked)


def _before(item: Intervention) -> list[frozenset[str]]:
    return [item.all_of, item.one_of, *(lag.any_of for lag in item.lags)]
