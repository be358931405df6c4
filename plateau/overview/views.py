"""The dashboard: where the measurement stands and what to do next; and the pages about plateau itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from sqlalchemy.orm import Session

from plateau.accounts.guard import ROLE_NAMES, public, requires
from plateau.accounts.model import Actor, Permission
from plateau.accounts.policy import may
from plateau.assessment import operations as assessment
from plateau.assessment import store as assessment_store
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.consensus import decided
from plateau.assessment.model import Round, RoundState
from plateau.assessment.round_wording import state_name
from plateau.assessment.suppression import shows_results
from plateau.assessment.wording import basis_sentence
from plateau.catalogue.loader import catalogue
from plateau.catalogue.scan import Scan
from plateau.overview.next_words import ENDPOINTS, next_words
from plateau.overview.progress import SCAN_STAGES, Facts, Stage, stages_done
from plateau.roadmap import store as roadmap_store
from plateau.web.data import reading

blueprint = Blueprint("overview", __name__)

NEEDED = {
    Stage.QUESTIONNAIRE: Permission.QUESTIONNAIRE_ANSWER,
    Stage.PROFILE: Permission.PROFILE_READ,
    Stage.AMBITION: Permission.AMBITION_READ,
    Stage.ROADMAP: Permission.ROADMAP_READ,
    Stage.REPORT: Permission.REPORT_DOWNLOAD,
}


#: Stages of more than one page: the blueprints whose pages belong to them.
STAGE_BLUEPRINTS = {"roadmap": {"roadmap", "outlook", "what_if", "frontier"}, "report": {"report"}}


@dataclass(frozen=True, slots=True)
class StageLink:
    """A stage of the way as a link."""

    label: str
    href: str
    current: bool
    done: bool


@blueprint.get("/organisaties/<uuid:organisation_id>")
@requires(Permission.ORGANISATION_READ)
def dashboard(actor: Actor) -> ResponseReturnValue:
    """One organisation: its newest measurement (or the one asked for) and the next step."""
    with reading() as session:
        rounds = assessment_store.rounds(session, actor.organisation.id)
        item = _chosen(rounds, assessment_store.rounds_with_answers(session, actor.organisation.id))
        if item is None:
            return render_template(
                "overview/dashboard.html", round=None, next=next_words(actor, None, Facts(has_round=False))
            )
        asked = questionnaire_of(item)
        profile = (
            assessment.compute_profile(session, item=item, instrument=asked)
            if not isinstance(asked, Scan)
            else None
        )
        ambition = assessment_store.find_ambition(
            session, organisation_id=actor.organisation.id, round_id=item.id
        )
        facts, approved_at, started = _facts(session, actor, item, has_ambition=ambition is not None)
    return render_template(
        "overview/dashboard.html",
        round=item,
        rounds=rounds,
        where={"organisation_id": actor.organisation.id, "round_id": item.id},
        catalogue=round_catalogue(item),
        instrument=asked,
        scans={one.id: scan for one in rounds if isinstance(scan := questionnaire_of(one), Scan)},
        profile=profile,
        basis=basis_sentence(profile) if profile else "",
        ambition=ambition,
        started=started,
        submitted=facts.submitted_by_all,
        has_plan=facts.has_plan,
        approved_at=approved_at,
        stages=_stages(actor, item, facts),
        next=next_words(actor, item, facts),
    )


@blueprint.get("/methode")
@public
def method() -> ResponseReturnValue:
    """Where the model comes from, and what is ours."""
    return render_template("overview/method.html", catalogue=catalogue())


@blueprint.get("/toegankelijkheid")
@public
def accessibility() -> ResponseReturnValue:
    """What is done for accessibility, and what is not known yet."""
    return render_template("overview/accessibility.html")


@blueprint.get("/gezondheid")
@public
def health() -> ResponseReturnValue:
    """For a monitor: the server answers and reaches its database."""
    with reading() as session:
        assessment_store.rounds(session, UUID(int=0))
    return {"status": "ok"}


def _chosen(rounds: list[Round], answered: set[UUID]) -> Round | None:
    """The round asked for; else the newest with something to see, before one that is still being prepared."""
    wanted = request.args.get("meting")
    if wanted is None:
        # A scan beside the measurement must not push it off the page one starts from.
        rounds = sorted(rounds, key=lambda item: isinstance(questionnaire_of(item), Scan))
        newest = rounds[0] if rounds else None
        return next((item for item in rounds if item.is_open or item.id in answered), newest)
    found = next((item for item in rounds if str(item.id) == wanted), None)
    return found or abort(404)


def _facts(session: Session, actor: Actor, item: Round, *, has_ambition: bool) -> tuple[Facts, object, int]:
    response = assessment_store.find_response(session, round_id=item.id, person_id=actor.person.id)
    everyone, submitted = assessment_store.count_responses(session, item.id)
    newest = roadmap_store.find_newest_plan(session, organisation_id=actor.organisation.id, round_id=item.id)
    approved_at = newest.approved_at if newest else None
    facts = Facts(
        has_round=True,
        round_is_prepared=item.state is RoundState.PREPARATION,
        round_is_open=item.is_open,
        started=response is not None,
        submitted=response is not None and response.is_submitted,
        submitted_by_all=submitted,
        shows_results=shows_results(item.anonymity, item.state),
        is_closed=item.state is RoundState.CLOSED,
        is_in_consensus=item.state is RoundState.CONSENSUS,
        has_agreed=bool(decided(assessment_store.agreed_values(session, item.id))),
        has_ambition=has_ambition,
        has_plan=newest is not None and newest.is_found,
        approved=approved_at is not None,
        has_plateaus=not isinstance(questionnaire_of(item), Scan),
    )
    return facts, approved_at, everyone


def stage_labels() -> dict[Stage, str]:
    """The names of the stages in the language of the page."""
    return {
        Stage.QUESTIONNAIRE: _("Vragenlijst"),
        Stage.PROFILE: _("Profiel"),
        Stage.AMBITION: _("Ambitie"),
        Stage.ROADMAP: _("Roadmap"),
        Stage.REPORT: _("Rapport"),
    }


def _stages(actor: Actor, item: Round, facts: Facts) -> list[StageLink]:
    done = stages_done(facts, actor.role)
    current = next((stage for stage in facts.stages if stage not in done), None)
    labels = stage_labels()
    return [
        StageLink(
            label=labels[stage],
            href=url_for(ENDPOINTS[stage], organisation_id=actor.organisation.id, round_id=item.id)
            if may(actor.role, NEEDED[stage])
            else "",
            current=stage is current,
            done=stage in done,
        )
        for stage in facts.stages
    ]


@pass_context
def _navigation(context: Context) -> list[StageLink]:
    """The links of the header on a page of one measurement; a scan has no ambition and what follows."""
    where = request.view_args or {}
    if "round_id" not in where or "organisation_id" not in where:
        return []
    labels = stage_labels()
    item = context.get("round")
    is_scan = isinstance(item, Round) and isinstance(questionnaire_of(item), Scan)
    keys = {"organisation_id": where["organisation_id"], "round_id": where["round_id"]}
    return [
        StageLink(
            label=labels[stage],
            href=url_for(endpoint, **keys),
            current=_is_current(endpoint),
            done=False,
        )
        for stage, endpoint in ENDPOINTS.items()
        if not is_scan or stage in SCAN_STAGES
        if "actor" in g and may(g.actor.role, NEEDED[stage])
    ]


def _is_current(endpoint: str) -> bool:
    here = request.endpoint or ""
    blueprint_name = endpoint.split(".", maxsplit=1)[0]
    questionnaire = {"assessment.questionnaire_area", "assessment.review"}
    return (
        here == endpoint
        or (endpoint == "assessment.questionnaire" and here in questionnaire)
        or request.blueprint in STAGE_BLUEPRINTS.get(blueprint_name, ())
    )


@blueprint.app_context_processor
def _shared() -> dict[str, object]:
    return {"navigation": _navigation, "role_names": ROLE_NAMES, "state_name": state_name}
