"""A computed roadmap, or what to do when there is none."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import store, wording
from plateau.roadmap.calculation import Calculation
from plateau.roadmap.changes import changes
from plateau.roadmap.model import Calendar, GapCode
from plateau.roadmap.outlook_page import MilestoneRow
from plateau.roadmap.pictures import roadmap_pictures
from plateau.roadmap.replanning_page import replanning_page
from plateau.roadmap.scenario import first_quarter
from plateau.roadmap.since_page import Since, since
from plateau.roadmap.situation import (
    NoAmbition,
    Overview,
    get_overview,
)
from plateau.roadmap.store import StoredPlan
from plateau.roadmap.timing_page import timing_page
from plateau.roadmap.views.shared import (
    blueprint,
    chances_of,
    is_awaited,
    no_ambition,
    number_wanted,
    page_of,
    scenario_wanted,
    titles_of,
)
from plateau.web.clock import today
from plateau.web.data import reading


@blueprint.get("")
@requires(Permission.ROADMAP_READ)
def roadmap(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The newest roadmap, or the one with the number asked for; what to do when there is none."""
    return _page(actor, round_id, number_wanted(), scenario_wanted())


def refused(
    actor: Actor, round_id: UUID, intervention_id: str, scenario_id: UUID | None
) -> ResponseReturnValue:
    """The same page again, with what was sent about one intervention and why it cannot be."""
    return _page(actor, round_id, None, scenario_id, refused=intervention_id), 422


def _page(
    actor: Actor, round_id: UUID, number: int | None, scenario_id: UUID | None, *, refused: str = ""
) -> str:
    try:
        with reading() as session:
            overview = get_overview(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                number=number,
                catalogue=planning_catalogue(actor, round_id),
                today=today(),
                scenario_id=scenario_id,
            )
            earlier = _earlier(session, overview)
    except NotFound:
        abort(404)
    except NoAmbition:
        return no_ambition(actor, round_id)
    if overview.stored is None:
        return _no_roadmap(overview)
    return _roadmap_page(actor, overview, overview.stored, earlier, refused)


def _earlier(session: Session, overview: Overview) -> StoredPlan | None:
    """The roadmap that the one in view followed in its scenario."""
    if overview.previous is None:
        return None
    return store.get_plan(
        session, organisation_id=overview.previous.organisation_id, plan_id=overview.previous.id
    )


def _roadmap_page(
    actor: Actor, overview: Overview, stored: StoredPlan, earlier: StoredPlan | None, refused: str
) -> str:
    page, chances = page_of(actor, overview, stored), chances_of(actor, overview, stored)
    return render_template(
        "roadmap/roadmap.html",
        round=overview.situation.round,
        catalogue=planning_catalogue(actor, overview.situation.round.id),
        ambition=overview.situation.ambition,
        stored=stored,
        page=page,
        timing=timing_page(stored, planning_catalogue(actor, overview.situation.round.id)),
        outlook_rows=chances,
        pictures=roadmap_pictures(stored, page) if page.schedule else None,
        changed=wording.change_sentence(changes(stored.problem, overview.current)),
        summaries=overview.summaries,
        newest=overview.newest,
        approved=overview.approved,
        since=_since(actor, overview, earlier, stored, chances or ()),
        scenarios=overview.scenarios,
        scenario=overview.situation.stored,
        first_quarter=first_quarter(stored.problem.calendar),
        quarters=_quarters(overview.situation.scenario.calendar),
        names=overview.names,
        replanning=replanning_page(stored, overview, planning_catalogue(actor, overview.situation.round.id)),
        refused=refused,
        unexplained=any(reason.code is GapCode.UNEXPLAINED for reason in stored.explanation.gaps),
        explaining=_explaining(overview),
        wording=wording,
    )


def _explaining(overview: Overview) -> Calculation | None:
    """The calculation that still looks for why goals stay open, when its worker lives."""
    item = overview.explaining
    return item if item and is_awaited(item) else None


def _since(
    actor: Actor,
    overview: Overview,
    earlier: StoredPlan | None,
    stored: StoredPlan,
    chances: tuple[MilestoneRow, ...],
) -> Since | None:
    if earlier is None or not stored.plan.found:
        return None
    catalogue = planning_catalogue(actor, overview.situation.round.id)
    return since(earlier, stored, catalogue, titles_of(actor, overview), chances)


def _quarters(calendar: Calendar) -> list[tuple[int, str]]:
    """The quarters in which an intervention can start, counted since the year 0."""
    first = first_quarter(calendar)
    return [(first + period, wording.quarter(calendar, period)) for period in range(calendar.periods)]


def _no_roadmap(overview: Overview) -> str:
    situation = overview.situation
    return render_template(
        "roadmap/no_roadmap.html",
        round=situation.round,
        ambition=situation.ambition,
        scenario=situation.scenario,
        stored_scenario=situation.stored,
        scenarios=overview.scenarios,
        open_targets=len(overview.current.targets),
        has_outcome=situation.profile.has_outcome,
        wording=wording,
    )
