import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.agreement import (
    Accord,
    Distribution,
    blind_spots,
    disagreement,
    distribute,
    reliability,
    van_der_eijk,
)
from plateau.assessment.model import Answer, Mark
from plateau.catalogue.model import PLATEAUS

frequencies = st.lists(st.integers(0, 20), min_size=5, max_size=5)


def spread(*counts: int) -> Distribution:
    return Distribution(dict(zip(PLATEAUS, counts, strict=True)))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((30, 40, 210, 130, 530, 50, 10), 0.611),  # Van der Eijk 2001, p. 331
        ((0, 0, 7, 0, 0), 1.0),
        ((2, 2, 2, 2, 2), 0.0),
        ((5, 0, 0, 0, 5), -1.0),
        # By hand. Layer 0 1 0 1 0: triples 101 once, 110 and 011 once each, so U = (3·2 - 4·1) / (3·3) = 2/9
        # and A = 2/9 · (1 - 1/4) = 1/6.
        ((0, 6, 0, 6, 0), 0.167),
        # Layer 1 0 0 1 0: 101 twice, 110 once: U = (3·1 - 4·2) / 9 = -5/9, A = -5/9 · 3/4.
        ((1, 0, 0, 1, 0), -0.417),
        # Half of it 0 0 1 1 0 (U = 1, A = 3/4), half 0 0 1 0 0 (A = 1).
        ((0, 0, 3, 1, 0), 0.875),
        # 0 1 1 1 0: one top, U = 1, A = 1 - 2/4.
        ((0, 4, 4, 4, 0), 0.5),
        # Layers of 2 and 2 and 2: 0 1 1 1 0 (6 of 12, A 1/2), 0 1 0 1 0 (4 of 12, A 1/6), 0 0 0 1 0 (2 of 12).
        ((0, 4, 2, 6, 0), 0.472),
    ],
)
def test_agreement_gives_the_published_and_the_hand_computed_values(
    counts: tuple[int, ...], expected: float
) -> None:
    assert round(van_der_eijk(counts), 3) == expected


def test_agreement_of_nobody_is_no_number() -> None:
    with pytest.raises(ValueError, match="answers"):
        van_der_eijk([0, 0, 0, 0, 0])
    assert spread(0, 0, 0, 0, 0).agreement is None
    assert spread(0, 0, 1, 0, 0).agreement is None


@given(frequencies)
def test_agreement_stays_between_minus_one_and_one_and_does_not_care_for_direction_or_size(
    counts: list[int],
) -> None:
    if not any(counts):
        return
    found = van_der_eijk(counts)
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    assert math.isclose(found, van_der_eijk(counts[::-1]), abs_tol=1e-9)
    assert math.isclose(found, van_der_eijk([3 * count for count in counts]), abs_tol=1e-9)


@pytest.mark.parametrize(
    ("counts", "accord"),
    [
        ((0, 0, 7, 0, 0), Accord.AGREED),
        ((0, 0, 9, 0, 1), Accord.AGREED),  # one in ten apart
        ((0, 0, 4, 0, 1), Accord.LARGELY),  # one in five apart
        ((0, 2, 2, 0, 0), Accord.LARGELY),
        ((0, 2, 8, 2, 0), Accord.LARGELY),
        ((0, 4, 4, 4, 0), Accord.DIVIDED),
        ((0, 3, 3, 3, 3), Accord.DIVIDED),
        ((2, 2, 2, 2, 2), Accord.DIVIDED),
        ((0, 6, 0, 6, 0), Accord.TWO_CAMPS),
        ((0, 4, 2, 6, 0), Accord.TWO_CAMPS),
        ((0, 2, 0, 1, 0), Accord.DIVIDED),  # one person is no camp
        ((0, 0, 1, 0, 0), Accord.TOO_FEW),
        ((0, 0, 0, 0, 0), Accord.TOO_FEW),
    ],
)
def test_the_words_follow_the_distribution(counts: tuple[int, ...], accord: Accord) -> None:
    assert spread(*counts).accord is accord


def test_medians_quartiles_and_range_are_plateaus_that_someone_named() -> None:
    even = spread(1, 2, 0, 2, 1)
    assert (even.median_low, even.median_high, even.median) == (2, 4, 3.0)
    assert even.quartiles == (2, 4)
    assert even.range == (1, 5)
    odd = spread(0, 1, 0, 0, 2)
    assert (odd.median_low, odd.median_high) == (5, 5)
    nobody = spread(0, 0, 0, 0, 0)
    assert (nobody.median_low, nobody.median_high, nobody.median, nobody.quartiles, nobody.range) == (
        None,
    ) * 5


@given(frequencies)
def test_medians_split_the_answers(counts: list[int]) -> None:
    found = spread(*counts)
    if found.known == 0:
        return
    low, high = found.median_low, found.median_high
    assert low is not None
    assert high is not None
    assert low <= high
    below = sum(count for plateau, count in found.counts.items() if plateau < low)
    above = sum(count for plateau, count in found.counts.items() if plateau > high)
    assert max(below, above) * 2 <= found.known
    assert found.quartiles
    assert found.range
    assert found.range[0] <= found.quartiles[0] <= low <= high <= found.quartiles[1] <= found.range[1]


def test_other_answers_are_counted_apart_and_an_open_one_not_at_all() -> None:
    found = distribute(
        [
            Answer("c", Mark.PLATEAU, 2),
            Answer("c", Mark.UNKNOWN, None),
            Answer("c", Mark.NOT_APPLICABLE, None),
            Answer("c", None, None, "nog even nadenken"),
        ]
    )
    assert (found.known, found.answered, found.unknown, found.not_applicable) == (1, 3, 1, 1)


# The ordinal example that is published with the measure: four observers, twelve units, values 1..5
# (Krippendorff, "Computing Krippendorff's alpha-reliability", 2011, p. 8: 0.815).
PUBLISHED = (
    (3, 0, 0, 0, 0),
    (0, 3, 1, 0, 0),
    (0, 0, 4, 0, 0),
    (0, 0, 4, 0, 0),
    (0, 4, 0, 0, 0),
    (1, 1, 1, 1, 0),
    (0, 0, 0, 4, 0),
    (3, 1, 0, 0, 0),
    (0, 4, 0, 0, 0),
    (0, 0, 0, 0, 3),
    (2, 0, 0, 0, 0),
    (0, 0, 1, 0, 0),
)


def test_alpha_gives_the_published_value_with_an_interval_around_it() -> None:
    found = reliability([spread(*row) for row in PUBLISHED], seed=4)
    assert found is not None
    assert round(found.alpha, 3) == 0.815
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.alpha < found.high <= 1
    assert reliability([spread(*row) for row in PUBLISHED], seed=4) == found


def test_alpha_has_no_value_where_there_is_nothing_to_compare() -> None:
    assert reliability([], seed=1) is None
    assert reliability([spread(0, 0, 5, 0, 0), spread(0, 0, 4, 0, 0)], seed=1) is None
    assert reliability([spread(0, 0, 1, 0, 0), spread(1, 0, 0, 0, 0)], seed=1) is None
    alone = reliability([spread(0, 2, 3, 0, 0)], seed=1)
    assert alone is not None
    assert (alone.low, alone.high) == (None, None)


def test_a_blind_spot_is_two_plateaus_between_medians_the_widest_first() -> None:
    groups = {
        "management": spread(0, 0, 0, 3, 0),
        "professionals": spread(1, 3, 1, 0, 0),
        "bestuur": spread(0, 0, 0, 0, 3),
        "staf": spread(0, 0, 3, 0, 0),
        "clienten": spread(0, 0, 0, 0, 0),
    }
    found = blind_spots(groups)
    assert [(spot.lower, spot.higher, spot.distance) for spot in found] == [
        ("professionals", "bestuur", 3),
        ("professionals", "management", 2),
        ("staf", "bestuur", 2),
    ]


def test_disagreement_grows_from_one_voice_to_two_ends() -> None:
    assert disagreement(spread(0, 0, 4, 0, 0)) == 0
    assert disagreement(spread(1, 1, 1, 1, 1)) == 1
    assert disagreement(spread(2, 0, 0, 0, 2)) == 2
    assert disagreement(spread(0, 0, 1, 0, 0)) == 1
