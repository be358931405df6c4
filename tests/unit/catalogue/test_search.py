"""Search over the catalogue: what is found, in which order, and what narrows it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.catalogue.figure_table import FigureTable
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Intervention, Kind, Track
from plateau.catalogue.search import Entry, Filters, ItemKind, build_index, normalise, search

INDEX = {language: build_index(catalogue(), language) for language in ("nl", "en")}
WORDS = sorted({word for entry in INDEX["nl"] for field in entry.fields for word in field.split()})
PARTS = catalogue()
THINGS = sum(
    map(
        len,
        (
            PARTS.plateaus,
            PARTS.areas,
            PARTS.transities,
            PARTS.principles,
            *(instrument.criteria for instrument in PARTS.instruments),
            PARTS.interventions,
            PARTS.scans,
            PARTS.tools,
            PARTS.figures,
        ),
    )
)
ALL = Filters()
languages = st.sampled_from(["nl", "en"])
words = st.sampled_from(WORDS) | st.text(max_size=8)
filters = st.builds(
    Filters,
    organisation=st.none() | st.sampled_from(Kind),
    area=st.none() | st.sampled_from([area.id for area in catalogue().areas]),
    transitie=st.none() | st.sampled_from([item.id for item in catalogue().transities]),
    principle=st.none() | st.sampled_from([item.id for item in catalogue().principles]),
    plateau=st.none() | st.sampled_from([1, 2, 3, 4, 5]),
    track=st.none() | st.sampled_from(Track),
    item=st.none() | st.sampled_from(ItemKind),
)


def ids(found: list[Entry]) -> list[str]:
    return [entry.id for entry in found]


def kinds(found: list[Entry]) -> list[tuple[ItemKind, str]]:
    return [(entry.kind, entry.id) for entry in found]


def title(entry: Entry, language: str) -> str:
    item = entry.item
    return (item.title if isinstance(item, Intervention | FigureTable) else item.name).in_language(language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_item_is_found_by_its_own_title_and_before_all_with_another(language: str) -> None:
    assert len(INDEX[language]) == THINGS
    for entry in INDEX[language]:
        asked = title(entry, language)
        found = search(INDEX[language], asked, ALL)
        assert entry in found
        before = found[: found.index(entry)]
        assert all(title(other, language) == asked for other in before), entry.id


@given(languages, st.lists(words, max_size=4), words, filters)
def test_adding_a_word_never_adds_a_result(
    language: str, asked: list[str], extra: str, narrowed: Filters
) -> None:
    fewer = search(INDEX[language], " ".join([*asked, extra]), narrowed)
    more = search(INDEX[language], " ".join(asked), narrowed)
    assert set(ids(fewer)) <= set(ids(more))


@given(languages, st.lists(words, max_size=3), filters)
def test_a_filter_never_adds_a_result_and_none_comes_twice(
    language: str, asked: list[str], narrowed: Filters
) -> None:
    inside = search(INDEX[language], " ".join(asked), narrowed)
    everything = search(INDEX[language], " ".join(asked), ALL)
    assert [entry for entry in everything if entry in inside] == inside
    assert len({(entry.kind, entry.id) for entry in inside}) == len(inside)


@given(languages, st.lists(words, min_size=1, max_size=4))
def test_the_order_of_the_words_changes_nothing_in_what_is_found(language: str, asked: list[str]) -> None:
    forwards = search(INDEX[language], " ".join(asked), ALL)
    backwards = search(INDEX[language], " ".join(reversed(asked)), ALL)
    assert set(ids(forwards)) == set(ids(backwards))


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_accents_case_and_punctuation_do_not_matter() -> None:
    assert normalise("  Één  CATEGORIE, coöperatie’s! ") == "een categorie cooperatie s"
    assert normalise("İ ﬁn") == "i fin"
    for asked in ("cooperatie", "COÖPERATIE", "coo\u0308peratie"):
        assert "gemeente.zorgcooperatie" in ids(search(INDEX["nl"], asked, ALL))


def test_title_comes_before_summary_and_summary_before_the_rest() -> None:
    asked = normalise("mantelzorgers")

    def depth(entry: Entry) -> int:
        return next(number for number, field in enumerate(entry.fields) if asked in field)

    depths = [depth(entry) for entry in search(INDEX["nl"], "mantelzorgers", ALL)]
    assert set(depths) == {0, 1, 2}
    assert depths == sorted(depths)


def test_the_language_of_the_reader_counts() -> None:
    assert "gemeente.zorgcooperatie" in ids(search(INDEX["en"], "care cooperative", ALL))
    assert search(INDEX["nl"], "care cooperative", ALL) == []


def test_a_query_without_letters_asks_nothing() -> None:
    assert len(search(INDEX["nl"], " …!? ", ALL)) == len(INDEX["nl"])


def test_each_filter_keeps_what_it_says() -> None:
    found = search(INDEX["nl"], "", Filters(organisation=Kind.AANBIEDER, item=ItemKind.CRITERION))
    assert ids(found) == [criterion.id for criterion in catalogue().instrument("aanbieder").criteria]
    for item in catalogue().interventions:
        ends = {step.end for step in item.steps}
        areas = {catalogue().criterion(step.criterion).area for step in item.steps}
        for plateau in range(1, 6):
            assert (item.id in ids(search(INDEX["nl"], "", Filters(plateau=plateau)))) == (plateau in ends)
        for area in catalogue().areas:
            assert (item.id in ids(search(INDEX["nl"], "", Filters(area=area.id)))) == (area.id in areas)
    tracks = [set(ids(search(INDEX["nl"], "", Filters(track=track)))) for track in Track]
    assert tracks[0] | tracks[1] == {item.id for item in catalogue().interventions}
    assert not tracks[0] & tracks[1]


def test_what_belongs_to_no_kind_of_organisation_fits_both() -> None:
    for kind in Kind:
        found = search(INDEX["nl"], "wmo", Filters(organisation=kind))
        assert "wmo" in ids(found)
        assert {entry.organisation for entry in found} <= {None, kind}


def test_the_value_of_a_filter_is_found_itself() -> None:
    assert "wmo" in ids(search(INDEX["nl"], "", Filters(transitie="wmo")))
    assert "jeugdzorg" not in ids(search(INDEX["nl"], "", Filters(transitie="wmo", item=ItemKind.TRANSITIE)))
    assert "participatie" in ids(search(INDEX["nl"], "", Filters(principle="participatie")))
    assert "sb" in ids(search(INDEX["nl"], "", Filters(area="sb")))
    assert ids(search(INDEX["nl"], "plateau 4", replace(ALL, item=ItemKind.PLATEAU))) == ["4"]


def test_what_stands_only_in_a_dossier_finds_its_transitie() -> None:
    sentence = catalogue().dossier("wmo").risks[0].text.nl
    found = search(INDEX["nl"], sentence, Filters())
    assert [(entry.kind, entry.id) for entry in found] == [(ItemKind.TRANSITIE, "wmo")]


def test_scans_tools_and_figures_are_found_beside_the_rest() -> None:
    assert (ItemKind.TOOL, "inkoopmodel") in kinds(search(INDEX["nl"], "beschermd wonen selectie", ALL))
    assert (ItemKind.SCAN, "toegang") in kinds(search(INDEX["nl"], "zelfredzaamheid matrix score", ALL))
    assert (ItemKind.FIGURES, "korsten-venlo") in kinds(search(INDEX["nl"], "venlo tekorten plafond", ALL))
    for kind, items in (
        (ItemKind.SCAN, PARTS.scans),
        (ItemKind.TOOL, PARTS.tools),
        (ItemKind.FIGURES, PARTS.figures),
    ):
        assert ids(search(INDEX["nl"], "", Filters(item=kind))) != []
        assert {entry.id for entry in INDEX["nl"] if entry.kind is kind} == {item.id for item in items}


def test_a_scan_a_tool_and_figures_keep_to_what_they_are_about() -> None:
    wmo = kinds(search(INDEX["nl"], "", Filters(transitie="wmo")))
    assert (ItemKind.SCAN, "toegang") in wmo
    assert (ItemKind.FIGURES, "korsten-sgbo") in wmo
    assert (ItemKind.FIGURES, "korsten-jeugd-landelijk") not in wmo
    assert (ItemKind.SCAN, "toegang") not in kinds(search(INDEX["nl"], "", Filters(area="mi")))
    assert (ItemKind.SCAN, "professional") in kinds(
        search(INDEX["nl"], "", Filters(principle="nieuwe_professional"))
    )
    # Only the tool that says which plateau fits leads to one, and none of them is a track.
    aids = {ItemKind.SCAN, ItemKind.TOOL, ItemKind.FIGURES}
    found = kinds(search(INDEX["nl"], "", Filters(plateau=4)))
    assert [name for kind, name in found if kind in aids] == ["taak"]
    assert aids.isdisjoint(kind for kind, _ in kinds(search(INDEX["nl"], "", Filters(track=Track.TRANSITIE))))
    provider = kinds(search(INDEX["nl"], "", Filters(organisation=Kind.AANBIEDER)))
    assert (ItemKind.SCAN, "toegang") not in provider
    assert (ItemKind.SCAN, "samenwerking") in provider
