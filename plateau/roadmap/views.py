"""The roadmap in the browser: its settings, its calculation, the result and the approval."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations as assessment
from plateau.assessment.operations import NotFound
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Role
from plateau.roadmap import operations, wording
from plateau.roadmap.forms import LARGEST, SettingsForm, choice_field_name, settings_form
from plateau.roadmap.operations import NothingToApprove, PlanSuperseded, ScenarioChanged
from plateau.roadmap.outlook_page import MilestoneRow, milestone_rows, milestone_titles, outlook_of
from plateau.roadmap.pictures import roadmap_pictures
from plateau.roadmap.planning import Candidates, changes, find_candidates
from plateau.roadmap.presentation import roadmap_page
from plateau.roadmap.scenario import Scenario
from plateau.roadmap.settings_page import candidate_groups, difference_sentences
from plateau.roadmap.situation import (
    NoAmbition,
    Overview,
    Situation,
    get_overview,
    get_situation,
    problem_of,
)
from plateau.roadmap.store import StoredPlan
from plateau.web.clock import LOCAL_ZONE, new_id, now
from plateau.web.data import reading, transaction

blueprint = Blueprint(
    "roadmap", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/roadmap"
)

REMOVE = "remove-"


# result


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
                catalogue=catalogue(),
                today=_today(),
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return _no_ambition(actor, round_id)
    if overview.stored is None:
        return _no_roadmap(overview)
    return _roadmap_page(actor, overview, overview.stored)


def _roadmap_page(actor: Actor, overview: Overview, stored: StoredPlan) -> ResponseReturnValue:
    page = roadmap_page(
        stored,
        catalogue=catalogue(),
        instrument_id=overview.situation.instrument.id,
        gaps=overview.situation.gaps,
        milestones=overview.milestones,
        kind=actor.organisation.kind,
        size=actor.organisation.size,
    )
    return render_template(
        "roadmap/roadmap.html",
        round=overview.situation.round,
        catalogue=catalogue(),
        ambition=overview.situation.ambition,
        stored=stored,
        page=page,
        outlook_rows=_chances(overview, stored),
        pictures=roadmap_pictures(stored, page) if page.schedule else None,
        changed=wording.change_sentence(changes(stored.problem, overview.current)),
        summaries=overview.summaries,
        names=overview.names,
        wording=wording,
    )


def _chances(overview: Overview, stored: StoredPlan) -> tuple[MilestoneRow, ...] | None:
    """How sure its milestones are; None when there is nothing uncertain in it."""
    outlook = outlook_of(stored)
    if outlook is None:
        return None
    titles = milestone_titles(catalogue(), overview.situation.instrument.id, overview.milestones)
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


def _no_ambition(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    with reading() as session:
        item = assessment.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    return render_template("roadmap/no_ambition.html", round=item)


def _today() -> date:
    return now().astimezone(LOCAL_ZONE).date()


def _result(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".roadmap", organisation_id=actor.organisation.id, round_id=round_id))


# settings


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
                catalogue=catalogue(),
                today=_today(),
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return _no_ambition(actor, round_id)
    candidates = _candidates(actor, situation)
    form = settings_form(
        situation.scenario,
        revision=situation.revision,
        today=_today(),
        catalogue=catalogue(),
        interventions=candidates.all,
        asked_plateau=situation.instrument.asked_plateau,
        sent=request.form if request.method == "POST" else None,
    )
    if not form.is_submitted():
        return _settings_page(actor, situation, candidates, form)
    if not form.validate():
        return _settings_page(actor, situation, candidates, form, status=422)
    try:
        saved = _save(actor, round_id, form)
    except NotFound:
        abort(404)
    except ScenarioChanged as changed:
        return _stale(actor, situation, candidates, form, changed)
    _tell_new_years(form, saved)
    if request.form.get("go") == "compute":
        return _compute(actor, round_id)
    flash(_("De instellingen zijn opgeslagen."), "ok")
    return redirect(url_for(".settings", organisation_id=actor.organisation.id, round_id=round_id))


def _candidates(actor: Actor, situation: Situation) -> Candidates:
    problem = problem_of(situation, organisation=actor.organisation, catalogue=catalogue())
    return find_candidates(problem, [criterion.id for criterion in situation.instrument.criteria])


def _save(actor: Actor, round_id: UUID, form: SettingsForm) -> Scenario:
    """Everything on the page in one go: settings, a new milestone, a removed one."""
    with transaction() as session:
        saved = operations.save_scenario(
            session,
            actor=actor,
            round_id=round_id,
            scenario=form.scenario(),
            base_revision=form.revision.data or 0,
            now=now(),
        )
        milestone = form.milestone(new_id())
        if milestone:
            operations.add_milestone(session, actor=actor, milestone=milestone)
        removed = _removed_milestone()
        if removed:
            operations.remove_milestone(session, actor=actor, milestone_id=removed, now=now())
    return saved.scenario


def _removed_milestone() -> UUID | None:
    pressed = request.form.get("go", "")
    if not pressed.startswith(REMOVE):
        return None
    try:
        return UUID(pressed.removeprefix(REMOVE))
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
        differences=difference_sentences(changed.current.scenario, form.scenario(), catalogue()),
    )


def _settings_page(
    actor: Actor,
    situation: Situation,
    candidates: Candidates,
    form: SettingsForm,
    *,
    status: int = 200,
    **extra: object,
) -> ResponseReturnValue:
    page = render_template(
        "roadmap/settings.html",
        round=situation.round,
        instrument=situation.instrument,
        catalogue=catalogue(),
        ambition=situation.ambition,
        situation=situation,
        groups=candidate_groups(
            candidates,
            gaps=situation.gaps,
            listed=form.interventions,
            catalogue=catalogue(),
            kind=actor.organisation.kind,
            size=actor.organisation.size,
        ),
        form=form,
        choice_field_name=choice_field_name,
        wording=wording,
        roles=list(Role),
        remove=REMOVE,
        **extra,
    )
    return page, status


# computing and approving


@blueprint.post("/berekenen")
@requires(Permission.ROADMAP_DRAFT)
def compute(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Compute with the settings that are stored, or with our proposal when there are none."""
    return _compute(actor, round_id)


def _compute(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    # Three blocks on purpose: the search takes seconds, in which nobody else may have to wait to save.
    try:
        with reading() as session:
            draft = operations.prepare_roadmap(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                catalogue=catalogue(),
                today=_today(),
            )
        if draft.existing:
            flash(_("Er is niets gewijzigd: dit is de roadmap die er al was."), "info")
            return _result(actor, round_id)
        plan, explanation = operations.work_out(draft.problem)
        with transaction() as session:
            operations.keep_roadmap(
                session, actor=actor, draft=draft, plan=plan, explanation=explanation, now=now()
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        pass  # the page says what to do first
    return _result(actor, round_id)


@blueprint.post("/goedkeuren")
@requires(Permission.ROADMAP_APPROVE)
def approve(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Approve the newest roadmap."""
    try:
        plan_id = UUID(request.form.get("plan", ""))
        with transaction() as session:
            operations.approve_plan(
                session,
                actor=actor,
                round_id=round_id,
                plan_id=plan_id,
                catalogue=catalogue(),
                now=now(),
                today=_today(),
            )
    except (NotFound, ValueError):
        abort(404)
    except PlanSuperseded as superseded:
        flash(_why_superseded(superseded), "warning")
    except NothingToApprove:
        flash(_("De berekening gaf geen roadmap, dus er is niets om goed te keuren."), "warning")
    else:
        flash(_("U hebt de roadmap goedgekeurd."), "ok")
    return _result(actor, round_id)


def _why_superseded(superseded: PlanSuperseded) -> str:
    if superseded.changed is None:
        return _("Er is intussen een nieuwere roadmap. Bekijk die eerst; er is niets goedgekeurd.")
    what_to_do = _("Bereken de roadmap eerst opnieuw; er is niets goedgekeurd.")
    return f"{wording.change_sentence(superseded.changed)} {what_to_do}"
