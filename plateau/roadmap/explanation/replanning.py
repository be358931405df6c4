"""Planning again when time has passed: what is begun stays, the rest moves as little as it can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.model import Limit, LimitCode, Move, ObjectiveName, Past, Plan, Problem, Scheduled
from plateau.roadmap.solver import solve
from plateau.roadmap.solver.planning import DETERMINISTIC_LIMIT, WALL_LIMIT


@dataclass(frozen=True, slots=True)
class Replanned:
    """The problem as it stands now, its plan, and all that moved."""

    problem: Problem
    plan: Plan
    moves: tuple[Move, ...]


def replan(
    problem: Problem,
    previous: Plan,
    period: int,
    *,
    past: Sequence[Past] | None = None,
    seed: int = 0,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    wall_limit: float = WALL_LIMIT,
) -> Replanned:
    """The plan from ``period`` on that disrupts ``previous`` least, and is best among those that do.

    ``past``: what was really begun before ``period``, and until when; left out, what the previous plan says.
    ``problem`` may have changed since: budgets, dates, targets. InvalidProblem when the past does not fit it.
    """
    begun = as_planned(previous.scheduled, period) if past is None else tuple(past)
    now = to_replan(problem, previous.scheduled, period, begun)
    plan = solve(now, seed=seed, deterministic_limit=deterministic_limit, wall_limit=wall_limit)
    return Replanned(now, plan, moves(now, plan))


def to_replan(problem: Problem, previous: Iterable[Scheduled], period: int, past: Sequence[Past]) -> Problem:
    """``problem`` as it is to be solved from ``period`` on, near ``previous``.

    What is past can no longer be pinned or forbidden, and staying near comes before all other objectives.
    InvalidProblem when the past does not fit it.
    """
    begun = {entry.id for entry in past}
    order = [name for name in problem.objectives if name is not ObjectiveName.STABILITY]
    return replace(
        problem,
        now=period,
        past=tuple(past),
        pins=tuple(pin for pin in problem.pins if pin.id not in begun),
        forbidden=problem.forbidden - begun,
        keep=tuple(entry for entry in previous if entry.id in problem.by_id),
        objectives=(ObjectiveName.STABILITY, *order),
    )


def as_planned(previous: Iterable[Scheduled], period: int) -> tuple[Past, ...]:
    """What began before ``period`` if all went as planned."""
    return tuple(
        Past(entry.id, entry.start, entry.end, entry.mode) for entry in previous if entry.start < period
    )


def moves(problem: Problem, plan: Plan) -> tuple[Move, ...]:
    """What became of everything in ``problem.keep``, and what is new, in order of time; see ``Move``."""
    if not problem.keep or not plan.found:
        return ()
    kept, planned = {entry.id: entry for entry in problem.keep}, plan.by_id
    found = (
        Move(id_, kept.get(id_), planned.get(id_), _because(problem, plan, kept.get(id_)))
        for id_ in kept.keys() | planned.keys()
        if kept.get(id_) != planned.get(id_)
    )
    return tuple(sorted(found, key=_in_time))


def _in_time(move: Move) -> tuple[int, str]:
    place = move.after or move.before
    return (place.start if place else 0), move.id


def _because(problem: Problem, plan: Plan, before: Scheduled | None) -> tuple[Limit, ...]:
    item = problem.by_id.get(before.id) if before else None
    if before is not None and before.id in {entry.id for entry in problem.past}:
        return (Limit(LimitCode.BEGUN),)
    if before is None or item is None or before.mode not in problem.ways(item):
        return ()
    rest = Rest(problem, (entry for entry in plan.scheduled if entry.id != before.id))
    return rest.limits(item, before.start, problem.ways(item)[before.mode])
