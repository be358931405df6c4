"""A question answered by solving again."""

from __future__ import annotations

from dataclasses import dataclass

from plateau.roadmap.model import Plan, Problem, Status
from plateau.roadmap.solver import solve
from plateau.roadmap.what_if.comparing import Comparison, compare
from plateau.roadmap.what_if.questions import Question, changed_problem

#: Someone is waiting for the answer: what is not proven by then is told so.
DETERMINISTIC_LIMIT = 2.0
WALL_LIMIT = 6.0


@dataclass(frozen=True, slots=True)
class Answer:
    """``plan`` is the best found for the changed problem; ``comparison`` None when there is none.

    ``proven``: nothing better exists, or (status infeasible) nothing at all does.
    """

    question: Question
    plan: Plan
    comparison: Comparison | None

    @property
    def possible(self) -> bool:
        """Whether there is a plan."""
        return self.plan.found

    @property
    def proven(self) -> bool:
        """Whether the answer is final."""
        return self.plan.status in (Status.OPTIMAL, Status.INFEASIBLE)


def ask(
    problem: Problem,
    plan: Plan,
    question: Question,
    *,
    seed: int = 0,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    wall_limit: float = WALL_LIMIT,
) -> Answer:
    """What would change in ``plan`` for ``problem``. KeyError when the question names what is not there.

    ValueError when the plan answers another problem, or none was found; InvalidProblem (one too) when the
    question leaves no valid problem, which those that ``questions`` offers never do. The search begins at the
    plan there is, which takes a fifth less time. An answer that is not proven may depend on that plan, and is
    the same for the same plan.
    """
    if plan.problem_hash != problem.fingerprint or not plan.found:
        raise ValueError("a question is asked of a plan for this problem.")
    other = changed_problem(problem, question)
    found = solve(
        other,
        seed=seed,
        deterministic_limit=deterministic_limit,
        wall_limit=wall_limit,
        beginning=plan.scheduled,
    )
    return Answer(question, found, compare(problem, plan, found) if found.found else None)
