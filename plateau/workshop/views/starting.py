"""Starting a session: from a measurement, or at once."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations as assessment
from plateau.assessment import store as assessment_store
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.lifecycle import Act, allows
from plateau.assessment.model import Anonymity, Round
from plateau.assessment.operations import NameTaken, NotAgreeing, NotFound
from plateau.assessment.views.shared import get_round
from plateau.catalogue.loader import catalogue
from plateau.web.clock import new_id, now
from plateau.web.data import reading, transaction
from plateau.workshop import operations, store, wording
from plateau.workshop.forms import FlashForm, StartForm, start_form
from plateau.workshop.model import CODE_ALPHABET, CODE_LENGTH, Topic, Workshop
from plateau.workshop.phases import least_votes
from plateau.workshop.views.shared import PREFIX, areas_of, blueprint


@blueprint.route(
    "/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/werksessie", methods=["GET", "POST"]
)
@requires(Permission.ROUND_MANAGE)
def start(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The sessions on a measurement, and a new one with the agenda that its answers suggest."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        asked = questionnaire_of(item)
        ambition = assessment_store.find_ambition(
            session, organisation_id=actor.organisation.id, round_id=round_id
        )
        early = operations.early_candidates(session, item)
        order = operations.suggest(session, actor=actor, item=item, asked=asked, ambition=ambition)
        earlier = store.workshops(session, organisation_id=actor.organisation.id, round_id=round_id)
    least = least_votes(item)
    form = start_form(
        order,
        early,
        named=item.anonymity is Anonymity.NAMED,
        workshop_id=new_id(),
        quorum=item.minimum_group,
        suggest=request.method == "GET",
    )
    empty = False
    if form.validate_on_submit():
        agenda = form.topics(asked.criteria, areas_of(asked))
        empty = not agenda
        if agenda:
            with transaction() as session:
                started = _start(session, actor, item, form, form.early_ids(early), agenda)
            return redirect(
                url_for(".facilitate", organisation_id=actor.organisation.id, workshop_id=started.id)
            )
    page = render_template(
        "workshop/start.html",
        round=item,
        form=form,
        order=order,
        early=early,
        earlier=earlier,
        can_agree=allows(item.state, Act.AGREE),
        empty=empty,
        least=least,
        wording=wording,
        catalogue=round_catalogue(item),
        asked=asked,
        has_plateaus=bool(areas_of(asked)),
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.route(f"{PREFIX}/nieuw", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def start_flash(actor: Actor) -> ResponseReturnValue:
    """A session that nobody filled in a questionnaire for: a measurement of its own is made for it."""
    form = FlashForm(data={"round_id": str(new_id())})
    if form.validate_on_submit():
        try:
            with transaction() as session:
                item = assessment.open_round(
                    session,
                    actor=actor,
                    instrument=catalogue().instrument(actor.organisation.kind.value),
                    name=" ".join(str(form.name.data).split()),
                    is_baseline=False,
                    anonymity=Anonymity(form.anonymity.data),
                    minimum_group=form.minimum_group.data,
                    now=now(),
                    round_id=UUID(form.round_id.data),
                )
        except NotFound:
            abort(404)
        except NameTaken:
            form.name.errors = [_("Er is al een meting met deze naam. Kies een andere.")]
            return render_template("workshop/flash.html", form=form), 422
        return redirect(url_for(".start", organisation_id=actor.organisation.id, round_id=item.id))
    page = render_template("workshop/flash.html", form=form)
    return page, 422 if request.method == "POST" else 200


def _start(
    session: Session,
    actor: Actor,
    item: Round,
    form: StartForm,
    early: Collection[UUID],
    agenda: Sequence[Topic],
) -> Workshop:
    try:
        return operations.start(
            session,
            actor=actor,
            item=item,
            workshop_id=UUID(form.workshop_id.data),
            agenda=agenda,
            quorum=form.quorum.data,
            early=early,
            draw_code=draw_code,
            now=now(),
        )
    except NotFound:
        abort(404)
    except NotAgreeing:
        abort(409)


def draw_code() -> str:
    """A code that is easy to read from a beamer and hard to guess: one of 150 million."""
    return "".join(secrets.choice(CODE_ALPHABET) for _place in range(CODE_LENGTH))
