"""What is far too large is refused fast: before it is read, or at the first list that is too long."""

from __future__ import annotations

import json

import pytest

from plateau.roadmap.documents import MOST_COMPLAINTS
from plateau.roadmap.interchange import BadDocument, read_problem
from plateau.roadmap.interchange.reading import MAX_ITEMS


@pytest.mark.parametrize(
    ("document", "path", "message"),
    [
        ({"capacity": {"r": [5] * (MAX_ITEMS + 1)}}, "capacity.r", "at most 10,000 items, found 10,001"),
        ({"interventions": [{}] * (MAX_ITEMS + 1)}, "interventions", "at most 10,000 items, found 10,001"),
        ({"current": {str(n): 1 for n in range(MAX_ITEMS + 1)}}, "current", "at most 10,000 items"),
    ],
)
def test_a_list_far_too_long_is_refused_before_it_is_read(
    document: dict[str, object], path: str, message: str
) -> None:
    with pytest.raises(BadDocument) as caught:
        read_problem(json.dumps({"format": 1, **document}).encode())
    (complaint,) = caught.value.complaints
    assert complaint.path == path
    assert message in complaint.message


def test_too_many_values_are_refused_before_the_json_is_read() -> None:
    # No JSON at all, of which nothing is said: it was not looked at.
    with pytest.raises(BadDocument, match="at most 2,000,000 values in all"):
        read_problem(b"[" + b"{,[" * 700_000)


def test_the_largest_list_there_may_be_is_read() -> None:
    document = {"format": 1, "calendar": {"first_year": 2027, "periods": 8}}
    current = {f"c{number}": 1 for number in range(MAX_ITEMS)}
    assert len(read_problem(json.dumps({**document, "current": current}).encode()).current) == MAX_ITEMS


def test_complaints_come_to_an_end() -> None:
    wrong = {"format": 1, "mandatory": list(range(MOST_COMPLAINTS + 500))}
    with pytest.raises(BadDocument) as caught:
        read_problem(json.dumps(wrong).encode())
    assert len(caught.value.complaints) == MOST_COMPLAINTS
