"""What can be asked of a plan, and the problem that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from plateau.roadmap.model import Intervention, InvalidProblem, Plan, Problem

#: Days that someone works in a year when leave, illness and training are off; our round figure.
DAYS_PER_FTE = 172
BUDGET_CHANGES = (-50, -25, 25)
LAW_MOVES = (-2, -1, 1, 2)


class Kind(StrEnum):
    """What a question is about; ``key`` and ``amount`` of the question mean:"""

    BUDGET = "budget"  # amount: percent more or less, every year
    LAW = "law"  # key: the milestone; amount: periods later, below zero earlier
    PEOPLE = "people"  # key: the role; amount: people more
    WITHOUT = "without"  # key: the intervention, which is not done
    WITH = "with"  # key: the intervention, which is done
    START = "start"  # key: the intervention, which starts in the period that amount is


@dataclass(frozen=True, slots=True)
class Question:
    """One change; ``code`` names it in an address."""

    kind: Kind
    key: str = ""
    amount: int = 0

    @property
    def code(self) -> str:
        """Short, unique and stable."""
        return f"{self.kind}:{self.key}:{self.amount}"


def questions(problem: Problem, plan: Plan) -> tuple[Question, ...]:
    """All that makes sense to ask of this plan, in the order of the kinds.

    Left out is what leaves no valid problem: to do without what has begun, has a fixed start, or is the only
    way to a hard goal, and limits beyond the model's greatest numbers.
    """
    return tuple(question for question in _questions(problem, plan) if _makes_a_problem(problem, question))


def find_question(problem: Problem, plan: Plan, code: str) -> Question | None:
    """The one of ``questions`` with this code, if it is there."""
    asked = (question for question in _questions(problem, plan) if question.code == code)
    return next((question for question in asked if _makes_a_problem(problem, question)), None)


def _makes_a_problem(problem: Problem, question: Question) -> bool:
    if not _can_fail(problem, question.kind):
        return True
    try:
        changed_problem(problem, question)
    except InvalidProblem:
        return False
    return True


def _can_fail(problem: Problem, kind: Kind) -> bool:
    """Whether such a question may leave no problem: too large numbers, or a hard goal without a way to it.

    To make a problem only to look takes most of the time of a list.
    """
    if kind is Kind.WITHOUT:
        goals = (problem.targets, problem.area_targets, problem.milestones)
        return any(goal.hard for some in goals for goal in some)
    return kind in (Kind.BUDGET, Kind.PEOPLE)


def _questions(problem: Problem, plan: Plan) -> Iterator[Question]:
    if any(budget is not None for budget in problem.budgets.values()):
        yield from (Question(Kind.BUDGET, amount=percent) for percent in BUDGET_CHANGES)
    for milestone in sorted(problem.milestones, key=lambda item: (item.period, item.id)):
        asks = milestone.requirements or milestone.areas or milestone.interventions
        for periods in LAW_MOVES if asks else ():
            if 0 <= milestone.period + periods <= problem.calendar.periods:
                yield Question(Kind.LAW, milestone.id, periods)
    yield from (Question(Kind.PEOPLE, role, 1) for role, days in problem.capacity.items() if days is not None)
    planned = sorted(plan.scheduled, key=lambda entry: (entry.start, entry.id))
    yield from (Question(Kind.WITHOUT, entry.id) for entry in planned if entry.id not in problem.required)
    for entry in planned:
        first = _first(problem, problem.by_id[entry.id])
        if first < entry.start:
            yield Question(Kind.START, entry.id, first)
    out = problem.by_id.keys() - plan.by_id.keys() - problem.already_done
    yield from (Question(Kind.WITH, id_) for id_ in sorted(out) if _can_be_done(problem, problem.by_id[id_]))


def changed_problem(problem: Problem, question: Question) -> Problem:
    """The problem as it would be. KeyError when ``key`` names nothing in it.

    InvalidProblem when there would be none, which is so of no question that ``questions`` offers.
    """
    return _CHANGES[question.kind](problem, question)


def _budget(problem: Problem, question: Question) -> Problem:
    budgets = {
        year: None if cents is None else cents * (100 + question.amount) // 100
        for year, cents in problem.budgets.items()
    }
    return replace(problem, budgets=budgets)


def _law(problem: Problem, question: Question) -> Problem:
    moved = {item.id: item for item in problem.milestones}
    milestone = moved[question.key]
    period = min(max(milestone.period + question.amount, 0), problem.calendar.periods)
    moved[question.key] = replace(milestone, period=period)
    return replace(problem, milestones=tuple(moved.values()))


def _people(problem: Problem, question: Question) -> Problem:
    days = problem.capacity[question.key]
    extra = round(DAYS_PER_FTE * question.amount / problem.calendar.per_year)
    more = None if days is None else [limit + extra for limit in days]
    return replace(problem, capacity={**problem.capacity, question.key: more})


def _without(problem: Problem, question: Question) -> Problem:
    _known(problem, question.key)
    return replace(
        problem,
        mandatory=problem.mandatory - {question.key},
        forbidden=problem.forbidden | {question.key},
    )


def _with(problem: Problem, question: Question) -> Problem:
    _known(problem, question.key)
    return replace(
        problem,
        mandatory=problem.mandatory | {question.key},
        forbidden=problem.forbidden - {question.key},
    )


def _start(problem: Problem, question: Question) -> Problem:
    item = _known(problem, question.key)
    pinned = replace(item, earliest_start=question.amount, latest_start=question.amount)
    others = tuple(other for other in problem.interventions if other.id != item.id)
    return _with(replace(problem, interventions=(*others, pinned)), question)


_CHANGES = {
    Kind.BUDGET: _budget,
    Kind.LAW: _law,
    Kind.PEOPLE: _people,
    Kind.WITHOUT: _without,
    Kind.WITH: _with,
    Kind.START: _start,
}


def _known(problem: Problem, id_: str) -> Intervention:
    return problem.by_id[id_]


def _first(problem: Problem, item: Intervention) -> int:
    """The first period it may start in, whatever it waits for."""
    return min(problem.window(item, way).start for way in item.ways)


def _can_be_done(problem: Problem, item: Intervention) -> bool:
    return any(problem.window(item, way) for way in item.ways)
