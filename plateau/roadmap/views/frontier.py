"""The page "Wat kan het kosten?": the choices between money, reach and time, and taking one of them."""

from __future__ import annotations

import time
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations, store, wording
from plateau.roadmap.calculation import Sought
from plateau.roadmap.frontier_page import frontier_picture, point_groups, search_page
from plateau.roadmap.operations import ScenarioNameTaken, TooManyScenarios
from plateau.roadmap.store import StoredPlan
from plateau.roadmap.views.calculations import compute_now
from plateau.roadmap.views.shared import overview_of
from plateau.web.background import hand_over
from plateau.web.clock import now
from plateau.web.data import reading, transaction

blueprint = Blueprint(
    "frontier", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/roadmap"
)
#: What is found within a second needs no page about waiting.
PATIENCE_S, LOOK_S = 1.0, 0.05


@blueprint.get("/wat-kan-het-kosten")
@requires(Permission.ROADMAP_READ)
def frontier(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The choices once they are found, how far the search is, or how to begin one."""
    overview = overview_of(actor, round_id)
    if overview is None or overview.stored is None or not overview.stored.plan.found:
        return redirect(url_for("roadmap.roadmap", organisation_id=actor.organisation.id, round_id=round_id))
    stored = overview.stored
    with reading() as session:
        search = operations.find_search(session, stored, round_id=round_id)
        seen = store.worker_seen_at(session)
    busy = search_page(search.newest, now=now(), worker_seen_at=seen) if search.newest else None
    groups = point_groups(stored.problem, search.found) if search.found else ()
    return render_template(
        "roadmap/frontier.html",
        round=overview.situation.round,
        stored=stored,
        calculation=search.newest,
        busy=busy,
        frontier=search.found,
        groups=groups,
        picture=frontier_picture(groups) if groups else None,
    )


@blueprint.post("/wat-kan-het-kosten/zoeken")
@requires(Permission.ROADMAP_DRAFT)
def search(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Begin searching, and go where one can see how far it is."""
    stored = _stored(actor, round_id)
    with transaction() as session:
        started = operations.start_search(session, actor=actor, round_id=round_id, stored=stored, now=now())
    assert started.calculation
    if started.is_new:
        hand_over("search_frontier", started.calculation.id)
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with reading() as session:
            newest = operations.find_search(session, stored, round_id=round_id).newest
        if newest and newest.ended_at:
            break
        time.sleep(LOOK_S)
    return _to_page(actor, round_id, stored)


@blueprint.post("/wat-kan-het-kosten/<uuid:calculation_id>/stoppen")
@requires(Permission.ROADMAP_DRAFT)
def stop(actor: Actor, round_id: UUID, calculation_id: UUID) -> ResponseReturnValue:
    """Stop with the choices that were found so far."""
    stored = _stored(actor, round_id)
    try:
        with transaction() as session:
            operations.stop_calculation(
                session,
                actor=actor,
                round_id=round_id,
                calculation_id=calculation_id,
                now=now(),
                sought=Sought.FRONTIER,
            )
    except NotFound:
        abort(404)
    return _to_page(actor, round_id, stored)


@blueprint.post("/wat-kan-het-kosten")
@requires(Permission.ROADMAP_DRAFT)
def take_over(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Make one choice a scenario of its own, and compute it: other scenarios stay as they are."""
    stored = _stored(actor, round_id)
    place = request.form.get("keuze", type=int)
    if place is None:
        abort(404)
    name = wording.chosen_name(place + 1, stored.summary.number)
    try:
        with transaction() as session:
            made = operations.choose_point(
                session,
                actor=actor,
                round_id=round_id,
                stored=stored,
                place=place,
                name=name,
                now=now(),
            )
    except NotFound:
        abort(404)
    except ScenarioNameTaken:
        told = wording.scenario_name(name)
        flash(_("Er is al een scenario “%(name)s”, met andere instellingen.", name=told), "warning")
        return _to_page(actor, round_id, stored)
    except TooManyScenarios:
        flash(_("Er zijn al zoveel scenario’s dat niemand ze nog kan vergelijken."), "warning")
        return _to_page(actor, round_id, stored)
    return compute_now(actor, round_id, made.id)


def _stored(actor: Actor, round_id: UUID) -> StoredPlan:
    overview = overview_of(actor, round_id)
    if overview is None or overview.stored is None or not overview.stored.plan.found:
        abort(404)
    return overview.stored


def _to_page(actor: Actor, round_id: UUID, stored: StoredPlan) -> ResponseReturnValue:
    return redirect(
        url_for(
            ".frontier",
            organisation_id=actor.organisation.id,
            round_id=round_id,
            nummer=stored.summary.number,
        )
    )
