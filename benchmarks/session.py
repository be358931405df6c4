"""A consultant's session on the demo: halve the budget, move a law, pin an intervention, then plan again.

Each answer is the new roadmap, and then why goals stay open, as the app computes it. Tells how long both
took, whether the independent checker finds plan and reasons in order, and with `--words` what the page says,
to be read. (`clicks.py` takes the same from the click in a browser.)
Run with `.venv/bin/python benchmarks/session.py [--words]`; loads the demo into a folder of its own.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy
from flask import Flask
from flask_babel import Babel, force_locale

from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.demo import fill
from plateau.roadmap import store, wording
from plateau.roadmap.checker import check
from plateau.roadmap.explanation import explain, reasons, to_replan
from plateau.roadmap.model import Explanation, GapCode, Past, Pin, Plan, Problem
from plateau.roadmap.records import ScenarioRecord
from plateau.roadmap.solver import solve
from plateau.roadmap.store import StoredPlan

#: What a workshop waits for.
LIMIT_S = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", action="store_true", help="print what the page says of each answer")
    words = parser.parse_args().words
    print(
        "| interventions | step | roadmap, s | reasons, s | of a core | status | targets | milestones | ok |"
    )
    print("|---:|---|---:|---:|---:|---|---|---|---|")
    said = []
    for stored in demo_roadmaps():
        for step, problem in session(stored.problem, stored.plan):
            begin = time.perf_counter(), time.process_time()
            plan = solve(problem)
            known = reasons(problem, plan) if plan.found else None
            there = time.perf_counter() - begin[0]
            explanation = explain(problem, plan, known=known)
            seconds, busy = time.perf_counter() - begin[0], time.process_time() - begin[1]
            print(_row(step, problem, plan, explanation, (there, seconds, busy)), flush=True)
            said.append((step, problem, plan, explanation))
    if words:
        app = Flask("plateau")
        Babel(app)
        with app.app_context(), force_locale("nl"):
            for answer in said:
                print("\n".join(sentences(*answer)))


def demo_roadmaps() -> list[StoredPlan]:
    """The newest roadmap of each round of the demo."""
    with tempfile.TemporaryDirectory(prefix="plateau-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        database.upgrade()
        fill(database, now=datetime.now(UTC))
        with database.reading() as reading:
            keys = reading.execute(
                sqlalchemy.select(ScenarioRecord.organisation_id, ScenarioRecord.round_id).distinct()
            ).all()
            plans = [store.find_plan(reading, organisation_id=one, round_id=other) for one, other in keys]
        database.dispose()
    return [stored for stored in plans if stored]


def session(problem: Problem, plan: Plan) -> Iterator[tuple[str, Problem]]:
    """What a consultant tries, one after the other, each from the roadmap as it was."""
    half = {year: None if cents is None else cents // 2 for year, cents in problem.budgets.items()}
    yield "half the budget", replace(problem, budgets=half)
    for milestone in problem.milestones:
        if milestone.requirements and milestone.period > 1:
            sooner = replace(milestone, period=milestone.period - 2)
            others = tuple(item for item in problem.milestones if item.id != milestone.id)
            yield f"{milestone.id} half a year sooner", replace(problem, milestones=(*others, sooner))
    planned = sorted(plan.scheduled, key=lambda entry: (entry.start, entry.id))
    middle = planned[len(planned) // 2]
    later = min(middle.start + 2, problem.calendar.periods - (middle.end - middle.start))
    yield f"{middle.id} pinned to period {later}", replace(problem, pins=(Pin(middle.id, start=later),))
    first = planned[0]
    late = [Past(first.id, first.start, first.end + 2)] if first.start == 0 else []
    begun = [Past(e.id, e.start, e.end, e.mode) for e in planned[1:] if e.start < 1]
    yield (
        f"planned again, {first.id} half a year late",
        to_replan(problem, plan.scheduled, 1, [*late, *begun]),
    )


def _row(
    step: str,
    problem: Problem,
    plan: Plan,
    explanation: Explanation,
    taken: tuple[float, float, float],
) -> str:
    there, seconds, busy = taken
    met = sum(result.met for result in plan.milestones)
    late = "" if seconds <= LIMIT_S else " (too long)"
    return (
        f"| {len(problem.interventions)} | {step} | {there:.2f} | {seconds:.2f}{late} | {busy:.2f} "
        f"| {plan.status.value} "
        f"| {len(problem.targets) - len(plan.unmet_targets)} of {len(problem.targets)} "
        f"| {met} of {len(plan.milestones)} | {'NO' if check(problem, plan, explanation) else 'yes'} |"
    )


def sentences(step: str, problem: Problem, plan: Plan, explanation: Explanation) -> Iterator[str]:
    """What the page says of it."""
    known, calendar = catalogue(), problem.calendar
    yield f"\n## {step}\n{wording.plan_sentence(problem, plan)}"
    if problem.keep:
        yield wording.moved_sentence(problem, explanation.moves, 1)
        for move in explanation.moves:
            reason = wording.moved_reason(move, problem, explanation, known)
            yield f"- moved: {wording.intervention_name(move.id, known)}: {reason}"
    for gap in explanation.gaps:
        if gap.code is not GapCode.CLOSED:
            helps = " ".join(wording.way_out_sentences(gap, known, problem))
            why = wording.gap_sentence(gap, known, problem)
            name = wording.criterion_name(gap.criterion or gap.area or gap.milestone, known)
            yield f"- open: {name}: {why} {helps}"
    for link in explanation.chain:
        yield (
            f"- chain: {wording.intervention_name(link.id, known)}: "
            f"{wording.link_sentence(link, known, calendar)}"
        )
    for chosen in explanation.chosen:
        start = wording.start_sentence(chosen, known, calendar)
        if not start.startswith("Begint meteen"):
            yield f"- start: {wording.intervention_name(chosen.id, known)}: {start}"
    shown: set[str] = set()
    for candidate in explanation.candidates:
        sentence = wording.candidate_sentence(candidate, known, problem)
        if candidate.code not in shown or candidate.limits:
            shown.add(candidate.code)
            yield f"- not: {wording.intervention_name(candidate.id, known)}: {sentence}"


if __name__ == "__main__":
    main()
