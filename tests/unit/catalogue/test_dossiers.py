"""The dossiers and the links: complete, sourced, and each rule and each complaint finds its fault."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from plateau.catalogue.coherence import check_coherence
from plateau.catalogue.dossier import Dossier, Figure, Link, LinkKind, Move, State, Unit, links_of
from plateau.catalogue.export import as_json
from plateau.catalogue.loader import CONTENT, catalogue, load
from plateau.catalogue.model import Catalogue, Reference
from plateau.catalogue.yaml_reader import ContentError
from plateau.language import Text

TRANSITIES = ("jeugdzorg", "wmo", "participatiewet", "passend_onderwijs")


@pytest.mark.parametrize("transitie", TRANSITIES)
def test_a_dossier_tells_enough_to_start_with(transitie: str) -> None:
    dossier = catalogue().dossier(transitie)
    sizes = [len(getattr(dossier, name)) for name in ("moves", "goals", "target_groups", "money")]
    assert all(size >= 5 for size in sizes)
    assert all(len(part) >= 8 for part in (dossier.choices, dossier.questions, dossier.indicators))
    assert len(dossier.risks) >= 8


def test_the_numbered_choices_of_2017_are_all_there() -> None:
    # They stand first in the dossier, in the order of the numbered list, whose lines these are.
    for transitie, count, first, last in (
        ("participatiewet", 9, 413, 534),
        ("jeugdzorg", 7, 1072, 1134),
        ("wmo", 8, 1776, 1797),
    ):
        starts = [
            int(item.references[0].lines.replace(",", "-").split("-")[0])
            for item in catalogue().dossier(transitie).choices[:count]
        ]
        assert len(starts) == count
        assert starts == sorted(set(starts))
        assert all(first <= start <= last for start in starts)


def test_no_amount_passes_for_todays() -> None:
    for dossier in catalogue().dossiers:
        for figure in dossier.money:
            assert figure.as_of <= 2021


def test_unknown_pm_and_zero_stay_three_things() -> None:
    figures = [figure for dossier in catalogue().dossiers for figure in dossier.money]
    assert {figure.state for figure in figures} == set(State)
    assert {figure.low for figure in figures if figure.state in {State.PM, State.UNKNOWN}} == {None}
    assert any(figure.low == 0 and figure.state is State.ESTIMATE for figure in figures)


def test_the_known_conflict_on_youth_spending_stays_visible() -> None:
    contested = [
        figure
        for figure in catalogue().dossier("jeugdzorg").money
        if figure.state is State.CONTESTED and figure.year == 2017 and figure.high == 650
    ]
    assert [(figure.low, figure.unit) for figure in contested] == [(605, Unit.EUR_MLN)]
    assert contested[0].remark is not None


def test_the_money_for_passend_onderwijs_does_not_go_to_municipalities() -> None:
    first = catalogue().dossier("passend_onderwijs").money[0]
    assert first.low == 3400
    assert "niet naar gemeenten" in first.what.nl


def test_the_links_join_every_two_transities_in_every_kind() -> None:
    links = catalogue().links
    assert len(links) >= 14
    pairs = {frozenset((link.start, link.end)) for link in links}
    assert pairs == {frozenset((a, b)) for a in TRANSITIES for b in TRANSITIES if a != b}
    assert {link.kind for link in links} == set(LinkKind)


@pytest.mark.parametrize("transitie", TRANSITIES)
def test_links_of_gives_both_ends_each_once_those_it_begins_first(transitie: str) -> None:
    found = links_of(catalogue(), transitie)
    assert sorted(map(id, found)) == sorted(
        id(link) for link in catalogue().links if transitie in {link.start, link.end}
    )
    begins = [link.start == transitie for link in found]
    assert begins == sorted(begins, reverse=True)


def test_links_of_an_unknown_transitie_is_empty() -> None:
    assert links_of(catalogue(), "waterschap") == ()


def test_the_export_says_from_and_to() -> None:
    data = as_json(catalogue())
    assert set(data["links"][0]) == {"from", "to", "kind", "text", "basis", "references"}
    assert set(data["dossiers"][0]) == {
        "id", "moves", "goals", "target_groups", "money", "choices", "questions", "indicators", "risks",
    }  # fmt: skip
    assert set(data["dossiers"][0]["moves"][0]) == {"what", "from", "to", "basis", "references"}
    assert set(data["dossiers"][0]["money"][0]) == {
        "what", "kind", "unit", "year", "as_of", "state", "low", "high", "remark", "basis", "references",
    }  # fmt: skip


# each rule finds the fault it is there for


def with_dossier(change: Callable[[Dossier], Dossier]) -> Catalogue:
    first, *rest = catalogue().dossiers
    return replace(catalogue(), dossiers=(change(first), *rest))


def with_figure(change: Callable[[Figure], Figure]) -> Catalogue:
    return with_dossier(lambda d: replace(d, money=(change(d.money[0]), *d.money[1:])))


def with_move(change: Callable[[Move], Move]) -> Catalogue:
    return with_dossier(lambda d: replace(d, moves=(change(d.moves[0]), *d.moves[1:])))


def with_link(change: Callable[[Link], Link]) -> Catalogue:
    first, *rest = catalogue().links
    return replace(catalogue(), links=(change(first), *rest))


def fewer_choices(transitie: str, count: int) -> Catalogue:
    dossiers = tuple(
        replace(item, choices=item.choices[:count]) if item.id == transitie else item
        for item in catalogue().dossiers
    )
    return replace(catalogue(), dossiers=dossiers)


SAME = Text("Zelfde", "Zelfde")
ELSEWHERE = (Reference("k3", lines="1"),)
NO_LINES = (Reference("k2-2012", section="§1"),)
BROKEN = [
    ("none", lambda: replace(catalogue(), dossiers=catalogue().dossiers[1:]), "jeugdzorg: 0 dossiers"),
    ("twice", lambda: replace(catalogue(), dossiers=catalogue().dossiers + catalogue().dossiers[:1]), "jeugdzorg: 2 dossiers"),
    ("stray", lambda: with_dossier(lambda d: replace(d, id="waterschap")), "unknown transitie 'waterschap'"),
    ("empty part", lambda: with_dossier(lambda d: replace(d, risks=())), "dossier jeugdzorg: no risks"),
    ("eight of nine", lambda: fewer_choices("participatiewet", 8), "8 choices, expected at least 9"),
    ("six of seven", lambda: fewer_choices("jeugdzorg", 6), "6 choices, expected at least 7"),
    ("seven of eight", lambda: fewer_choices("wmo", 7), "7 choices, expected at least 8"),
    ("four of five", lambda: fewer_choices("passend_onderwijs", 4), "4 choices, expected at least 5"),
    ("no source", lambda: with_move(lambda m: replace(m, references=())), "has no source"),
    ("no lines", lambda: with_figure(lambda f: replace(f, references=NO_LINES)), "names no lines of k2-2012"),
    ("no document", lambda: with_move(lambda m: replace(m, references=ELSEWHERE)), "unknown document 'k3'"),
    ("same text", lambda: with_move(lambda m: replace(m, giver=SAME)), "dossier jeugdzorg: nl and en are the same"),
    ("same remark", lambda: with_figure(lambda f: replace(f, remark=SAME)), "nl and en are the same"),
    ("later", lambda: with_figure(lambda f: replace(f, as_of=2026)), "said in 2026, but its source is of 2012"),
    ("no year", lambda: with_figure(lambda f: replace(f, year=17)), "17 is no year"),
    ("upside down", lambda: with_figure(lambda f: replace(f, low=9, high=3)), "low 9 is more than high 3"),
    ("half", lambda: with_figure(lambda f: replace(f, low=None)), "only one of low and high"),
    ("exact range", lambda: with_figure(lambda f: replace(f, state=State.EXACT, low=1, high=2)), "exact needs one amount"),
    ("exact nothing", lambda: with_figure(lambda f: replace(f, state=State.EXACT, low=None, high=None)), "exact needs one amount"),
    ("flat range", lambda: with_figure(lambda f: replace(f, state=State.RANGE, low=2, high=2)), "a range needs"),
    ("pm amount", lambda: with_figure(lambda f: replace(f, state=State.PM)), "pm has no amount"),
    ("unknown amount", lambda: with_figure(lambda f: replace(f, state=State.UNKNOWN)), "unknown has no amount"),
    ("unexplained", lambda: with_figure(lambda f: replace(f, state=State.CONTESTED, remark=None)), "no remark says why"),
    ("link nowhere", lambda: with_link(lambda k: replace(k, end="waterschap")), "unknown transitie 'waterschap'"),
    ("link to itself", lambda: with_link(lambda k: replace(k, end=k.start)), "joins a transitie to itself"),
    ("link twice", lambda: replace(catalogue(), links=catalogue().links + catalogue().links[:1]), "stands here twice"),
    ("link unsourced", lambda: with_link(lambda k: replace(k, references=())), "has no source"),
    ("link untranslated", lambda: with_link(lambda k: replace(k, text=SAME)), "nl and en are the same"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "expected"), [(make, text) for _, make, text in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_a_fault_is_found(make: Callable[[], Catalogue], expected: str) -> None:
    assert any(expected in problem for problem in check_coherence(make()))


# broken files


YOUTH = "transities/jeugdzorg.yaml"
LINKS = "links.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (YOUTH, "id: jeugdzorg", "id: jeugd", "jeugdzorg.yaml, line 3, id: 'jeugd' is not the name of the file"),
        (YOUTH, "moves:", "shifts:", "unknown key"),
        (YOUTH, "risks:", "risks: later\nrest:", "unknown key"),
        (YOUTH, "kind: budget", "kind: money", "money[0].kind: 'money' is unknown; expected one of: budget"),
        (YOUTH, "unit: eur_mln", "unit: guilders", "money[0].unit: 'guilders' is unknown"),
        (YOUTH, "    unit: eur_mln\n", "", "money[0]: missing: unit"),
        (YOUTH, "    state: estimate\n", "", "money[0]: missing: state"),
        (YOUTH, "    year: null\n", "", "money[0]: missing: year"),
        (YOUTH, "state: estimate", "state: roughly", "expected one of: exact, estimate, range, pm"),
        (YOUTH, "as_of: 2012", "as_of: lately", "money[0].as_of: expected a whole number"),
        (YOUTH, "amount: 3500", "amount: 3,5", "money[0].amount: expected a whole number"),
        (YOUTH, "amount: 3500", "amount: 3500\n    low: 1", "expected either amount, or low and high"),
        (YOUTH, "    high: 650\n", "", "expected both low and high"),
        (YOUTH, "basis: source", "basis: hearsay", "moves[0].source.basis: 'hearsay' is unknown"),
        (YOUTH, '{document: k2-2012, lines: "286-292"}', "{document: k2-2012}", "missing: lines"),
        (YOUTH, '{nl: "provincies", en: "provinces"}', '{nl: "provincies"}', "moves[0].from: missing: en"),
        (YOUTH, "options:", "option:", "choices[0].option: unknown key; expected: decides, options"),
        (LINKS, "kind: needs", "kind: likes", "links[0].kind: 'likes' is unknown; expected one of: needs, feeds"),
        (LINKS, "from: passend_onderwijs", "from: onderwijs", "unknown transitie 'onderwijs'"),
        (LINKS, "links:", "links: none\nmore:", "unknown key"),
    ],
)  # fmt: skip
def test_a_broken_file_names_file_line_and_key(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as found:
        load(folder)
    assert expected in str(found.value)


def test_a_complaint_about_an_amount_tells_its_very_line(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    path = folder / YOUTH
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index("    amount: 3500")
    lines[at] = "    amount: -3500"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(
        ContentError, match=rf"^transities/jeugdzorg\.yaml, line {at + 1}, money\[0\]\.amount: expected"
    ):
        load(folder)


@pytest.mark.parametrize("name", [LINKS, YOUTH])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / name).unlink()
    with pytest.raises(ContentError, match=r"links\.yaml: can't be read|jeugdzorg: 0 dossiers"):
        load(folder)
