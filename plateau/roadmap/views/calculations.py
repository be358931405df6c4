"""Computing a roadmap in the background: begin, look how far it is, stop."""

from __future__ import annotations

import time
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations as assessment
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations, store
from plateau.roadmap.calculation import Calculation
from plateau.roadmap.calculation_page import calculation_page
from plateau.roadmap.situation import (
    NoAmbition,
)
from plateau.roadmap.views.shared import (
    blueprint,
    is_awaited,
    number_wanted,
    result_url,
    scenario_wanted,
    to_result,
)
from plateau.web.background import hand_over
from plateau.web.clock import now, today
from plateau.web.data import reading, transaction

#: What is found in a moment needs no page about waiting: that would come and go.
PATIENCE_S, LOOK_S = 1.5, 0.02
#: With this in its address the page of a calculation is asked for the way to the roadmap.
ONWARD = "verder"


@blueprint.post("/berekenen")
@requires(Permission.ROADMAP_DRAFT)
def compute(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Compute with the settings that are stored, or with our proposal when there are none."""
    return compute_now(actor, round_id, scenario_wanted())


def compute_now(actor: Actor, round_id: UUID, scenario_id: UUID | None) -> ResponseReturnValue:
    """Begin a calculation and go where one can see how far it is."""
    try:
        with transaction() as session:
            started = operations.start_calculation(
                session,
                actor=actor,
                round_id=round_id,
                catalogue=planning_catalogue(actor, round_id),
                now=now(),
                today=today(),
                scenario_id=scenario_id,
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return to_result(actor, round_id)  # the page says what to do first
    if started.calculation is None:
        flash(_("Er is niets gewijzigd: dit is de roadmap die er al was."), "info")
        return to_result(actor, round_id, scenario_id)
    if started.is_new:
        hand_over("calculate", started.calculation.id)
    return _when_ended(actor, started.calculation)


def _when_ended(actor: Actor, calculation: Calculation) -> ResponseReturnValue:
    """To the result when it is there in a moment, else to the page where one waits for it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if _find(actor, calculation.round_id, calculation.id).plan_id:
            return to_result(actor, calculation.round_id)
        time.sleep(LOOK_S)
    return redirect(
        url_for(
            "roadmap.calculation",
            organisation_id=actor.organisation.id,
            round_id=calculation.round_id,
            calculation_id=calculation.id,
        )
    )


def _find(actor: Actor, round_id: UUID, calculation_id: UUID) -> Calculation:
    try:
        with reading() as session:
            return operations.find_calculation(
                session, organisation=actor.organisation, round_id=round_id, calculation_id=calculation_id
            )
    except NotFound:
        abort(404)


@blueprint.get("/berekening/<uuid:calculation_id>")
@requires(Permission.ROADMAP_DRAFT)
def calculation(actor: Actor, round_id: UUID, calculation_id: UUID) -> ResponseReturnValue:
    """How far a calculation is; htmx asks again and again, until the roadmap is there."""
    item = _find(actor, round_id, calculation_id)
    if item.plan_id and ("HX-Request" not in request.headers or ONWARD in request.args):
        return _on_to_the_roadmap(actor, round_id)
    with reading() as session:
        seen = store.worker_seen_at(session)
        measurement = assessment.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    return render_template(
        "roadmap/calculation.html",
        round=measurement,
        calculation=item,
        page=calculation_page(item, now=now(), worker_seen_at=seen),
        # What asks again and again goes first: else it asks on while the roadmap loads, and begins that anew.
        onward=ONWARD if item.plan_id else None,
    )


@blueprint.get("/berekening/<uuid:calculation_id>/redenen")
@requires(Permission.ROADMAP_READ)
def explaining(actor: Actor, round_id: UUID, calculation_id: UUID) -> ResponseReturnValue:
    """Nothing as long as a calculation looks for why goals stay open; then the roadmap with it."""
    if is_awaited(_find(actor, round_id, calculation_id)):
        return "", 204
    return to_result(actor, round_id, number=number_wanted())


@blueprint.post("/redenen")
@requires(Permission.ROADMAP_DRAFT)
def explain_again(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Look once more for why goals stay open."""
    number = number_wanted()
    if number is None:
        abort(404)
    try:
        with transaction() as session:
            started = operations.start_explaining(
                session, actor=actor, round_id=round_id, number=number, now=now()
            )
    except NotFound:
        abort(404)
    if started.calculation and started.is_new:
        hand_over("calculate", started.calculation.id)
    return to_result(actor, round_id, number=number)


def _on_to_the_roadmap(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    if "HX-Request" not in request.headers:
        return to_result(actor, round_id)
    # A plain redirect would be followed out of sight, and put the roadmap inside this page.
    return "", 200, {"HX-Redirect": result_url(actor, round_id)}


@blueprint.post("/berekening/<uuid:calculation_id>/stoppen")
@requires(Permission.ROADMAP_DRAFT)
def stop_calculation(actor: Actor, round_id: UUID, calculation_id: UUID) -> ResponseReturnValue:
    """Stop with the best so far."""
    try:
        with transaction() as session:
            operations.stop_calculation(
                session, actor=actor, round_id=round_id, calculation_id=calculation_id, now=now()
            )
    except NotFound:
        abort(404)
    return _when_ended(actor, _find(actor, round_id, calculation_id))
