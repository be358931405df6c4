"""What plateau names itself is called in the language of whoever reads it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from plateau.roadmap import wording

SINCE = 2026 * 4 + 3


@pytest.fixture(autouse=True)
def _in_an_app() -> Iterator[None]:
    app = Flask("plateau")
    Babel(app)
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("kept", "dutch", "english"),
    [
        ("basis", "Basis", "Base"),
        (wording.chosen_name(3, 12), "Keuze 3 bij roadmap 12", "Choice 3 of roadmap 12"),
        (wording.replanned_name(SINCE), "Opnieuw gepland vanaf 2026 K4", "Planned again from 2026 Q4"),
        (
            f"{wording.replanned_name(SINCE)} (2)",
            "Opnieuw gepland vanaf 2026 K4 (2)",
            "Planned again from 2026 Q4 (2)",
        ),
        ("Keuze van de wethouder", "Keuze van de wethouder", "Keuze van de wethouder"),
        ("Opnieuw gepland vanaf 2026 K5", "Opnieuw gepland vanaf 2026 K5", "Opnieuw gepland vanaf 2026 K5"),
    ],
)
def test_a_scenario_in_both_languages(kept: str, dutch: str, english: str) -> None:
    with force_locale("nl"):
        assert wording.scenario_name(kept) == dutch
    with force_locale("en"):
        assert wording.scenario_name(kept) == english
