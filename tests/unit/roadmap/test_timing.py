"""Slack and the critical chain in words."""

from __future__ import annotations

import pytest

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.model import Calendar, Limit, LimitCode, Link, Slack
from plateau.roadmap.model.calendar import Unit

CALENDAR = Calendar(2027, 1, 8)


pytestmark = pytest.mark.usefixtures("dutch")


@pytest.mark.parametrize(
    ("free", "total", "expected"),
    [
        (0, 0, "Kan niet later zonder dat iets niet meer past, te laat komt of het eind opschuift."),
        (1, 1, "Kan 1 kwartaal later beginnen; de rest blijft dan staan."),
        (0, 2, "Kan 2 kwartalen later beginnen als wat erop wacht, meeschuift."),
    ],
)
def test_slack(free: int, total: int, expected: str) -> None:
    assert wording.slack_sentence(Slack("m", free, total), CALENDAR) == expected


def test_what_holds_while_the_rest_stays_is_said_once() -> None:
    assert wording.rest_stays_sentence() == (
        "Of een maatregel op een ander moment kan beginnen, is bekeken terwijl de rest van de roadmap blijft "
        "staan. Schuift er meer mee, dan kan er soms meer."
    )


@pytest.mark.parametrize(("unit", "time"), [(Unit.MONTH, "3 maanden"), (Unit.WEEK, "3 weken")])
def test_slack_in_months_and_weeks(unit: Unit, time: str) -> None:
    told = wording.slack_sentence(Slack("m", 3, 3), Calendar(2027, 1, 8, unit=unit))
    assert told == f"Kan {time} later beginnen; de rest blijft dan staan."


def test_slack_of_both_kinds() -> None:
    assert wording.slack_sentence(Slack("m", 1, 3), CALENDAR) == (
        "Kan 1 kwartaal later beginnen; de rest blijft dan staan. "
        "Kan 3 kwartalen later beginnen als wat erop wacht, meeschuift."
    )


@pytest.mark.parametrize(
    ("because", "after", "expected"),
    [
        (Limit(LimitCode.AT_ONCE), None, "Begint meteen, in 2027 K3."),
        (Limit(LimitCode.BEGUN), None, "Is al begonnen, in 2027 K3."),
        (Limit(LimitCode.PREREQUISITE, "x"), "x", "Eerder kan niet: “x” moet eerst klaar zijn."),
        (
            Limit(LimitCode.CAPACITY, role="beleid", period=1, short=2),
            "x",
            "Eerder kan niet: beleid komt 2 dagen tekort (vanaf 2027 K2), want “x” is dan bezig.",
        ),
        (
            Limit(LimitCode.BUDGET, year=2027, short=100),
            None,
            "Eerder kan niet: het budget van 2027 komt € 1 tekort.",
        ),
        (
            Limit(LimitCode.NOW, period=2),
            None,
            "Eerder kan niet: wat nog niet begonnen is, begint op zijn vroegst in 2027 K3.",
        ),
    ],
)
def test_links(because: Limit, after: str | None, expected: str) -> None:
    sentence = wording.link_sentence(Link("m", 2, 3, because, after), catalogue(), CALENDAR)
    assert sentence.replace("\xa0", " ") == expected
