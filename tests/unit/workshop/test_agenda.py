"""The order of the agenda: disagreement times importance."""

from dataclasses import replace

from plateau.assessment.agreement import Distribution, distribute
from plateau.assessment.model import Answer, Mark
from plateau.catalogue.loader import catalogue
from plateau.workshop.agenda import candidates

INSTRUMENT = catalogue().instrument("gemeente")
CRITERIA = [criterion.id for criterion in INSTRUMENT.criteria]


def answers(criterion: str, *plateaus: int) -> Distribution:
    return distribute(Answer(criterion, Mark.PLATEAU, plateau) for plateau in plateaus)


def test_the_most_urgent_comes_first_and_equal_ones_keep_their_order() -> None:
    known = {criterion: answers(criterion, 4, 4, 4, 4) for criterion in CRITERIA}
    known["gemeente.sb3"] = answers("gemeente.sb3", 1, 1, 5, 5)
    known["gemeente.ps1"] = answers("gemeente.ps1", 2, 2, 4, 4)
    order = candidates(INSTRUMENT, known, None)
    assert [item.criterion.id for item in order[:2]] == ["gemeente.sb3", "gemeente.ps1"]
    rest = [item.criterion for item in order[2:]]
    assert rest == [criterion for criterion in INSTRUMENT.criteria if criterion in rest]


def test_equal_disagreement_weighs_by_what_is_short() -> None:
    known = {criterion: answers(criterion, 4, 5) for criterion in CRITERIA}
    known["gemeente.lc3"] = answers("gemeente.lc3", 1, 2)
    order = candidates(replace(INSTRUMENT, asked_plateau=3), known, None)
    assert order[0].criterion.id == "gemeente.lc3"
    assert order[0].importance == 3


def test_without_answers_the_order_is_that_of_the_instrument() -> None:
    order = candidates(INSTRUMENT, {}, None)
    assert [item.criterion for item in order] == list(INSTRUMENT.criteria)
