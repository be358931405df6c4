"""Where each intervention can stand: what its own rules and those of order leave of all places."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.model import Intervention, Lag, Plan, Problem, Scheduled, Status

Places = dict[str, list[Scheduled]]
#: (criterion, plateau) → the first period from whose start on a step to it counts.
Made = dict[tuple[str, int], int]


class Standing:
    """The places of the interventions of a problem that are of any use to a plan that keeps all rules.

    ``everything``: count all as useful, since more is asked of the plan than the rules.
    """

    def __init__(self, problem: Problem, *, everything: bool = False) -> None:
        """Look at each by itself, then at what must come first."""
        self.problem = problem
        self.items = {item.id: item for item in problem.interventions}
        self.done = Replay(problem, ()).done
        self.begun = {e.id: Scheduled(e.id, e.start, e.end, e.mode) for e in problem.past}
        fixed = {pin.id for pin in problem.pins if pin.start is not None}
        self.required = {*problem.mandatory, *fixed, *self.begun}
        self._makers: dict[tuple[str, int], list[str]] = {}
        for item in problem.interventions:
            for step in item.steps:
                self._makers.setdefault((step.criterion, step.end), []).append(item.id)
        useful = self.items.keys() if everything else self._useful()
        self.places = self._narrowed(self._allowed(sorted(useful)))

    @property
    def hopeless(self) -> bool:
        """Whether what must be there can stand nowhere, or a hard goal is out of reach by itself."""
        return any(not self.places[id_] for id_ in self.required) or not self._goals_possible()

    def makers(self, criterion: str, plateau: int) -> list[str]:
        """The ids of those that bring a criterion there from the plateau below."""
        return self._makers.get((criterion, plateau), [])

    def _useful(self) -> set[str]:
        """What is required, what hard goals ask, and what these need, directly or not; more never helps."""
        problem, areas = self.problem, {area.id: area for area in self.problem.areas}
        useful, criteria = set(self.required), set[str]()
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
            items = [self.items[id_] for id_ in useful]
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

    def _allowed(self, ids: Iterable[str]) -> Places:
        """Where its own rules let each stand."""
        everywhere = {id_: self._everywhere(self.items[id_]) for id_ in ids}
        places: Places = {id_: [] for id_ in everywhere}
        # One of each at a time: of what is said of a plan each sentence speaks of one intervention.
        for some in zip_longest(*everywhere.values()):
            entries = tuple(entry for entry in some if entry is not None)
            wrong = {each.path for each in Rules(self.problem, Plan(Status.FEASIBLE, entries)).by_itself()}
            for entry in entries:
                if entry.id in self.begun or f"scheduled[{entry.id}]" not in wrong:
                    places[entry.id].append(entry)
        return places

    def _everywhere(self, item: Intervention) -> list[Scheduled]:
        if item.id in self.begun:
            return [self.begun[item.id]]
        return [
            Scheduled(item.id, start, start + way.duration, "" if way is item else way.id)
            for way in item.ways
            for start in range(self.problem.now, self.problem.calendar.periods - way.duration + 1)
        ]

    def _narrowed(self, places: Places) -> Places:
        """Without the places for which what must come first can stand nowhere."""
        while True:
            made = self._made(places)
            fewer = {
                id_: [entry for entry in some if self._can_follow(entry, places, made)]
                for id_, some in places.items()
            }
            if fewer == places:
                return places
            places = fewer

    def _can_follow(self, entry: Scheduled, places: Places, made: Made) -> bool:
        if entry.id in self.begun:
            return True
        item = self.items[entry.id]
        first = [frozenset({id_}) for id_ in item.all_of] + ([item.one_of] if item.one_of else [])
        return (
            all(
                ids & self.done or any(other.end <= entry.start for id_ in ids for other in places[id_])
                for ids in first
            )
            and all(self._can_keep(entry, lag, places) for lag in item.lags)
            and all(self._stands(s.criterion, s.start, entry.start, made) for s in item.steps)
        )

    def _can_keep(self, entry: Scheduled, lag: Lag, places: Places) -> bool:
        others = (other for id_ in lag.any_of for other in places[id_])
        return bool(lag.any_of & self.done) or any(keeps(lag, wait(lag, entry, other)) for other in others)

    def _stands(self, criterion: str, plateau: int, period: int, made: Made) -> bool:
        """Whether a criterion can stand on a plateau by then, as far as the makers of its steps tell."""
        steps = range(self.problem.current[criterion] + 1, plateau + 1)
        return all(made.get((criterion, end), period + 1) <= period for end in steps)

    def _made(self, places: Places) -> Made:
        """When each step can count at the soonest."""
        made: Made = {}
        for id_, some in places.items():
            item = self.items[id_]
            for key in [(step.criterion, step.end) for step in item.steps] if some else []:
                soonest = min(entry.end for entry in some) + item.consolidation
                made[key] = min(soonest, made.get(key, soonest))
        return made

    def _goals_possible(self) -> bool:
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
                for id_ in milestone.interventions - self.done:
                    if all(entry.end > milestone.period for entry in self.places[id_]):
                        return False
        made = self._made(self.places)
        return all(self._stands(*wanted, made) for wanted in asked)


def _before(item: Intervention) -> list[frozenset[str]]:
    return [item.all_of, item.one_of, *(lag.any_of for lag in item.lags)]
