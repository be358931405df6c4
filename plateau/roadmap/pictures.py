"""The charts of a computed roadmap as SVG for its page, in the language of the page.

Drawing takes some tenths of a second and a computed roadmap never changes, so the charts of the last few are
kept in memory. Only names that come from outside the plan can change: these are part of the key.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup

from plateau.catalogue.model import Track
from plateau.roadmap import charts, wording
from plateau.roadmap.presentation import RoadmapPage
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import language, number
from plateau.web.svg import to_svg

KEPT = 64


@dataclass(frozen=True, slots=True)
class Pictures:
    """Three `<svg>` elements; each has the same figures in a table on the page."""

    gantt: Markup
    costs: Markup
    load: Markup


Key = tuple[UUID, str, tuple[str, ...]]
_kept: OrderedDict[Key, Pictures] = OrderedDict()
# matplotlib is not made for two threads at once, and drawing the same thing twice helps nobody.
_drawing = threading.Lock()


def roadmap_pictures(stored: StoredPlan, page: RoadmapPage) -> Pictures:
    """The charts of a computed roadmap, drawn once per language."""
    names = (*(row.title for row in page.schedule), *(row.title for row in page.milestones))
    key = (stored.summary.id, language(), names)
    with _drawing:
        if key not in _kept:
            _kept[key] = _draw(stored, page)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _draw(stored: StoredPlan, page: RoadmapPage) -> Pictures:
    return Pictures(gantt=_gantt(stored, page), costs=_costs(page), load=_load(stored, page))


def _gantt(stored: StoredPlan, page: RoadmapPage) -> Markup:
    figure = charts.gantt(
        [
            charts.Bar(
                row.title,
                row.start,
                row.end,
                row.measure.track.value if row.measure else Track.TRANSITIE.value,
            )
            for row in page.schedule
        ],
        [
            charts.Diamond(row.title, row.period, row.transitie, row.met, row.transitie_name)
            for row in page.milestones
            if row.asks
        ],
        quarters=_short(page.quarters),
        years=_years(stored),
        labels=charts.GanttLabels(
            tracks={track.value: wording.track_name(track).capitalize() for track in Track},
            milestones=_("Mijlpalen"),
            missed=_("niet gehaald"),
        ),
    )
    return to_svg(
        figure,
        title=_("Maatregelen in de tijd"),
        description=_(
            "Per maatregel een balk van begin tot eind. Dezelfde gegevens staan in de tabel eronder."
        ),
        id_prefix="gantt",
    )


def _costs(page: RoadmapPage) -> Markup:
    figure = charts.costs(
        page.costs,
        labels=charts.CostLabels(
            one_off=_("Eenmalig"),
            structural=_("Structureel"),
            budget=_("Budget"),
            unit=_("duizend euro"),
            no_budget=_("Geen streep: geen grens"),
        ),
        write=number,
    )
    return to_svg(
        figure,
        title=_("Kosten en budget"),
        description=_("Per jaar de kosten en het budget. Dezelfde gegevens staan in de tabel ernaast."),
        id_prefix="costs",
    )


def _load(stored: StoredPlan, page: RoadmapPage) -> Markup:
    figure = charts.load(
        page.loads,
        names=[wording.role_name(item.role).capitalize() for item in page.loads],
        quarters=_short(page.quarters),
        years=_years(stored),
        used=_("Dagen voor maatregelen"),
        available=_("Dagen beschikbaar"),
        no_limit=_("geen grens"),
    )
    return to_svg(
        figure,
        title=_("Dagen per rol en kwartaal"),
        description=_("Per rol de dagen in elk kwartaal. Dezelfde gegevens staan in de tabel eronder."),
        id_prefix="load",
    )


def _years(stored: StoredPlan) -> list[tuple[int, int, int]]:
    """Each year with its first quarter and the one after its last."""
    calendar = stored.problem.calendar
    spans = [(year, calendar.periods_of(year)) for year in calendar.years]
    return [(year, span.start, span.stop) for year, span in spans]


def _short(labels: Sequence[str]) -> list[str]:
    """K1, K2 …: the year stands above."""
    return [label.split(" ")[1] for label in labels]
