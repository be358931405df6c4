"""What closes a gap and when, or why it stays open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from plateau.roadmap.explanation.elastic import Limits, ways_out
from plateau.roadmap.explanation.lifting import allowing, lasting
from plateau.roadmap.explanation.reach import obstacle, reach
from plateau.roadmap.explanation.shortest import OutOfTime, fits, forbidden_needed, quarters_needed
from plateau.roadmap.model import GapCode, GapReason, Plan, Problem, Relaxation, Target, WayOut

_THREADS = 2
_CODES: dict[tuple[Relaxation, ...], GapCode] = {
    (Relaxation.BUDGET,): GapCode.BUDGET,
    (Relaxation.CAPACITY,): GapCode.CAPACITY,
    (Relaxation.FUND,): GapCode.FUND,
    (Relaxation.CHANGE,): GapCode.CHANGE,
    (Relaxation.OBJECTIVES,): GapCode.OBJECTIVE,
}


def gap_reasons(problem: Problem, plan: Plan, limits: Limits) -> tuple[GapReason, ...]:
    """One reason for every target, in order of criterion.

    Each gap is a search of its own that shares nothing with the others, and the solver leaves Python's lock
    alone: two threads halve the time on two cores and change nothing else.
    """
    limits = limits.shared_by(len(plan.unmet_targets))
    with ThreadPoolExecutor(max_workers=_THREADS) as pool:
        return tuple(pool.map(lambda target: _reason(problem, plan, target, limits), problem.targets))


def _reason(problem: Problem, plan: Plan, target: Target, limits: Limits) -> GapReason:
    criterion = target.criterion
    reason = GapReason(
        criterion=criterion,
        current=problem.current[criterion],
        target=target.plateau,
        reached=plan.levels[criterion][target.moment(problem.calendar.periods)],
        code=GapCode.CLOSED,
        steps=tuple(
            made
            for made in plan.steps_made
            if made.step.criterion == criterion and made.step.end <= target.plateau
        ),
    )
    if reason.reached >= reason.target:
        return reason
    try:
        return (
            _no_logical_way(problem, reason)
            or _not_in_time(problem, plan, reason, target.moment(problem.calendar.periods), limits)
            or _within_limits(problem, plan, reason, limits)
        )
    except OutOfTime:
        return replace(reason, code=GapCode.UNPROVEN)


def _no_logical_way(problem: Problem, reason: GapReason) -> GapReason | None:
    """A step that nobody makes, or a prerequisite that never can be done; whatever is forbidden."""
    everything = reach(problem, allowed=problem.by_id.keys())
    if everything.levels[reason.criterion] >= reason.target:
        return None
    found = obstacle(problem, everything, reason.criterion)
    return replace(
        reason,
        code=GapCode.PREREQUISITE if found.prerequisites else GapCode.NO_WAY,
        missing_step=found.missing_step,
        interventions=found.prerequisites,
    )


def _not_in_time(
    problem: Problem, plan: Plan, reason: GapReason, available: int, limits: Limits
) -> GapReason | None:
    """Forbidden, too long, or shut out by what excludes each other: with money and people without limit."""
    criterion, plateau = reason.criterion, reason.target
    if fits(problem, criterion, plateau, available, limits):
        return None
    needed = quarters_needed(problem, criterion, plateau, limits)
    late = replace(reason, periods_needed=needed, periods_available=available)
    allowed = forbidden_needed(problem, criterion, plateau, available, limits)
    if allowed:
        late = replace(late, code=GapCode.FORBIDDEN, interventions=allowed)
        return _and_besides(allowing(problem, allowed), plan, late, limits)
    late = replace(late, code=GapCode.HORIZON)
    if needed is not None:
        return _and_besides(lasting(problem, criterion, needed), plan, late, limits)
    needed = quarters_needed(allowing(problem, problem.forbidden), criterion, plateau, limits)
    if needed is not None:
        longer = lasting(problem, criterion, needed)
        allowed = forbidden_needed(longer, criterion, plateau, needed, limits) or ()
        late = replace(late, periods_needed=needed, interventions=allowed)
        return _and_besides(allowing(longer, allowed), plan, late, limits)
    shut_out = WayOut(relaxed=(Relaxation.EXCLUSIONS,))
    return replace(late, code=GapCode.COMBINATION, ways=(shut_out,))


def _and_besides(lifted: Problem, plan: Plan, reason: GapReason, limits: Limits) -> GapReason:
    """The reason with what it takes besides once what it names is lifted; unproven when that is not known."""
    ways = ways_out(lifted, plan, reason.criterion, limits, lifted=True)
    if not ways:
        return replace(reason, code=GapCode.UNPROVEN)
    return replace(reason, ways=tuple(way for way in ways if way.relaxed))


def _within_limits(problem: Problem, plan: Plan, reason: GapReason, limits: Limits) -> GapReason:
    ways = ways_out(problem, plan, reason.criterion, limits)
    if not ways or not ways[0].relaxed:
        # A way out that costs nothing: the plan could have closed it, had the search gone on.
        return replace(reason, code=GapCode.UNPROVEN)
    return replace(reason, code=_CODES.get(ways[0].relaxed, GapCode.COMBINATION), ways=ways)
