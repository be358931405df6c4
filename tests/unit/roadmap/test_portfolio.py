"""The choice of projects: against brute force, and held against rules, limits and claims."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from plateau.roadmap.interchange import BadDocument
from plateau.roadmap.model import Status
from plateau.roadmap.portfolio import (
    ChosenProject,
    Portfolio,
    PortfolioProject,
    Progress,
    Selection,
    check_selection,
    read_portfolio,
    read_selection,
    select_projects,
    write_selection,
)
from plateau.roadmap.portfolio.columns import columns_of
from plateau.roadmap.portfolio.construction import by_density, constructed
from plateau.roadmap.portfolio.model import worth
from plateau.roadmap.portfolio.neighbourhoods import Incumbent, Neighbourhood, Neighbourhoods
from plateau.roadmap.portfolio.program import relax
from plateau.roadmap.portfolio.rules import rules_of


def portfolio(seed: int, projects: int = 5, window: int = 4, **changes: Any) -> Portfolio:
    """A small one with all that a portfolio can have; budgets bind."""
    chance = Random(seed)
    parts = []
    for position in range(projects):
        duration = chance.randint(1, 3)
        parts.append(
            PortfolioProject(
                name=f"P{position}",
                duration=duration,
                cost=tuple(float(chance.randint(0, 9)) for _ in range(duration)),
                value=tuple(float(chance.randint(0, 30)) for _ in range(duration)),
                stream=chance.randint(0, 1),
                prereq=(chance.randrange(position),) if position and chance.random() < 0.4 else (),
                excl=(chance.randrange(position),) if position and chance.random() < 0.2 else (),
            )
        )
    periods = window + 2
    amounts = {
        "budget": tuple(float(chance.randint(5, 16)) for _ in range(periods)),
        "initiation_budget": tuple(float(chance.randint(4, 12)) for _ in range(periods)),
        "ongoing_budget": tuple(float(chance.randint(4, 12)) for _ in range(periods)),
        "stream_budgets": (20.5, 25.0),
        "initiation_range": (1, 2),
    }
    return Portfolio(window, periods, 0.05, projects=tuple(parts), **(amounts | changes))


def best_by_hand(problem: Portfolio) -> float:
    """The most that any choice is worth that the checker accepts."""
    best = 0.0
    for starts in itertools.product([None, *range(problem.planning_window)], repeat=len(problem.projects)):
        chosen = tuple(
            ChosenProject(position, project.name, start, start + project.duration)
            for position, (project, start) in enumerate(zip(problem.projects, starts, strict=True))
            if start is not None
        )
        value = worth(problem, chosen)
        if value > best and not check_selection(problem, Selection(Status.OPTIMAL, value, value, chosen)):
            best = value
    return best


@pytest.mark.parametrize("seed", range(12))
def test_the_choice_is_the_best_there_is(seed: int) -> None:
    problem = portfolio(seed)
    selection = select_projects(problem, wall_limit=20)
    assert selection.status is Status.OPTIMAL
    assert selection.reproducible
    assert check_selection(problem, selection) == []
    assert selection.value == pytest.approx(best_by_hand(problem), rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_more_money_is_never_worth_less_and_the_same_is_the_same(seed: int) -> None:
    problem = portfolio(seed, projects=40, window=8)
    selection = select_projects(problem, wall_limit=90)
    assert select_projects(problem, wall_limit=90) == selection
    richer = replace(problem, budget=tuple(amount + 5 for amount in problem.budget))
    assert select_projects(richer, wall_limit=90).value >= selection.value - 1e-6


def test_neighbourhoods_only_make_it_better() -> None:
    problem = portfolio(7, projects=60, window=10)
    columns = columns_of(problem)
    rules = rules_of(columns)
    relaxation = relax(rules, 60)
    heard: list[float] = []
    incumbent = Incumbent(rules, heard.append)
    assert incumbent.offer(constructed(columns, by_density(columns)))
    neighbourhoods = Neighbourhoods(rules, relaxation, seed=1, limit=60)
    for _ in range(12):
        neighbourhoods.improve(incumbent, 5)
    assert heard == sorted(set(heard))
    assert len(heard) > 1
    assert heard[-1] <= relaxation.bound
    selection = Selection(
        Status.FEASIBLE,
        worth(problem, columns.scheduled(incumbent.chosen)),
        relaxation.bound,
        columns.scheduled(incumbent.chosen),
    )
    assert check_selection(problem, selection) == []


def test_what_breaks_a_limit_is_not_taken_over_from_a_solver() -> None:
    columns = columns_of(portfolio(3))
    incumbent = Incumbent(rules_of(columns), lambda _: None)
    everything = tuple(range(len(columns)))
    assert not incumbent.offer(everything)
    assert incumbent.chosen == ()


def test_two_threads_both_keep_what_they_found() -> None:
    """Three projects of which two fit: what one thread finds stands beside what another found meanwhile."""
    projects = tuple(PortfolioProject(f"P{worth}", 1, (1.0,), (worth,), 0) for worth in (1.0, 2.0, 4.0))
    columns = columns_of(Portfolio(1, 1, 0.0, (2.0,), (2.0,), (2.0,), (2.0,), projects))
    none = np.array([], np.intp)
    incumbent = Incumbent(rules_of(columns), lambda _: None)
    assert incumbent.change(Neighbourhood((), none, ()), (0,))
    assert incumbent.change(Neighbourhood((), none, ()), (1,))
    assert incumbent.chosen == (0, 1)
    assert incumbent.change(Neighbourhood((), none, (0,)), (2,))
    assert incumbent.chosen == (1, 2)
    assert not incumbent.change(Neighbourhood((1,), none, ()), (0,))  # it fits only beside what is worth less


@pytest.mark.slow
def test_progress_never_gets_worse_and_ends_at_the_result() -> None:
    heard: list[Progress] = []
    selection = select_projects(portfolio(5, projects=30, window=8), on_progress=heard.append)
    values = [item.value for item in heard]
    assert values == sorted(values)
    assert all(item.value <= item.bound * (1 + 1e-9) for item in heard)
    assert heard[-1].value == pytest.approx(selection.value)


@pytest.mark.slow
def test_the_clock_ends_it_with_a_bound() -> None:
    problem = portfolio(11, projects=400, window=25)
    begin = time.monotonic()
    selection = select_projects(problem, wall_limit=0.5)
    assert time.monotonic() - begin < 10  # the limit, and what a busy machine adds
    assert check_selection(problem, selection) == []
    assert selection.status is Status.FEASIBLE
    assert not selection.reproducible
    assert selection.value <= selection.bound


def test_nothing_can_be_chosen_and_nothing_is_there() -> None:
    poor = portfolio(1, initiation_range=(0, 0))
    for problem in (poor, replace(poor, projects=())):
        selection = select_projects(problem)
        assert (selection.status, selection.value, selection.scheduled) == (Status.OPTIMAL, 0.0, ())
        assert check_selection(problem, selection) == []


def test_a_start_that_can_never_be_is_no_column() -> None:
    problem = portfolio(2, projects=12, window=6)
    columns = columns_of(problem)
    assert columns.fitting(columns.limits).all()
    earliest = {int(p): int(columns.start[columns.project == p].min()) for p in np.unique(columns.project)}
    for position, start in earliest.items():
        for other in problem.projects[position].prereq:
            assert start >= earliest[other] + problem.projects[other].duration


# the checker

DAMAGE: dict[str, Callable[[Selection], Selection]] = {
    "is chosen twice": lambda it: replace(it, scheduled=it.scheduled + it.scheduled[:1]),
    "there is no project 99": lambda it: replace(
        it, scheduled=(*it.scheduled, ChosenProject(99, "P99", 0, 1))
    ),
    "is called": lambda it: replace(it, scheduled=(replace(it.scheduled[0], name="x"), *it.scheduled[1:])),
    "takes": lambda it: replace(it, scheduled=(replace(it.scheduled[0], end=9), *it.scheduled[1:])),
    "the value is": lambda it: replace(it, value=it.value + 1, bound=it.bound + 1),
    "lies below": lambda it: replace(it, bound=it.value - 1),
    "does not fit the value": lambda it: replace(it, bound=it.value + 1),
    "is none that": lambda it: replace(it, status=Status.UNKNOWN),
}


@pytest.mark.parametrize("message", DAMAGE)
def test_the_checker_sees_damage(message: str) -> None:
    problem = portfolio(4)
    selection = select_projects(problem)
    assert any(message in sentence for sentence in check_selection(problem, DAMAGE[message](selection)))


def two(one: dict[str, Any], other: dict[str, Any], **changes: Any) -> Portfolio:
    """Two projects of two periods, with money enough for both unless `changes` says otherwise."""
    common: dict[str, Any] = {"duration": 2, "cost": (3.0, 4.0), "value": (0.0, 9.0), "stream": 0}
    projects = tuple(
        PortfolioProject(**({"name": name} | common | own)) for name, own in (("A", one), ("B", other))
    )
    enough = (99.0,) * 6
    amounts = {
        "budget": enough,
        "initiation_budget": enough,
        "ongoing_budget": enough,
        "stream_budgets": (99.0,),
    }
    return Portfolio(4, 6, 0, projects=projects, **(amounts | changes))


@pytest.mark.parametrize(
    ("problem", "starts", "message"),
    [
        (two({}, {"prereq": (0,)}), (None, 2), "B needs A, which is not chosen."),
        (two({}, {"prereq": (0,)}), (0, 1), "B starts before the end of A."),
        (two({"excl": (1,)}, {}), (0, 2), "A excludes B, which is chosen too."),
        (two({}, {}), (0, 4), "B starts in period 4, outside the planning window."),
        (two({}, {}, budget=(5.0,) * 6), (0, 0), "period 0 spends 6.0 of the budget, which is 5.0."),
        (two({}, {}, ongoing_budget=(7.0,) * 6), (0, 0), "period 1 spends 8.0 of the ongoing budget"),
        (two({}, {}, initiation_budget=(5.0,) * 6), (1, 1), "period 1 spends 6.0 of the initiation budget"),
        (two({}, {}, stream_budgets=(13.0,)), (0, 2), "stream 0 spends 14.0 of its budget, which is 13.0."),
        (two({}, {}, initiation_range=(0, 1)), (0, 0), "period 0: 2 projects start, of 1."),
    ],
)
def test_the_checker_knows_each_rule(
    problem: Portfolio, starts: tuple[int | None, ...], message: str
) -> None:
    def selection(starts: tuple[int | None, ...]) -> Selection:
        chosen = tuple(
            ChosenProject(position, "AB"[position], start, start + 2)
            for position, start in enumerate(starts)
            if start is not None
        )
        value = worth(problem, chosen)
        return Selection(Status.OPTIMAL, value, value, chosen)

    assert any(message in sentence for sentence in check_selection(problem, selection(starts)))
    assert check_selection(problem, select_projects(problem)) == []


# documents


def document() -> dict[str, Any]:
    return {
        "id": "small",
        "planning_window": 2,
        "budget_window": 3,
        "discount_rate": 0.01,
        "budget": [9, 9.5, 9],
        "initiation_budget": [5, 5, 5],
        "ongoing_budget": [5, 5, 5],
        "stream_budgets": [20],
        "initiation_range": [1, 1000],
        "projects": [
            {
                "name": f"Project {number}",
                "duration": 2,
                "cost": [1, 2.0],
                "value": [0, 3],
                "prereq": [],
                "successors": [],
                "excl": [],
                "stream": 0,
                "completion_window": None,
            }
            for number in (1, 2)
        ],
    }


def test_a_file_is_read_and_the_selection_comes_back() -> None:
    problem = read_portfolio(json.dumps(document()).encode())
    assert problem.projects[1].name == "Project 2"
    selection = select_projects(problem)
    assert len(selection.scheduled) == 2
    assert read_selection(write_selection(selection).encode()) == selection
    empty = replace(selection, scheduled=())
    assert read_selection(write_selection(empty).encode()) == empty


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"planning_window": 0}, "planning_window: expected a number from 1 to 10000, found 0."),
        ({"budget_window": 1}, "budget_window: expected a number from 2 to 10000, found 1."),
        ({"discount_rate": -0.1}, "discount_rate: expected a number from 0 to 10, found -0.1."),
        ({"budget": [1, 2]}, "budget: expected 3 numbers, one a period, found 2."),
        ({"budget": [1, 2, -3]}, "budget[2]: expected a number from 0 to 1000000000.0, found -3"),
        ({"budget": [1, 2, 1e300]}, "budget[2]: expected a number from 0"),
        ({"stream_budgets": "20"}, "stream_budgets: expected"),
        ({"initiation_range": [1]}, "initiation_range: expected two numbers of 0 or more, or none."),
        ({"colour": 1}, "colour"),
        ({"projects": None}, "projects: expected"),
    ],
)
def test_a_mistake_is_told_with_its_path(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_portfolio(json.dumps(document() | change).encode())
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"duration": 0}, "projects[1].duration: expected a number from 1 to 10000, found 0."),
        ({"cost": [1]}, "projects[1].cost: expected 2 numbers, one a period, found 1."),
        ({"value": [1, 2, 3]}, "projects[1].value: expected 2 numbers, one a period, found 3."),
        ({"stream": 1}, "projects[1].stream: expected a number from 0 to 0, found 1."),
        ({"prereq": [7]}, "projects[1].prereq[0]: expected a number from 0 to 1, found 7."),
        ({"excl": [1]}, "projects[1].excl[0]: expected another project, found the project itself."),
        ({"completion_window": 3}, "projects[1].completion_window: expected null"),
        ({"name": 3}, "projects[1].name: expected"),
    ],
)
def test_a_mistake_in_a_project_is_told_with_its_path(change: dict[str, Any], message: str) -> None:
    whole = document()
    whole["projects"][1] |= change
    with pytest.raises(BadDocument) as caught:
        read_portfolio(json.dumps(whole).encode())
    assert message in str(caught.value)


def test_a_cycle_is_named() -> None:
    whole = document()
    whole["projects"][0]["prereq"], whole["projects"][1]["prereq"] = [1], [0]
    with pytest.raises(BadDocument, match=r"prereq: a project waits for itself: Project \d → Project \d"):
        read_portfolio(json.dumps(whole).encode())
