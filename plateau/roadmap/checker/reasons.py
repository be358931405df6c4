"""What is said beside a plan: why, how much can be put off, what fixes the finish, what is left of limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plateau.roadmap.checker.delays import Delays
from plateau.roadmap.checker.lags import wait
from plateau.roadmap.checker.left_out import LeftOut
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.obstacles import obstacles
from plateau.roadmap.checker.purposes import Purposes
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.unmet import modes
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.model import (
    Explanation,
    Limit,
    LimitCode,
    Link,
    Plan,
    Problem,
    Scheduled,
)


class Reasons:
    """The explanation of one plan that is in order, held against what follows from that plan."""

    def __init__(self, problem: Problem, plan: Plan, explanation: Explanation) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self.explanation = explanation
        self._items = {item.id: item for item in problem.interventions}
        self._entries = {entry.id: entry for entry in plan.scheduled}
        self._purposes = Purposes(problem, plan)

    def untrue(self, replay: Replay) -> list[Violation]:
        """All that is said and is not so, or is so and is not said."""
        said = (
            self._about_this_plan,
            self._chosen,
            self._not_chosen,
            self._slack,
            self._chain,
            self._use,
            self._moves,
        )
        return [violation for claim in said for violation in claim(replay)]

    def _about_this_plan(self, _: Replay) -> Iterator[Violation]:
        yield from compare("problem_hash", self.plan.problem_hash, self.explanation.problem_hash)

    def _chosen(self, _: Replay) -> Iterator[Violation]:
        told = [(reason.id, reason.start) for reason in self.explanation.chosen]
        yield from compare("chosen", [(entry.id, entry.start) for entry in self.plan.scheduled], told)
        for reason in self.explanation.chosen:
            entry, path = self._entries.get(reason.id), f"chosen[{reason.id}]"
            if entry is None:
                continue
            yield from compare(path, self._purposes.of(entry), replace(reason, fixed_by=()))
            yield from _same(f"{path}.fixed_by", self._purposes.holds(entry), reason.fixed_by)

    def _not_chosen(self, _: Replay) -> Iterator[Violation]:
        told = [reason.id for reason in self.explanation.candidates]
        yield from compare("candidates", sorted(self._items.keys() - self._entries.keys()), told)
        codes = {reason.id: reason.code for reason in self.explanation.candidates if reason.id in self._items}
        left_out = LeftOut(self.problem, self.plan, codes)
        for reason in self.explanation.candidates:
            if reason.id in self._items.keys() - self._entries.keys() and not left_out.is_why(reason):
                yield untrue(f"candidates[{reason.id}]", f"{reason.code} is not why it was left out.")

    def _slack(self, _: Replay) -> Iterator[Violation]:
        told = [slack.id for slack in self.explanation.slack]
        yield from compare("slack", [entry.id for entry in self.plan.scheduled], told)
        delays = Delays(self.problem, self.plan)
        for slack in self.explanation.slack:
            if slack.id in self._entries:
                path = f"slack[{slack.id}]"
                yield from compare(f"{path}.free", delays.longest(slack.id, alone=True), slack.free)
                yield from compare(f"{path}.total", delays.longest(slack.id, alone=False), slack.total)

    # the critical chain

    def _chain(self, replay: Replay) -> Iterator[Violation]:
        chain = self.explanation.chain
        last = max((entry.end for entry in self.plan.scheduled), default=0)
        yield from compare("chain.end", last, chain[-1].end if chain else 0)
        before = None
        for link in chain:
            path = f"chain[{link.id}]"
            entry = self._entries.get(link.id)
            yield from compare(f"{path}.after", before, link.after)
            if entry is None or (entry.start, entry.end) != (link.start, link.end):
                yield untrue(path, "it is not planned there.")
            elif link.because not in self._purposes.holds(entry):
                yield untrue(f"{path}.because", f"{link.because.code} does not hold it there.")
            elif link.after in self._entries and not self._touches(link, self._entries[link.after], replay):
                yield untrue(f"{path}.after", f"{link.after} is not what it waits for.")
            before = link.id

    def _touches(self, link: Link, other: Scheduled, replay: Replay) -> bool:
        """Whether ``other`` started before and is what ``because`` speaks of, right where the link begins."""
        item, limit = self._items[other.id], link.because
        if other.start >= link.start:
            return False
        if limit.code is LimitCode.PREREQUISITE:
            return other.id == limit.intervention and other.end == link.start
        if limit.code is LimitCode.STEP_BELOW:
            makes = any((step.criterion, step.end) == (limit.criterion, limit.plateau) for step in item.steps)
            return makes and other.end + item.consolidation == link.start == limit.period
        if limit.code is LimitCode.LAG:
            mine, lags = self._entries[link.id], self._items[link.id].lags
            return any(other.id in lag.any_of and wait(lag, mine, other) == lag.least for lag in lags)
        if limit.code is LimitCode.CAPACITY:
            return replay.days_of(other, limit.role or "", limit.period or 0) > 0
        if limit.code is LimitCode.CHANGE:
            loads = [load for load in self.problem.change_loads if load.id == limit.name]
            limits = Limits(self.problem, replay)
            return any(other in limits.at_once(load, limit.period or 0) for load in loads)
        return False

    # what moved

    def _moves(self, _: Replay) -> Iterator[Violation]:
        kept = {entry.id: entry for entry in self.problem.keep}
        told = [(move.id, move.before, move.after) for move in self.explanation.moves]
        places = [(id_, kept.get(id_), self._entries.get(id_)) for id_ in kept.keys() | self._entries.keys()]
        moved = [(id_, before, after) for id_, before, after in places if before != after]
        moved.sort(key=lambda place: (next(at.start for at in place[:0:-1] if at), place[0]))
        yield from compare("moves", moved if kept else [], told)
        for move in self.explanation.moves:
            yield from _same(f"moves[{move.id}].because", self._in_the_way(move.before), move.because)

    def _in_the_way(self, before: Scheduled | None) -> frozenset[Limit]:
        """What keeps it from its old start; it may take longer now than it did then."""
        item = self._items.get(before.id) if before else None
        if before is None or item is None:
            return frozenset()
        if any(begun.id == before.id for begun in self.problem.past):
            return frozenset({Limit(LimitCode.BEGUN)})
        if before.mode not in modes(self.problem, item):
            return frozenset()
        there = replace(before, end=before.start + item.way(before.mode).duration)
        return obstacles(self.problem, self.plan.scheduled, there)

    # what is taken of limits

    def _use(self, replay: Replay) -> Iterator[Violation]:
        told = [(use.code, use.name, use.used, use.allowed, use.left) for use in self.explanation.use]
        yield from compare("use", list(self._taken(replay)), told)

    def _taken(self, replay: Replay) -> Iterator[tuple[LimitCode, str, list[int], list[int], int]]:
        limits, periods = Limits(self.problem, replay), range(replay.periods)
        for year, cents in self.problem.budgets.items():
            if cents is not None:
                inside = self.problem.calendar.periods_of(year)
                used = [replay.cents(period) if period in inside else 0 for period in periods]
                yield LimitCode.BUDGET, str(year), used, [cents], cents - sum(used)
        for fund in self.problem.funds:
            used = [limits.spent(fund, period) for period in periods]
            yield LimitCode.FUND, fund.id, used, [fund.limit], fund.limit - sum(used)
        for role, days in self.problem.capacity.items():
            if days is not None:
                used = [replay.days(role, period) for period in periods]
                yield LimitCode.CAPACITY, role, used, list(days), _room(used, list(days))
        for load in self.problem.change_loads:
            used = [limits.changing(load, period) for period in periods]
            most = [load.limit] * len(used)
            yield LimitCode.CHANGE, load.id, used, most, _room(used, most)


def _same(path: str, expected: frozenset[Limit], told: tuple[Limit, ...]) -> Iterator[Violation]:
    """Whether exactly these rules are named, each once; in what order does not matter."""
    if frozenset(told) != expected or len(told) != len(expected):
        codes = sorted(limit.code.value for limit in expected)
        yield untrue(
            path, f"expected {codes} with their figures, found {[limit.code.value for limit in told]}."
        )


def _room(used: list[int], most: list[int]) -> int:
    return min(limit - taken for taken, limit in zip(used, most, strict=True))
