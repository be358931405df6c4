"""Chances and their causes in words."""

import pytest

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.model import Calendar
from plateau.roadmap.uncertainty import Driver, Outcome, Quantity

NAME = "gemeente.opgave-doorrekenen"


pytestmark = pytest.mark.usefixtures("dutch")


@pytest.mark.parametrize(
    ("chance", "count", "words", "badge"),
    [
        (1.0, "meer dan 99 van de 100", "bijna zeker", "success"),
        (0.994, "99 van de 100", "bijna zeker", "success"),
        (0.7, "70 van de 100", "waarschijnlijk", "success"),
        (0.401, "40 van de 100", "kan beide kanten op", "warning"),
        (0.29, "29 van de 100", "onwaarschijnlijk", "danger"),
        (0.01, "1 van de 100", "bijna zeker niet", "danger"),
        (0.009, "minder dan 1 van de 100", "bijna zeker niet", "danger"),
        (0.0, "minder dan 1 van de 100", "bijna zeker niet", "danger"),
    ],
)
def test_a_chance_is_told_in_counts_and_words(chance: float, count: str, words: str, badge: str) -> None:
    assert wording.chance_count(chance) == count
    assert wording.chance_words(chance) == words
    assert wording.chance_badge(chance) == badge


def test_a_moment_beyond_the_horizon_has_a_name_too() -> None:
    calendar = Calendar(2027, 1, 4)
    assert wording.ready_by(calendar, 0) == "nu al"
    assert wording.ready_by(calendar, 4) == "eind 2027 K4"
    assert wording.ready_by(calendar, 6) == "eind 2028 K2"


@pytest.mark.parametrize(
    ("driver", "effect", "strength"),
    [
        (Driver(Outcome.FINISH, None, None, 0.6), "dan bent u later klaar", "sterk"),
        (Driver(Outcome.FINISH, NAME, Quantity.DURATION, 0.2), "dan bent u later klaar", "merkbaar"),
        (Driver(Outcome.SPEND, NAME, Quantity.ONE_OFF, 0.1), "dan geeft u meer uit", "licht"),
        (
            Driver(Outcome.SPEND, NAME, Quantity.DURATION, -0.1),
            "dan geeft u binnen de looptijd minder uit",
            "licht",
        ),
    ],
)
def test_a_driver_says_what_follows_and_how_strongly(driver: Driver, effect: str, strength: str) -> None:
    assert wording.driver_effect(driver) == effect
    assert wording.driver_strength(driver) == strength
    assert wording.driver_name(driver, catalogue())


def test_each_quantity_has_its_own_words() -> None:
    names = [wording.driver_name(Driver(Outcome.SPEND, NAME, item, 0.5), catalogue()) for item in Quantity]
    assert len(set(names)) == len(Quantity)
