"""What is said of why there is no plan: rules that cannot all hold."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace

from plateau.roadmap import model
from plateau.roadmap.checker import trying
from plateau.roadmap.checker.giving import with_more
from plateau.roadmap.checker.named import Named
from plateau.roadmap.checker.trying import has_plan
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.model import ClashRule, Explanation, Limit, LimitCode, Plan, Problem, Status, WayOut

#: The kinds of limits that can be given more room, and what tells which one it is.
_ROOM = {
    LimitCode.BUDGET: ("budgets", "year"),
    LimitCode.FUND: ("funds", "name"),
    LimitCode.CAPACITY: ("capacity", "role"),
    LimitCode.CHANGE: ("change_loads", "name"),
}
_KINDS = {kind for kind, _ in _ROOM.values()}


class Clash:
    """The clashes of one explanation; ``sure``: what trying showed, ``unsure``: what it could not."""

    def __init__(self, problem: Problem, plan: Plan, explanation: Explanation) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self.told = explanation
        self.sure: list[str] = []
        self.unsure: list[str] = []
        self._until = time.monotonic() + trying.SECONDS

    def untrue(self) -> list[Violation]:
        """All that is said and is not so."""
        told = self.told
        if self.plan.found:
            named = [*told.clash, *told.clash_rules, *told.clash_unproven, *told.clashes]
            return [
                *compare("clash_rules", [], named),
                *compare("clashes_complete", False, told.clashes_complete),
                *compare("clashes_enough", (), told.clashes_enough),
            ]
        without = Explanation(self.plan.problem_hash)
        if self.plan.status is Status.INFEASIBLE:
            without = Explanation(
                self.plan.problem_hash,
                clash=told.clash,
                clash_rules=told.clash_rules,
                clash_unproven=told.clash_unproven,
                clashes=told.clashes,
                clashes_complete=told.clashes_complete,
                clashes_enough=told.clashes_enough,
            )
        if told != without:
            return [untrue("clash", "of no plan nothing is told but which rules of this problem clash.")]
        found = [*self._named()] or [*self._contradict()]
        self.unsure = list(dict.fromkeys(self.unsure))
        self.sure = [question for question in dict.fromkeys(self.sure) if question not in self.unsure]
        return found

    def _all(self) -> list[tuple[str, model.Clash]]:
        """Where each clash stands, and what it says; documents of before there were several have one."""
        told = self.told
        if told.clashes:
            return [(f"clashes[{index}]", found) for index, found in enumerate(told.clashes)]
        return (
            [("clash_rules", model.Clash(told.clash_rules, told.clash_unproven))] if told.clash_rules else []
        )

    def _named(self) -> Iterator[Violation]:
        told = self.told
        if told.clashes:
            yield from compare("clash_rules", told.clashes[0].rules, told.clash_rules)
            yield from compare("clash_unproven", told.clashes[0].unproven, told.clash_unproven)
        else:
            yield from compare("clashes_complete", False, told.clashes_complete)
        mandatory = [id_ for id_ in sorted(self.problem.mandatory) if f"mandatory[{id_}]" in told.clash_rules]
        yield from compare("clash", mandatory, told.clash)
        known = Named(self.problem, ()).known
        for path, found in self._all():
            for rule in found.rules:
                if rule not in known:
                    yield untrue(path, f"the problem has no rule {rule!r} that can be lifted.")
            yield from compare(path, sorted(set(found.rules)), sorted(found.rules))
            unnamed = sorted(set(found.unproven) - set(found.rules))
            yield from compare(f"{path}.unproven" if told.clashes else "clash_unproven", [], unnamed)
            for limit in found.short:
                if not self._can_lack(limit) or _path(limit) not in found.rules:
                    yield untrue(f"{path}.short", f"{_path(limit)!r} is not a limit in it, or lacks nothing.")
            yield from compare(
                f"{path}.short", len({(_path(it), it.period) for it in found.short}), len(found.short)
            )

        limits = {rule for _, found in self._all() for rule in found.rules}
        for limit in told.clashes_enough:
            if not self._can_lack(limit) or _path(limit) not in limits or not told.clashes_complete:
                yield untrue("clashes_enough", f"{_path(limit)!r} is not a limit in them, or lacks nothing.")

    def _can_lack(self, limit: Limit) -> bool:
        """Whether it tells how much which limit lacks, of a capacity in which period, and nothing else."""
        if limit.code not in _ROOM or not limit.short or limit.short < 0:
            return False
        filled = {it.name for it in fields(limit) if getattr(limit, it.name) is not None}
        asked = {"code", "short", _ROOM[limit.code][1]}
        if limit.code is not LimitCode.CAPACITY:
            return filled == asked
        return filled == {*asked, "period"} and 0 <= (limit.period or 0) < self.problem.calendar.periods

    def _contradict(self) -> Iterator[Violation]:
        """That they cannot all hold, that each of them is needed for that, and what more is said of them."""
        for path, found in self._all():
            past = any(rule.startswith("past[") for rule in found.rules)
            together = self._has_plan(self._only(found.rules, past=past), "that they cannot all hold")
            if together:
                yield untrue(path, "there is a plan that keeps all of these.")
            for rule in found.rules:
                if rule in found.unproven:
                    self.unsure.append("that none of them can be missed")
                    continue
                left = self._only({*found.rules} - {rule}, past=past)
                if self._has_plan(left, "that none of them can be missed") is False:
                    yield untrue(path, f"without {rule} the others cannot all hold either.")
            yield from self._lacking(path, found)
        if self.told.clashes_complete:
            lifted = {rule for _, found in self._all() for rule in _lifted(found)}
            known = Named(self.problem, ()).known
            left = self._only(known - lifted, past=any(rule.startswith("past[") for rule in lifted))
            if self._has_plan(left, "that with all of that lifted there is a plan") is False:
                yield untrue("clashes_complete", "with all of that lifted there is no plan either.")
            yield from self._enough(known)

    def _enough(self, known: Collection[str]) -> Iterator[Violation]:
        """That so much more of all limits is enough, without the clashes that have none."""
        if not self.told.clashes_enough:
            return
        lifted = {rule for _, found in self._all() if not _limits(found) for rule in found.rules}
        left = self._only({*known} - lifted, past=any(rule.startswith("past[") for rule in lifted))
        enough = self._with(left, self.told.clashes_enough)
        if self._has_plan(enough, "that so much more of all of them is enough") is False:
            yield untrue("clashes_enough", "with so much more there is no plan either.")
        self.unsure.append("that less of all of them is not enough")

    def _lacking(self, path: str, found: model.Clash) -> Iterator[Violation]:
        """That each limit lacks so much: with that there is a plan, with one less there is none."""
        for place in dict.fromkeys(map(_path, found.short)):
            left = self._only(found.rules)
            limits = [limit for limit in found.short if _path(limit) == place]
            less = [replace(limits[0], short=(limits[0].short or 0) - 1), *limits[1:]]
            if self._has_plan(self._with(left, limits), "that with so much more they can") is False:
                yield untrue(f"{path}.short", f"with so much more of {place} they cannot all hold either.")
            if self._has_plan(self._with(left, less), "that with less than that they cannot"):
                yield untrue(f"{path}.short", f"{place} lacks less than that.")

    def _only(self, paths: Collection[str], *, past: bool = False) -> Problem:
        return Named(self.problem, paths, past=past).problem

    def _with(self, problem: Problem, limits: Sequence[Limit]) -> Problem:
        """With so much more."""
        each = {code: [it for it in limits if it.code is code] for code in _ROOM}
        periods = range(problem.calendar.periods)
        days = {(it.role, it.period): it.short or 0 for it in each[LimitCode.CAPACITY]}
        way = WayOut(
            relaxed=(),
            extra_per_year={it.year or 0: it.short or 0 for it in each[LimitCode.BUDGET]},
            extra_funds={it.name or "": it.short or 0 for it in each[LimitCode.FUND]},
            extra_days_per_period={
                it.role or "": tuple(days.get((it.role, period), 0) for period in periods)
                for it in each[LimitCode.CAPACITY]
            },
            extra_change={it.name or "": it.short or 0 for it in each[LimitCode.CHANGE]},
        )
        return with_more(problem, way)

    def _has_plan(self, problem: Problem, question: str) -> bool | None:
        """Whether there is a plan, and that it was seen that ... or that it was not."""
        found = has_plan(problem, until=self._until)
        (self.unsure if found is None else self.sure).append(question)
        return found


def _path(limit: Limit) -> str:
    kind, name = _ROOM.get(limit.code, (limit.code, "code"))
    return f"{kind}[{getattr(limit, name)}]"


def _lifted(found: model.Clash) -> list[str]:
    """What of a clash is let go: its limits, or all of it when it has none."""
    return _limits(found) or list(found.rules)


def _limits(found: model.Clash) -> list[str]:
    return [rule for rule in found.rules if ClashRule.of(rule).kind in _KINDS]
