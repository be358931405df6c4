"""An independent check of a plan: every rule and every figure, without a line of the solver's code.

``replay`` lives through the plan period by period · ``rules`` what a plan may not do · ``claims`` what it
says of itself: figures, objectives, status · ``measures`` what the objectives come to.
"""

from __future__ import annotations

from plateau.roadmap.checker.claims import Claims
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import Plan, Problem

__all__ = ["Violation", "check"]


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """All that is wrong with ``plan`` as an answer to ``problem``; empty when it is in order.

    That the objectives' bounds are true bounds cannot be checked from outside; all else is. A plan that names
    unknown interventions or times outside the horizon is not checked further, since nothing follows from it.
    """
    rules = Rules(problem, plan)
    unreadable = rules.unreadable()
    if unreadable:
        return unreadable
    replay = Replay(problem, plan.scheduled)
    return [*rules.broken(replay), *Claims(problem, plan).untrue(replay)]
