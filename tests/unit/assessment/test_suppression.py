"""The attacker here knows the rule, all published tables, who has which perspective and who answered how
(a plateau, don't know, nothing); they want the plateau that fewer people than the minimum named."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plateau.assessment.answer_scale import PLATEAU_SCALE, AnswerScale
from plateau.assessment.model import Anonymity, Answer, Mark, Perspective, RoundState
from plateau.assessment.suppression import (
    UNSEEN,
    Block,
    Results,
    Submission,
    Withheld,
    cut,
    may_reopen,
    publish,
    shows_results,
)

B, M, P = Perspective.BESTUUR, Perspective.MANAGEMENT, Perspective.PROFESSIONALS
MINIMUM = 3
# Three heights are enough for every case, and let all possibilities be tried.
HEIGHTS = (1, 3, 5)
Said = int | None | str  # a plateau, don't know, or nothing
#: The same three heights as plateaus, as the options of an ordered scan, and of a profile without better or worse.
SCALES = st.sampled_from((
    PLATEAU_SCALE,
    AnswerScale(("nee", "deels", "ja")),
    AnswerScale(("markt", "regie", "partner"), is_ordered=False),
))  # fmt: skip

sizes = st.dictionaries(st.sampled_from(Perspective), st.integers(0, 9))
people = st.lists(
    st.tuples(st.sampled_from((B, M, P)), st.sampled_from((*HEIGHTS, *HEIGHTS, None, "open"))),
    min_size=1,
    max_size=8,
)


def submission(perspective: Perspective, said: Said, scale: AnswerScale = PLATEAU_SCALE) -> Submission:
    if said == "open":
        return Submission(perspective, {})
    if said is None:
        return Submission(perspective, {"c": Answer("c", Mark.UNKNOWN, None)})
    assert isinstance(said, int)
    key = str(said) if scale == PLATEAU_SCALE else scale.keys[HEIGHTS.index(said)]
    return Submission(perspective, {"c": scale.answer("c", key)})


def published(who: list[Perspective], said: tuple[Said, ...], scale: AnswerScale = PLATEAU_SCALE) -> Results:
    submissions = [submission(*pair, scale) for pair in zip(who, said, strict=True)]
    return publish(submissions, {"c": scale}, minimum=MINIMUM)


def possible(
    who: list[Perspective], said: tuple[Said, ...], scale: AnswerScale
) -> Iterator[tuple[Said, ...]]:
    """Every set of answers that would have been published in the same way."""
    seen = published(who, said, scale)
    for heights in product(HEIGHTS, repeat=sum(isinstance(one, int) for one in said)):
        rest = iter(heights)
        guess = tuple(next(rest) if isinstance(one, int) else one for one in said)
        if published(who, guess, scale) == seen:
            yield guess


def agrees(who: list[Perspective], said: tuple[Said, ...], person: int, results: Results) -> bool:
    """Whether everyone who is counted together with this person, and named a plateau, named the same."""
    shown = results.criteria["c"].blocks if results.criteria else {}
    block = next((b for b in results.blocks if shown and who[person] in b.perspectives), None)
    together = [
        one
        for perspective, one in zip(who, said, strict=True)
        if isinstance(one, int) and (block is None or perspective in block.perspectives)
    ]
    return len(together) >= MINIMUM and len(set(together)) == 1


@settings(deadline=None)  # it tries every possibility
@given(people, SCALES)
@example(
    [(M, 1), (M, 3), (M, 5), (P, 1)], PLATEAU_SCALE
)  # total minus management would be the one professional
@example([(M, 1), (M, 3), (M, 5), (P, 1), (B, 3)], PLATEAU_SCALE)  # two small ones: still too small together
@example(
    [(M, 1), (M, 3), (M, 5), (P, 1), (P, 3), (P, None), (B, 3)], PLATEAU_SCALE
)  # don't know makes a cell small
@example([(M, 1), (M, None), (M, None), (P, 1), (P, 3), (P, 5)], PLATEAU_SCALE)
def test_no_answer_of_fewer_people_than_the_minimum_can_be_derived(
    pairs: list[tuple[Perspective, Said]], scale: AnswerScale
) -> None:
    who = [perspective for perspective, _ in pairs]
    said = tuple(one for _, one in pairs)
    results = published(who, said, scale)
    guesses = list(possible(who, said, scale))
    knew = [position for position, one in enumerate(said) if isinstance(one, int)]
    for size in range(1, MINIMUM):
        for group in combinations(knew, size):
            answers = {tuple(sorted(Counter(guess[one] for one in group).items())) for guess in guesses}
            # Known only when they stand in a group of at least the minimum that speaks with one voice.
            assert len(answers) > 1 or all(agrees(who, said, one, results) for one in group)


crowd = st.lists(
    st.tuples(
        st.sampled_from(Perspective),
        st.lists(st.sampled_from((*HEIGHTS, None, "open")), min_size=2, max_size=2),
    ),
    min_size=3,
    max_size=40,
)


@given(crowd, st.integers(3, 5), SCALES, st.data())
def test_two_people_of_one_block_can_swap_their_answers_to_a_question_and_nobody_sees(
    people: list[tuple[Perspective, list[Said]]], minimum: int, scale: AnswerScale, data: st.DataObject
) -> None:
    """The proof in one property: what is published knows no people, only blocks, question by question."""

    def results(answers: list[tuple[Perspective, list[Said]]]) -> Results:
        submissions = []
        for perspective, values in answers:
            given = {
                f"c{n}": submission(perspective, value, scale).answers.get("c")
                for n, value in enumerate(values)
            }
            submissions.append(
                Submission(
                    perspective, {name: answer for name, answer in given.items() if answer is not None}
                )
            )
        return publish(submissions, dict.fromkeys(("c0", "c1"), scale), minimum=minimum)

    before = results(people)
    blocks = [block.perspectives for block in before.blocks] or [tuple(Perspective)]
    chosen = data.draw(st.sampled_from(blocks))
    inside = [position for position, (perspective, _) in enumerate(people) if perspective in chosen]
    one, other = data.draw(st.sampled_from(inside)), data.draw(st.sampled_from(inside))
    question = data.draw(st.integers(0, 1))
    swapped = [(perspective, list(values)) for perspective, values in people]
    swapped[one][1][question], swapped[other][1][question] = (
        people[other][1][question],
        people[one][1][question],
    )
    assert results(swapped) == before


@given(sizes, st.integers(3, 5))
def test_every_block_and_every_remainder_is_empty_or_large_and_everyone_is_in_one(
    sizes: dict[Perspective, int], minimum: int
) -> None:
    blocks = cut(sizes, minimum)
    assert all(block.size >= minimum for block in blocks)
    assert len(blocks) != 1
    if blocks:
        inside = [perspective for block in blocks for perspective in block.perspectives]
        assert sorted(inside) == sorted(perspective for perspective, size in sizes.items() if size)
        assert sum(block.size for block in blocks) == sum(sizes.values())


def test_a_small_remainder_takes_the_smallest_block_with_it() -> None:
    assert cut({M: 5, P: 4, B: 1}, 3) == (Block((M,), 5), Block((B, P), 5))
    assert cut({M: 5, P: 4, B: 3}, 3) == (Block((B,), 3), Block((M,), 5), Block((P,), 4))
    assert cut({M: 5, P: 2}, 3) == ()
    assert cut({M: 5}, 3) == ()
    assert cut({}, 3) == ()


def test_a_round_with_fewer_people_than_the_minimum_shows_nothing() -> None:
    found = published([M, P], (3, 3))
    assert found == Results(2, MINIMUM, withheld=Withheld.TOO_FEW)
    assert found.distributions == {}


def test_too_few_known_answers_close_a_criterion_and_one_small_part_its_breakdown() -> None:
    few = published([M, M, M, P, P, P], (3, 3, None, None, None, None))
    assert few.criteria["c"].everyone is None
    part = published([M, M, M, P, P, P], (3, 3, 5, 3, 1, None))
    assert part.criteria["c"].everyone is not None
    assert part.criteria["c"].blocks == {}
    whole = published([M, M, M, P, P, P], (3, 3, 5, None, None, None))
    assert whole.criteria["c"].blocks["professionals"].unknown == 3


def test_in_a_named_round_everything_shows() -> None:
    found = publish([submission(M, 3), submission(P, 1)], {"c": PLATEAU_SCALE}, minimum=1)
    assert found.criteria["c"].blocks["professionals"].counts[1] == 1


def test_an_anonymous_round_shows_nothing_before_it_closed_and_stays_closed_once_seen() -> None:
    for state in RoundState:
        assert shows_results(Anonymity.NAMED, state)
        assert shows_results(Anonymity.ANONYMOUS, state) == (state not in UNSEEN)
    assert may_reopen(Anonymity.NAMED, submitted=20, minimum=3)
    assert may_reopen(Anonymity.ANONYMOUS, submitted=2, minimum=3)
    assert not may_reopen(Anonymity.ANONYMOUS, submitted=3, minimum=3)
