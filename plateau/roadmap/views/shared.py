"""The blueprint of the roadmap, and what more than one of its views needs."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from plateau.accounts.model import Actor
from plateau.assessment import operations as assessment
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import store
from plateau.roadmap.calculation import Calculation
from plateau.roadmap.forms import LARGEST
from plateau.roadmap.outlook_page import MilestoneRow, milestone_rows, milestone_titles, outlook_of
from plateau.roadmap.presentation import RoadmapPage, roadmap_page
from plateau.roadmap.situation import NoAmbition, Overview, get_overview
from plateau.roadmap.store import StoredPlan
from plateau.web.clock import now, today
from plateau.web.data import reading

blueprint = Blueprint(
    "roadmap", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/roadmap"
)


def no_ambition(actor: Actor, round_id: UUID) -> str:
    """The page that says what has to be done first."""
    with reading() as session:
        item = assessment.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    return render_template("roadmap/no_ambition.html", round=item)


def to_result(
    actor: Actor, round_id: UUID, scenario_id: UUID | None = None, *, number: int | None = None
) -> ResponseReturnValue:
    """On to the newest roadmap, of one scenario or of all; or to the one with this number."""
    return redirect(result_url(actor, round_id, scenario_id, number=number))


def result_url(
    actor: Actor, round_id: UUID, scenario_id: UUID | None = None, *, number: int | None = None
) -> str:
    """Where `to_result` leads: to the top, or the browser keeps the fragment of the page one came from."""
    return url_for(
        "roadmap.roadmap",
        organisation_id=actor.organisation.id,
        round_id=round_id,
        scenario=scenario_id,
        nummer=number,
        _anchor="result",
    )


def scenario_wanted() -> UUID | None:
    """The scenario that the address or the form names; None: whichever the page would show."""
    text = request.values.get("scenario", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        abort(404)


def number_wanted() -> int | None:
    """The number of the roadmap that the address asks for; None: the newest."""
    number = request.args.get("nummer", type=int)
    if number is not None and not 0 < number <= LARGEST:
        abort(404)
    return number


def is_awaited(item: Calculation) -> bool:
    """Whether more is to be expected of a calculation of which a roadmap is there already."""
    with reading() as session:
        seen = store.worker_seen_at(session)
    return item.is_awaited(now=now(), worker_seen_at=seen)


def overview_of(actor: Actor, round_id: UUID) -> Overview | None:
    """The newest roadmap of a round, or the one asked for; None when there is nowhere to go yet."""
    number = number_wanted()
    try:
        with reading() as session:
            return get_overview(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                number=number,
                catalogue=planning_catalogue(actor, round_id),
                today=today(),
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return None


def page_of(actor: Actor, overview: Overview, stored: StoredPlan) -> RoadmapPage:
    """A computed roadmap as its pages show it."""
    return roadmap_page(
        stored,
        catalogue=planning_catalogue(actor, overview.situation.round.id),
        instrument_id=overview.situation.instrument.id,
        gaps=overview.situation.gaps,
        milestones=overview.milestones,
        kind=actor.organisation.kind,
        size=actor.organisation.size,
        horizon=overview.situation.ambition.horizon,
    )


def titles_of(actor: Actor, overview: Overview) -> dict[str, str]:
    """The titles of milestones, by id."""
    return milestone_titles(
        planning_catalogue(actor, overview.situation.round.id),
        overview.situation.instrument.id,
        overview.milestones,
    )


def chances_of(actor: Actor, overview: Overview, stored: StoredPlan) -> tuple[MilestoneRow, ...] | None:
    """How sure its milestones are; None when there is nothing uncertain in it."""
    outlook = outlook_of(stored)
    return milestone_rows(stored, outlook, titles_of(actor, overview)) if outlook else None
