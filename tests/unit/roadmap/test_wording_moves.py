"""What became of milestones since an earlier roadmap, in Dutch sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.explanation import explain, replan
from plateau.roadmap.model import Milestone, Problem
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem

CATALOGUE = catalogue()
TITLES = {"law": "Nieuwe wet", "law-again": "Nieuwe wet"}
LAW = Milestone("law", 4, None, {"a": 2})

pytestmark = pytest.mark.usefixtures("dutch")


def town(*milestones: Milestone, cost: int = 0) -> Problem:
    """A step that takes two quarters."""
    return problem(measure("m", "a1", duration=2, cost=cost), milestones=milestones)


def told(before: Problem, after: Problem, **chances: str) -> list[str]:
    plan = solve(after)
    return wording.milestone_sentences(
        (before, solve(before)),
        (after, plan),
        explain(after, plan),
        CATALOGUE,
        TITLES,
        number=3,
        chances=chances,
    )


def test_a_law_that_comes_sooner_and_is_still_in_time() -> None:
    assert told(town(LAW), town(replace(LAW, period=2))) == [
        "“Nieuwe wet” ging van 2028 K1 naar 2027 K3. Wordt gehaald: het onderwerp staat op tijd. "
        "Dat was in roadmap 3 ook zo."
    ]


def test_a_law_that_is_met_on_paper_says_how_sure_that_is() -> None:
    (sentence,) = told(town(LAW), town(replace(LAW, period=2)), law="23 van de 100")
    assert "op tijd. Kans daarop: 23 van de 100, als onze schattingen kloppen. Dat was" in sentence
    (sentence,) = told(town(LAW), town(replace(LAW, period=1)), law="minder dan 1 van de 100")
    assert "Kans" not in sentence


def test_a_law_that_comes_too_soon_says_why_and_what_would_help() -> None:
    (sentence,) = told(town(LAW), town(replace(LAW, period=1)))
    assert sentence == (
        "“Nieuwe wet” ging van 2028 K1 naar 2027 K2. Wordt niet gehaald: het onderwerp staat niet op tijd. "
        "In roadmap 3 werd deze mijlpaal gehaald. "
        "Past niet in de tijd: de kortste weg duurt 2 kwartalen en er is er 1. "
        "Dit kan wel 1 kwartaal later, binnen de grenzen van nu."
    )


def test_a_law_that_comes_later_is_met_now() -> None:
    assert told(town(replace(LAW, period=1)), town(LAW)) == [
        "“Nieuwe wet” ging van 2027 K2 naar 2028 K1. Wordt gehaald: het onderwerp staat op tijd. "
        "In roadmap 3 kwam 1 onderwerp te laat."
    ]


def test_a_law_that_stays_is_told_of_when_it_fares_otherwise() -> None:
    assert told(town(LAW), town(LAW)) == []
    poor = replace(town(LAW, cost=100), budgets={2027: 0, 2028: None})
    (sentence,) = told(town(LAW, cost=100), poor)
    # Why stands with the milestone itself.
    assert sentence == (
        "“Nieuwe wet” blijft op 2028 K1. Wordt niet gehaald: het onderwerp staat niet op tijd. "
        "In roadmap 3 werd deze mijlpaal gehaald."
    )


def test_a_quarter_is_the_same_when_the_roadmap_begins_elsewhere() -> None:
    later = problem(measure("m", "a1", duration=2), milestones=[replace(LAW, period=3)], first_quarter=2)
    assert told(town(LAW), later) == []


def test_a_changed_milestone_has_another_id_and_the_same_title() -> None:
    (sentence,) = told(town(LAW), town(replace(LAW, id="law-again", period=2)))
    assert sentence.startswith("“Nieuwe wet” ging van 2028 K1 naar 2027 K3.")


def test_milestones_that_come_and_go() -> None:
    assert told(town(), town(LAW)) == [
        "“Nieuwe wet” is erbij gekomen, voor 2028 K1. Wordt gehaald: het onderwerp staat op tijd."
    ]
    assert told(town(LAW), town()) == ["“Nieuwe wet” telt niet meer mee. In roadmap 3 wel."]


def test_what_the_whole_costs_more() -> None:
    def costs(before: Problem, after: Problem) -> str:
        return wording.cost_sentence((before, solve(before)), (after, solve(after)), number=3)

    assert costs(town(LAW, cost=100), town(LAW, cost=1_200_100)) == (
        "Kosten van de hele roadmap, vergeleken met roadmap 3: in de looptijd €\u00a012.000 meer, "
        "daarna evenveel per jaar."
    )
    assert costs(town(), town(LAW)) == "De hele roadmap kost evenveel als roadmap 3."


NOT_BEGUN = "Is nog niet begonnen, en het geplande begin is voorbij."


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([5, 0, 5, 5, 5, 5], [NOT_BEGUN]),
        ([5, 0, 0, 0, 5, 5], [NOT_BEGUN, "Begint in 2028 K1. Eerder kan niet: beleid komt 5 dagen tekort"]),
        ([5, 0, 0, 0, 0, 0], [NOT_BEGUN, "Zou helpen bij een start in 2027 K3, maar dat kan niet: "]),
    ],
)
def test_what_was_not_begun_says_why_it_does_not_begin_at_once(days: list[int], why: list[str]) -> None:
    made = problem(measure("m", "a1", days={"beleid": 5}), periods=6, capacity={"beleid": days})
    again = replan(made, solve(made), 2, past=[])
    (move,) = again.moves
    found = wording.moved_reason(move, again.problem, explain(again.problem, again.plan), CATALOGUE)
    assert found.startswith(" ".join(why))
    assert len(why) == 2 or found == NOT_BEGUN
