"""Inviting and reminding by mail. Who still has to hand in is written to, and never shown to anyone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import lifecycle, operations, store
from plateau.assessment.lifecycle import Act
from plateau.assessment.mail_wording import reason_words, state_words
from plateau.assessment.model import Participant
from plateau.assessment.operations import RoundClosed
from plateau.assessment.outgoing import ON_ITS_WAY, Outgoing, State
from plateau.assessment.views.invitations import make_salt
from plateau.assessment.views.shared import blueprint, get_round
from plateau.mail import installed as mail
from plateau.mail.model import Kind
from plateau.web import addresses
from plateau.web.background import hand_over
from plateau.web.clock import now
from plateau.web.data import reading, transaction


@dataclass(frozen=True, slots=True)
class Invited:
    """A participant with the last invitation to them."""

    participant: Participant
    message: Outgoing


@blueprint.get("/<uuid:round_id>/mail")
@requires(Permission.ROUND_MANAGE)
def mailing(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """How many can be invited or reminded, and what became of each message; in the demo also what it read."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        to_invite = len(operations.due(session, item=item, kind=Kind.INVITATION))
        to_remind = len(operations.due(session, item=item, kind=Kind.REMINDER))
        messages = store.outgoing(session, item.id)
        people = store.participants(session, item.id)
    invited = _invited(people, messages)
    folder = mail.folder()
    return render_template(
        "assessment/mailing.html",
        round=item,
        can_send=mail.transport() is not None,
        may_send=lifecycle.allows(item.state, Act.INVITE),
        to_invite=to_invite,
        to_remind=to_remind,
        invited=invited,
        reminders=_reminders(messages),
        waits=any(message.state in ON_ITS_WAY for message in messages),
        stuck=any(message.is_late(now()) for message in messages),
        unsure=any(one.message.state is State.UNSURE for one in invited),
        state_words=state_words,
        reason_words=reason_words,
        kept=folder.messages(actor.organisation.id) if folder else None,
    )


def _invited(people: list[Participant], messages: list[Outgoing]) -> list[Invited]:
    """Who was written to, by name, with the newest invitation: what became of it."""
    newest: dict[UUID, Outgoing] = {}
    for message in messages:
        if message.kind is Kind.INVITATION:
            newest.setdefault(message.participant_id, message)
    return [Invited(someone, newest[someone.id]) for someone in people if someone.id in newest]


def _reminders(messages: list[Outgoing]) -> list[tuple[State, int]]:
    """How many reminders are in each state. To whom would tell who has not handed in."""
    counted = Counter(message.state for message in messages if message.kind is Kind.REMINDER)
    return [(state, counted[state]) for state in State if counted[state]]


@blueprint.post("/<uuid:round_id>/mail")
@requires(Permission.ROUND_MANAGE)
def send_mailing(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Invite, or remind: the messages are put ready, and the worker sends them."""
    with reading() as session:
        get_round(session, actor, round_id)
    try:
        kind = Kind(request.form.get("kind", ""))
    except ValueError:
        abort(400)
    if mail.transport() is None:
        abort(400)
    try:
        with transaction() as session:
            number = operations.ask_mailing(
                session,
                actor=actor,
                round_id=round_id,
                kind=kind,
                base=addresses.base(),
                secret=str(current_app.config["SECRET_KEY"]),
                make_salt=make_salt,
                now=now(),
            )
    except RoundClosed:
        flash(_("De meting is niet open: er is niets verstuurd."), "error")
    else:
        hand_over("send_mail", round_id)
        flash(_ready_words(kind, number), "ok")
    return redirect(url_for(".mailing", organisation_id=actor.organisation.id, round_id=round_id))


def _ready_words(kind: Kind, number: int) -> str:
    if kind is Kind.REMINDER:
        return ngettext(
            "%(num)s herinnering staat klaar en gaat nu weg.",
            "%(num)s herinneringen staan klaar en gaan nu weg.",
            number,
        )
    return ngettext(
        "%(num)s uitnodiging staat klaar en gaat nu weg.",
        "%(num)s uitnodigingen staan klaar en gaan nu weg.",
        number,
    )
