"""Dated moments that a roadmap takes into account: the law's timetable and the organisation's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plateau.assessment.gaps import Gap
from plateau.catalogue.model import PLATEAUS, Catalogue, Certainty, Instrument
from plateau.language import Text
from plateau.roadmap.model import Calendar, Milestone
from plateau.roadmap.scenario import first_quarter, quarter_of

#: How heavy a missed criterion weighs: our choice, a firm date counts for more than an uncertain one.
WEIGHTS = {Certainty.VAST: 3, Certainty.VERWACHT: 2, Certainty.ONZEKER: 1}
TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class DatedMilestone:
    """On `date` the criteria of `transitie` should stand on `plateau`; `own` tells whose it is.

    A removed one is no longer asked for, but a roadmap from before may still name it.
    """

    id: str
    transitie: str
    title: Text
    date: date
    certainty: Certainty
    plateau: int
    own: bool
    removed: bool = False

    def __post_init__(self) -> None:
        if self.plateau not in PLATEAUS:
            raise ValueError("a milestone asks for a plateau from 1 to 5")
        if len(self.title.nl) > TITLE_LENGTH:
            raise ValueError(f"a milestone's title has at most {TITLE_LENGTH} characters")


def timetable(catalogue: Catalogue, instrument: Instrument) -> tuple[DatedMilestone, ...]:
    """The transities' timetables, by date; each entry asks for the plateau that the transities ask for."""
    entries = [
        DatedMilestone(
            id=f"{transitie.id}.{entry.date}",
            transitie=transitie.id,
            title=entry.what,
            date=date.fromisoformat(entry.date),
            certainty=entry.certainty,
            plateau=instrument.asked_plateau,
            own=False,
        )
        for transitie in catalogue.transities
        for entry in transitie.timetable
    ]
    return tuple(sorted(entries, key=lambda item: (item.date, item.id)))


def period_of(calendar: Calendar, day: date) -> int | None:
    """The period that `day` lies in, None when it lies outside the horizon.

    The first day after the horizon counts as its end (`calendar.periods`): laws start on 1 January.
    """
    index = quarter_of(day) - first_quarter(calendar)
    if 0 <= index < calendar.periods:
        return index
    is_first_day = day.day == 1 and day.month % 3 == 1
    return index if index == calendar.periods and is_first_day else None


def split_by_horizon(
    calendar: Calendar, milestones: Iterable[DatedMilestone]
) -> tuple[tuple[DatedMilestone, ...], tuple[DatedMilestone, ...]]:
    """The milestones inside the horizon, and those outside it, each by date."""
    ordered = sorted(milestones, key=lambda item: (item.date, item.id))
    inside = tuple(item for item in ordered if period_of(calendar, item.date) is not None)
    outside = tuple(item for item in ordered if period_of(calendar, item.date) is None)
    return inside, outside


def as_requirement(
    milestone: DatedMilestone, *, calendar: Calendar, instrument: Instrument, gaps: Iterable[Gap]
) -> Milestone:
    """What a milestone inside the horizon asks of the planner.

    It asks for the criteria with an open gap that belong to its transitie, at the start of its quarter, on
    its plateau or, where that is lower, on the target: nobody has to be further by then than they want to
    get. What stands there already is left out.
    """
    period = period_of(calendar, milestone.date)
    if period is None:
        raise ValueError(f"{milestone.id} lies outside the horizon")
    requirements: dict[str, int] = {}
    for gap in gaps:
        if not gap.size or milestone.transitie not in instrument.criterion(gap.criterion).transities:
            continue
        assert gap.current is not None
        assert gap.target is not None
        asked = min(milestone.plateau, gap.target)
        if asked > gap.current:
            requirements[gap.criterion] = asked
    return Milestone(
        id=milestone.id,
        period=period,
        transitie=milestone.transitie,
        requirements=requirements,
        weight=WEIGHTS[milestone.certainty],
    )
