"""Diving: large projects first; what comes of it keeps all rules and is near what can be reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plateau.roadmap.model import Status
from plateau.roadmap.portfolio import Selection, check_selection
from plateau.roadmap.portfolio.columns import columns_of
from plateau.roadmap.portfolio.diving import by_diving, decide_large
from plateau.roadmap.portfolio.model import worth
from plateau.roadmap.portfolio.neighbourhoods import kernel
from plateau.roadmap.portfolio.program import Relaxed, relax
from plateau.roadmap.portfolio.rules import rules_of
from tests.unit.roadmap.test_portfolio import portfolio


@pytest.mark.parametrize("seed", range(6))
def test_a_dive_keeps_the_rules_and_comes_near_the_bound(seed: int) -> None:
    problem = portfolio(seed, projects=60, window=10)
    columns = columns_of(problem)
    rules = rules_of(columns)
    relaxation = relax(rules, 60)
    found = by_diving(rules, relaxation, large=0.4, seconds=5, left=lambda: 60.0, seed=0)
    assert found is not None
    scheduled = columns.scheduled(found)
    value = worth(problem, scheduled)
    assert check_selection(problem, Selection(Status.FEASIBLE, value, relaxation.bound, scheduled)) == []
    # Ours are coarse: a limit holds two or three projects. Seen: 82 to 93%.
    assert value > 0.8 * relaxation.bound


def test_what_is_decided_is_large_and_what_is_left_is_not() -> None:
    problem = portfolio(4, projects=60, window=10)
    rules = rules_of(columns_of(problem))
    decided = decide_large(rules, relax(rules, 60), large=0.5, left=lambda: 60.0)
    assert decided is not None
    project = rules.columns.project
    cost = [sum(item.cost) for item in problem.projects]
    assert decided.chosen
    assert decided.rest.size
    assert min(cost[project[one]] for one in decided.chosen) >= max(
        cost[project[one]] for one in decided.rest
    )
    # The limits hold; a prerequisite that is small may still have to come.
    limits = len(rules.columns.limits)
    assert (rules.left(decided.chosen)[:limits] >= 0).all()


def test_a_dive_that_is_cut_short_leaves_the_rest_undecided() -> None:
    rules = rules_of(columns_of(portfolio(1, projects=200, window=25)))
    relaxation = relax(rules, 60)
    times = iter([60.0])  # for the first answer, and then it is over
    decided = decide_large(rules, relaxation, large=0.4, left=lambda: next(times, 0.0))
    whole = decide_large(rules, relaxation, large=0.4, left=lambda: 60.0)
    assert decided is not None
    assert whole is not None
    assert len(decided.chosen) < len(whole.chosen)
    assert set(rules.columns.project[decided.rest]) > set(rules.columns.project[whole.rest])


def test_without_any_time_there_is_no_dive() -> None:
    rules = rules_of(columns_of(portfolio(1, projects=60, window=10)))
    assert decide_large(rules, relax(rules, 60), large=0.4, left=lambda: 0.0) is None


def test_decisions_hold_until_they_are_changed() -> None:
    rules = rules_of(columns_of(portfolio(2, projects=40, window=8)))
    relaxed = Relaxed(rules, np.arange(len(rules.columns)))
    free = relaxed.solve(60)
    assert free is not None
    place = int(free.share.argmax())
    relaxed.decide(place, chosen=False)
    without = relaxed.solve(60)
    assert without is not None
    assert without.share[place] == 0
    assert without.bound <= free.bound + 1e-6
    relaxed.decide(place, chosen=True)
    again = relaxed.solve(60)
    assert again is not None
    assert again.share[place] == 1


def test_decisions_that_do_not_go_together_have_no_answer() -> None:
    problem = portfolio(2, projects=40, window=8)
    rules = rules_of(columns_of(problem))
    one, other = problem.exclusions[0]
    relaxed = Relaxed(rules, np.arange(len(rules.columns)))
    for position in (one, other):
        relaxed.decide(rules.columns.of(position)[0], chosen=True)
    assert relaxed.solve(60) is None


def test_the_kernel_holds_all_that_the_relaxation_uses() -> None:
    rules = rules_of(columns_of(portfolio(5, projects=60, window=10)))
    relaxation = relax(rules, 60)
    used = relaxation.share > 1e-6
    chosen = kernel(relaxation, 2)
    assert chosen[used].all()
    assert chosen.sum() == min(len(used), 2 * (relaxation.share > 0).sum())
    assert kernel(replace(relaxation, share=np.ones(len(used))), 4).all()
