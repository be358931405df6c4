"""The short answer to a question says what is reached otherwise, and no more than that."""

from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from plateau.roadmap import wording
from plateau.roadmap.model import Plan, Status
from plateau.roadmap.what_if import Answer, Changed, Comparison, Kind, Question

DIFFERENT = Comparison(("x",), (), (), (), (), (), (), (1, 1), 0, 0, 0, (1, 1))
HIGHER, LOWER, HIGHER_STILL = Changed("a", 2, 3), Changed("b", 3, 2), Changed("c", 4, 5)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (DIFFERENT, "U haalt dezelfde doelen, maar de roadmap wordt anders."),
        (replace(DIFFERENT, targets=(HIGHER,), met=(0, 1)), "Daarmee haalt u meer van uw doelen."),
        (replace(DIFFERENT, targets=(HIGHER,), met=(0, 0)), "Daarmee komt u dichter bij uw doelen."),
        (
            replace(DIFFERENT, beyond=(HIGHER,)),
            "U haalt dezelfde doelen; 1 onderwerp gaat verder dan u vroeg.",
        ),
        (
            replace(DIFFERENT, beyond=(HIGHER, LOWER, HIGHER_STILL)),
            "U haalt dezelfde doelen; 2 onderwerpen gaan verder dan u vroeg.",
        ),
        (
            replace(DIFFERENT, beyond=(LOWER,)),
            "U haalt dezelfde doelen, maar de roadmap wordt anders.",
        ),
        (
            replace(DIFFERENT, targets=(LOWER,), beyond=(HIGHER,), met=(2, 1)),
            "Dat gaat ten koste van uw doelen: 1 onderwerp eindigt op een lager plateau.",
        ),
    ],
)
def test_the_answer_is_about_what_was_asked(found: Comparison, sentence: str) -> None:
    app = Flask(__name__)
    Babel(app)
    answer = Answer(Question(Kind.WITH, "x"), Plan(Status.OPTIMAL), found)
    with app.app_context(), force_locale("nl"):
        assert wording.answer_sentence(answer) == sentence
