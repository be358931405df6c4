"""How final the answer to a question is, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.model import ObjectiveName, Problem, Scheduled, Status
from plateau.roadmap.solver import solve
from plateau.roadmap.what_if import Answer, Kind, Question, Redone, ask
from tests.unit.roadmap.small import measure, problem

TOWN = problem(measure("x", "a1", cost=100), measure("y", "b2"), current={"a": 1, "b": 1})


pytestmark = pytest.mark.usefixtures("dutch")


def answer(question: Question, made: Problem = TOWN) -> Answer:
    return ask(made, solve(made), question)


def unproven(found: Answer, status: Status) -> Answer:
    return replace(found, plan=replace(found.plan, status=status))


def test_less_than_a_euro_is_not_nothing() -> None:
    found = answer(Question(Kind.WITHOUT, "x")).comparison
    assert found
    assert wording.spend_change(replace(found, spend=30, structural_after=-99)) == (
        "in de looptijd minder dan €\u00a01 meer, daarna minder dan €\u00a01 minder per jaar"
    )
    assert wording.spend_change(replace(found, spend=100, structural_after=0)) == (
        "in de looptijd €\u00a01 meer, daarna evenveel per jaar"
    )


def test_another_way_is_named_with_how_long_it_takes() -> None:
    item = Redone("x", ("", 3), ("fast", 1))
    assert wording.redone_sentence(item, TOWN, catalogue()) == (
        "“x”: op manier “fast” in 1 kwartaal, was 3 kwartalen"
    )


def test_an_answer_that_nothing_beats() -> None:
    found = answer(Question(Kind.WITHOUT, "x"))
    assert wording.proof_sentence(found) == "Dit is bewezen: er bestaat geen beter antwoord."
    assert wording.proof_sentence(unproven(found, Status.FEASIBLE)).endswith(
        "Misschien bestaat er een beter antwoord."
    )


def test_where_nothing_is_possible_nothing_is_better_or_worse() -> None:
    impossible = answer(Question(Kind.WITH, "y"))
    assert wording.proof_sentence(impossible) == "Dit is bewezen."
    not_found = unproven(impossible, Status.UNKNOWN)
    assert wording.proof_sentence(not_found) == "Dit is niet bewezen: de rekentijd was op."


def test_the_best_answer_near_an_earlier_roadmap_is_the_best_of_those_that_move_little() -> None:
    near = replace(
        TOWN,
        keep=(Scheduled("x", 2, 3),),
        objectives=(ObjectiveName.STABILITY, *TOWN.objectives),
    )
    assert wording.proof_sentence(answer(Question(Kind.WITHOUT, "x"), near)) == (
        "Dit is bewezen: er bestaat geen beter antwoord, als er verder zo weinig mogelijk schuift."
    )
