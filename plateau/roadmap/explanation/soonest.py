"""How soon a criterion can stand on a plateau, whatever the rest of the plan is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plateau.roadmap.model import Intervention, Problem


def soonest(problem: Problem) -> Mapping[tuple[str, int], int]:
    """(criterion, plateau) → the first period from whose start on any plan has it there; left out: none does.

    Dates, choices, what comes first and the steps below count; money, people and what excludes what do not.
    """
    found = _Soonest(problem)
    return {step: made for step, made in found.made.items() if made <= problem.calendar.periods}


def soonest_start(problem: Problem, id_: str) -> int | None:
    """The first period in which any plan can have this one begin; None: no plan can. Counted as above."""
    found, item = _Soonest(problem), problem.by_id[id_]
    ready = found.ready(item)
    starts = [
        max(ready, window.start)
        for way in problem.ways(item).values()
        if ready is not None and max(ready, (window := problem.window(item, way)).start) in window
    ]
    return min(starts, default=None)


class _Soonest:
    def __init__(self, problem: Problem) -> None:
        """Every round all that something could come sooner for is put sooner, until nothing is."""
        self._problem = problem
        self._over = dict.fromkeys(problem.already_done, 0)
        self.made = {(name, level): 0 for name, at in problem.current.items() for level in range(at + 1)}
        free = [it for it in problem.interventions if it.id not in problem.forbidden | problem.already_done]
        while sum(map(self._is_sooner, free)):
            pass

    def _is_sooner(self, item: Intervention) -> bool:
        end = min(self._ends(item), default=None)
        if end is None or end >= self._over.get(item.id, end + 1):
            return False
        self._over[item.id] = end
        for step in item.steps:
            made = end + item.consolidation
            self.made[step.criterion, step.end] = min(made, self.made.get((step.criterion, step.end), made))
        return True

    def _ends(self, item: Intervention) -> Iterator[int]:
        for entry in self._problem.past:
            if entry.id == item.id:
                yield entry.end
                return
        ready = self.ready(item)
        if ready is not None:
            for way in self._problem.ways(item).values():
                window = self._problem.window(item, way)
                start = max(ready, window.start)
                if start in window:
                    yield start + way.duration

    def ready(self, item: Intervention) -> int | None:
        """When all that it waits for can be there; None: never."""
        moments = [self._over.get(id_) for id_ in item.all_of]
        if item.one_of:
            moments.append(min((self._over[id_] for id_ in item.one_of & self._over.keys()), default=None))
        moments += [self.made.get((step.criterion, step.start)) for step in item.steps]
        return None if None in moments else max((it for it in moments if it is not None), default=0)
