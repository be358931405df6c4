"""What others see of evidence, and what nobody does."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.evidence import (
    Evidence,
    EvidenceFile,
    bytes_kept,
    checked_url,
    shown_evidence,
    taken_away,
    there,
)
from plateau.assessment.model import Anonymity

ANONYMOUS, NAMED = Anonymity.ANONYMOUS, Anonymity.NAMED
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def file(
    name: str = "verslag_jan.pdf", size: int = 10, digest: str = "ab", wiped: bool = False
) -> EvidenceFile:
    return EvidenceFile(name, "application/pdf", size, digest, wiped)


def piece(
    number: int,
    criterion: str = "c",
    *,
    text: str = "",
    attached: EvidenceFile | None = None,
    shared: bool = True,
    removed: bool = False,
    file_id: int | None = None,
) -> Evidence:
    url = None if attached else "https://voorbeeld.nl/visie"
    return Evidence(
        UUID(int=number), criterion, text, url, attached, shared, NOW, NOW if removed else None,
        UUID(int=file_id) if file_id else None,
    )  # fmt: skip


def test_a_piece_is_a_link_or_a_file() -> None:
    with pytest.raises(ValueError, match="either a link or a file"):
        Evidence(UUID(int=1), "c", "", None, None, True, NOW)
    with pytest.raises(ValueError, match="either a link or a file"):
        Evidence(UUID(int=1), "c", "", "https://a.nl", file(), True, NOW)


def test_with_names_it_says_whose_and_without_it_hides_the_name_of_the_file_too() -> None:
    pieces = [("Jan", piece(1, attached=file(), file_id=7))]
    named = shown_evidence(pieces, {"c"}, anonymity=NAMED, with_names=True)["c"][0]
    assert named.file
    assert (named.name, named.file.name) == ("Jan", "verslag_jan.pdf")
    nameless = shown_evidence(pieces, {"c"}, anonymity=NAMED, with_names=False)["c"][0]
    assert nameless.file
    assert (nameless.name, nameless.file.name) == ("", "bewijs.pdf")


def test_what_is_not_shared_was_taken_away_or_stands_where_too_few_answered_is_not_shown() -> None:
    pieces = [("A", piece(1, shared=False)), ("B", piece(2, removed=True)), ("C", piece(3, "few"))]
    assert shown_evidence(pieces, {"c"}, anonymity=ANONYMOUS, with_names=False) == {}


def test_where_people_answer_by_name_it_need_not_be_shared() -> None:
    pieces = [("A", piece(1, shared=False))]
    for with_names in (True, False):  # who sees no names is told how many there are
        assert len(shown_evidence(pieces, {"c"}, anonymity=NAMED, with_names=with_names)["c"]) == 1


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from("cd")), max_size=8))
def test_without_names_it_tells_nothing_of_who_gave_what(given_: list[tuple[str, str, str]]) -> None:
    pieces = [(who, piece(n, criterion, text=text)) for n, (who, text, criterion) in enumerate(given_, 1)]
    shown = shown_evidence(pieces, {"c", "d"}, anonymity=ANONYMOUS, with_names=False)
    swapped = [({"A": "B", "B": "A"}[who], one) for who, one in reversed(pieces)]
    assert shown_evidence(swapped, {"c", "d"}, anonymity=ANONYMOUS, with_names=False) == shown


def test_what_was_put_back_is_not_taken_away() -> None:
    pieces = [piece(1, removed=True), piece(2), piece(3, text="ander", removed=True)]
    assert [one.id.int for one in taken_away(pieces)] == [3]
    assert [one.id.int for one in there(pieces)["c"]] == [2]


def test_a_file_takes_room_until_it_is_wiped_and_once_when_it_was_put_back() -> None:
    kept = [
        piece(1, attached=file(size=10), file_id=1, removed=True),
        piece(2, attached=file(size=10), file_id=1),
        piece(3, attached=file(size=500, wiped=True), file_id=2, removed=True),
        piece(4),
    ]
    assert bytes_kept(kept) == 10


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.voorbeeld.nl/visie?jaar=2025#h2", "https://www.voorbeeld.nl/visie?jaar=2025#h2"),
        ("  http://intranet/stuk.aspx ", "http://intranet/stuk.aspx"),
        ("www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("https://voorbeeld.nl:8443/é", "https://voorbeeld.nl:8443/é"),
    ],
)
def test_an_address_of_a_page_is_taken_as_it_is(text: str, url: str) -> None:
    assert checked_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)", "javascript://voorbeeld.nl/%0aalert(1)", "data:text/html,x", "file:///etc/passwd",
        "mailto:jan@voorbeeld.nl", "https://", "https://jan:geheim@voorbeeld.nl", "https://a b.nl", "",
        "https://voorbeeld.nl/\x00", "https://[::1", "https://voorbeeld.nl:99999", "https://a.nl/" + "x" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (urlsplit has words of its own)
        checked_url(text)
