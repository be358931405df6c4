"""All checks together, and what they leave unchecked."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plateau.roadmap.checker.certainty import Certainty
from plateau.roadmap.checker.claims import Claims
from plateau.roadmap.checker.clash import Clash
from plateau.roadmap.checker.codes import UNTOLD
from plateau.roadmap.checker.frontier import Points
from plateau.roadmap.checker.gaps import Gaps
from plateau.roadmap.checker.reasons import Reasons
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.checker.trying import SECONDS, has_plan
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import Explanation, GapCode, Plan, Problem, Status

if TYPE_CHECKING:
    from plateau.roadmap.frontier import Frontier
    from plateau.roadmap.uncertainty import Outlook

_HOW = "how it was found: seed, time and version, and whether it comes out again"


@dataclass(slots=True)
class Report:
    """``violations``: all that is wrong. ``checked`` and ``unchecked``: what, in words."""

    violations: list[Violation] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def check(
    problem: Problem, plan: Plan, explanation: Explanation | None = None, outlook: Outlook | None = None
) -> list[Violation]:
    """All that is wrong with ``plan`` as an answer to ``problem``; empty when it is in order."""
    return examine(problem, plan, explanation, outlook).violations


def examine(
    problem: Problem, plan: Plan, explanation: Explanation | None = None, outlook: Outlook | None = None
) -> Report:
    """What is wrong with ``plan`` as an answer to ``problem``, and with what was written beside it.

    Proofs are not repeated: that takes a search. The report says which. A plan that names unknown
    interventions or times outside the horizon is not checked further, since nothing follows from it; reasons
    and outlook are not when the plan itself is not in order.
    """
    report = Report()
    rules = Rules(problem, plan)
    report.violations = rules.unreadable()
    if report.violations:
        return report
    replay = Replay(problem, plan.scheduled)
    report.violations = [*rules.broken(replay), *Claims(problem, plan).untrue(replay)]
    if not plan.found:
        _no_plan(problem, plan, explanation, report)
    elif not report.violations:
        report.checked.append("every rule and every figure of the plan")
        report.unchecked += ["that no plan is better: the bounds of the objectives", _HOW]
        if explanation is not None:
            _reasons(problem, plan, explanation, replay, report)
    if outlook is not None and not report.violations:
        _outlook(problem, plan, outlook, replay, report)
    return report


def examine_frontier(problem: Problem, frontier: Frontier, explanation: Explanation | None = None) -> Report:
    """The same for many plans of ``problem``, of which none beats another."""
    report = Report(Points(problem, frontier).untrue())
    if not frontier.points:
        status = Status.INFEASIBLE if frontier.complete else Status.UNKNOWN
        _no_plan(problem, Plan(status, problem_hash=problem.fingerprint), explanation, report)
        return report
    if explanation is not None:
        report.violations.append(
            Violation("reasons", "explanation", "it is there only when there is no plan.")
        )
    report.checked.append("every rule and figure of each plan, and that none of them beats another")
    report.unchecked += ["that no other plan beats one of them: the bounds of the objectives", _HOW]
    if frontier.complete:
        report.unchecked.append("that there are no more of them")
    return report


def _reasons(problem: Problem, plan: Plan, explanation: Explanation, replay: Replay, report: Report) -> None:
    report.violations += Reasons(problem, plan, explanation).untrue(replay)
    gaps = Gaps(problem, plan, explanation)
    report.violations += gaps.untrue(replay)
    report.violations += Clash(problem, plan, explanation).untrue()
    report.checked.append("why it is so, what can wait, the critical chain, the use of limits and what moved")
    if explanation.gaps:
        report.checked.append("where each goal stands, and the figures of why")
    sure, ways = gaps.ways
    if sure:
        report.checked.append(f"that what is said to close a gap does: {sure} of {ways} ways out, tried")
    if sure < ways:
        report.unchecked.append(
            f"the same of the other {ways - sure}: trying takes more than {SECONDS:.0f} s"
        )
    if gaps.sure:
        report.checked.append(
            f"that nothing else closes {gaps.sure} of {gaps.open} gaps: all plans were tried"
        )
    if gaps.sure < gaps.open:
        report.unchecked.append(f"that nothing else closes the other {gaps.open - gaps.sure}")
    if gaps.least:
        report.checked.append(f"that no part of {gaps.least} of {ways} ways out can be less")
    if any(reason.code is GapCode.UNEXPLAINED for reason in explanation.gaps):
        report.unchecked.append("why goals stay open: the plan does not say")
    if any(reason.code not in UNTOLD for reason in explanation.gaps):
        report.unchecked.append("that less of one and more of another is not enough to close a gap")


def _outlook(problem: Problem, plan: Plan, outlook: Outlook, replay: Replay, report: Report) -> None:
    if not plan.found:
        report.violations.append(Violation("outlook", "outlook", "there is no plan to carry out."))
        return
    certainty = Certainty(problem, plan, outlook)
    report.violations += certainty.untrue(replay)
    report.checked.append("that chances and percentiles go with the plan and with each other")
    runs = f"{certainty.repeated} of the {outlook.runs} runs, carried out again with the same seed"
    report.checked.append(f"that these come out of {runs}")


def _no_plan(problem: Problem, plan: Plan, explanation: Explanation | None, report: Report) -> None:
    """That there is none is untrue when one is found by trying."""
    until = time.monotonic() + SECONDS
    exists = None if plan.status is Status.UNKNOWN else has_plan(problem, until=until)
    if exists:
        report.violations.append(Violation("status", "status", "infeasible, but there is a plan."))
    elif exists is False:
        report.checked.append("that there is no plan: all were tried")
    elif plan.status is Status.UNKNOWN:
        report.unchecked.append("whether there is a plan")
    else:
        report.unchecked.append("that there is no plan: there are too many to try them all")
    if explanation is not None and not report.violations:
        clash = Clash(problem, plan, explanation)
        report.violations += clash.untrue()
        report.unchecked += clash.unsure
        if plan.status is Status.INFEASIBLE and not explanation.clash_rules:
            report.unchecked.append("which rules cannot all hold: none are named")
        if explanation.clash_rules:
            report.checked.append("that the rules named are in the problem")
            report.checked += clash.sure
