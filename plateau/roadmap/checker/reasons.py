"""What is said beside a plan: why, how much can be put off, what fixes the finish, what is left of limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plateau.roadmap.checker.delays import Delays
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.measures import value_of
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.checker.violation import compare as _compare
from plateau.roadmap.checker.violation import untrue as _untrue
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    Explanation,
    Limit,
    LimitCode,
    Link,
    ObjectiveName,
    Plan,
    Problem,
    Scheduled,
    Status,
)

#: The rules of ``Rules`` that each code speaks of.
_RULES = {
    LimitCode.EARLIEST_START: {"earliest_start"},
    LimitCode.CONDITION: {"conditions"},
    LimitCode.LATEST_START: {"latest_start"},
    LimitCode.DEADLINE: {"deadline"},
    LimitCode.PIN: {"pins"},
    LimitCode.NOW: {"now"},
    LimitCode.PREREQUISITE: {"all_of", "one_of"},
    LimitCode.LAG: {"lags"},
    LimitCode.STEP_BELOW: {"step_start"},
    LimitCode.YEARLY_STEPS: {"steps_per_year"},
    LimitCode.EXCLUDED: {"excludes", "groups"},
    LimitCode.HORIZON: {"horizon"},
    LimitCode.BUDGET: {"budget"},
    LimitCode.FUND: {"funds"},
    LimitCode.CAPACITY: {"capacity"},
    LimitCode.CHANGE: {"change_loads"},
}


class Reasons:
    """The explanation of one plan that is in order, held against what follows from that plan."""

    def __init__(self, problem: Problem, plan: Plan, explanation: Explanation) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self.explanation = explanation
        self._items = {item.id: item for item in problem.interventions}
        self._entries = {entry.id: entry for entry in plan.scheduled}

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
        yield from _compare("problem_hash", self.plan.problem_hash, self.explanation.problem_hash)

    def _chosen(self, _: Replay) -> Iterator[Violation]:
        told = [(reason.id, reason.start) for reason in self.explanation.chosen]
        yield from _compare("chosen", [(entry.id, entry.start) for entry in self.plan.scheduled], told)
        for reason in self.explanation.chosen:
            entry = self._entries.get(reason.id)
            if not reason.fixed_by:
                yield _untrue(f"chosen[{reason.id}].fixed_by", "nothing is said to hold it there.")
            limits = [limit for limit in reason.fixed_by if limit.code is LimitCode.STEP_BELOW]
            # Below its plateau one may count a step that the other does not: then only that rule is sure.
            for limit in limits or reason.fixed_by if entry else ():
                assert entry is not None
                if not self._keeps(limit, entry):
                    yield _untrue(f"chosen[{reason.id}].fixed_by", f"{limit.code} does not hold it there.")

    def _not_chosen(self, replay: Replay) -> Iterator[Violation]:
        told = [reason.id for reason in self.explanation.candidates]
        yield from _compare("candidates", sorted(self._items.keys() - self._entries.keys()), told)
        for reason in self.explanation.candidates:
            if reason.id in self._items and not self._is_left_out(reason, replay):
                yield _untrue(f"candidates[{reason.id}]", f"{reason.code} is not why it was left out.")

    def _is_left_out(self, reason: CandidateReason, replay: Replay) -> bool:
        forbidden, done = reason.id in self.problem.forbidden, reason.id in replay.done
        if forbidden or done:
            return reason.code == (CandidateCode.FORBIDDEN if forbidden else CandidateCode.DONE)
        if reason.code is CandidateCode.WOULD_NOT_FIT and reason.start is not None:
            return bool(reason.limits) and any(
                all(limit.code in _RULES and self._breaks(limit, entry) for limit in reason.limits)
                for entry in self._tried(reason.id, reason.start)
            )
        known = reason.code not in (CandidateCode.FORBIDDEN, CandidateCode.DONE)
        return known and set(reason.by) <= self._entries.keys()

    def _tried(self, id_: str, start: int) -> Iterator[Scheduled]:
        """It starts there in each of the ways that it can be done; never before the first period."""
        for way in self._items[id_].ways if start >= 0 else ():
            mode = "" if way is self._items[id_] else way.id
            yield Scheduled(id_, start, start + way.duration, mode)

    def _slack(self, _: Replay) -> Iterator[Violation]:
        told = [slack.id for slack in self.explanation.slack]
        yield from _compare("slack", [entry.id for entry in self.plan.scheduled], told)
        delays = Delays(self.problem, self.plan)
        for slack in self.explanation.slack:
            if slack.id in self._entries:
                path = f"slack[{slack.id}]"
                yield from _compare(f"{path}.free", delays.longest(slack.id, alone=True), slack.free)
                yield from _compare(f"{path}.total", delays.longest(slack.id, alone=False), slack.total)

    # the critical chain

    def _chain(self, replay: Replay) -> Iterator[Violation]:
        chain = self.explanation.chain
        last = max((entry.end for entry in self.plan.scheduled), default=0)
        yield from _compare("chain.end", last, chain[-1].end if chain else 0)
        before = None
        for link in chain:
            path = f"chain[{link.id}]"
            entry = self._entries.get(link.id)
            yield from _compare(f"{path}.after", before, link.after)
            if entry is None or (entry.start, entry.end) != (link.start, link.end):
                yield _untrue(path, "it is not planned there.")
            elif not self._keeps(link.because, entry):
                yield _untrue(f"{path}.because", f"{link.because.code} does not hold it there.")
            elif link.after in self._entries and not self._touches(link, self._entries[link.after], replay):
                yield _untrue(f"{path}.after", f"{link.after} is not what it waits for.")
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
            return any(
                other.id in lag.any_of
                and (link.start if lag.to == "start" else link.end)
                - (other.start if lag.since == "start" else other.end)
                == lag.least
                for lag in self._items[link.id].lags
            )
        if limit.code is LimitCode.CAPACITY:
            return replay.days_of(other, limit.role or "", limit.period or 0) > 0
        if limit.code is LimitCode.CHANGE:
            loads = [load for load in self.problem.change_loads if load.id == limit.name]
            limits = Limits(self.problem, replay)
            return any(other in limits.at_once(load, limit.period or 0) for load in loads)
        return False

    def _keeps(self, limit: Limit, entry: Scheduled) -> bool:
        """Whether ``limit`` keeps it from starting a period earlier, by as much as it says."""
        begun = entry.id in {other.id for other in self.problem.past}
        if limit.code in (LimitCode.BEGUN, LimitCode.AT_ONCE):
            return begun if limit.code is LimitCode.BEGUN else entry.start == 0
        if entry.start == 0 or begun:
            return False
        sooner = replace(entry, start=entry.start - 1, end=entry.end - 1)
        if limit.code in (LimitCode.FREE, LimitCode.OBJECTIVE):
            return not self._broken_by(sooner) and limit == self._first_worse(sooner)
        return limit.code in _RULES and self._breaks(limit, sooner)

    def _first_worse(self, sooner: Scheduled) -> Limit:
        """The first objective that is not the same when it starts there, if that is worse."""
        now, then = (
            Replay(self.problem, self.plan.scheduled),
            Replay(self.problem, self._with(sooner).scheduled),
        )
        for name in self.problem.objectives:
            worse = value_of(name, then) - value_of(name, now)
            if worse > 0:
                kept = [entry.start for entry in self.problem.keep if entry.id == sooner.id]
                near = name is ObjectiveName.STABILITY and kept
                period = kept[0] if near else None
                return Limit(LimitCode.OBJECTIVE, name=name.value, short=worse, period=period)
            if worse:
                break
        return Limit(LimitCode.FREE)

    def _breaks(self, limit: Limit, entry: Scheduled) -> bool:
        if limit.code is LimitCode.HORIZON:
            return entry.end > self.problem.calendar.periods
        if not _RULES[limit.code] & self._broken_by(entry):
            return False
        return limit.short is None or limit.short == self._short(limit, entry)

    def _broken_by(self, entry: Scheduled) -> set[str]:
        """The rules that break when it stands there and all else where it is."""
        plan = self._with(entry)
        rules = Rules(self.problem, plan)
        wrong = [*rules.unreadable(), *rules.broken(Replay(self.problem, plan.scheduled))]
        return {violation.rule for violation in wrong}

    def _with(self, entry: Scheduled) -> Plan:
        return Plan(status=Status.FEASIBLE, scheduled=tuple({**self._entries, entry.id: entry}.values()))

    def _short(self, limit: Limit, entry: Scheduled) -> int | None:
        """Cents, days or change that are lacking when it stands there; None when the limit is not known."""
        replay = Replay(self.problem, self._with(entry).scheduled)
        limits = Limits(self.problem, replay)
        for year, cents in self.problem.budgets.items():
            if (limit.code, limit.year) == (LimitCode.BUDGET, year):
                return sum(map(replay.cents, self.problem.calendar.periods_of(year))) - (cents or 0)
        for fund in self.problem.funds:
            if (limit.code, limit.name) == (LimitCode.FUND, fund.id):
                return limits.spent(fund) - fund.limit
        for load in self.problem.change_loads:
            if (limit.code, limit.name) == (LimitCode.CHANGE, load.id):
                return limits.changing(load, limit.period or 0) - load.limit
        role = limit.role or ""
        over = {
            period: replay.days(role, period) - most
            for period, most in enumerate(self.problem.capacity.get(role) or ())
            if replay.days_of(entry, role, period) and replay.days(role, period) > most
        }
        return sum(over.values()) if over and min(over) == limit.period else None

    # what moved

    def _moves(self, _: Replay) -> Iterator[Violation]:
        kept = {entry.id: entry for entry in self.problem.keep}
        told = [(move.id, move.before, move.after) for move in self.explanation.moves]
        places = [(id_, kept.get(id_), self._entries.get(id_)) for id_ in kept.keys() | self._entries.keys()]
        moved = [(id_, before, after) for id_, before, after in places if before != after]
        moved.sort(key=lambda place: (next(at.start for at in place[:0:-1] if at), place[0]))
        yield from _compare("moves", moved if kept else [], told)
        begun = {entry.id for entry in self.problem.past}
        for move in self.explanation.moves:
            for limit in move.because if move.before else ():
                assert move.before is not None
                true = (
                    move.id in begun
                    if limit.code is LimitCode.BEGUN
                    else self._is_in_the_way(limit, move.before)
                )
                if not true:
                    yield _untrue(f"moves[{move.id}].because", f"{limit.code} does not keep it from there.")

    def _is_in_the_way(self, limit: Limit, before: Scheduled) -> bool:
        """Whether it keeps the intervention from its old start; it may take longer now than it did then."""
        there = self._tried(before.id, before.start) if before.id in self._items else ()
        return limit.code in _RULES and any(
            entry.mode == before.mode and self._breaks(limit, entry) for entry in there
        )

    # what is taken of limits

    def _use(self, replay: Replay) -> Iterator[Violation]:
        told = [(use.code, use.name, use.used, use.allowed, use.left) for use in self.explanation.use]
        yield from _compare("use", list(self._taken(replay)), told)

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


def _room(used: list[int], most: list[int]) -> int:
    return min(limit - taken for taken, limit in zip(used, most, strict=True))
