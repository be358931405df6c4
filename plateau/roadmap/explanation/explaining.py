"""All reasons of a plan together."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.explanation.candidates import candidate_reasons
from plateau.roadmap.explanation.chain import critical_chain
from plateau.roadmap.explanation.chosen import chosen_reasons
from plateau.roadmap.explanation.clash import clashes
from plateau.roadmap.explanation.gaps import gap_reasons, unexplained
from plateau.roadmap.explanation.measuring import Measures
from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.explanation.replanning import moves
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.explanation.slack import slack
from plateau.roadmap.explanation.use import limit_use
from plateau.roadmap.model import Explanation, Plan, Problem, Status
from plateau.roadmap.solver import Control

#: For each single search; most take a tenth of it.
DETERMINISTIC_LIMIT = 2.0
WALL_LIMIT = 20.0


def explain(
    problem: Problem,
    plan: Plan,
    *,
    seed: int = 0,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    wall_limit: float = WALL_LIMIT,
    control: Control | None = None,
    known: Explanation | None = None,
) -> Explanation:
    """The reasons behind ``plan``, which must be an answer to ``problem`` (ValueError when it is not).

    The limits hold for each of the searches it takes; ``control`` can stop them all. ``known``: the
    ``reasons`` of the same plan, when there are any already. Without a plan there are no reasons; when it is
    infeasible, ``clashes`` names smallest sets of what can be lifted and cannot all hold.
    """
    if plan.problem_hash != problem.fingerprint:
        raise ValueError("the plan answers another problem.")
    searches = Searches(seed, deterministic_limit, wall_limit, control=control)
    if plan.status is Status.INFEASIBLE:
        found = clashes(problem, searches)
        first = found.each[0]
        return Explanation(
            plan.problem_hash,
            clash=tuple(id_ for id_ in sorted(problem.mandatory) if f"mandatory[{id_}]" in first.rules),
            clash_rules=first.rules,
            clash_unproven=first.unproven,
            clashes=found.each,
            clashes_complete=found.complete,
            clashes_enough=found.enough,
        )
    if not plan.found:
        return Explanation(plan.problem_hash)
    return replace(known or reasons(problem, plan), gaps=gap_reasons(problem, plan, searches))


def reasons(problem: Problem, plan: Plan) -> Explanation:
    """The reasons of a plan that was found, as far as they take no search: why a goal stays open is left out.

    ValueError when ``plan`` answers another problem.
    """
    if plan.problem_hash != problem.fingerprint:
        raise ValueError("the plan answers another problem.")
    measures = Measures(Rest(problem, plan.scheduled))
    chosen = chosen_reasons(problem, plan, measures)
    return Explanation(
        problem_hash=plan.problem_hash,
        gaps=unexplained(problem, plan),
        chosen=chosen,
        candidates=candidate_reasons(problem, plan, measures),
        slack=slack(problem, plan),
        chain=critical_chain(problem, plan, chosen),
        use=limit_use(problem, plan),
        moves=moves(problem, plan),
    )
