"""Several scenarios side by side: copy, rename, compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations, store, wording
from plateau.roadmap.comparison_page import comparison
from plateau.roadmap.operations import ScenarioNameTaken, TooManyScenarios
from plateau.roadmap.scenario_forms import ScenarioNameForm
from plateau.roadmap.situation import NoAmbition, Overview, get_overview
from plateau.roadmap.store import StoredPlan
from plateau.roadmap.views.shared import blueprint, no_ambition, scenario_wanted, titles_of
from plateau.web.clock import now, today
from plateau.web.data import reading, transaction

FEWEST, MOST = 2, 3


@blueprint.get("/scenarios")
@requires(Permission.ROADMAP_READ)
def scenarios(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """All scenarios, with what the newest roadmap of each comes to."""
    return _scenarios_page(actor, round_id)


@blueprint.post("/scenarios")
@requires(Permission.ROADMAP_DRAFT)
def copy_scenario(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """A copy under a new name; on to its settings, for that is what one makes it for."""

    def copy(session: Session, name: str) -> UUID:
        return operations.copy_scenario(
            session,
            actor=actor,
            round_id=round_id,
            scenario_id=scenario_wanted(),
            name=name,
            catalogue=planning_catalogue(actor, round_id),
            now=now(),
            today=today(),
        ).id

    form = ScenarioNameForm()
    made = _under_a_name(form, copy)
    if made is None:
        return _scenarios_page(actor, round_id, new=form)
    return redirect(
        url_for(".settings", organisation_id=actor.organisation.id, round_id=round_id, scenario=made)
    )


@blueprint.post("/scenarios/<uuid:scenario_id>/hernoemen")
@requires(Permission.ROADMAP_DRAFT)
def rename_scenario(actor: Actor, round_id: UUID, scenario_id: UUID) -> ResponseReturnValue:
    """Another name."""

    def rename(session: Session, name: str) -> UUID:
        current = store.find_scenario(
            session, organisation_id=actor.organisation.id, round_id=round_id, scenario_id=scenario_id
        )
        if current and name == wording.scenario_name(current.name):
            return scenario_id  # as it is called on the page: kept, it would have that name in one language
        return operations.rename_scenario(
            session, actor=actor, round_id=round_id, scenario_id=scenario_id, name=name, now=now()
        ).id

    form = _rename_form(scenario_id)
    if _under_a_name(form, rename) is None:
        return _scenarios_page(actor, round_id, renamed={scenario_id: form})
    flash(_("De naam is gewijzigd."), "ok")
    return _to_scenarios(actor, round_id)


def _rename_form(scenario_id: UUID, **filled: Any) -> ScenarioNameForm:
    """The form for one of the scenarios on the page: its field has an id of its own there."""
    form = ScenarioNameForm(**filled)
    form.name.id = form.name.label.field_id = f"name-{scenario_id}"
    return form


def _under_a_name(form: ScenarioNameForm, act: Callable[[Session, str], UUID]) -> UUID | None:
    """What was made or renamed; None when the form tells what is wrong."""
    if not form.validate():
        return None
    try:
        with transaction() as session:
            return act(session, str(form.name.data).strip())
    except (NotFound, NoAmbition):
        abort(404)
    except ScenarioNameTaken:
        form.name.errors = [_("Er is al een scenario met deze naam.")]
    except TooManyScenarios:
        form.name.errors = [_("Er zijn al zoveel scenario’s dat niemand ze nog kan vergelijken.")]
    return None


def _scenarios_page(
    actor: Actor,
    round_id: UUID,
    *,
    new: ScenarioNameForm | None = None,
    renamed: Mapping[UUID, ScenarioNameForm] = MappingProxyType({}),
) -> ResponseReturnValue:
    """The page; `new` or `renamed` (by scenario) is the form that was refused."""
    try:
        with reading() as session:
            overview = _overview(session, actor, round_id)
            newest = [_newest(session, overview, item.id) for item in overview.scenarios]
    except NotFound:
        abort(404)
    except NoAmbition:
        return no_ambition(actor, round_id)
    figures = comparison(
        [stored for stored in newest if stored],
        catalogue=planning_catalogue(actor, round_id),
        milestones={},
    )
    page = render_template(
        "roadmap/scenarios.html",
        round=overview.situation.round,
        scenarios=list(zip(overview.scenarios, newest, strict=True)),
        last_tried={item.scenario_id: item for item in reversed(overview.summaries)},
        figures=figures[0] if any(newest) else None,
        approved=overview.approved,
        names=overview.names,
        form=new or next(iter(renamed.values()), None),
        new=new or ScenarioNameForm(formdata=None),
        rename_forms={
            item.id: renamed.get(item.id)
            or _rename_form(item.id, formdata=None, name=wording.scenario_name(item.name))
            for item in overview.scenarios
        },
        wording=wording,
    )
    return page, 422 if new or renamed else 200


def _newest(session: Session, overview: Overview, scenario_id: UUID) -> StoredPlan | None:
    """The newest roadmap of a scenario that there is something of to compare."""
    found = (item for item in overview.summaries if item.scenario_id == scenario_id and item.is_found)
    newest = next(found, None)
    if newest is None:
        return None
    return store.get_plan(session, organisation_id=newest.organisation_id, plan_id=newest.id)


@blueprint.get("/scenarios/vergelijken")
@requires(Permission.ROADMAP_READ)
def compare(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Two or three roadmaps side by side: those with the numbers asked for."""
    numbers = dict.fromkeys(request.args.getlist("nummer", type=int))
    try:
        with reading() as session:
            overview = _overview(session, actor, round_id)
            known = {item.number: item for item in overview.summaries if item.is_found}
            if not numbers.keys() <= known.keys():
                abort(404)
            plans = [
                store.get_plan(session, organisation_id=actor.organisation.id, plan_id=known[number].id)
                for number in [*numbers][: MOST + 1]
            ]
    except NotFound:
        abort(404)
    except NoAmbition:
        return no_ambition(actor, round_id)
    if not FEWEST <= len(plans) <= MOST:
        flash(_("Kies twee of drie roadmaps om te vergelijken."), "warning")
        return _to_scenarios(actor, round_id, ticked=[*numbers])
    return render_template(
        "roadmap/compare.html",
        round=overview.situation.round,
        plans=plans,
        scenario_names={item.id: wording.scenario_name(item.name) for item in overview.scenarios},
        sections=comparison(
            plans,
            catalogue=planning_catalogue(actor, round_id),
            milestones=titles_of(actor, overview),
        ),
    )


def _overview(session: Session, actor: Actor, round_id: UUID) -> Overview:
    return get_overview(
        session,
        organisation=actor.organisation,
        round_id=round_id,
        number=None,
        catalogue=planning_catalogue(actor, round_id),
        today=today(),
    )


def _to_scenarios(actor: Actor, round_id: UUID, *, ticked: Sequence[int] = ()) -> ResponseReturnValue:
    return redirect(
        url_for(".scenarios", organisation_id=actor.organisation.id, round_id=round_id, nummer=ticked)
    )
