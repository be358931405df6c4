"""An independent check of a plan: every rule and every figure, without a line of the solver's code.

``replay`` lives through the plan period by period · ``rules`` what a plan may not do · ``claims`` what it
says of itself: figures, objectives, status · ``measures`` what the objectives come to · ``reasons`` what is
said of why, of what can be put off (``delays``) and of what is left.
"""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.checker.claims import Claims
from plateau.roadmap.checker.gaps import Gaps
from plateau.roadmap.checker.reasons import Reasons
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import Explanation, Plan, Problem, Scheduled, Status

__all__ = ["Violation", "check"]


def check(problem: Problem, plan: Plan, explanation: Explanation | None = None) -> list[Violation]:
    """All that is wrong with ``plan`` as an answer to ``problem``; empty when it is in order.

    Of its ``explanation`` everything is checked that takes no search: all but the gaps and the clash. That
    the objectives' bounds are true bounds, and that there is no plan at all, cannot be checked from outside
    (but that doing nothing more is no plan either can); all else is. A plan that names
    unknown interventions or times outside the horizon is not checked further, since nothing follows from it.
    """
    rules = Rules(problem, plan)
    unreadable = rules.unreadable()
    if unreadable:
        return unreadable
    replay = Replay(problem, plan.scheduled)
    wrong = [*rules.broken(replay), *Claims(problem, plan).untrue(replay), *_not_infeasible(problem, plan)]
    if wrong or explanation is None or not plan.found:
        return wrong  # reasons of a plan that is not in order say nothing
    return [
        *Reasons(problem, plan, explanation).untrue(replay),
        *Gaps(problem, plan, explanation).untrue(replay),
    ]


def _not_infeasible(problem: Problem, plan: Plan) -> list[Violation]:
    """That there is no plan is untrue when what has begun, and nothing more, is one."""
    if plan.status is not Status.INFEASIBLE:
        return []
    begun = tuple(Scheduled(entry.id, entry.start, entry.end, entry.mode) for entry in problem.past)
    rules = Rules(problem, replace(plan, status=Status.FEASIBLE, scheduled=begun))
    if rules.unreadable() or rules.broken(Replay(problem, begun)):
        return []
    return [Violation("status", "status", "infeasible, but to do nothing more is a plan.")]
