import pytest

from plateau.assessment.answer_scale import PLATEAU_SCALE
from plateau.assessment.model import Answer, Mark, Perspective
from plateau.assessment.quality import (
    Noticed,
    Pace,
    Sign,
    Unproven,
    high_without_evidence,
    notice,
    signs_of,
    silent_perspectives,
)
from plateau.assessment.suppression import Submission, publish

SLOW = Pace(saves=5, seconds=1200)


def submission(*values: int | None, name: str = "", who: Perspective = Perspective.STAF) -> Submission:
    answers = {
        f"c{n}": Answer(f"c{n}", Mark.UNKNOWN if value is None else Mark.PLATEAU, value)
        for n, value in enumerate(values)
    }
    return Submission(who, answers, name)


@pytest.mark.parametrize(
    ("values", "pace", "signs"),
    [
        ((3,) * 19, SLOW, {Sign.SAME_EVERYWHERE}),
        ((3,) * 18 + (2,), SLOW, set()),
        ((3,) * 9, SLOW, set()),  # nine answers are no pattern
        ((2, 3) * 10, Pace(saves=5, seconds=29), {Sign.VERY_FAST}),
        ((2, 3) * 10, Pace(saves=5, seconds=30), set()),
        ((2, 3) * 10, Pace(saves=1, seconds=0), set()),  # one save tells nothing of time
        ((None,) * 16 + (2, 3, 2, 3), SLOW, {Sign.MOSTLY_UNKNOWN}),
        ((None,) * 15 + (2, 3, 2, 3, 2), SLOW, set()),
    ],
)
def test_each_sign_has_its_bound(values: tuple[int | None, ...], pace: Pace, signs: set[Sign]) -> None:
    assert signs_of(submission(*values), pace) == signs


def test_in_an_anonymous_round_a_sign_of_fewer_people_than_the_minimum_looks_like_none() -> None:
    same, mixed = submission(*(3,) * 19), submission(*(2, 3) * 10)
    for few in ([mixed] * 5, [same, mixed, mixed, mixed, mixed], [same, same, mixed, mixed, mixed]):
        assert notice(few, [SLOW] * 5, minimum=3)[0] == Noticed(Sign.SAME_EVERYWHERE, None)
    assert notice([same] * 3 + [mixed], [SLOW] * 4, minimum=3)[0] == Noticed(Sign.SAME_EVERYWHERE, 3)


def test_in_a_named_round_it_says_who() -> None:
    found = notice(
        [submission(*(3,) * 19, name="Bert"), submission(*(2, 3) * 10, name="Anna")], [SLOW] * 2, minimum=1
    )
    assert found[0] == Noticed(Sign.SAME_EVERYWHERE, 1, ("Bert",))
    assert found[1] == Noticed(Sign.VERY_FAST, 0)


def test_a_perspective_is_silent_when_it_was_asked_and_nobody_handed_in() -> None:
    asked = [Perspective.STAF, Perspective.CLIENTEN, Perspective.CLIENTEN]
    assert silent_perspectives(asked, [submission(3)]) == (Perspective.CLIENTEN,)
    assert silent_perspectives([], []) == ()


def test_high_without_evidence_is_noticed_and_a_word_alone_is_less() -> None:
    high = [submission(4, 4, 3, 4), submission(4, 5, 3, 5), submission(5, 4, 5, 4)]
    results = publish(high, dict.fromkeys(("c0", "c1", "c2", "c3"), PLATEAU_SCALE), minimum=3)
    found = high_without_evidence(results, {"c0": ["Jaarverslag"], "c1": ()}, {"c3": 1})
    assert found == (Unproven("c1", explained=False), Unproven("c0", explained=True))
