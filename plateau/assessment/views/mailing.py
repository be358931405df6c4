"""Inviting and reminding by mail. Who still has to hand in is written to, and never shown to anyone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import lifecycle, operations, store
from plateau.assessment.lifecycle import Act
from plateau.assessment.mail_wording import reason_words, state_words
from plateau.assessment.model import Anonymity, Participant, Round
from plateau.assessment.operations import RoundClosed
from plateau.assessment.outgoing import ON_ITS_WAY, Outgoing, State
from plateau.assessment.views.invitations import make_salt, secret
from plateau.assessment.views.shared import blueprint, get_round
from plateau.mail import installed as mail
from plateau.mail.folder import Kept
from plateau.mail.model import Kind
from plateau.web import addresses
from plateau.web.background import hand_over
from plateau.web.clock import now
from plateau.web.data import reading, transaction

#: What who leads a round lets go out, as its form says it.
ASKED_FOR = {kind.value: kind for kind in (Kind.INVITATION, Kind.REMINDER)}
#: A personal link in the text of a message: all after the door is its token.
LINK = re.compile(r"/m/[\w-]{43}")


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
        # Who is due for a reminder has not handed in: in an anonymous round even their number would tell, for
        # whoever revokes links one by one and looks again.
        is_secret = item.anonymity is Anonymity.ANONYMOUS
        written_to = operations.addressees if is_secret else operations.due
        to_remind = len(written_to(session, item=item, kind=Kind.REMINDER))
        everything = store.outgoing(session, item.id)
        people = store.participants(session, item.id)
    shown = {Kind.INVITATION} if is_secret else {Kind.INVITATION, Kind.REMINDER}
    messages = [message for message in everything if message.kind in shown]
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
        reminded_at=_reminded_at(everything) if is_secret else None,
        waits=any(message.state in ON_ITS_WAY for message in messages),
        stuck=any(message.is_late(now()) for message in messages),
        unsure=any(one.message.state is State.UNSURE for one in invited),
        state_words=state_words,
        reason_words=reason_words,
        kept=_kept(folder.messages(actor.organisation.id)) if folder else None,
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


def _reminded_at(messages: list[Outgoing]) -> datetime | None:
    """When reminders were last asked for."""
    return next((message.asked_at for message in messages if message.kind is Kind.REMINDER), None)


def _kept(messages: list[Kept]) -> list[Kept]:
    """The invitations in the demo's folder, without their links: those are for who gets the mail.

    No other messages: how many reminders went out tells how many had not handed in.
    """
    return [
        replace(message, text=LINK.sub("/m/…", message.text))
        for message in messages
        if message.kind is Kind.INVITATION
    ]


@blueprint.post("/<uuid:round_id>/mail")
@requires(Permission.ROUND_MANAGE)
def send_mailing(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Invite, or remind: the messages are put ready, and the worker sends them."""
    with reading() as session:
        item = get_round(session, actor, round_id)
    kind = ASKED_FOR.get(request.form.get("kind", ""))
    if kind is None or mail.transport() is None:
        abort(400)
    try:
        with transaction() as session:
            number = operations.ask_mailing(
                session,
                actor=actor,
                round_id=round_id,
                kind=kind,
                base=addresses.base(),
                secret=secret(),
                make_salt=make_salt,
                now=now(),
            )
    except RoundClosed:
        flash(_("De meting is niet open: er is niets verstuurd."), "error")
    else:
        hand_over("send_mail", round_id)
        flash(_ready_words(kind, number, item), "ok")
    return redirect(url_for(".mailing", organisation_id=actor.organisation.id, round_id=round_id))


def _ready_words(kind: Kind, number: int, item: Round) -> str:
    if kind is Kind.REMINDER and item.anonymity is Anonymity.ANONYMOUS:
        return str(_("Wie is uitgenodigd en nog niet inleverde, krijgt nu een herinnering."))
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
