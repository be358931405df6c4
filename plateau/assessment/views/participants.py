"""The list of participants of a measurement."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import agreement_wording, lifecycle, operations, round_wording, store
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.lifecycle import Act
from plateau.assessment.model import Participant, Perspective, Round
from plateau.assessment.operations import (
    AddressFixed,
    AddressOfAccount,
    AddressTaken,
    AskedFixed,
    HasAnswered,
    ListClosed,
    Listed,
    NotFound,
)
from plateau.assessment.participant_forms import ListForm, ParticipantForm, participant_form
from plateau.assessment.participant_list import Row, parse
from plateau.assessment.views.invitations import link_of
from plateau.assessment.views.shared import blueprint, form_status, get_round, list_closed
from plateau.web.data import reading, transaction
from plateau.web.locale import local


@blueprint.route("/<uuid:round_id>/deelnemers", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def participants(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Who takes part, and room to paste more people; a list with mistakes comes back whole."""
    with reading() as session:
        item = get_round(session, actor, round_id)
    form = ListForm()
    rows: list[Row] = []
    if form.validate_on_submit():
        form.people.data = form.text()
        rows = parse(form.people.data, areas=_area_words(item))
        if not rows:
            form.people.errors = [_("Plak een lijst of kies een bestand.")]
        elif not any(row.mistakes for row in rows):
            return _add(actor, item, rows)
    with reading() as session:
        people = store.participants(session, round_id)
        with_accounts = operations.with_accounts(session, actor=actor, people=people)
    page = render_template(
        "assessment/participants.html",
        round=item,
        people=people,
        with_accounts=with_accounts,
        form=form,
        mistaken=[row for row in rows if row.mistakes],
        rows=rows,
        may_change=lifecycle.allows(item.state, Act.LIST_PARTICIPANTS),
        areas=_areas(item),
        wording=round_wording,
        perspective_name=agreement_wording.perspective_name,
    )
    return page, form_status()


def _add(actor: Actor, item: Round, rows: list[Row]) -> ResponseReturnValue:
    try:
        with transaction() as session:
            listed = operations.add_participants(session, actor=actor, round_id=item.id, rows=rows)
    except ListClosed:
        flash(list_closed(), "error")
    else:
        flash(_listed_words(listed), "ok")
    return _to_list(actor, item)


def _listed_words(listed: Listed) -> str:
    words = ngettext("%(num)s deelnemer toegevoegd.", "%(num)s deelnemers toegevoegd.", listed.added)
    if listed.known:
        words += " " + ngettext(
            "%(num)s stond al op de lijst.", "%(num)s stonden al op de lijst.", listed.known
        )
    if listed.again:
        words += " " + ngettext(
            "Van %(num)s was de link ingetrokken: die staat nu opnieuw op de lijst.",
            "Van %(num)s was de link ingetrokken: die staan nu opnieuw op de lijst.",
            listed.again,
        )
    return words


@blueprint.route("/<uuid:round_id>/deelnemers/<uuid:participant_id>", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def participant(actor: Actor, round_id: UUID, participant_id: UUID) -> ResponseReturnValue:
    """Correct one participant, or take them off the list."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        found = _participant(session, item, participant_id)
        has_account = bool(operations.with_accounts(session, actor=actor, people=[found]))
    form = participant_form(found, _areas(item))
    if form.validate_on_submit():
        try:
            return _change(actor, item, found, form)
        except (AddressFixed, AddressOfAccount, AddressTaken) as error:
            form.email.errors = [_address_words(error)]
        except AskedFixed as error:
            form[error.field].errors = [_asked_words()]
    page = render_template(
        "assessment/participant.html",
        round=item,
        participant=found,
        has_account=has_account,
        invitation=link_of(actor, round_id, participant_id),
        form=form,
        may_change=lifecycle.allows(item.state, Act.LIST_PARTICIPANTS),
    )
    return page, form_status()


def _asked_words() -> str:
    return str(
        _(
            "In een anonieme meting ligt dit vast zolang zij open is: een wijziging kan na afloop laten zien "
            "wie antwoordde. Klopt het niet? Trek de link hieronder in en zet deze persoon opnieuw op de "
            "lijst."
        )
    )


def _address_words(error: Exception) -> str:
    if isinstance(error, AddressFixed):
        return str(
            _(
                "In een anonieme meting ligt het adres vast zolang zij open is: wie er de mail leest, kan "
                "bij de antwoorden. Klopt het adres niet? Trek de link hieronder in en zet deze persoon "
                "opnieuw op de lijst."
            )
        )
    if isinstance(error, AddressOfAccount):
        return str(_("Deze persoon heeft een account. De mail gaat naar het adres van dat account."))
    return str(
        _(
            "Dit adres is van iemand anders op de lijst, of van iemand met een account. "
            "Wie een account heeft, doet mee door in te loggen."
        )
    )


def _change(actor: Actor, item: Round, found: Participant, form: ParticipantForm) -> ResponseReturnValue:
    chosen = frozenset(form.areas.data or ())
    email = (form.email.data or "").strip().lower() or None
    try:
        with transaction() as session:
            operations.change_participant(
                session,
                actor=actor,
                round_id=item.id,
                participant_id=found.id,
                name=" ".join(form.name.data.split()),
                email=email,
                perspective=Perspective(form.perspective.data),
                areas=frozenset() if chosen == set(_areas(item)) else chosen,
                language=form.language.data,
            )
    except ListClosed:
        flash(list_closed(), "error")
    else:
        flash(_("%(name)s is opgeslagen.", name=form.name.data), "ok")
        if found.has_link and found.email not in {None, email}:
            flash(
                _("Het adres is anders: de link van deze persoon werkt niet meer. Maak een nieuwe."), "info"
            )
    return _to_list(actor, item)


@blueprint.post("/<uuid:round_id>/deelnemers/<uuid:participant_id>/verwijderen")
@requires(Permission.ROUND_MANAGE)
def remove_participant(actor: Actor, round_id: UUID, participant_id: UUID) -> ResponseReturnValue:
    """Take someone off the list who has not answered."""
    with transaction() as session:
        item = get_round(session, actor, round_id)
        try:
            operations.remove_participant(
                session, actor=actor, round_id=round_id, participant_id=participant_id
            )
        except ListClosed:
            flash(list_closed(), "error")
        except HasAnswered as error:
            flash(
                _("%(name)s blijft op de lijst: in deze meting kan dat niet meer weg.", name=str(error)),
                "error",
            )
        else:
            flash(_("De deelnemer is verwijderd."), "ok")
    return _to_list(actor, item)


def _participant(session: Session, item: Round, participant_id: UUID) -> Participant:
    try:
        return operations.get_participant(session, item=item, participant_id=participant_id)
    except NotFound:
        abort(404)


def _areas(item: Round) -> dict[str, str]:
    """What can be asked in this round: the names of its areas, by id."""
    ids = dict.fromkeys(criterion.area for criterion in questionnaire_of(item).criteria)
    return {area: local(round_catalogue(item).area(area).name) for area in ids}


def _area_words(item: Round) -> dict[str, str]:
    """What people may write for an area: its id or its name, in either language."""
    words: dict[str, str] = {}
    for area in _areas(item):
        name = round_catalogue(item).area(area).name
        words |= {word.casefold(): area for word in (area, name.nl, name.en)}
    return words


def _to_list(actor: Actor, item: Round) -> ResponseReturnValue:
    return redirect(url_for(".participants", organisation_id=actor.organisation.id, round_id=item.id))
