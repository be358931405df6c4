"""Why a goal stays open, in one word: which word goes with the figures and the ways out that are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from plateau.roadmap.checker.giving import alone, without_choices
from plateau.roadmap.checker.trying import has_plan
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.model import ClashRule, GapCode, GapReason, InvalidProblem, Problem, Relaxation

#: The figures that each code must give, and those that it may.
_FIGURES: dict[GapCode, tuple[set[str], set[str]]] = {
    GapCode.NO_WAY: (set(), {"missing_step"}),
    GapCode.PREREQUISITE: ({"interventions"}, {"missing_step"}),
    GapCode.FORBIDDEN: (
        {"interventions", "periods_available", "rules", "ways"},
        {"periods_needed", "causes"},
    ),
    GapCode.RULES: (
        {"rules", "ways"},
        {"interventions", "periods_needed", "periods_available", "causes"},
    ),
    GapCode.HORIZON: ({"periods_available", "periods_needed"}, {"interventions", "rules", "ways", "causes"}),
    GapCode.COMBINATION: (
        set(),
        {"ways", "rules", "causes", "interventions", "periods_needed", "periods_available"},
    ),
    GapCode.OBJECTIVE: (set(), {"ways", "causes", "periods_needed", "periods_available"}),
    GapCode.UNPROVEN: (set(), {"interventions", "periods_needed", "periods_available"}),
    GapCode.UNEXPLAINED: (set(), set()),
}
_LIMITS = ({"ways"}, {"causes", "periods_needed", "periods_available"})
#: The codes that speak of one kind of limit.
_ALONE: dict[tuple[Relaxation, ...], GapCode] = {
    (Relaxation.BUDGET,): GapCode.BUDGET,
    (Relaxation.CAPACITY,): GapCode.CAPACITY,
    (Relaxation.FUND,): GapCode.FUND,
    (Relaxation.CHANGE,): GapCode.CHANGE,
    (Relaxation.TIME,): GapCode.TIME,
    (Relaxation.RULES,): GapCode.RULES,
    (Relaxation.OBJECTIVES,): GapCode.OBJECTIVE,
    (Relaxation.PRIORITIES,): GapCode.PRIORITIES,
}
#: So many plans are tried to see whether there is time; without limits that goes fast.
_MOST_TRIED = 10_000
OUT_OF_REACH = (GapCode.NO_WAY, GapCode.PREREQUISITE)
#: Nothing more is said of these: they are reached, or nobody looked for why they are not.
UNTOLD = (GapCode.CLOSED, GapCode.UNEXPLAINED)
_GIVEN_ANYWAY = {"criterion", "area", "milestone", "current", "target", "reached", "code", "steps"}


def given(reason: GapReason) -> set[str]:
    """The figures that it gives beside where the goal stands."""
    return {
        each.name
        for each in fields(reason)
        if each.name not in _GIVEN_ANYWAY and getattr(reason, each.name) not in (None, ())
    }


def misplaced(path: str, reason: GapReason) -> Iterator[Violation]:
    """Figures that its code does not give, or does not go without."""
    must, may = _FIGURES.get(reason.code, _LIMITS)
    there = given(reason)
    if "periods_needed" in there:
        may = may | {"periods_without_choices"}
    if not must <= there <= must | may:
        yield untrue(path, f"{reason.code} does not go with {sorted(there)}.")


def other_code(path: str, reason: GapReason, *, counts: bool) -> Iterator[Violation]:
    """The code that follows from the ways out and from the time; ``counts``: the goal is an objective."""
    if reason.code not in OUT_OF_REACH:
        expected = _with_ways(reason) if reason.ways else _without_ways(reason, counts=counts)
        if reason.code not in expected:
            yield from compare(f"{path}.code", sorted(expected), reason.code)


def _with_ways(reason: GapReason) -> set[GapCode]:
    relaxed = reason.ways[0].relaxed
    if reason.periods_available is not None and Relaxation.TIME in relaxed:
        return {GapCode.HORIZON}
    if reason.periods_available is not None and Relaxation.RULES in relaxed:
        kinds = {ClashRule.of(path).kind for path in reason.ways[0].lifted}
        return {GapCode.FORBIDDEN if kinds == {"forbidden"} else GapCode.RULES}
    return {_ALONE.get(relaxed, GapCode.COMBINATION)}


def _without_ways(reason: GapReason, *, counts: bool) -> set[GapCode]:
    in_time = reason.periods_available is None
    stuck = GapCode.COMBINATION if in_time or reason.periods_needed is None else GapCode.HORIZON
    # It would come at no cost, had it counted for anything.
    free = {GapCode.OBJECTIVE} if in_time and not counts else set()
    return {stuck, GapCode.UNPROVEN} | free


class Time:
    """Whether there is time for a goal, money and people aside; ``until``: by the monotonic clock."""

    def __init__(self, problem: Problem, until: float) -> None:
        """Nothing is tried yet."""
        self.problem = problem
        self._until = until

    def untrue(self, path: str, reason: GapReason, at: int) -> Iterator[Violation]:
        """What is said of the periods that it takes and has; the goal is due at ``at``."""
        available, needed = reason.periods_available, reason.periods_needed
        if reason.code in OUT_OF_REACH:
            return
        fits = self._fits(self.problem, reason, at)
        if available is None and fits is False and reason.code is not GapCode.UNPROVEN:
            yield untrue(f"{path}.periods_available", "it is not told that there is too little time.")
        if available is None:
            return
        yield from compare(f"{path}.periods_available", at, available)
        if fits:
            yield untrue(f"{path}.periods_available", "money and people aside there is time enough.")
        if needed is None:
            return
        if needed <= available:
            yield untrue(f"{path}.periods_needed", f"{needed} are available.")
            return
        problem, free = self.problem, without_choices(self.problem)
        if self._fits(problem, reason, needed) is False:
            problem = free  # when it can never be, it is told how long it takes with every choice let go
        yield from self._least(f"{path}.periods_needed", problem, reason, needed)
        sooner, path = reason.periods_without_choices, f"{path}.periods_without_choices"
        if sooner is not None:
            yield from self._least(path, free, reason, sooner)
            if sooner >= needed:
                yield untrue(path, f"with all choices {needed} are needed.")
        elif self._fits(free, reason, needed - 1) and not self._fits(problem, reason, needed - 1):
            yield untrue(path, f"it takes less than {needed} then, and that is not told.")

    def _least(self, path: str, problem: Problem, reason: GapReason, periods: int) -> Iterator[Violation]:
        if self._fits(problem, reason, periods) is False:
            yield untrue(path, f"{periods} are not enough.")
        elif self._fits(problem, reason, periods - 1):
            yield untrue(path, f"{periods - 1} are enough.")

    def _fits(self, problem: Problem, reason: GapReason, at: int) -> bool | None:
        try:
            return has_plan(alone(problem, reason, at), tries=_MOST_TRIED, until=self._until)
        except InvalidProblem:
            return False
