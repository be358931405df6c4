"""A computed roadmap, or what to do when there is none."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.operations import NotFound
from plateau.roadmap import wording
from plateau.roadmap.forms import LARGEST
from plateau.roadmap.outlook_page import MilestoneRow, milestone_rows, milestone_titles, outlook_of
from plateau.roadmap.pictures import roadmap_pictures
from plateau.roadmap.planning import changes
from plateau.roadmap.situation import (
    NoAmbition,
    Overview,
    get_overview,
)
from plateau.roadmap.store import StoredPlan
from plateau.roadmap.views.shared import blueprint, no_ambition, page_of, today
from plateau.tailoring.catalogue import own_catalogue
from plateau.web.data import reading


@blueprint.get("")
@requires(Permission.ROADMAP_READ)
def roadmap(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The newest roadmap, or the one with the number asked for; what to do when there is none."""
    try:
        with reading() as session:
            overview = get_overview(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                number=_number(),
                catalogue=own_catalogue(actor.organisation.id),
                today=today(),
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return no_ambition(actor, round_id)
    if overview.stored is None:
        return _no_roadmap(overview)
    return _roadmap_page(actor, overview, overview.stored)


def _roadmap_page(actor: Actor, overview: Overview, stored: StoredPlan) -> ResponseReturnValue:
    page = page_of(actor, overview, stored)
    return render_template(
        "roadmap/roadmap.html",
        round=overview.situation.round,
        catalogue=own_catalogue(actor.organisation.id),
        ambition=overview.situation.ambition,
        stored=stored,
        page=page,
        outlook_rows=_chances(actor, overview, stored),
        pictures=roadmap_pictures(stored, page) if page.schedule else None,
        changed=wording.change_sentence(changes(stored.problem, overview.current)),
        summaries=overview.summaries,
        names=overview.names,
        wording=wording,
    )


def _chances(actor: Actor, overview: Overview, stored: StoredPlan) -> tuple[MilestoneRow, ...] | None:
    """How sure its milestones are; None when there is nothing uncertain in it."""
    outlook = outlook_of(stored)
    if outlook is None:
        return None
    titles = milestone_titles(
        own_catalogue(actor.organisation.id), overview.situation.instrument.id, overview.milestones
    )
    return milestone_rows(stored, outlook, titles)


def _no_roadmap(overview: Overview) -> ResponseReturnValue:
    situation = overview.situation
    return render_template(
        "roadmap/no_roadmap.html",
        round=situation.round,
        ambition=situation.ambition,
        scenario=situation.scenario,
        open_targets=len(overview.current.targets),
        respondents=situation.profile.respondents,
        wording=wording,
    )


def _number() -> int | None:
    """The number of the roadmap asked for."""
    number = request.args.get("nummer", type=int)
    if number is not None and not 0 < number <= LARGEST:
        abort(404)
    return number
