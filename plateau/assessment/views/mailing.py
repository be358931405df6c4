"""Inviting and reminding by mail. Who still has to hand in is written to, and never shown to anyone."""

from __future__ import annotations

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import lifecycle, operations, round_wording
from plateau.assessment.lifecycle import Act
from plateau.assessment.model import Round
from plateau.assessment.operations import Addressee, RoundClosed
from plateau.assessment.views.invitations import make_salt
from plateau.assessment.views.shared import blueprint, get_round
from plateau.mail import installed as mail
from plateau.mail.model import Failure, Kind, Message
from plateau.web.clock import new_id, now
from plateau.web.data import reading, transaction


@blueprint.get("/<uuid:round_id>/mail")
@requires(Permission.ROUND_MANAGE)
def mailing(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """How many can be invited or reminded; in the demo also what was sent."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        to_invite = len(operations.due(session, item=item, reminding=False))
        to_remind = len(operations.due(session, item=item, reminding=True))
    folder = mail.folder()
    return render_template(
        "assessment/mailing.html",
        round=item,
        can_send=mail.transport() is not None,
        may_send=lifecycle.allows(item.state, Act.INVITE),
        to_invite=to_invite,
        to_remind=to_remind,
        kept=folder.messages(actor.organisation.id) if folder else None,
    )


@blueprint.post("/<uuid:round_id>/mail")
@requires(Permission.ROUND_MANAGE)
def send_mailing(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Invite, or remind. Mail goes out after the links are in the database, and is recorded when it went."""
    with reading() as session:
        item = get_round(session, actor, round_id)
    try:
        kind = Kind(request.form.get("kind", ""))
    except ValueError:
        abort(400)
    transport = mail.transport()
    if transport is None:
        abort(400)
    reminding = kind is Kind.REMINDER
    try:
        with transaction() as session:
            addressees = operations.prepare_mailing(
                session,
                actor=actor,
                round_id=round_id,
                reminding=reminding,
                secret=str(current_app.config["SECRET_KEY"]),
                make_salt=make_salt,
                now=now(),
            )
    except RoundClosed:
        flash(_("De meting is niet open: er is niets verstuurd."), "error")
        return _back(actor, round_id)
    messages = {_message(actor, item, kind, one): one for one in addressees}
    failures = transport.send(list(messages), now=now())
    failed = {failure.message.id for failure in failures}
    with transaction() as session:
        operations.record_mailing(
            session,
            participant_ids=[one.participant.id for mail_, one in messages.items() if mail_.id not in failed],
            reminding=reminding,
            now=now(),
        )
    flash(_sent_words(kind, len(messages) - len(failures)), "ok")
    if failures:
        flash(_failure_words(kind, failures), "error")
    return _back(actor, round_id)


def _message(actor: Actor, item: Round, kind: Kind, addressee: Addressee) -> Message:
    with force_locale(addressee.language):
        subjects = {
            Kind.INVITATION: _("Uitnodiging: %(name)s", name=item.name),
            Kind.REMINDER: _("Herinnering: %(name)s", name=item.name),
        }
        text = render_template(
            f"mail/{kind.value}.txt",
            participant=addressee.participant,
            round=item,
            organisation=actor.organisation,
            sender=actor.person.name,
            href=url_for("guest.enter", token=addressee.token, _external=True),
            promise=" ".join(round_wording.promises(item)),
        )
    return Message(
        id=new_id(),
        organisation_id=actor.organisation.id,
        kind=kind,
        to_name=addressee.participant.name,
        to_address=str(addressee.participant.email),
        subject=subjects[kind],
        text=text,
        language=addressee.language,
    )


def _sent_words(kind: Kind, sent: int) -> str:
    if kind is Kind.REMINDER:
        return ngettext("%(num)s herinnering verstuurd.", "%(num)s herinneringen verstuurd.", sent)
    return ngettext("%(num)s uitnodiging verstuurd.", "%(num)s uitnodigingen verstuurd.", sent)


def _failure_words(kind: Kind, failures: list[Failure]) -> str:
    if kind is Kind.REMINDER:
        # A name here would tell who has not handed in.
        return ngettext(
            "%(num)s herinnering kon niet worden verstuurd.",
            "%(num)s herinneringen konden niet worden verstuurd.",
            len(failures),
        )
    return _(
        "Niet verstuurd: %(people)s. Kijk de adressen na en probeer het opnieuw.",
        people="; ".join(f"{failure.message.to_name} ({failure.reason})" for failure in failures),
    )


def _back(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".mailing", organisation_id=actor.organisation.id, round_id=round_id))
