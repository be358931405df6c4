"""Why an intervention is in the plan, and why it starts when it does."""

from __future__ import annotations

from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.model import (
    ChosenReason,
    Intervention,
    Limit,
    LimitCode,
    Plan,
    Problem,
    Scheduled,
    StepMade,
)


def chosen_reasons(problem: Problem, plan: Plan) -> tuple[ChosenReason, ...]:
    """One reason for every planned intervention, in the order of the plan."""
    rest = Rest(problem, plan.scheduled)
    return tuple(_reason(problem, plan, rest, entry) for entry in plan.scheduled)


def fixed_by(problem: Problem, rest: Rest, entry: Scheduled) -> tuple[Limit, ...]:
    """The rules that a start one period earlier would break; ``rest`` is the whole plan."""
    if entry.start < problem.now:
        return (Limit(LimitCode.BEGUN),)
    if entry.start == 0:
        return (Limit(LimitCode.AT_ONCE),)
    with rest.without(entry.id):
        broken = rest.limits(problem.by_id[entry.id], entry.start - 1, rest.way(entry))
    return broken or (Limit(LimitCode.FREE),)


def _reason(problem: Problem, plan: Plan, rest: Rest, entry: Scheduled) -> ChosenReason:
    made = [step for step in plan.steps_made if entry.id in step.interventions]
    targets = tuple(
        target.criterion
        for target in problem.targets
        if any(m.step.criterion == target.criterion and m.step.end <= target.plateau for m in made)
    )
    milestones = tuple(
        milestone.id
        for milestone in problem.milestones
        if any(
            m.period <= milestone.period and m.step.end <= milestone.requirements.get(m.step.criterion, 0)
            for m in made
        )
    )
    return ChosenReason(
        id=entry.id,
        start=entry.start,
        steps=tuple(step.step for step in made),
        targets=targets,
        milestones=milestones,
        enables=_enabled(problem, plan, entry, made),
        mandatory=entry.id in problem.required,
        fixed_by=fixed_by(problem, rest, entry),
    )


def _enabled(problem: Problem, plan: Plan, entry: Scheduled, made: list[StepMade]) -> tuple[str, ...]:
    items = problem.by_id
    asked = {target.criterion: target.plateau for target in problem.targets}
    # Where no target asks for a step, it is there for those that start from the plateau it leads to.
    on_the_way = {
        (step.step.criterion, step.step.end)
        for step in made
        if step.step.end > asked.get(step.step.criterion, 0)
    }
    return tuple(
        other.id
        for other in plan.scheduled
        if other.start >= entry.end
        and (
            entry.id in waits_for(items[other.id])
            or any((step.criterion, step.start) in on_the_way for step in items[other.id].steps)
        )
    )


def waits_for(item: Intervention) -> frozenset[str]:
    """All that it may have to wait for, but for the plateau it starts from."""
    return item.all_of.union(item.one_of, *(lag.any_of for lag in item.lags))
