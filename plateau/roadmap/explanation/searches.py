"""The searches behind an explanation: how long each may take, and the programmes they share."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from threading import Lock

from plateau.roadmap.model import AreaTarget, Milestone, Problem, Relaxation, Target
from plateau.roadmap.solver import Control
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of
from plateau.roadmap.solver.search import Search

#: So many programmes are kept: those of the problem and of its next longer horizons are asked for most.
_KEPT = 6


class Programmes:
    """The programmes in which every limit can be exceeded: built once for all questions with the same rules.

    Shared by the threads that look for reasons.
    """

    def __init__(self) -> None:
        """Nothing is built yet."""
        self._lock = Lock()
        self._built: deque[Programme] = deque(maxlen=_KEPT)

    def of(self, problem: Problem, relaxed: Collection[Relaxation]) -> Programme:
        """One of one's own, in which only the limits of ``relaxed`` can be exceeded."""
        with self._lock:
            found = next((built for built in self._built if _same_rules(built.problem, problem)), None)
            if found is None:
                found = Programme(problem, scope_of(problem), relaxed=frozenset(Relaxation))
                self._built.append(found)
        own = found.once_more(problem)
        for kind, variables in own.exceeded.items():
            for variable in variables if kind not in relaxed else ():
                own.model.add(variable == 0)
        return own


@dataclass(frozen=True, slots=True)
class Searches:
    """How long each search behind an explanation may go on (see ``solve``), and the programmes they share.

    ``total``: deterministic time for all searches of all gaps together. ``control``: what can stop them all.
    """

    seed: int
    deterministic: float
    wall: float
    total: float = 8.0
    control: Control | None = None
    programmes: Programmes = field(default_factory=Programmes)

    @property
    def cancelled(self) -> bool:
        """Whether someone asked to stop."""
        return self.control is not None and self.control.cancelled

    def shared_by(self, gaps: int) -> Searches:
        """The same limits when so many gaps are open: less for each when there are many."""
        share = self.total / max(1, gaps)
        return replace(self, deterministic=min(self.deterministic, share), total=share)

    def search(self, programme: Programme) -> Search:
        """A search over ``programme`` within these limits."""
        return Search(
            programme,
            seed=self.seed,
            deterministic_limit=self.deterministic,
            wall_limit=self.wall,
            control=self.control,
        )


def _same_rules(one: Problem, other: Problem) -> bool:
    """Whether they differ at most in when what need not be reached is due."""
    rules = (it.name for it in fields(Problem) if it.name not in ("targets", "area_targets", "milestones"))
    return _without_dates(one) == _without_dates(other) and all(
        getattr(one, rule) == getattr(other, rule) for rule in rules
    )


def _without_dates(problem: Problem) -> list[Target | AreaTarget | Milestone]:
    return [
        *(it if it.hard else replace(it, deadline=None) for it in problem.targets),
        *(it if it.hard else replace(it, deadline=None) for it in problem.area_targets),
        *(it if it.hard else replace(it, period=0) for it in problem.milestones),
    ]
