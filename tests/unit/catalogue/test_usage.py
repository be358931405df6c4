"""Where an item is used: both directions must tell the same story."""

from dataclasses import replace

import pytest

from plateau.catalogue.figure_table import FigureTable
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Criterion, Intervention, Kind, Principle, Transitie
from plateau.catalogue.scan import Scan
from plateau.catalogue.search import Item
from plateau.catalogue.tool import Tool
from plateau.catalogue.usage import where_used

ITEMS: list[Item] = [
    *catalogue().interventions,
    *(criterion for instrument in catalogue().instruments for criterion in instrument.criteria),
    *catalogue().transities,
    *catalogue().principles,
    *catalogue().areas,
    *catalogue().plateaus,
    *catalogue().scans,
    *catalogue().tools,
    *catalogue().figures,
]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: getattr(item, "id", None))
def test_everything_has_a_place_in_a_source_or_is_ours(item: Item) -> None:
    used = where_used(catalogue(), item)
    assert all(place.document for place in used.references)
    assert used.references or (isinstance(item, Intervention) and item.basis == "ours")


def test_a_criterion_and_the_interventions_that_make_its_steps_name_each_other() -> None:
    for instrument in catalogue().instruments:
        for criterion in instrument.criteria:
            used = where_used(catalogue(), criterion)
            assert [(use.step.start, use.step.end) for use in used.steps] == [(1, 2), (2, 3), (3, 4), (4, 5)]
            assert [item.id for item in used.transities] == list(criterion.transities)
            assert [item.id for item in used.principles] == list(criterion.principles)
            made = {(use.step, item.id) for use in used.steps for item in use.interventions}
            assert made == {
                (step, item.id)
                for item in catalogue().interventions
                for step in item.steps
                if step.criterion == criterion.id
            }


def test_an_intervention_names_its_steps_and_the_other_ways() -> None:
    for item in catalogue().interventions:
        used = where_used(catalogue(), item)
        assert tuple(use.step for use in used.steps) == item.steps
        for use in used.steps:
            assert use.criterion.id == use.step.criterion
            assert item not in use.interventions
            assert all(use.step in other.steps for other in use.interventions)


def test_prerequisites_and_exclusions_are_told_from_both_sides() -> None:
    for item in catalogue().interventions:
        used = where_used(catalogue(), item)
        assert tuple(other.id for other in used.all_of) == item.all_of
        assert tuple(other.id for other in used.one_of) == item.one_of
        for other in (*used.all_of, *used.one_of):
            assert item in where_used(catalogue(), other).needed_by
        for other in used.needed_by:
            assert item.id in other.all_of + other.one_of
        for other in used.excludes:
            assert item in where_used(catalogue(), other).excludes


def test_an_exclusion_that_only_the_other_names_counts_too() -> None:
    item, other, *rest = catalogue().interventions
    item, other = replace(item, excludes=()), replace(other, excludes=(item.id,))
    changed = replace(catalogue(), interventions=(item, other, *rest))
    assert where_used(changed, item).excludes == (other,)


def test_transities_principles_areas_and_plateaus_list_per_kind_what_names_them() -> None:
    named: list[Transitie | Principle] = [*catalogue().transities, *catalogue().principles]
    for item in named:
        groups = where_used(catalogue(), item).per_kind
        assert [group.kind for group in groups] == list(Kind)
        for group in groups:
            users: list[Criterion | Intervention] = [*group.criteria, *group.interventions]
            for user in users:
                assert item.id in user.transities + user.principles
                assert user.id.startswith(f"{group.kind.value}.")
    for area in catalogue().areas:
        for group in where_used(catalogue(), area).per_kind:
            assert group.criteria == catalogue().instrument(group.kind.value).in_area(area.id)
    for plateau in catalogue().plateaus:
        for group in where_used(catalogue(), plateau).per_kind:
            assert group.criteria == catalogue().instrument(group.kind.value).criteria
            assert all(plateau.number in {step.end for step in item.steps} for item in group.interventions)
    assert not any(group.interventions for group in where_used(catalogue(), catalogue().plateau(1)).per_kind)


def about(item: Item) -> tuple[Scan | Tool | FigureTable, ...]:
    used = where_used(catalogue(), item)
    return (*used.tools, *used.scans, *used.figures)


def test_what_a_scan_or_a_tool_is_about_names_it_too() -> None:
    aids_of_all: list[Item] = [*catalogue().scans, *catalogue().tools, *catalogue().figures]
    for aid in aids_of_all:
        used = where_used(catalogue(), aid)
        named: list[Item] = [*used.areas, *used.transities, *used.principles]
        assert all(aid in about(item) for item in named)
    subjects: list[Item] = [*catalogue().areas, *catalogue().transities, *catalogue().principles]
    for item in subjects:
        aids = about(item)
        assert aids
        for aid in aids:
            used = where_used(catalogue(), aid)
            assert item in (*used.areas, *used.transities, *used.principles)


def test_a_tools_sources_are_told_once_and_all() -> None:
    for tool in catalogue().tools:
        places = (*tool.references, *(place for outcome in tool.outcomes for place in outcome.references))
        told = where_used(catalogue(), tool).references
        assert len(told) == len({(place.document, place.section) for place in places})
        assert {line for place in told for line in place.lines.split(", ")} == {
            line for place in places for line in place.lines.split(", ")
        }
