"""What `plateau solve` does, without app or database."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plateau.roadmap.checker import Report, examine, examine_frontier
from plateau.roadmap.explanation import as_planned, explain, reasons, to_replan
from plateau.roadmap.finish import Brake, Project, finish_project, read_patterson, read_psplib
from plateau.roadmap.frontier import find_frontier
from plateau.roadmap.interchange import (
    FrontierDocument,
    PlanDocument,
    ProblemDocument,
    read_answer,
    read_plan,
    read_with_doubts,
    write_frontier,
    write_plan,
)
from plateau.roadmap.model import Explanation, InvalidProblem, Plan, Problem, Status
from plateau.roadmap.portfolio import (
    check_selection,
    read_portfolio,
    read_selection,
    select_projects,
    write_selection,
)
from plateau.roadmap.solver import solve
from plateau.roadmap.uncertainty import simulate
from plateau.solve_command import DEFAULT_LIMIT, DEFAULT_SEED
from plateau.solve_command.counting import counted
from plateau.solve_command.files import BadInput, not_both_from_stdin, one_line, read, to_screen, write
from plateau.solve_command.progress import Column
from plateau.solve_command.stopping import STOPPED, leave, stoppable
from plateau.solve_command.summary import (
    certainty,
    cut_short,
    finish_text,
    frontier_text,
    selection_text,
    summary,
)

FOUND, VIOLATED, BAD_INPUT, INFEASIBLE, NOTHING_FOUND = range(5)
_CODES = {
    Status.OPTIMAL: FOUND,
    Status.FEASIBLE: FOUND,
    Status.INFEASIBLE: INFEASIBLE,
    Status.UNKNOWN: NOTHING_FOUND,
}
#: Of the words that are told, unless another is chosen.
_LANGUAGE = "en"
_PROJECTS: dict[str, Callable[[bytes], Project]] = {"psplib": read_psplib, "patterson": read_patterson}
#: Deterministic time per second of the limit, so that it, and not the clock, ends the search: in a second a
#: core does 0.45 on 180 interventions over 48 months that nearly all fit, 0.26 on as many that do not.
_DETERMINISTIC_SHARE = 0.2


def run(chosen: argparse.Namespace) -> int:
    """Do what the arguments ask; the exit code says how it ended."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # a document is UTF-8, whatever the terminal is
    try:
        _refuse_ignored(chosen)
        _fill_in(chosen)
        if chosen.format in _PROJECTS:
            return _finish(chosen)
        if chosen.format == "portfolio":
            return _check_selection(chosen) if chosen.check is not None else _select(chosen)
        return _check(chosen) if chosen.check is not None else _solve(chosen)
    except KeyboardInterrupt:
        print("plateau: stopped.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Who read along has seen enough; what is still in the buffer may not complain once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except BadInput as error:
        for line in error.lines:
            print(f"plateau: {line}", file=sys.stderr)
        return BAD_INPUT


#: What a way of running would pass over, and what to say of it.
_OF_ONE_PLAN = ("--explain", "--words", "--language", "--simulate")
_IGNORED = {
    "check": (*_OF_ONE_PLAN, "--seed", "--time-limit", "--frontier", "--progress", "-o"),
    "frontier": _OF_ONE_PLAN,
    "wordless": ("--language",),
    "portfolio": (*_OF_ONE_PLAN, "--frontier", "--replan"),
    **dict.fromkeys(_PROJECTS, (*_OF_ONE_PLAN, "--frontier", "--replan", "--check", "--progress")),
}


def _refuse_ignored(chosen: argparse.Namespace) -> None:
    """Nothing that was typed is passed over in silence."""
    ways = {
        f"--format {chosen.format} is not for plans": chosen.format,
        "--check solves and writes nothing": "check" if chosen.check is not None else "",
        "--frontier is not about one plan": "frontier" if chosen.frontier is not None else "",
        "without --explain or --words nothing is told in words": "" if _wordy(chosen) else "wordless",
    }
    for reason, way in ways.items():
        given = [name for name in _IGNORED.get(way, ()) if _given(chosen, name)]
        if given:
            raise BadInput(f"{reason}: leave out {' and '.join(given)}.")


def _fill_in(chosen: argparse.Namespace) -> None:
    """What was left out; only now, so that one can see what was."""
    chosen.seed = DEFAULT_SEED if chosen.seed is None else chosen.seed
    chosen.time_limit = DEFAULT_LIMIT if chosen.time_limit is None else chosen.time_limit


def _given(chosen: argparse.Namespace, option: str) -> bool:
    name = "output" if option == "-o" else option.removeprefix("--").replace("-", "_")
    value = getattr(chosen, name)
    return value is not None and value is not False  # 0 was typed


def _wordy(chosen: argparse.Namespace) -> bool:
    return chosen.explain or chosen.words is not None


def _column(chosen: argparse.Namespace) -> Column:
    return Column(shown=chosen.progress or sys.stderr.isatty())


def _solve(chosen: argparse.Namespace) -> int:
    problem = _problem(chosen)
    wordy = _wordy(chosen)
    if chosen.frontier is not None:
        return _frontier(chosen, problem)
    limits = {
        "deterministic_limit": _DETERMINISTIC_SHARE * chosen.time_limit,
        "wall_limit": chosen.time_limit,
    }
    plan, stopped = stoppable(
        lambda control: solve(problem, seed=chosen.seed, **limits, control=control), _column(chosen).plan
    )
    explanation = reasons(problem, plan) if plan.found else None
    outlook = None
    try:
        if not stopped and (wordy or plan.status is Status.INFEASIBLE):
            explanation = explain(problem, plan, seed=chosen.seed, wall_limit=chosen.time_limit)
        if not stopped and chosen.simulate is not None and plan.found:
            outlook = simulate(problem, plan, runs=chosen.simulate, seed=chosen.seed)
    except KeyboardInterrupt:
        stopped = True
    write(chosen.output, write_plan(plan, explanation, outlook))
    told = summary(problem, plan, explanation, stopped=stopped, language=chosen.language or _LANGUAGE)
    if outlook is not None:
        told = f"{told}\n{certainty(outlook)}"
    _tell(chosen, told)
    if wordy and explanation is not None:
        words = _words(problem, plan, explanation, chosen.language or _LANGUAGE)
        if chosen.words is None:
            _tell(chosen, f"\n{words}".removesuffix("\n"))
        else:
            write(chosen.words, words)
    return _CODES[plan.status]


def _tell(chosen: argparse.Namespace, told: str) -> None:
    """On the screen, beside the document: where that goes there itself, on standard error."""
    print(told, file=sys.stderr if to_screen(chosen.output) else sys.stdout)


def _words(problem: Problem, plan: Plan, explanation: Explanation, language: str) -> str:
    # Here, since it imports the pages' sentences: a second that no one else should wait for.
    from plateau.solve_command.words import in_words  # noqa: PLC0415

    return in_words(problem, plan, explanation, language)


def _problem(chosen: argparse.Namespace) -> Problem:
    """The problem of the file, near another plan when asked; what began by then is what the problem says.

    A problem that tells of no past began what the other plan says.
    """
    document: ProblemDocument = read(chosen.problem, read_with_doubts)
    problem = document.problem
    for doubt in document.doubts:
        print(one_line(f"plateau: warning: {chosen.problem}: {doubt.path}: {doubt.message}"), file=sys.stderr)
    if chosen.replan is None:
        return problem
    previous: PlanDocument = read(chosen.replan, read_plan)
    kept = previous.plan.scheduled
    try:
        return to_replan(problem, kept, problem.now, problem.past or as_planned(kept, problem.now))
    except InvalidProblem as error:
        raise BadInput(one_line(f"{chosen.problem}: {error}")) from None


def _frontier(chosen: argparse.Namespace, problem: Problem) -> int:
    column = _column(chosen)
    found, stopped = stoppable(
        lambda control: find_frontier(
            problem,
            most=chosen.frontier,
            seed=chosen.seed,
            wall_limit=chosen.time_limit,
            stopped=lambda: control.cancelled,
            told=column.frontier,
        )
    )
    if found.points:
        status, explanation, told = Status.FEASIBLE, None, frontier_text(found, stopped=stopped)
    else:
        status = Status.INFEASIBLE if found.complete else Status.UNKNOWN
        plan = Plan(status, problem_hash=problem.fingerprint)
        explanation = None
        try:
            explanation = explain(problem, plan, seed=chosen.seed, wall_limit=chosen.time_limit)
        except KeyboardInterrupt:
            stopped = True
        told = summary(problem, plan, explanation, stopped=stopped)
    write(chosen.output, write_frontier(found, explanation))
    _tell(chosen, told)
    return _CODES[status]


def _check(chosen: argparse.Namespace) -> int:
    not_both_from_stdin(chosen)
    problem = _problem(chosen)
    document = read(chosen.check, read_answer)
    if isinstance(document, FrontierDocument):
        points = document.frontier.points
        report = examine_frontier(problem, document.frontier, document.explanation)
        told = f"in order: {counted(len(points), 'plan')}" if points else "no plans: nothing contradicts it"
    else:
        plan = document.plan
        report = examine(problem, plan, document.explanation, document.outlook)
        told = f"in order: {counted(len(plan.scheduled), 'intervention')}"
        told = told if plan.found else f"{plan.status}: nothing contradicts it"
    return _report(report, told)


def _report(report: Report, told: str) -> int:
    """What is wrong; or, when nothing is, what was looked at for that and what was not."""
    for violation in report.violations:
        print(one_line(f"{violation.path}: {violation.message} [{violation.rule}]"))
    if report.violations:
        return VIOLATED
    print(told)
    for checked in report.checked:
        print(f"  checked: {checked}")
    for unchecked in report.unchecked:
        print(f"  not checked: {unchecked}")
    return FOUND


def _finish(chosen: argparse.Namespace) -> int:
    project = read(chosen.problem, _PROJECTS[chosen.format])
    brake = Brake()
    result, stopped = stoppable(
        lambda _control: finish_project(project, seed=chosen.seed, wall_limit=chosen.time_limit, brake=brake),
        stop=brake.pull,
    )
    write(chosen.output, finish_text(project, result))
    for line in cut_short(stopped=stopped, reproducible=result.reproducible):
        print(line, file=sys.stderr)
    return _CODES[result.status]


def _select(chosen: argparse.Namespace) -> int:
    portfolio = read(chosen.problem, read_portfolio)
    column = Column(shown=True)
    with _silent_output():
        selection, stopped = stoppable(
            lambda control: select_projects(
                portfolio,
                seed=chosen.seed,
                wall_limit=chosen.time_limit,
                on_progress=column.portfolio,
                stopped=lambda: control.cancelled,
            )
        )
    write(chosen.output, write_selection(selection))
    told = selection_text(portfolio, selection, stopped=stopped)
    _tell(chosen, told)
    if stopped:
        leave(_CODES[selection.status])
    return _CODES[selection.status]


def _check_selection(chosen: argparse.Namespace) -> int:
    not_both_from_stdin(chosen)
    portfolio = read(chosen.problem, read_portfolio)
    selection = read(chosen.check, read_selection)
    wrong = check_selection(portfolio, selection)
    for sentence in wrong:
        print(one_line(sentence))
    if wrong:
        return VIOLATED
    print(f"in order: {counted(len(selection.scheduled), 'project')}, every rule and figure checked")
    return FOUND


@contextmanager
def _silent_output() -> Iterator[None]:
    """Nothing on standard output meanwhile: HiGHS writes there whatever it is told, amid our document."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
