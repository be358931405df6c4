"""A pasted list: what people really paste, and that nothing of it gets lost or breaks the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.model import Perspective
from plateau.assessment.participant_list import MOST_ROWS, Found, Mistake, is_email, parse

AREAS = {"sb": "sb", "strategie en beleid": "sb", "mv": "mv", "medewerkers, vaardigheden": "mv"}
WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters='\t;,"\r\n', exclude_categories=("C", "Z")),
    min_size=1,
    max_size=20,
)
NAMES = WORDS.filter(lambda word: word.casefold() not in {"naam", "name"})
ADDRESSES = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.(nl|example)", fullmatch=True)


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_one_line_is_one_person(separator: str) -> None:
    cells = ["Samira Proef", "Samira@Proef.example", "Professionals", "sb"]
    [row] = parse(separator.join(cells), areas=AREAS)
    assert (row.name, row.email, row.perspective, row.areas, row.mistakes) == (
        "Samira Proef",
        "samira@proef.example",
        Perspective.PROFESSIONALS,
        frozenset({"sb"}),
        (),
    )


def test_headings_and_empty_lines_are_no_people() -> None:
    rows = parse(
        "naam;e-mail;perspectief;gebieden\r\n\r\nEls;;staf;\r\n ; ; \r\nJan;;mt;alle\nIne;;Partners",
        areas=AREAS,
    )
    assert [(row.line, row.name, row.perspective, row.areas) for row in rows] == [
        (3, "Els", Perspective.STAF, frozenset()),
        (5, "Jan", Perspective.MANAGEMENT, frozenset()),
        (6, "Ine", Perspective.PARTNER, frozenset()),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (";a@b.nl;staf", Found(Mistake.NO_NAME)),
        ("Els;a@b;staf", Found(Mistake.BAD_EMAIL, "a@b")),
        ("Els;", Found(Mistake.NO_PERSPECTIVE)),
        ("Els;;koning", Found(Mistake.UNKNOWN_PERSPECTIVE, "koning")),
        ("Els;;staf;sb, zz", Found(Mistake.UNKNOWN_AREA, "zz")),
        ("Els;;staf;sb;fr", Found(Mistake.UNKNOWN_LANGUAGE, "fr")),
        ("Els;;staf;sb;en;extra", Found(Mistake.TOO_MANY_CELLS, "extra")),
        ("E" * 201 + ";;staf", Found(Mistake.LONG_NAME, "E" * 20)),
    ],
)
def test_each_mistake_is_found(line: str, found: Found) -> None:
    [row] = parse(line, areas=AREAS)
    assert row.mistakes == (found,)


def test_all_mistakes_of_a_line_are_told_at_once() -> None:
    [row] = parse(";x;y;z", areas=AREAS)
    assert [found.mistake for found in row.mistakes] == [
        Mistake.NO_NAME,
        Mistake.BAD_EMAIL,
        Mistake.UNKNOWN_PERSPECTIVE,
        Mistake.UNKNOWN_AREA,
    ]


def test_someone_stands_on_a_list_once() -> None:
    rows = parse("Els;e@b.nl;staf\nElse;E@B.nl;mt\nJan;;staf\njan;;mt", areas=AREAS)
    assert [[found.mistake for found in row.mistakes] for row in rows] == [[], [Mistake.TWICE]] * 2


def test_areas_by_id_or_name_and_all_of_them_is_all() -> None:
    rows = parse(
        "A;;mt;Strategie en beleid\nB;;mt;sb+mv\nC;;mt;Medewerkers, vaardigheden\nD;;mt;alle", areas=AREAS
    )
    assert [row.areas for row in rows] == [frozenset({"sb"}), frozenset(), frozenset({"mv"}), frozenset()]


def test_a_list_has_an_end() -> None:
    rows = parse("\n".join(f"P{number};;staf" for number in range(MOST_ROWS + 50)), areas=AREAS)
    assert len(rows) == MOST_ROWS + 1
    assert rows[-1].mistakes == (Found(Mistake.TOO_MANY_ROWS),)


@given(st.text(max_size=400))
def test_whatever_is_pasted_gives_people_or_mistakes(text: str) -> None:
    for row in parse(text, areas=AREAS):
        assert row.mistakes or (row.name and row.perspective)
        assert row.areas <= {"sb", "mv"}


@given(
    st.lists(
        st.tuples(NAMES, st.none() | ADDRESSES, st.sampled_from(Perspective), st.frozensets(st.sampled_from(["sb", "mv"]), max_size=1)),
        max_size=8,
        unique_by=(lambda one: (one[1] or one[0]).casefold()),
    )
)  # fmt: skip
def test_what_is_written_down_is_read_back(
    people: list[tuple[str, str | None, Perspective, frozenset[str]]],
) -> None:
    text = "\n".join(f"{name};{email or ''};{who};{','.join(areas)}" for name, email, who, areas in people)
    rows = parse(text, areas=AREAS)
    assert [(row.name, row.email, row.perspective, row.areas) for row in rows] == list(people)
    assert not any(row.mistakes for row in rows)


@pytest.mark.parametrize(
    "text", ["a@b.nl\nBcc: x@y.nl", "a b@c.nl", "a@b", "<a@b.nl>", "a@b.nl,c@d.nl", "a@b..", ""]
)
def test_no_address_carries_a_header_or_a_second_one(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize(
    ("written", "language"), [("", "nl"), ("NL", "nl"), ("Nederlands", "nl"), ("en", "en"), ("English", "en")]
)
def test_the_language_is_the_last_column_and_may_stay_away(written: str, language: str) -> None:
    [row] = parse(f"Els;;staf;;{written}", areas=AREAS)
    assert (row.language, row.mistakes) == (language, ())
    assert parse("Els;;staf", areas=AREAS)[0].language == "nl"
