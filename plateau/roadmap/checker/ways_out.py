"""What is said to close a gap: whether its figures agree, speak of limits that exist, and are enough."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.roadmap.checker.giving import given_up
from plateau.roadmap.checker.named import Named
from plateau.roadmap.checker.trying import has_plan
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.model import GapReason, ObjectiveName, Plan, Problem, Relaxation, WayOut
from plateau.roadmap.model.values import MAX_PERIODS

#: So many plans are tried of each way out, then so many.
_TRIES = (200, 2_000, 20_000)


class WaysOut:
    """Ways out of the gaps of one problem. That they are the least, only a search tells.

    ``known``: all that can be lifted. ``sure``: of how many it was seen that they close the gap.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self._waiting: list[tuple[str, Problem | None]] = []
        self.known = Named(problem, ()).known
        self.sure = 0
        names = problem.objectives
        self._higher = {
            own: set(names[: names.index(own)] if own in names else names)
            for own in (ObjectiveName.TARGETS, ObjectiveName.MILESTONES)
        }
        #: Each as in ``GapReason``: a criterion, an area and a milestone may share a name.
        self._goals = [(target.criterion, "", "") for target in problem.targets]
        self._goals += [("", wanted.area, "") for wanted in problem.area_targets]
        self._goals += [("", "", milestone.id) for milestone in problem.milestones]

    def untrue(self, path: str, way: WayOut, reason: GapReason) -> Iterator[Violation]:
        """All that does not agree; when all does, ``unclosed`` tells whether it closes the gap."""
        until = self._moment(reason) + way.extra_periods
        if not 0 <= way.extra_periods <= MAX_PERIODS or until > MAX_PERIODS:
            yield untrue(f"{path}.extra_periods", f"expected at most {MAX_PERIODS} periods in all.")
            return
        wrong = [*self._kinds(path, way), *self._names(path, way, reason), *self._sums(path, way, reason)]
        yield from wrong
        if not wrong:
            self._waiting.append((path, given_up(self.problem, reason, way, until)))

    def unclosed(self, until: float) -> Iterator[Violation]:
        """The ways out with all of which no plan meets the goal; tried by the clock's ``until``.

        A little of each first: what is soon seen of one need not wait for what takes long of another.
        """
        for tries in _TRIES:
            waiting, self._waiting = self._waiting, []
            for path, given in waiting:
                like = self.plan.scheduled
                closes = False if given is None else has_plan(given, like=like, tries=tries, until=until)
                if closes is False:
                    yield untrue(path, "with all that it gives, the gap cannot be closed.")
                elif closes:
                    self.sure += 1
                else:
                    self._waiting.append((path, given))

    def _kinds(self, path: str, way: WayOut) -> Iterator[Violation]:
        figures = {
            Relaxation.BUDGET: way.extra_per_year,
            Relaxation.CAPACITY: way.extra_days,
            Relaxation.FUND: way.extra_funds,
            Relaxation.CHANGE: way.extra_change,
            Relaxation.TIME: way.extra_periods,
            Relaxation.RULES: way.lifted,
            Relaxation.OBJECTIVES: way.worse,
            Relaxation.PRIORITIES: way.instead_of,
        }
        for kind, figure in figures.items():
            if bool(figure) != (kind in way.relaxed):
                yield untrue(f"{path}.relaxed", f"{kind} does not go with {figure!r}.")
        yield from compare(f"{path}.relaxed", sorted(set(way.relaxed)), sorted(way.relaxed))
        if not way.relaxed:
            yield untrue(f"{path}.relaxed", "it relaxes nothing, and the gap is open.")

    def _names(self, path: str, way: WayOut, reason: GapReason) -> Iterator[Violation]:
        problem = self.problem
        own = ObjectiveName.MILESTONES if reason.milestone else ObjectiveName.TARGETS
        limited = {year for year, cents in problem.budgets.items() if cents is not None}
        if way.extra_periods and max(problem.budgets) in limited:
            limited |= {max(problem.budgets) + later for later in range(1, way.extra_periods + 1)}
        known: dict[str, set[object]] = {
            "extra_per_year": {*limited},
            "extra_days": {role for role, days in problem.capacity.items() if days is not None},
            "extra_funds": {fund.id for fund in problem.funds},
            "extra_change": {load.id for load in problem.change_loads},
            "lifted": {*self.known},
            "worse": {*self._higher[own]},
            "instead_of": {
                "".join(goal)
                for goal in self._goals
                if goal != (reason.criterion, reason.area, reason.milestone)
            },
        }
        for name, there in known.items():
            for unknown in sorted({*getattr(way, name)} - there, key=str):
                yield untrue(f"{path}.{name}", f"{unknown!r} is no such limit or goal of the problem.")

    def _moment(self, reason: GapReason) -> int:
        """The period at whose start the goal should be met."""
        end = self.problem.calendar.periods
        if reason.milestone:
            return next(each.period for each in self.problem.milestones if each.id == reason.milestone)
        deadlines = {("", each.area): each.deadline for each in self.problem.area_targets}
        deadlines |= {(each.criterion, ""): each.deadline for each in self.problem.targets}
        deadline = deadlines[reason.criterion, reason.area]
        return end if deadline is None else deadline

    def _sums(self, path: str, way: WayOut, reason: GapReason) -> Iterator[Violation]:
        yield from compare(f"{path}.extra_cents", sum(way.extra_per_year.values()), way.extra_cents)
        days = {role: sum(per_period) for role, per_period in way.extra_days_per_period.items()}
        yield from compare(f"{path}.extra_days", days, way.extra_days)
        asked_at = self._moment(reason)
        periods = max(self.problem.calendar.periods, asked_at + way.extra_periods)
        for role, per_period in way.extra_days_per_period.items():
            if len(per_period) != periods or min(per_period, default=0) < 0:
                yield untrue(
                    f"{path}.extra_days_per_period[{role}]", f"expected {periods} numbers from 0 on."
                )
        for name in ("extra_per_year", "extra_days", "extra_funds", "extra_change", "worse"):
            for key, amount in getattr(way, name).items():
                if amount <= 0:
                    yield untrue(f"{path}.{name}[{key}]", f"expected more than nothing, found {amount}.")
