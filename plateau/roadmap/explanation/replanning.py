"""Planning again when time has passed: what is begun stays, the rest moves as little as it can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.model import Limit, ObjectiveName, Past, Plan, Problem, Scheduled
from plateau.roadmap.solver import solve
from plateau.roadmap.solver.planning import DETERMINISTIC_LIMIT, WALL_LIMIT


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one intervention: ``before`` None was added, ``after`` None was dropped.

    ``because``: the rules that its old place would break in the new plan; none when it made way for others.
    """

    id: str
    before: Scheduled | None
    after: Scheduled | None
    because: tuple[Limit, ...] = ()


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
    begun = _as_planned(previous, period) if past is None else tuple(past)
    ids = {entry.id for entry in begun}
    order = [name for name in problem.objectives if name is not ObjectiveName.STABILITY]
    now = replace(
        problem,
        now=period,
        past=begun,
        pins=tuple(pin for pin in problem.pins if pin.id not in ids),
        keep=tuple(entry for entry in previous.scheduled if entry.id in problem.by_id),
        objectives=(ObjectiveName.STABILITY, *order),
    )
    plan = solve(now, seed=seed, deterministic_limit=deterministic_limit, wall_limit=wall_limit)
    return Replanned(now, plan, _moves(now, previous, plan) if plan.found else ())


def _as_planned(previous: Plan, period: int) -> tuple[Past, ...]:
    return tuple(
        Past(entry.id, entry.start, entry.end, entry.mode)
        for entry in previous.scheduled
        if entry.start < period
    )


def _moves(problem: Problem, previous: Plan, plan: Plan) -> tuple[Move, ...]:
    moves = []
    for id_ in sorted(previous.by_id.keys() | plan.by_id.keys()):
        before, after = previous.by_id.get(id_), plan.by_id.get(id_)
        if before != after:
            moves.append(Move(id_, before, after, _because(problem, plan, before)))
    return tuple(moves)


def _because(problem: Problem, plan: Plan, before: Scheduled | None) -> tuple[Limit, ...]:
    item = problem.by_id.get(before.id) if before else None
    if before is None or item is None or before.mode not in problem.ways(item):
        return ()
    rest = Rest(problem, (entry for entry in plan.scheduled if entry.id != before.id))
    return rest.limits(item, before.start, problem.ways(item)[before.mode])
