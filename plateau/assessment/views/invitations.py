"""Invitations by personal link: a sheet to print, and renewing or revoking one link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import links, operations, round_wording
from plateau.assessment.asked import questionnaire_of
from plateau.assessment.model import Participant
from plateau.assessment.operations import ListClosed, NotFound
from plateau.assessment.views.shared import blueprint, get_round, list_closed
from plateau.web.addresses import outside_url
from plateau.web.clock import now
from plateau.web.data import reading, transaction
from plateau.web.qr import qr_svg


@dataclass(frozen=True, slots=True)
class Invitation:
    """One participant with their link; no link: there is none that works, or it can't be shown again."""

    participant: Participant
    href: str = ""
    qr: Markup | None = None


@blueprint.get("/<uuid:round_id>/uitnodigingen")
@requires(Permission.ROUND_MANAGE)
def invitations(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """All invitations on one sheet, to print and cut."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        found = operations.find_handed_tokens(session, item=item, secret=secret(), now=now())
    sheet = [_invitation(someone, token) for someone, token in found]
    return render_template(
        "assessment/invitations.html",
        round=item,
        instrument=questionnaire_of(item),
        invitations=[one for one in sheet if one.href],
        without=[one.participant for one in sheet if not one.href],
        may_invite=item.state in links.LIVE_STATES,
        promise=" ".join(round_wording.promises(item)),
    )


def _invitation(someone: Participant, token: str | None) -> Invitation:
    if token is None:
        return Invitation(someone)
    href = outside_url("guest.enter", token=token)
    return Invitation(someone, href, qr_svg(href, label=_("QR-code voor %(name)s", name=someone.name)))


@blueprint.post("/<uuid:round_id>/uitnodigingen")
@requires(Permission.ROUND_MANAGE)
def give_links(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Give everyone on the list a link who has none that works."""
    with transaction() as session:
        get_round(session, actor, round_id)
        try:
            given = operations.give_links(
                session, actor=actor, round_id=round_id, secret=secret(), make_salt=make_salt, now=now()
            )
        except ListClosed:
            flash(list_closed(), "error")
        else:
            flash(ngettext("%(num)s link gemaakt.", "%(num)s links gemaakt.", given), "ok")
    return redirect(url_for(".invitations", organisation_id=actor.organisation.id, round_id=round_id))


@blueprint.post("/<uuid:round_id>/deelnemers/<uuid:participant_id>/link")
@requires(Permission.ROUND_MANAGE)
def renew_link(actor: Actor, round_id: UUID, participant_id: UUID) -> ResponseReturnValue:
    """Give one participant another link; the old one stops working."""
    with transaction() as session:
        get_round(session, actor, round_id)
        try:
            operations.renew_link(
                session,
                actor=actor,
                round_id=round_id,
                participant_id=participant_id,
                secret=secret(),
                make_salt=make_salt,
                now=now(),
            )
        except NotFound:
            abort(404)
        except ListClosed:
            flash(list_closed(), "error")
        else:
            flash(_("Er is een nieuwe link. De oude werkt niet meer."), "ok")
    return _back(actor, round_id, participant_id)


@blueprint.post("/<uuid:round_id>/deelnemers/<uuid:participant_id>/intrekken")
@requires(Permission.ROUND_MANAGE)
def revoke_link(actor: Actor, round_id: UUID, participant_id: UUID) -> ResponseReturnValue:
    """Stop one participant's link."""
    with transaction() as session:
        get_round(session, actor, round_id)
        try:
            operations.revoke_link(
                session, actor=actor, round_id=round_id, participant_id=participant_id, now=now()
            )
        except NotFound:
            abort(404)
    flash(_("De link is ingetrokken en werkt niet meer."), "ok")
    return _back(actor, round_id, participant_id)


def link_of(actor: Actor, round_id: UUID, participant_id: UUID) -> Invitation | None:
    """The link of one participant, to show on their page; None without one that works."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        found = operations.find_handed_tokens(session, item=item, secret=secret(), now=now())
    return next(
        (_invitation(someone, token) for someone, token in found if someone.id == participant_id and token),
        None,
    )


def _back(actor: Actor, round_id: UUID, participant_id: UUID) -> ResponseReturnValue:
    return redirect(
        url_for(
            ".participant",
            organisation_id=actor.organisation.id,
            round_id=round_id,
            participant_id=participant_id,
        )
    )


def secret() -> str:
    """What links are made from, with their salt."""
    return str(current_app.config["SECRET_KEY"])


def make_salt() -> str:
    """Chance for a new link."""
    return secrets.token_hex(links.SALT_BYTES)
