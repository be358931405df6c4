"""What holds a start, what it is for and why it is left out, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask_babel import force_locale

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.model import (
    Calendar,
    CandidateCode,
    CandidateReason,
    ChosenReason,
    Limit,
    LimitCode,
    ObjectiveName,
    Past,
    Unit,
)
from tests.unit.roadmap.small import measure, problem

CATALOGUE, CALENDAR = catalogue(), Calendar(2027, 1, 8)
ONE = "gemeente.coalitiekamer"
ONE_TITLE = CATALOGUE.intervention(ONE).title.nl


pytestmark = pytest.mark.usefixtures("dutch")


def chosen(*limits: Limit, **more: Any) -> ChosenReason:
    return ChosenReason(ONE, 2, (), (), (), (), more.pop("mandatory", False), limits, **more)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (
            Limit(LimitCode.EARLIEST_START, period=8),
            "er is vastgelegd dat deze maatregel na de looptijd begint",
        ),
        (Limit(LimitCode.PIN, name="not_before", period=8), "u koos een start na de looptijd"),
        (Limit(LimitCode.LATEST_START, period=1), "deze maatregel begint uiterlijk in 2027 K2"),
        (Limit(LimitCode.DEADLINE, period=4), "deze maatregel moet klaar zijn vóór 2028 K1"),
        (Limit(LimitCode.PIN, name="not_before", period=3), "uw keuze is niet eerder dan 2027 K4"),
        (Limit(LimitCode.PIN, name="not_after", period=3), "uw keuze is niet later dan 2027 K4"),
        (Limit(LimitCode.PIN, name="start", period=3), "uw keuze is een start in 2027 K4"),
        (Limit(LimitCode.PIN), "u koos een ander moment"),
    ],
)
def test_dates(limit: Limit, words: str) -> None:
    assert wording.limit_phrase(limit, CATALOGUE, CALENDAR) == words


@pytest.mark.parametrize(
    ("short", "words"),
    [
        (1, "1 front line day is lacking (from 2027 Q4)"),
        (14, "14 front line days are lacking (from 2027 Q4)"),
    ],
)
def test_a_role_that_is_short_in_english(short: int, words: str) -> None:
    limit = Limit(LimitCode.CAPACITY, role="uitvoering", period=3, short=short)
    with force_locale("en"):
        assert wording.limit_phrase(limit, CATALOGUE, CALENDAR) == words


@pytest.mark.parametrize(
    ("name", "short", "period", "sentence"),
    [
        ("stability", 1, 2, "Staat in 2027 K3, waar de vorige roadmap het had."),
        ("stability", 1, 4, "Begint in 2027 K3. Eerder kan, maar de vorige roadmap had dit in 2028 K1."),
        (
            "evenness",
            2,
            None,
            "Begint in 2027 K3. Eerder kan, maar dan worden de pieken in het werk samen 2 dagen hoger.",
        ),
        (
            "benefit",
            120_050,
            None,
            "Begint in 2027 K3. Eerder kan, maar dan kost het per saldo €\u00a01.201 meer.",
        ),
    ],
)
def test_an_objective_that_holds_a_start(name: str, short: int, period: int | None, sentence: str) -> None:
    limit = Limit(LimitCode.OBJECTIVE, name=name, short=short, period=period)
    assert wording.start_sentence(chosen(limit), CATALOGUE, CALENDAR) == sentence


@pytest.mark.parametrize("name", ObjectiveName)
def test_an_objective_speaks_of_the_periods_of_the_plan(name: ObjectiveName) -> None:
    months = Calendar(2027, 1, 24, Unit.MONTH)
    limit = Limit(LimitCode.OBJECTIVE, name=name.value, short=2)
    words = wording.limit_phrase(limit, CATALOGUE, months)
    assert "kwarta" not in words
    assert ("2 maanden later" in words) is (name is ObjectiveName.FINISH)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"areas": ("wonen",)}, "Brengt “wonen” dichter bij het doel."),
        ({"pays": 500_000}, "Levert binnen de looptijd €\u00a05.000 meer op dan het kost."),
        ({"mandatory": True}, "U koos dat deze maatregel erin moet."),
        ({"mandatory": True, "begun": True}, "Was al begonnen."),
        ({"kept": True, "begun": True}, "Was al begonnen."),
        ({"pinned": True}, "De start van deze maatregel ligt vast."),
        ({"groups": ("of",)}, "Een van de maatregelen uit deze groep moet erin."),
        ({"kept": True}, "Stond in de vorige roadmap."),
        ({}, "De rekentijd was te kort om te zeggen of de roadmap ook zonder kan."),
    ],
)
def test_what_it_is_for(more: dict[str, Any], sentence: str) -> None:
    assert wording.purpose_sentences(chosen(**more), CATALOGUE) == [sentence]


def test_left_out_for_what_counts_for_more() -> None:
    limits = (Limit(LimitCode.OBJECTIVE, name="cost", short=600_000),)
    reason = CandidateReason(ONE, CandidateCode.OUTWEIGHED, start=0, limits=limits)
    assert wording.candidate_sentence(reason, CATALOGUE, problem()) == (
        "Zou helpen, maar dan worden de kosten €\u00a06.000 hoger. Dat telt zwaarder."
    )


def test_left_out_by_the_users_own_date() -> None:
    limits = (Limit(LimitCode.PIN, name="not_before", period=6),)
    reason = CandidateReason(ONE, CandidateCode.WOULD_NOT_FIT, start=0, limits=limits)
    assert wording.candidate_sentence(reason, CATALOGUE, problem()) == (
        "Zou helpen bij een start in 2027 K1, maar dat kan niet: uw keuze is niet eerder dan 2028 K3."
    )


def test_the_users_own_choice_for_a_dearer_one_is_named() -> None:
    reason = CandidateReason("x", CandidateCode.DOMINATED, by=(ONE,), extra_cents=-500_000)
    asked_for = problem(measure("x", "a1"), measure(ONE, "a1"), mandatory=[ONE])
    assert wording.candidate_sentence(reason, CATALOGUE, asked_for) == (
        f"“{ONE_TITLE}” zet al de stappen die nodig zijn. Deze zou €\u00a05.000 minder kosten (als alles meteen "
        f"begint), maar u koos dat “{ONE_TITLE}” erin moet."
    )
    begun = replace(asked_for, now=1, past=(Past(ONE, 0, 1),))
    half = replace(reason, by=(ONE, "y"))
    for other in (
        wording.candidate_sentence(reason, CATALOGUE, begun),
        wording.candidate_sentence(half, CATALOGUE, asked_for),
    ):
        assert other.endswith("dat komt door een keuze van u, een grens of een ander doel.")
