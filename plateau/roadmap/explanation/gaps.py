"""What closes a gap and when, or why it stays open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from plateau.roadmap.explanation.clash import clash
from plateau.roadmap.explanation.goals import Goal, goals, where
from plateau.roadmap.explanation.lifting import choices, lifted
from plateau.roadmap.explanation.reach import missing, reach
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.explanation.shortest import OutOfTime, alone, ample_time, fits, periods_needed
from plateau.roadmap.explanation.ways_out import causes, ways_out
from plateau.roadmap.model import ClashRule, GapCode, GapReason, Plan, Problem, Relaxation, WayOut

_THREADS = 2
_CODES: dict[tuple[Relaxation, ...], GapCode] = {
    (Relaxation.BUDGET,): GapCode.BUDGET,
    (Relaxation.CAPACITY,): GapCode.CAPACITY,
    (Relaxation.FUND,): GapCode.FUND,
    (Relaxation.CHANGE,): GapCode.CHANGE,
    (Relaxation.RULES,): GapCode.RULES,
    (Relaxation.TIME,): GapCode.TIME,
    (Relaxation.OBJECTIVES,): GapCode.OBJECTIVE,
    (Relaxation.PRIORITIES,): GapCode.PRIORITIES,
}


def gap_reasons(problem: Problem, plan: Plan, searches: Searches) -> tuple[GapReason, ...]:
    """One reason for every target, target of an area and milestone, in that order.

    Each gap is a search of its own that shares nothing with the others but programmes that nobody changes,
    and the solver leaves Python's lock alone: two threads halve the time on two cores, and that is all.
    """
    all_goals = tuple(goals(problem))
    searches = searches.shared_by(sum(goal.short(plan) > 0 for goal in all_goals))
    with ThreadPoolExecutor(max_workers=_THREADS) as pool:
        return tuple(pool.map(lambda goal: _reason(problem, plan, goal, searches), all_goals))


def unexplained(problem: Problem, plan: Plan) -> tuple[GapReason, ...]:
    """The same without a search: how far each goal comes, and of those that stay open not why."""
    return tuple(
        replace(where(problem, plan, goal), code=GapCode.UNEXPLAINED)
        if goal.short(plan)
        else where(problem, plan, goal)
        for goal in goals(problem)
    )


def _reason(problem: Problem, plan: Plan, goal: Goal, searches: Searches) -> GapReason:
    reason = where(problem, plan, goal)
    if not goal.short(plan):
        return reason
    try:
        return _no_logical_way(problem, goal, reason) or _stopped(problem, plan, goal, reason, searches)
    except OutOfTime:
        return replace(reason, code=GapCode.UNPROVEN)


def _no_logical_way(problem: Problem, goal: Goal, reason: GapReason) -> GapReason | None:
    """A step that nobody makes, or a prerequisite that never can be done; whatever is forbidden."""
    found = missing(problem, reach(problem, allowed=problem.by_id.keys()), goal.asks)
    if found is None:
        return None
    return replace(
        reason,
        code=GapCode.PREREQUISITE if found.prerequisites else GapCode.NO_WAY,
        missing_step=found.missing_step,
        interventions=found.prerequisites,
    )


def _stopped(problem: Problem, plan: Plan, goal: Goal, reason: GapReason, searches: Searches) -> GapReason:
    """By limits, or by what counts for more."""
    needed = None
    in_time = fits(problem, goal, searches)
    if not in_time:
        needed = periods_needed(problem, goal, searches)
        reason = replace(reason, periods_needed=needed, periods_available=goal.at)
        free = lifted(problem, choices(problem))
        if needed is None:
            needed = periods_needed(free, goal, searches)
            if needed is None:
                return _never(free, goal, reason, searches)
        elif free is not problem:
            reason = replace(reason, periods_without_choices=_sooner(free, goal, needed, searches))
    found = ways_out(problem, plan, goal, searches, needed=needed)
    if not found.ways:
        known = GapCode.COMBINATION if in_time else GapCode.HORIZON
        return replace(reason, code=known if found.complete else GapCode.UNPROVEN, periods_needed=needed)
    if not found.ways[0].relaxed:
        # At no cost: the plan could have closed it, had the search gone on or had it counted at all.
        counts = goal.objective in problem.objectives
        return replace(reason, code=GapCode.UNPROVEN if counts else GapCode.OBJECTIVE)
    first = found.ways[0]
    code = _code(first, in_time=in_time)
    return replace(
        reason,
        code=code,
        periods_needed=needed if code is GapCode.HORIZON else reason.periods_needed,
        ways=found.ways,
        causes=causes(found),
        rules=first.lifted,
        interventions=_forbidden(first),
    )


def _sooner(free: Problem, goal: Goal, needed: int, searches: Searches) -> int | None:
    """The periods that it takes in ``free``, when those are fewer; None too when that was not found out."""
    try:
        shortest = periods_needed(free, goal, searches)
    except OutOfTime:
        return None
    return shortest if shortest != needed else None


def _code(way: WayOut, *, in_time: bool) -> GapCode:
    """What is told first: of several that are needed together what nothing else makes up for."""
    if Relaxation.RULES in way.relaxed and not in_time and Relaxation.TIME not in way.relaxed:
        return GapCode.FORBIDDEN if len(_forbidden(way)) == len(way.lifted) else GapCode.RULES
    if Relaxation.TIME in way.relaxed and not in_time:
        return GapCode.HORIZON
    return _CODES.get(way.relaxed, GapCode.COMBINATION)


def _forbidden(way: WayOut) -> tuple[str, ...]:
    """The interventions that it allows again."""
    rules = map(ClashRule.of, way.lifted)
    return tuple(rule.owner for rule in rules if rule.kind == "forbidden")


def _never(free: Problem, goal: Goal, reason: GapReason, searches: Searches) -> GapReason:
    """However long it takes and with every choice let go, as in ``free``: the rules that cannot all hold."""
    found = clash(alone(free, goal.moved(ample_time(free, goal)), hard=True), searches)
    own = f"milestones[{goal.asks.id}]"  # that it must be met is not why it cannot be
    return replace(reason, code=GapCode.COMBINATION, rules=tuple(path for path in found.rules if path != own))
