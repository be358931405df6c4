"""The order of the agenda: disagreement times importance."""

from dataclasses import replace

from plateau.assessment.model import Answer, Mark
from plateau.catalogue.loader import catalogue
from plateau.workshop.agenda import NOTHING, candidates, distributions

INSTRUMENT = catalogue().instrument("gemeente")
CRITERIA = [criterion.id for criterion in INSTRUMENT.criteria]


def filled_in(values: dict[str, tuple[int, ...]]) -> list[dict[str, Answer]]:
    people = max(map(len, values.values()))
    return [
        {
            criterion: Answer(criterion, Mark.PLATEAU, given[person])
            for criterion, given in values.items()
            if person < len(given)
        }
        for person in range(people)
    ]


def test_the_most_urgent_comes_first_and_equal_ones_keep_their_order() -> None:
    everyone = dict.fromkeys(CRITERIA, (4, 4, 4, 4))
    known = distributions(
        filled_in({**everyone, "gemeente.sb3": (1, 1, 5, 5), "gemeente.ps1": (2, 2, 4, 4)}),
        CRITERIA,
        minimum=1,
    )
    order = candidates(INSTRUMENT, known, None)
    assert [item.criterion.id for item in order[:2]] == ["gemeente.sb3", "gemeente.ps1"]
    rest = [item.criterion for item in order[2:]]
    assert rest == [criterion for criterion in INSTRUMENT.criteria if criterion in rest]


def test_equal_disagreement_weighs_by_what_is_short() -> None:
    known = distributions(
        filled_in({**dict.fromkeys(CRITERIA, (4, 5)), "gemeente.lc3": (1, 2)}), CRITERIA, minimum=1
    )
    order = candidates(replace(INSTRUMENT, asked_plateau=3), known, None)
    assert order[0].criterion.id == "gemeente.lc3"
    assert order[0].importance == 3


def test_without_answers_the_order_is_that_of_the_instrument() -> None:
    order = candidates(INSTRUMENT, {}, None)
    assert [item.criterion for item in order] == list(INSTRUMENT.criteria)


def test_what_too_few_answered_says_nothing() -> None:
    submitted = [
        *filled_in({"gemeente.sb1": (1, 5, 3), "gemeente.sb2": (1, 5)}),
        {"gemeente.sb3": Answer("gemeente.sb3", Mark.UNKNOWN, None)},
    ]
    known = distributions(submitted, CRITERIA, minimum=3)
    assert known["gemeente.sb1"].known == 3
    assert known["gemeente.sb2"] == NOTHING
    assert known["gemeente.sb3"] == NOTHING
