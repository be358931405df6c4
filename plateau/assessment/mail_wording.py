"""What a message to a participant reads, and how it is doing."""

from __future__ import annotations

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from plateau.assessment import round_wording
from plateau.assessment.operations import Letter
from plateau.assessment.outgoing import State
from plateau.mail.model import Kind, Message


def write_letter(letter: Letter) -> Message:
    """The message in the language of who gets it. Needs an app, and no request: a worker writes it."""
    path = current_app.url_map.bind("").build("guest.enter", {"token": letter.token})
    with force_locale(letter.language):
        subjects = {
            Kind.INVITATION: _("Uitnodiging: %(name)s", name=letter.round.name),
            Kind.REMINDER: _("Herinnering: %(name)s", name=letter.round.name),
            Kind.OWN_LINK: _("Uw eigen link: %(name)s", name=letter.round.name),
        }
        text = render_template(
            f"mail/{letter.kind.value}.txt",
            participant=letter.participant,
            round=letter.round,
            organisation=letter.organisation,
            sender=letter.sender,
            href=letter.base + path,
            promise="\n".join(round_wording.promises(letter.round)),
        )
    return Message(
        id=letter.id,
        organisation_id=letter.organisation.id,
        kind=letter.kind,
        to_name=letter.participant.name,
        to_address=str(letter.participant.email),
        subject=subjects[letter.kind],
        text=text,
        language=letter.language,
    )


def state_words(state: State) -> str:
    """Where a message is, in a word or two."""
    return {
        State.WAITING: _("wacht"),
        State.SENDING: _("wordt verstuurd"),
        State.SENT: _("verstuurd"),
        State.FAILED: _("niet verstuurd"),
        State.UNSURE: _("onzeker"),
        State.DROPPED: _("niet meer nodig"),
    }[state]


def reason_words(reason: str) -> str:
    """Why a message did not go, for who leads the round; what an administrator can use stands in brackets."""
    kind, _sep, detail = reason.partition(" ")
    words = {
        "recipient": _("de mailserver nam dit adres niet aan"),
        "stopped": _("het achtergrondwerk stopte tijdens het versturen"),
    }
    known = words.get(kind, _("de mailserver deed het niet"))
    shown = detail if kind in words else reason
    return f"{known} ({shown})" if shown else known
