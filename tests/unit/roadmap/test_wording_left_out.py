"""What helps only with others, and what is done in the place of something, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_babel import force_locale

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    Companion,
    GapCode,
    GapReason,
    Group,
    Limit,
    LimitCode,
    ObjectiveName,
    Relaxation,
    Scheduled,
    WayOut,
)
from tests.unit.roadmap.small import measure, problem

CATALOGUE = catalogue()
MONEY = Limit(LimitCode.BUDGET, year=2027, short=250_000)
PEOPLE = Limit(LimitCode.CAPACITY, role="beleid", period=1, short=7)
LAG = Limit(LimitCode.LAG, intervention="y")

pytestmark = pytest.mark.usefixtures("dutch")


def told(reason: CandidateReason) -> str:
    made = problem(
        measure("x", "a1"),
        measure("y", "a1"),
        measure("z", "b1", one_of=["x", "y"]),
        current={"a": 1, "b": 1},
    )
    made = replace(made, groups=(Group("g", frozenset("xy"), required=True),))
    return wording.candidate_sentence(reason, CATALOGUE, made)


def in_company(code: CandidateCode, *limits: Limit, others: tuple[Limit, ...] = ()) -> CandidateReason:
    companions = (Companion(Scheduled("y", 1, 2), others),)
    return CandidateReason("x", code, start=0, limits=limits, companions=companions)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (
            in_company(CandidateCode.WOULD_NOT_FIT, MONEY, others=(MONEY, PEOPLE)),
            "Zou samen met “y” helpen bij een start in 2027 K1, maar dat kan niet: het budget van 2027 komt "
            "€\u00a02.500 tekort; bij “y”: beleid komt 7 dagen tekort (vanaf 2027 K2). Dat geldt als de rest van "
            "de roadmap blijft staan.",
        ),
        (
            in_company(CandidateCode.WOULD_NOT_FIT, LAG, others=(replace(LAG, intervention="x"),)),
            "Zou samen met “y” helpen bij een start in 2027 K1, maar dat kan niet: de tijd tussen deze maatregel "
            "en “y” klopt dan niet. Dat geldt als de rest van de roadmap blijft staan.",
        ),
        (
            in_company(CandidateCode.WOULD_NOT_FIT, others=(Limit(LimitCode.DEADLINE, period=1),)),
            "Zou samen met “y” helpen bij een start in 2027 K1, maar dat kan niet: bij “y”: deze maatregel moet "
            "klaar zijn vóór 2027 K2.",
        ),
        (
            in_company(
                CandidateCode.WOULD_NOT_FIT, MONEY, Limit(LimitCode.OBJECTIVE, name="stability", short=8)
            ),
            "Zou samen met “y” helpen bij een start in 2027 K1, maar dat kan niet: het budget van 2027 komt "
            "€\u00a02.500 tekort. Dat geldt als de rest van de roadmap blijft staan. Kon het wel, dan verschuift "
            "er meer ten opzichte van de vorige roadmap. Dat telt zwaarder.",
        ),
        (
            in_company(
                CandidateCode.WOULD_NOT_FIT,
                Limit(LimitCode.OBJECTIVE, name="cost", short=8_000),
                others=(PEOPLE,),
            ),
            "Zou samen met “y” helpen bij een start in 2027 K1, maar dat kan niet: bij “y”: beleid komt 7 dagen "
            "tekort (vanaf 2027 K2). Dat geldt als de rest van de roadmap blijft staan. Kon het wel, dan worden "
            "de kosten €\u00a080 hoger. Dat telt zwaarder.",
        ),
        (
            in_company(CandidateCode.OUTWEIGHED, Limit(LimitCode.OBJECTIVE, name="cost", short=600_000)),
            "Zou helpen samen met “y”, maar dan worden de kosten €\u00a06.000 hoger. Dat telt zwaarder.",
        ),
        (
            in_company(CandidateCode.UNPROVEN),
            "Zou passen samen met “y”. De rekentijd was te kort om te zeggen of de roadmap er beter van wordt.",
        ),
        (
            CandidateReason("x", CandidateCode.TOGETHER, enables=("y",)),
            "Is alleen nodig voor “y”, en die staat ook niet in de roadmap.",
        ),
        (
            CandidateReason("x", CandidateCode.UNPROVEN, enables=("y", "z")),
            "Is alleen nodig voor “y” en “z”, en die staan ook niet in de roadmap.",
        ),
        (
            CandidateReason("x", CandidateCode.NOT_COUNTED),
            "Brengt alleen doelen of mijlpalen dichterbij die niet meetellen voor deze roadmap.",
        ),
    ],
)
def test_what_does_not_help_by_itself(reason: CandidateReason, sentence: str) -> None:
    assert told(reason) == sentence


BY_Y = CandidateReason("x", CandidateCode.DOMINATED, by=("y",), extra_cents=0)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (
            replace(BY_Y, groups=("g",)),
            "“y” zet al de stappen die nodig zijn. Van de groep “g” past er één in de roadmap: “y”. "
            "Deze kost evenveel.",
        ),
        (
            replace(BY_Y, id="z", groups=("g",), extra_cents=None),
            "Van de groep “g” past er één in de roadmap: “y”.",
        ),
        (
            replace(BY_Y, enables=("z",), limits=(Limit(LimitCode.WAITED_FOR, intervention="z"),), start=0),
            "“y” zet al de stappen die nodig zijn. Niet nodig voor “z”: die kan al beginnen na “y”. Deze kost "
            "evenveel, maar kan daarvoor niet in de plaats komen: “z” mist dan wat eerst klaar moet zijn; dat geldt bij een start in 2027 K1.",
        ),
        (
            replace(BY_Y, limits=(Limit(LimitCode.OBJECTIVE, name="earliness", short=1),), start=0),
            "“y” zet al de stappen die nodig zijn. Deze kost evenveel, maar dan komen andere doelen later.",
        ),
        (
            replace(
                BY_Y,
                extra_cents=-500_000,
                limits=(Limit(LimitCode.OBJECTIVE, name="milestones", short=1),),
                start=0,
            ),
            "“y” zet al de stappen die nodig zijn. Deze zou €\u00a05.000 minder kosten (als alles meteen begint), "
            "maar dan worden meer mijlpalen gemist.",
        ),
        (
            replace(
                BY_Y, extra_cents=-500_000, limits=(Limit(LimitCode.DEMANDED, intervention="y"),), start=0
            ),
            "“y” zet al de stappen die nodig zijn. Deze zou €\u00a05.000 minder kosten (als alles meteen begint), "
            "maar kan daarvoor niet in de plaats komen: “y” moet in de roadmap staan.",
        ),
        (
            replace(BY_Y, extra_cents=500_000, limits=(MONEY,), start=0),
            "“y” zet al de stappen die nodig zijn. Deze zou €\u00a05.000 meer kosten (als alles meteen begint), en "
            "kan daarvoor niet in de plaats komen: het budget van 2027 komt €\u00a02.500 tekort; dat geldt bij een start in 2027 K1.",
        ),
        (
            replace(BY_Y, extra_cents=-500_000, start=0),
            "“y” zet al de stappen die nodig zijn. Deze zou €\u00a05.000 minder kosten (als alles meteen begint), "
            "maar dat telt niet mee voor deze roadmap.",
        ),
    ],
)
def test_what_is_done_in_its_place(reason: CandidateReason, sentence: str) -> None:
    assert told(reason) == sentence


def test_what_no_rest_of_the_roadmap_would_help() -> None:
    below = Limit(LimitCode.STEP_BELOW, criterion="a", plateau=2, period=4, name="soonest")
    reason = CandidateReason("x", CandidateCode.WOULD_NOT_FIT, start=0, limits=(below,))
    assert told(reason) == (
        "Zou helpen bij een start in 2027 K1, maar dat kan niet: “a” kan op zijn vroegst vanaf 2028 K1 op plateau "
        "2 staan."
    )
    never = told(replace(reason, limits=(replace(below, period=None),)))
    assert never == "Zou helpen bij een start in 2027 K1, maar dat kan niet: “a” komt niet op plateau 2."


def test_one_and_many_in_english() -> None:
    one = CandidateReason("x", CandidateCode.TOGETHER, enables=("y",))
    with force_locale("en"):
        assert told(one) == "Only needed for “y”, which is not in the roadmap either."
        assert told(replace(one, enables=("y", "z"))) == (
            "Only needed for “y” and “z”, which are not in the roadmap either."
        )


@pytest.mark.parametrize(
    ("criterion", "milestone", "sentence"),
    [
        ("a", "", "Dit doel telt niet mee voor deze roadmap."),
        ("", "m", "Deze mijlpaal telt niet mee voor deze roadmap."),
    ],
)
def test_a_goal_that_is_no_objective(criterion: str, milestone: str, sentence: str) -> None:
    gap = GapReason(criterion, 1, 2, 1, GapCode.OBJECTIVE, milestone=milestone)
    made = replace(problem(measure("x", "a1")), objectives=(ObjectiveName.COST,))
    assert wording.gap_sentence(gap, CATALOGUE, made) == sentence
    poor = replace(gap, code=GapCode.BUDGET)
    assert wording.gap_sentence(poor, CATALOGUE, made) == f"{sentence} Het budget is te klein."
    way = WayOut((Relaxation.OBJECTIVES,), worse={ObjectiveName.COST: 10})
    assert wording.way_out_sentences(replace(gap, ways=(way,)), CATALOGUE, made) == [
        "Dit kan wel als dit meetelt en meer telt dan kosten als alles meteen begint."
    ]
