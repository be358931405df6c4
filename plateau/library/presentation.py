"""What the pages show, row by row, in the language of the page; the templates only print it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from plateau.accounts.model import Organisation
from plateau.catalogue.figure_table import FigureTable
from plateau.catalogue.model import (
    Area,
    Criterion,
    Estimate,
    Intervention,
    Kind,
    Plateau,
    Principle,
    Scaling,
    Transitie,
)
from plateau.catalogue.scaling import scale_factor, scaled_days_range, scaled_money_range
from plateau.catalogue.scan import Scan
from plateau.catalogue.search import Entry, Filters, Item, ItemKind
from plateau.catalogue.tool import Tool
from plateau.library import figure_wording, wording
from plateau.tailoring.wording import part_name
from plateau.web.locale import local, money, number

PER_PAGE = 20
RESULTS = "resultaten"  # where the results begin on their page: on a phone the form fills the screen
CENTS = 100


# results


@dataclass(frozen=True, slots=True)
class Result:
    """One found item; `kind` says for whom it is, unless for both kinds of organisation."""

    kind: str
    title: str
    href: str
    summary: str


@dataclass(frozen=True, slots=True)
class Tab:
    """The results of one kind of item, as a link with their number."""

    label: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the results one is; an empty link leads nowhere. `first` counts the results from 0."""

    number: int
    total: int
    first: int
    previous: str
    following: str


def result(entry: Entry, filters: Filters) -> Result:
    """A found item as a row."""
    item = entry.item
    return Result(
        kind=wording.eyebrow(entry.kind, entry.organisation),
        title=local(item.title if isinstance(item, Intervention | FigureTable) else item.name),
        href=href(item),
        summary=_summary(item, filters),
    )


def _summary(item: Item, filters: Filters) -> str:
    match item:
        case Criterion():
            # Who asks for a plateau wants to read what the topic looks like there.
            return local(item.level(filters.plateau).text if filters.plateau else item.question)
        case Intervention() | Transitie():
            return local(item.summary)
        case Principle():
            return local(item.meaning)
        case Area():
            return local(item.definition)
        case Plateau():
            return local(item.description)
        case Scan() | Tool():
            return local(item.introduction)
        case FigureTable():
            return f"{local(item.unit)}; {figure_wording.year_words(item)}"


def href(item: Item) -> str:
    """The page of an item; an area has none of its own, its page is the search for it."""
    match item:
        case Intervention():
            return url_for("library.intervention", slug=item.id)
        case Criterion():
            return url_for("library.criterion", slug=item.id)
        case Transitie():
            return url_for("library.transitie", transitie_id=item.id)
        case Principle():
            return url_for("library.principle", principle_id=item.id)
        case Plateau():
            return url_for("library.plateau", number=item.number)
        case Area():
            return url_for("library.start", gebied=item.id)
        case Scan():
            return url_for("tools.scan", slug=item.id)
        case Tool():
            return url_for("tools.tool", slug=item.id)
        case FigureTable():
            return url_for("figures.figures", _anchor=item.id)


def tabs(everything: Sequence[Entry], chosen: ItemKind | None, parameters: Mapping[str, str]) -> list[Tab]:
    """All results, then those of each kind of item that has any; `everything` is not narrowed to a kind."""
    others = {name: value for name, value in parameters.items() if name != "soort"}
    counts = Counter(entry.kind for entry in everything)
    found = []
    if others:  # without any other filter "all" is the start page
        found.append(Tab(_("Alles"), len(everything), _search(others), chosen is None))
    for kind in ItemKind:
        if counts[kind] or kind is chosen:
            where = _search({**others, "soort": kind.value})
            found.append(Tab(wording.items_name(kind), counts[kind], where, kind is chosen))
    return found


def pages(count: int, asked: int, parameters: Mapping[str, str]) -> Pages:
    """Page `asked` of `count` results, or the nearest page that exists."""
    total = max(1, ceil(count / PER_PAGE))
    here = min(max(asked, 1), total)

    def where(page: int) -> str:
        return _search({**parameters, "pagina": str(page)}) if 1 <= page <= total else ""

    return Pages(here, total, (here - 1) * PER_PAGE, where(here - 1), where(here + 1))


def _search(parameters: Mapping[str, str]) -> str:
    values: dict[str, Any] = dict(parameters)
    return url_for("library.start", _anchor=RESULTS, **values)


def counts(index: Sequence[Entry]) -> Counter[tuple[ItemKind, Kind | str]]:
    """How many criteria and interventions there are, per kind of organisation and per area."""
    found: Counter[tuple[ItemKind, Kind | str]] = Counter()
    for entry in index:
        if entry.organisation:
            found.update((entry.kind, value) for value in (entry.organisation, *entry.areas))
    return found


# an intervention's estimates


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One estimate in words; `own` is the same for the reader's organisation, empty when there is none."""

    label: str
    low: str
    likely: str
    high: str
    own: str


def estimates(item: Intervention, own: Organisation | None) -> list[EstimateRow]:
    """Duration, costs and days of an intervention, and converted to the reader's own organisation."""
    factor = scale_factor(item.scales_with, kind=item.kind, size=own.size) if own else 1.0

    def row(label: str, base: Estimate, converted: Estimate, *, euro: bool = False) -> EstimateRow:
        low, likely, high = _written(base, euro=euro)
        own_low, own_likely, own_high = _written(converted, euro=euro)
        words = _(
            "%(low)s tot %(high)s, waarschijnlijk %(likely)s", low=own_low, high=own_high, likely=own_likely
        )
        return EstimateRow(label, low, likely, high, words if own else "")

    one_off, structural = item.one_off_cost_eur, item.structural_cost_eur_per_year
    return [
        row(part_name("duration_months"), item.duration_months, item.duration_months),
        row(part_name("one_off_cost_eur"), one_off, scaled_money_range(one_off, factor), euro=True),
        row(
            part_name("structural_cost_eur_per_year"),
            structural,
            scaled_money_range(structural, factor),
            euro=True,
        ),
        *(
            row(part_name(role), days, scaled_days_range(days, factor))
            for role, days in item.effort_days.items()
        ),
    ]


def _written(estimate: Estimate, *, euro: bool) -> tuple[str, ...]:
    values = (estimate.low, estimate.likely, estimate.high)
    return tuple(money(value * CENTS) if euro else number(value) for value in values)


def scaling_sentence(item: Intervention, own: Organisation | None) -> str:
    """How the estimates change with the size of the organisation."""
    if item.scales_with is Scaling.FIXED:
        return _("Kosten en dagen zijn bij elke omvang gelijk.")
    if own is None:
        return _("Kosten en dagen groeien mee met de wortel van de omvang. Dat is een schatting van ons.")
    return wording.scaled_sentence(own.kind, own.size)
