"""What the pages about planning again show, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.model import Move, Scheduled
from plateau.roadmap.progress import Work
from plateau.roadmap.progress_page import work_name
from plateau.roadmap.replanning import Standing
from plateau.roadmap.scenario import Place, calendar_from
from plateau.roadmap.situation import Overview
from plateau.roadmap.store import StoredPlan


@dataclass(frozen=True, slots=True)
class StandingRow:
    """How an intervention of the approved roadmap stands, and what planning again does with it."""

    title: str
    planned: str
    work: str
    fate: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """An intervention that is not where the approved roadmap had it; `before` and `after` in words."""

    title: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReplanningPage:
    """What a roadmap that was planned again does otherwise than roadmap `number`, and from when on."""

    number: int
    since: str
    sentence: str
    moves: tuple[MoveRow, ...]


def replanning_page(stored: StoredPlan, overview: Overview, catalogue: Catalogue) -> ReplanningPage | None:
    """None for a roadmap that was not planned again."""
    again = overview.situation.scenario.replanning
    problem, moves = stored.problem, stored.explanation.moves
    if again is None or not problem.keep or not stored.plan.found:
        return None
    calendar = problem.calendar

    def place(planned: Scheduled | None) -> str:
        return wording.span(calendar, planned.start, planned.end) if planned else _("niet gepland")

    return ReplanningPage(
        number=again.number,
        since=wording.quarter_since(again.now),
        sentence=wording.moved_sentence(problem, moves, again.number),
        moves=tuple(
            MoveRow(
                wording.intervention_title(move.id, catalogue),
                place(move.before),
                place(move.after),
                wording.moved_reason(move, problem, stored.explanation, catalogue),
            )
            for move in in_order_of_time(moves)
        ),
    )


def in_order_of_time(moves: Iterable[Move]) -> list[Move]:
    """By where each stands now, or stood when it is no longer planned; older roadmaps keep them otherwise."""

    def when(move: Move) -> tuple[int, int, str]:
        place = move.after or move.before
        return (place.start, place.end, move.id) if place else (0, 0, move.id)

    return sorted(moves, key=when)


def standing_rows(found: Iterable[Standing], catalogue: Catalogue) -> tuple[StandingRow, ...]:
    """What is about to happen with each intervention of the approved roadmap."""
    return tuple(
        StandingRow(
            wording.intervention_title(item.id, catalogue),
            span_of(item.planned),
            work_name(item.work),
            _fate(item),
        )
        for item in found
    )


def _fate(item: Standing) -> str:
    if item.real and item.work is Work.DONE:
        return _("ligt vast: %(span)s", span=span_of(item.real))
    if item.real:
        return _("loopt door: %(span)s", span=span_of(item.real))
    if item.work is Work.STOPPED:
        return _("valt weg, tenzij u anders kiest")
    return _("wordt opnieuw gepland")


def span_of(place: Place) -> str:
    """Also what lies outside the roadmap's calendar, as real work may."""
    calendar = calendar_from(place.start, place.end - place.start)
    return wording.span(calendar, 0, calendar.periods)
