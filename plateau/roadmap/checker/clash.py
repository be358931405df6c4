"""What is said of why there is no plan: rules that cannot all hold."""

from __future__ import annotations

import time
from collections.abc import Iterator

from plateau.roadmap.checker import trying
from plateau.roadmap.checker.named import Named
from plateau.roadmap.checker.trying import has_plan
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.model import Explanation, Plan, Problem, Status


class Clash:
    """The clash of one explanation; ``sure``: what trying showed, ``unsure``: what it could not."""

    def __init__(self, problem: Problem, plan: Plan, explanation: Explanation) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.plan = plan
        self.told = explanation
        self.sure: list[str] = []
        self.unsure: list[str] = []

    def untrue(self) -> list[Violation]:
        """All that is said and is not so."""
        told = self.told
        if self.plan.found:
            named = [*told.clash, *told.clash_rules, *told.clash_unproven]
            return list(compare("clash_rules", [], named))
        without = Explanation(self.plan.problem_hash)
        if self.plan.status is Status.INFEASIBLE:
            without = Explanation(
                self.plan.problem_hash,
                clash=told.clash,
                clash_rules=told.clash_rules,
                clash_unproven=told.clash_unproven,
            )
        if told != without:
            return [untrue("clash", "of no plan nothing is told but which rules of this problem clash.")]
        if told.clash_rules:
            return [*self._named()] or [*self._contradict()]
        return list(compare("clash", [], told.clash))

    def _named(self) -> Iterator[Violation]:
        told, known = self.told, Named(self.problem, ()).known
        for path in told.clash_rules:
            if path not in known:
                yield untrue("clash_rules", f"the problem has no rule {path!r} that can be lifted.")
        yield from compare("clash_rules", sorted(set(told.clash_rules)), sorted(told.clash_rules))
        unnamed = sorted(set(told.clash_unproven) - set(told.clash_rules))
        yield from compare("clash_unproven", [], unnamed)
        mandatory = [id_ for id_ in sorted(self.problem.mandatory) if f"mandatory[{id_}]" in told.clash_rules]
        yield from compare("clash", mandatory, told.clash)

    def _contradict(self) -> Iterator[Violation]:
        """That they cannot all hold, and that each of them is needed for that."""
        rules = self.told.clash_rules
        until = time.monotonic() + trying.SECONDS
        past = any(path.startswith("past[") for path in rules)
        together = has_plan(Named(self.problem, rules, past=past).problem, until=until)
        if together:
            yield untrue("clash_rules", "there is a plan that keeps all of these.")
        known = self.unsure if together is None else self.sure
        known.append("that they cannot all hold")
        needed = [path for path in rules if path not in self.told.clash_unproven]
        spared = {
            path: has_plan(Named(self.problem, set(rules) - {path}, past=past).problem, until=until)
            for path in needed
        }
        for path in needed:
            if spared[path] is False:
                yield untrue("clash_rules", f"without {path} the others cannot all hold either.")
        known = self.unsure if None in spared.values() or self.told.clash_unproven else self.sure
        known.append("that none of them can be missed")
