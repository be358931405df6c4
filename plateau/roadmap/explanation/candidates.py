"""Why an intervention was left out."""

from __future__ import annotations

from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    Intervention,
    Limit,
    LimitCode,
    Plan,
    Problem,
    Step,
)
from plateau.roadmap.solver.footprint import Way, charge
from plateau.roadmap.solver.relevance import asked


def candidate_reasons(problem: Problem, plan: Plan) -> tuple[CandidateReason, ...]:
    """One reason for every intervention that is not planned."""
    rest = Rest(problem, plan.scheduled)
    needed = asked(problem)
    planned = plan.by_id
    return tuple(
        _reason(problem, plan, rest, needed, item) for item in problem.interventions if item.id not in planned
    )


def _reason(
    problem: Problem, plan: Plan, rest: Rest, needed: dict[str, int], item: Intervention
) -> CandidateReason:
    if item.id in problem.forbidden:
        return CandidateReason(item.id, CandidateCode.FORBIDDEN)
    if item.id in problem.already_done:
        return CandidateReason(item.id, CandidateCode.DONE)
    attempt = _would_it_fit(problem, plan, rest, item)
    if attempt:
        return attempt
    useful = [
        step for step in item.steps if problem.current[step.criterion] < step.end <= needed[step.criterion]
    ]
    by = {id_ for made in plan.steps_made if made.step in useful for id_ in made.interventions}
    if not by and not useful:
        by = _alternatives(problem, plan, item)
    if not by:
        return CandidateReason(item.id, CandidateCode.NOT_NEEDED)
    items, modes = problem.by_id, {entry.id: entry.mode for entry in plan.scheduled}
    theirs = sum(charge(problem, items[id_], problem.ways(items[id_])[modes[id_]]) for id_ in by)
    mine = [charge(problem, item, way) for way in problem.ways(item).values() if problem.window(item, way)]
    return CandidateReason(
        item.id,
        CandidateCode.DOMINATED,
        by=tuple(sorted(by)),
        extra_cents=min(mine) - theirs if mine else None,
    )


def _open(problem: Problem, plan: Plan, step: Step, by: int = 0) -> bool:
    """Whether the plan lacks ``step`` for a target, or as the last one for a milestone at ``by`` or later.

    A milestone counts when it is met, so a step on the way to it alone is no gain; on the way to a target
    it is.
    """
    levels = plan.levels[step.criterion]
    if any(
        target.criterion == step.criterion
        and by <= target.moment(problem.calendar.periods)
        and levels[target.moment(problem.calendar.periods)] < step.end <= target.plateau
        for target in problem.targets
    ):
        return True
    return any(
        by <= milestone.period
        and levels[milestone.period] < step.end == milestone.requirements.get(step.criterion)
        for milestone in problem.milestones
    )


def _would_it_fit(problem: Problem, plan: Plan, rest: Rest, item: Intervention) -> CandidateReason | None:
    """Every start at which it would help is tried; the one that breaks the fewest rules is reported.

    None when it would help at no start.
    """
    if not any(_open(problem, plan, step) for step in item.steps):
        return None
    possible = [(way, start) for way in problem.ways(item).values() for start in _starts(problem, item, way)]
    if not possible:
        return CandidateReason(item.id, CandidateCode.WOULD_NOT_FIT, limits=(Limit(LimitCode.HORIZON),))
    tried = [
        (start, rest.limits(item, start, way))
        for way, start in possible
        if any(_open(problem, plan, step, start + way.duration + item.consolidation) for step in item.steps)
    ]
    if not tried:
        return None
    start, limits = min(tried, key=lambda attempt: (len(attempt[1]), attempt[0]))
    code = CandidateCode.WOULD_NOT_FIT if limits else CandidateCode.UNPROVEN
    return CandidateReason(item.id, code, start=start, limits=limits)


def _starts(problem: Problem, item: Intervention, way: Way) -> range:
    """All in the horizon from the first that is allowed; its own latest start is one of the limits."""
    first = problem.window(item, way).start
    return range(first, max(first, problem.calendar.periods - way.duration + 1))


def _alternatives(problem: Problem, plan: Plan, item: Intervention) -> set[str]:
    """Planned interventions that prepare what ``item`` could have prepared just as well."""
    found: set[str] = set()
    for entry in plan.scheduled:
        one_of = problem.by_id[entry.id].one_of
        if item.id in one_of:
            found |= {id_ for id_ in one_of & plan.by_id.keys() if plan.by_id[id_].end <= entry.start}
    return found
