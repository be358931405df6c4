"""What the page "Hoe zeker is dit?" shows, row by row, in the language of the page.

A computed roadmap never changes and the seed is fixed, so its outlook is reckoned once and kept in memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup

from plateau.catalogue.model import Catalogue
from plateau.roadmap import charts, wording
from plateau.roadmap.milestones import DatedMilestone, timetable
from plateau.roadmap.model import Calendar
from plateau.roadmap.store import StoredPlan
from plateau.roadmap.uncertainty import Driver, MilestoneChance, Outcome, Outlook, Percentiles, simulate
from plateau.web.locale import local, money
from plateau.web.svg import DRAWING, to_svg

KEPT = 64
#: As many as a reader takes in; the rest is in the document that `plateau solve --simulate` writes.
SHOWN_DRIVERS = 5


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone and its chance. `half` and `safe`: when 50 and 80 of 100 runs have it, "" if never."""

    id: str
    title: str
    quarter: str
    planned: bool
    chance: float
    count: str
    words: str
    badge: str
    half: str
    safe: str


@dataclass(frozen=True, slots=True)
class BoundRow:
    """The last quarter that someone chose for a start, and how often it is kept."""

    title: str
    quarter: str
    count: str
    words: str
    badge: str


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A figure as planned, and the values that 10, 50, 80 and 90 of 100 runs do not exceed."""

    name: str
    planned: str
    values: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year's spend in cents; `within` says how often it stays within the budget, "" without one."""

    year: int
    planned: int
    half: int
    safe: int
    within: str


@dataclass(frozen=True, slots=True)
class DriverRow:
    """An estimate that matters: if it turns out higher, `effect` follows."""

    name: str
    effect: str
    strength: str


@dataclass(frozen=True, slots=True)
class BufferRow:
    """A quarter in reserve and what it does."""

    name: str
    milestone: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class InterventionRow:
    """How an intervention fares."""

    id: str
    title: str
    planned: str
    safe: str
    late: str
    critical: str


@dataclass(frozen=True, slots=True)
class OutlookPage:
    """Everything on the page, in its order."""

    runs: int
    on_time: str
    milestones: tuple[MilestoneRow, ...]
    bounds: tuple[BoundRow, ...]
    ranges: tuple[RangeRow, ...]
    years: tuple[YearRow, ...]
    finish_drivers: tuple[DriverRow, ...]
    spend_drivers: tuple[DriverRow, ...]
    buffers: tuple[BufferRow, ...]
    interventions: tuple[InterventionRow, ...]
    picture: Markup | None


_outlooks: OrderedDict[UUID, Outlook] = OrderedDict()
_guard = Lock()


def outlook_of(stored: StoredPlan) -> Outlook | None:
    """How sure a roadmap is; None when nothing in it is uncertain: it is empty, or has no estimates."""
    problem, plan = stored.problem, stored.plan
    if not any(problem.by_id[entry.id].estimate for entry in plan.scheduled):
        return None
    with _guard:  # reckoning the same thing twice at once helps nobody
        if stored.summary.id not in _outlooks:
            _outlooks[stored.summary.id] = simulate(problem, plan)
            while len(_outlooks) > KEPT:
                _outlooks.popitem(last=False)
        _outlooks.move_to_end(stored.summary.id)
        return _outlooks[stored.summary.id]


def milestone_titles(
    catalogue: Catalogue, instrument_id: str, milestones: Sequence[DatedMilestone]
) -> dict[str, str]:
    """The titles of the timetable's milestones and the organisation's own, by id."""
    dated = [*timetable(catalogue, catalogue.instrument(instrument_id)), *milestones]
    return {item.id: local(item.title) for item in dated}


def outlook_page(
    stored: StoredPlan, outlook: Outlook, *, catalogue: Catalogue, titles: dict[str, str]
) -> OutlookPage:
    """The page of an outlook; `titles` of the milestones by id."""
    calendar = stored.problem.calendar
    milestones = milestone_rows(stored, outlook, titles)
    finish, spend = (
        [item for item in outlook.drivers if item.outcome is outcome]
        for outcome in (Outcome.FINISH, Outcome.SPEND)
    )
    return OutlookPage(
        runs=outlook.runs,
        on_time=wording.chance_count(outlook.on_time),
        milestones=milestones,
        bounds=tuple(
            BoundRow(
                wording.intervention_title(item.intervention, catalogue),
                wording.quarter(calendar, min(item.limit, calendar.periods)),
                wording.chance_count(item.chance),
                wording.chance_words(item.chance),
                wording.chance_badge(item.chance),
            )
            for item in outlook.bounds
        ),
        ranges=(
            RangeRow(
                _("Alles klaar"),
                wording.ready_by(calendar, outlook.planned_finish),
                _four(outlook.finish, calendar),
            ),
            RangeRow(_("Kosten in de looptijd"), money(outlook.planned_spend), _four(outlook.spend)),
        ),
        years=tuple(
            YearRow(
                item.year,
                item.planned,
                rounded(item.spend.p50),
                rounded(item.spend.p80),
                "" if item.within is None else wording.chance_count(item.within),
            )
            for item in outlook.years
        ),
        finish_drivers=_driver_rows(finish, catalogue),
        spend_drivers=_driver_rows(spend, catalogue),
        buffers=tuple(
            BufferRow(
                wording.intervention_name(item.intervention, catalogue),
                titles.get(item.milestone, _gone()),
                wording.chance_count(item.before),
                wording.chance_count(item.after),
            )
            for item in outlook.buffers
        ),
        interventions=_intervention_rows(stored, outlook, catalogue),
        picture=_picture(milestones),
    )


def milestone_rows(stored: StoredPlan, outlook: Outlook, titles: dict[str, str]) -> tuple[MilestoneRow, ...]:
    """The milestones that ask something, by date."""
    asking = {item.id for item in stored.problem.milestones if item.requirements}
    rows = sorted((item for item in outlook.milestones if item.id in asking), key=lambda row: row.period)
    return tuple(_milestone_row(item, stored.problem.calendar, titles) for item in rows)


def _milestone_row(item: MilestoneChance, calendar: Calendar, titles: dict[str, str]) -> MilestoneRow:
    ready = item.ready
    return MilestoneRow(
        id=item.id,
        title=titles.get(item.id, _gone()),
        quarter=wording.quarter(calendar, item.period),
        planned=item.planned,
        chance=item.chance,
        count=wording.chance_count(item.chance),
        words=wording.chance_words(item.chance),
        badge=wording.chance_badge(item.chance),
        half=wording.ready_by(calendar, ready.p50) if ready else "",
        safe=wording.ready_by(calendar, ready.p80) if ready else "",
    )


def _gone() -> str:
    return _("Mijlpaal die niet meer bestaat")


def rounded(cents: int) -> int:
    """To whole thousands of euro: more digits would be false precision."""
    return round(cents, -5)


def _four(found: Percentiles, calendar: Calendar | None = None) -> tuple[str, str, str, str]:
    """The percentiles as moments, or as money."""

    def write(value: int) -> str:
        return money(rounded(value)) if calendar is None else wording.ready_by(calendar, value)

    return write(found.p10), write(found.p50), write(found.p80), write(found.p90)


def _driver_rows(drivers: Sequence[Driver], catalogue: Catalogue) -> tuple[DriverRow, ...]:
    return tuple(
        DriverRow(
            wording.driver_name(item, catalogue), wording.driver_effect(item), wording.driver_strength(item)
        )
        for item in drivers[:SHOWN_DRIVERS]
    )


def _intervention_rows(
    stored: StoredPlan, outlook: Outlook, catalogue: Catalogue
) -> tuple[InterventionRow, ...]:
    calendar, planned = stored.problem.calendar, stored.plan.by_id
    rows = sorted(outlook.interventions, key=lambda item: (-item.critical, -item.late, item.id))
    return tuple(
        InterventionRow(
            id=item.id,
            title=wording.intervention_name(item.id, catalogue),
            planned=wording.ready_by(calendar, planned[item.id].end),
            safe=wording.ready_by(calendar, item.end.p80),
            late=wording.chance_count(item.late),
            critical=wording.chance_count(item.critical),
        )
        for item in rows
    )


def _picture(rows: Sequence[MilestoneRow]) -> Markup | None:
    if not rows:
        return None
    with DRAWING:
        return to_svg(
            charts.chances(
                [charts.ChanceBar(f"{row.title} ({row.quarter})", row.chance, row.count) for row in rows]
            ),
            title=_("Kans per mijlpaal"),
            description=_(
                "Per mijlpaal een balk: in hoeveel van de 100 gevallen u hem haalt. "
                "Dezelfde gegevens staan in de tabel."
            ),
            id_prefix="chances",
        )
