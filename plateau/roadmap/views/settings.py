"""With what a roadmap is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations as assessment
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.assessment.pace import SCAN as PACE_SCAN
from plateau.assessment.pace import strengths
from plateau.assessment.pace_wording import pace_sentences
from plateau.catalogue.model import Role
from plateau.roadmap import operations, wording
from plateau.roadmap.decided_page import choice_rows, dates_rows, held_page
from plateau.roadmap.forms import SettingsForm, choice_field_name, settings_form
from plateau.roadmap.operations import ScenarioChanged
from plateau.roadmap.planning import Candidates, find_candidates
from plateau.roadmap.scenario import Scenario
from plateau.roadmap.settings_page import candidate_groups, difference_sentences
from plateau.roadmap.situation import (
    NoAmbition,
    Situation,
    get_situation,
    problem_of,
)
from plateau.roadmap.views.calculations import compute_now
from plateau.roadmap.views.shared import blueprint, no_ambition, scenario_wanted
from plateau.web.clock import new_id, now, today
from plateau.web.data import reading, transaction

REMOVE, CHANGE = "remove-", "change-"
#: The buttons that fill in other budgets: to the percentage in the field, or to one of these.
SCALE, PRESETS = "scale", (50, 80)


@blueprint.route("/instellingen", methods=["GET", "POST"])
@requires(Permission.ROADMAP_DRAFT)
def settings(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """With what time, money, people and choices the roadmap is computed."""
    try:
        with reading() as session:
            situation = get_situation(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                catalogue=planning_catalogue(actor, round_id),
                today=today(),
                scenario_id=scenario_wanted(),
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return no_ambition(actor, round_id)
    candidates = _candidates(actor, situation)
    form = settings_form(
        situation.scenario,
        revision=situation.revision,
        today=today(),
        catalogue=planning_catalogue(actor, round_id),
        interventions=candidates.all,
        asked_plateau=situation.instrument.asked_plateau,
        sent=request.form if request.method == "POST" else None,
    )
    if not form.is_submitted():
        return _settings_page(actor, situation, candidates, form)
    pressed = request.form.get("go", "")
    if pressed in {f"{SCALE}{preset}" for preset in PRESETS}:
        form.percentage.data = pressed.removeprefix(SCALE)
    if not form.validate():
        return _settings_page(actor, situation, candidates, form, status=422)
    scaled = form.scale_budgets()
    if pressed.startswith(SCALE):
        return _settings_page(actor, situation, candidates, form, scaled=scaled)
    try:
        saved = _save(actor, situation, form)
    except NotFound:
        abort(404)
    except ScenarioChanged as changed:
        return _stale(actor, situation, candidates, form, changed)
    _tell_new_years(form, saved)
    if request.form.get("go") == "compute":
        return compute_now(actor, round_id, scenario_wanted())
    flash(_("De instellingen zijn opgeslagen."), "ok")
    where: dict[str, Any] = {"organisation_id": actor.organisation.id, "round_id": round_id}
    wanted = _pressed_milestone(CHANGE)
    if wanted:
        return redirect(url_for(".milestone", milestone_id=wanted, **where))
    return redirect(url_for(".settings", scenario=scenario_wanted(), **where))


def _candidates(actor: Actor, situation: Situation) -> Candidates:
    problem = problem_of(
        situation,
        organisation=actor.organisation,
        catalogue=planning_catalogue(actor, situation.round.id),
    )
    return find_candidates(problem, [criterion.id for criterion in situation.instrument.criteria])


def _save(actor: Actor, situation: Situation, form: SettingsForm) -> Scenario:
    """Everything on the page in one go: settings, a new milestone, a removed one."""
    with transaction() as session:
        saved = operations.save_scenario(
            session,
            actor=actor,
            round_id=situation.round.id,
            scenario_id=situation.stored.id if situation.stored else None,
            scenario=_typed(form, situation.scenario),
            base_revision=form.revision.data or 0,
            now=now(),
        )
        milestone = form.milestone(new_id())
        if milestone:
            operations.add_milestone(session, actor=actor, milestone=milestone)
        removed = _pressed_milestone(REMOVE)
        if removed:
            operations.remove_milestone(session, actor=actor, milestone_id=removed, now=now())
    return saved.scenario


def _typed(form: SettingsForm, kept: Scenario) -> Scenario:
    """What the page says, with from `kept` what it has no field for."""
    typed = form.scenario()
    return replace(
        typed,
        not_before={**_others(kept.not_before, form), **typed.not_before},
        not_after={**_others(kept.not_after, form), **typed.not_after},
        replanning=kept.replanning,
    )


def _others(kept: Mapping[str, int], form: SettingsForm) -> dict[str, int]:
    """The quarters kept of interventions without a field: chosen meanwhile, or gone from the model."""
    return {name: quarter for name, quarter in kept.items() if name not in form.dated}


def _pressed_milestone(button: str) -> UUID | None:
    """The milestone beside which such a button was pressed."""
    pressed = request.form.get("go", "")
    if not pressed.startswith(button):
        return None
    try:
        return UUID(pressed.removeprefix(button))
    except ValueError:
        abort(404)


def _tell_new_years(form: SettingsForm, saved: Scenario) -> None:
    """A year that the page did not show got a budget of its own accord: say so."""
    fresh = [str(year) for year in saved.calendar.years if year not in form.years]
    if fresh:
        flash(
            _(
                "Nieuw in de looptijd: %(years)s. Wij namen het budget van het jaar ernaast over; "
                "kijk het na.",
                years=wording.joined(fresh),
            ),
            "warning",
        )


def _stale(
    actor: Actor, situation: Situation, candidates: Candidates, form: SettingsForm, changed: ScenarioChanged
) -> ResponseReturnValue:
    """Someone saved other settings meanwhile: what was typed stays, what is stored is told beside it."""
    with reading() as session:
        names = accounts_store.people_names(session, {changed.current.updated_by})
    form.revision.data = changed.current.revision
    form.revision.raw_data = [str(changed.current.revision)]
    return _settings_page(
        actor,
        situation,
        candidates,
        form,
        status=409,
        changed=changed,
        changed_by=names.get(changed.current.updated_by, ""),
        differences=difference_sentences(
            changed.current.scenario,
            _typed(form, changed.current.scenario),
            planning_catalogue(actor, situation.round.id),
        ),
    )


def _pace(actor: Actor) -> list[str]:
    """What support and capacity ask of the pace; empty when the organisation did not measure them."""
    with reading() as session:
        found = assessment.newest_scan_tally(
            session, organisation_id=actor.organisation.id, scan_id=PACE_SCAN
        )
    return pace_sentences(strengths(*found)) if found else []


def _settings_page(
    actor: Actor,
    situation: Situation,
    candidates: Candidates,
    form: SettingsForm,
    *,
    status: int = 200,
    **extra: object,
) -> ResponseReturnValue:
    catalogue = planning_catalogue(actor, situation.round.id)
    page = render_template(
        "roadmap/settings.html",
        round=situation.round,
        instrument=situation.instrument,
        catalogue=catalogue,
        ambition=situation.ambition,
        situation=situation,
        pace=_pace(actor),
        groups=candidate_groups(
            candidates,
            gaps=situation.gaps,
            listed=form.interventions,
            catalogue=catalogue,
            kind=actor.organisation.kind,
            size=actor.organisation.size,
        ),
        form=form,
        choice_field_name=choice_field_name,
        wording=wording,
        roles=list(Role),
        dates=dates_rows(form, catalogue),
        choices=choice_rows(form, catalogue),
        held=held_page(situation.scenario, catalogue),
        remove=REMOVE,
        scale=SCALE,
        presets=PRESETS,
        change=CHANGE,
        **extra,
    )
    return page, status
