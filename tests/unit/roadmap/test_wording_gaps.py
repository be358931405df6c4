"""Why gaps are open, or how they close, in Dutch sentences."""

from dataclasses import replace

import pytest
from flask_babel import force_locale

from plateau.roadmap import wording
from plateau.roadmap.model import GapCode, GapReason, Relaxation, Step, StepMade, WayOut
from tests.unit.roadmap.open_gaps import (
    CALENDAR,
    CATALOGUE,
    ONE,
    ONE_TITLE,
    PROBLEM,
    SB1,
    SB2,
    TWO,
    TWO_TITLE,
    gap,
)

pytestmark = pytest.mark.usefixtures("dutch")


def gap_words(reason: GapReason) -> str:
    return wording.gap_sentence(reason, CATALOGUE, PROBLEM)


def test_a_closed_gap_tells_each_step() -> None:
    steps = (StepMade(Step(SB1, 2, 3), 3, (ONE,)), StepMade(Step(SB1, 3, 4), 8, (ONE, TWO)))
    assert gap_words(gap(GapCode.CLOSED, reached=4, steps=steps)) == (
        f"Stap 2 → 3 eind 2027 K3 door “{ONE_TITLE}”. "
        f"Stap 3 → 4 eind 2028 K4 door “{ONE_TITLE}” en “{TWO_TITLE}”."
    )


def test_a_step_in_english_speaks_of_q() -> None:
    made = StepMade(Step(SB1, 2, 3), 3, (ONE,))
    with force_locale("en"):
        assert "2027 Q3" in wording.step_sentence(made, CATALOGUE, CALENDAR)
        assert CATALOGUE.intervention(ONE).title.en in wording.step_sentence(made, CATALOGUE, CALENDAR)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (gap(GapCode.CLOSED, current=4, reached=4), "Staat al op plateau 4."),
        (gap(GapCode.NO_WAY), "Er is geen maatregel die dit doel bereikt."),
        (
            gap(GapCode.NO_WAY, missing_step=Step(SB1, 3, 4)),
            "Er is geen maatregel voor de stap van 3 naar 4.",
        ),
        (
            gap(GapCode.FORBIDDEN, interventions=(ONE,)),
            f"Kan niet door uw keuze: “{ONE_TITLE}” mag niet in de roadmap.",
        ),
        (
            gap(GapCode.FORBIDDEN, interventions=(ONE, TWO)),
            f"Kan niet door uw keuze: “{ONE_TITLE}” en “{TWO_TITLE}” mogen niet in de roadmap.",
        ),
        (
            gap(GapCode.PREREQUISITE, interventions=(ONE,)),
            f"Kan niet: eerst moet “{ONE_TITLE}” klaar zijn, en dat lukt niet.",
        ),
        (
            gap(GapCode.HORIZON, periods_needed=10, periods_available=8),
            "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8.",
        ),
        (
            gap(GapCode.HORIZON, periods_needed=10, periods_available=8, rules=(f"forbidden[{ONE}]",)),
            "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8.",
        ),
        (
            gap(GapCode.HORIZON, periods_needed=2, periods_available=1),
            "Past niet in de tijd: de kortste weg duurt 2 kwartalen en er is er 1.",
        ),
        # Of several ways each tells what it takes; what stops it is told once.
        (
            gap(
                *(GapCode.RULES,),
                periods_needed=10,
                periods_available=8,
                rules=(f"pins[{ONE}]",),
                ways=(WayOut((Relaxation.RULES,), lifted=(f"pins[{ONE}]",)), WayOut((Relaxation.TIME,))),
            ),
            "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8.",
        ),
        (
            gap(
                *(GapCode.RULES,),
                rules=(f"pins[{ONE}]",),
                ways=(WayOut((Relaxation.RULES,), lifted=(f"pins[{ONE}]",)), WayOut((Relaxation.TIME,))),
            ),
            "Dit wordt tegengehouden door wat vastligt en de looptijd samen. "
            "Meer ruimte bij één daarvan is genoeg.",
        ),
        (
            gap(
                GapCode.CAPACITY,
                ways=(WayOut((Relaxation.CAPACITY,)), WayOut((Relaxation.BUDGET, Relaxation.TIME))),
            ),
            "Dit past niet binnen de grenzen van nu. Er is meer dan één manier om het wel te halen.",
        ),
        (
            gap(GapCode.RULES, rules=(f"pins[{ONE}]", f"interventions[{TWO}].earliest_start")),
            f"Kan niet door wat vastligt: “{ONE_TITLE}” begint niet eerder dan 2030 K4 en "
            f"“{TWO_TITLE}” begint niet eerder dan 2027 K4.",
        ),
        (
            gap(GapCode.BUDGET, ways=(WayOut((Relaxation.BUDGET,)), WayOut((Relaxation.TIME,)))),
            "Dit wordt tegengehouden door het budget en de looptijd samen. Meer ruimte bij één daarvan is genoeg.",
        ),
        (
            gap(GapCode.PRIORITIES, ways=(WayOut((Relaxation.PRIORITIES,), instead_of=(SB2,)),)),
            "Andere doelen of mijlpalen gaan voor.",
        ),
        (gap(GapCode.HORIZON), "Past niet in de looptijd."),
        (gap(GapCode.BUDGET), "Het budget is te klein."),
        (gap(GapCode.CAPACITY), "Er is te weinig tijd van mensen beschikbaar."),
        (gap(GapCode.COMBINATION), "Meer dingen samen houden dit tegen."),
        (
            gap(GapCode.COMBINATION, ways=(WayOut((Relaxation.BUDGET, Relaxation.CAPACITY)),)),
            "Niet één ding houdt dit tegen, maar elk van deze: het budget en de tijd van mensen.",
        ),
        (gap(GapCode.UNPROVEN), "De rekentijd was te kort om te zeggen waarom dit open blijft."),
    ],
)
def test_why_a_gap_is_open(reason: GapReason, expected: str) -> None:
    assert gap_words(reason) == expected


@pytest.mark.parametrize(
    ("needed", "available", "expected"),
    [
        (6, 5, "Past niet in de tijd: de kortste weg duurt vanaf 2028 K1 nog 2 kwartalen en er is er 1."),
        (
            8,
            6,
            "Past niet in de tijd: de kortste weg duurt vanaf 2028 K1 nog 4 kwartalen en er zijn er 2.",
        ),
        (7, 4, "De datum is al voorbij: de kortste weg duurt vanaf 2028 K1 nog 3 kwartalen."),
        (3, 2, "De datum is al voorbij."),
    ],
)
def test_a_roadmap_planned_again_counts_from_now(needed: int, available: int, expected: str) -> None:
    reason = gap(GapCode.HORIZON, periods_needed=needed, periods_available=available)
    assert wording.gap_sentence(reason, CATALOGUE, replace(PROBLEM, now=4)) == expected


def test_a_choice_of_ones_own_that_makes_the_way_longer_is_told() -> None:
    reason = gap(GapCode.HORIZON, periods_needed=10, periods_available=8, periods_without_choices=9)
    assert gap_words(reason) == (
        "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8. "
        "Zonder uw eigen keuzes en vastgelegde data zijn het er 9."
    )
    later = wording.gap_sentence(reason, CATALOGUE, replace(PROBLEM, now=8))
    assert later.endswith("Zonder uw eigen keuzes en vastgelegde data is het er 1.")


def test_a_choice_is_named_once() -> None:
    rules = (f"forbidden[{ONE}]",)
    (way,) = ways = (WayOut((Relaxation.RULES,), lifted=rules),)
    for code in (GapCode.FORBIDDEN, GapCode.RULES):
        reason = gap(code, rules=rules, interventions=(ONE,), ways=ways)
        told = [gap_words(reason), *wording.way_out_sentences(reason, CATALOGUE, PROBLEM)]
        assert " ".join(told).count(ONE_TITLE) == 1
        assert told[1] == "Dit kan wel als dat niet meer geldt."
    several = gap(GapCode.RULES, rules=rules, ways=(way, WayOut((Relaxation.TIME,), extra_periods=1)))
    told = [gap_words(several), *wording.way_out_sentences(several, CATALOGUE, PROBLEM)]
    assert " ".join(told).count(ONE_TITLE) == 1


def test_how_far_an_open_gap_comes() -> None:
    assert wording.reached_sentence(gap(GapCode.BUDGET, reached=3)) == "Komt wel tot plateau 3."
    assert wording.reached_sentence(gap(GapCode.BUDGET)) == ""
    assert wording.reached_sentence(gap(GapCode.CLOSED, reached=4)) == ""


def test_every_gap_code_and_relaxation_has_words() -> None:
    for code in GapCode:
        assert gap_words(gap(code)).endswith(".")
    for relaxed in Relaxation:
        (sentence,) = wording.way_out_sentences(
            gap(GapCode.BUDGET, ways=(WayOut((relaxed,)),)), CATALOGUE, PROBLEM
        )
        assert sentence.startswith("Dit kan wel ")
