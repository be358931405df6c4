"""What `plateau solve` found, in a few lines for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from plateau.roadmap.finish import Finish, Project
from plateau.roadmap.frontier import Frontier
from plateau.roadmap.model import Explanation, Move, Plan, Problem, Status
from plateau.roadmap.portfolio import Portfolio, Selection
from plateau.roadmap.uncertainty import Bound, Outlook, Percentiles
from plateau.solve_command.counting import counted

_STOPPED = "stopped by Ctrl-C"
_BY_THE_CLOCK = "cut short by the clock: another run may end elsewhere"


def summary(
    problem: Problem,
    plan: Plan,
    explanation: Explanation | None,
    *,
    stopped: bool = False,
    language: str = "en",
) -> str:
    """Status, objectives with their proof, and what does not come; of no plan why not, in ``language``.

    ``stopped``: by the user, before all that was asked for was done.
    """
    if plan.status is Status.INFEASIBLE:
        return f"infeasible: {_why_not(problem, explanation, language)}"
    if plan.status is Status.UNKNOWN:
        when = f"before it was {_STOPPED}" if stopped else "in the time given"
        return f"unknown: nothing was found {when}, and nothing excluded"
    considered = counted(len(problem.interventions), "intervention")
    lines = [
        f"{plan.status.value}: {len(plan.scheduled)} of {considered}, "
        f"{plan.total_spend / 100:.2f} spent in the horizon",
        _reached(problem, plan),
        *(
            f"  {level.name.value:<11}{level.value:>16} "
            + ("proven" if level.proven else f"bound {level.bound}")
            for level in plan.objectives
        ),
    ]
    if problem.keep:
        lines.append(_moved(explanation.moves if explanation else ()))
    if stopped:
        lines.append(_STOPPED if plan.status is Status.OPTIMAL else f"{_STOPPED}: the best plan so far")
    elif not plan.reproducible:
        lines.append(_BY_THE_CLOCK)
    return "\n".join(lines)


def _why_not(problem: Problem, explanation: Explanation | None, language: str) -> str:
    if explanation is None:
        return f"{_STOPPED} before it was known why"
    if not explanation.clash_rules:
        return "the search was too short to tell why"
    # Here, since it imports the pages' sentences: a second that no one else should wait for.
    from plateau.solve_command.words import clash_in_words  # noqa: PLC0415

    return clash_in_words(problem, explanation, language)


def _reached(problem: Problem, plan: Plan) -> str:
    """How many of the targets, of those of areas if there are any, and of the milestones come in time."""
    targets, areas = len(problem.targets), len(problem.area_targets)
    parts = [
        f"targets reached: {targets - len(plan.unmet_targets)} of {targets}",
        *([f"of areas: {areas - len(plan.unmet_areas)} of {areas}"] if areas else []),
        f"milestones met: {sum(result.met for result in plan.milestones)} of {len(plan.milestones)}",
    ]
    return "; ".join(parts)


def frontier_text(frontier: Frontier, *, stopped: bool = False) -> str:
    """How many points, whether these are all, and each on a line; ``stopped`` by the user."""
    points = counted(len(frontier.points), "point")
    lines = [
        f"{points}, {'all there are' if frontier.complete else 'there may be more'}",
        *(
            f"  effect {point.effect}, cost {point.cost / 100:.2f}, over in period {point.finish}"
            + ("" if point.proven else ", not proven")
            for point in frontier.points
        ),
        *([f"{_STOPPED}: what was found so far"] if stopped else []),
    ]
    return "\n".join(lines)


def _moved(moves: Sequence[Move]) -> str:
    """How much is not where the plan to keep near had it, and where it is now."""
    if not moves:
        return "nothing moved"
    return "\n".join([f"moved: {len(moves)}", *(f"  {_move(move)}" for move in moves)])


def _move(move: Move) -> str:
    places = [
        f"{place.start} to {place.end}" if place else "not planned" for place in (move.before, move.after)
    ]
    because = ", ".join(dict.fromkeys(limit.code.value for limit in move.because))
    return f"{move.id}: {places[0]}, now {places[1]}" + (f" ({because})" if because else "")


def certainty(outlook: Outlook) -> str:
    """Percentiles and chances of a plan that was carried out many times."""
    lines = [
        f"carried out {counted(outlook.runs, 'time')} (P10 / P50 / P80 / P90):",
        f"  over in period {_percentiles(outlook.finish)}; planned {outlook.planned_finish}, "
        f"no later in {outlook.on_time:.0%}",
        f"  spent {_percentiles(outlook.spend, cents=True)}; planned {outlook.planned_spend / 100:.2f}",
        *(f"  milestone {item.id}: met in {item.chance:.0%}" for item in outlook.milestones),
        *(f"  fund {item.id}: within its limit in {item.within:.0%}" for item in outlook.funds),
        *(
            f"  {item.intervention}: {_BOUNDS[item.bound]} kept in {item.chance:.0%}"
            for item in outlook.bounds
        ),
        *(
            f"  one period in reserve for {item.intervention}: {item.milestone} "
            f"from {item.before:.0%} to {item.after:.0%}"
            for item in outlook.buffers[:3]
        ),
    ]
    return "\n".join(lines)


_BOUNDS = {
    Bound.DEADLINE: "deadline",
    Bound.LATEST_START: "latest start",
    Bound.LAG: "longest time after another",
}


def _percentiles(found: Percentiles, *, cents: bool = False) -> str:
    values = (found.p10, found.p50, found.p80, found.p90)
    return " / ".join(f"{value / 100:.2f}" if cents else str(value) for value in values)


def finish_text(project: Project, result: Finish) -> str:
    """Status, finish, bound and the start of each activity of a project."""
    lines = [f"status {result.status.value}"]
    if result.reason:
        lines.append(f"reason {result.reason}")
    if result.starts:
        lines += [f"finish {result.finish}", f"bound {result.bound}", "activity start end"]
        lines += [
            f"{activity.name} {start} {start + activity.duration}"
            for activity, start in zip(project.activities, result.starts, strict=True)
        ]
    return "\n".join(lines) + "\n"


def selection_text(portfolio: Portfolio, selection: Selection, *, stopped: bool = False) -> str:
    """How many projects are chosen, what they are worth and how far that can be from the best."""
    considered = counted(len(portfolio.projects), "project")
    lines = [
        f"{selection.status.value}: {len(selection.scheduled)} of {considered}, "
        f"worth {selection.value:.2f}; no choice is worth more than {selection.bound:.2f} "
        f"(gap {100 * selection.gap:.2f}%)",
        *cut_short(stopped=stopped, reproducible=selection.reproducible),
    ]
    return "\n".join(lines)


def cut_short(*, stopped: bool, reproducible: bool) -> list[str]:
    """Of a search for projects: that the user ended it, or else the clock; nothing when neither did."""
    if stopped:
        return [f"{_STOPPED}: the best so far"]
    return [] if reproducible else [_BY_THE_CLOCK]
