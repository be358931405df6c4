"""What the views of the session share: the blueprint, how a session is found, and what a screen gets."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import operations as assessment
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.operations import NotFound
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.workshop import operations, wording
from plateau.workshop.model import Pulse, Workshop
from plateau.workshop.operations import Scene

blueprint = Blueprint("workshop", __name__)
PREFIX = "/organisaties/<uuid:organisation_id>/werksessies"


def get_workshop(session: Session, actor: Actor, workshop_id: UUID) -> Workshop:
    """This organisation's session, or a 404."""
    try:
        return operations.get_workshop(
            session, organisation_id=actor.organisation.id, workshop_id=workshop_id
        )
    except NotFound:
        abort(404)


def areas_of(asked: Questionnaire) -> list[str]:
    """The areas for which a plateau can be wanted, in the order of asking; none for a scan."""
    if isinstance(asked, Scan):
        return []
    return list(dict.fromkeys(criterion.area for criterion in asked.criteria))


def scene_values(session: Session, scene: Scene, now: datetime) -> dict[str, Any]:
    """What the templates of all three screens need, the same for each of them."""
    workshop = scene.workshop
    item = assessment.get_round(session, organisation_id=workshop.organisation_id, round_id=workshop.round_id)
    asked = questionnaire_of(item)
    current = workshop.current
    return {
        "scene": scene,
        "workshop": workshop,
        "round": item,
        "asked": asked,
        "answers": wording.answers(current.topic, asked, round_catalogue(item)) if current else (),
        "has_plateaus": not isinstance(asked, Scan),
        "catalogue": round_catalogue(item),
        "wording": wording,
        "left": seconds_left(workshop.timer_ends_at, now),
    }


def seconds_left(ends: datetime | None, now: datetime) -> int | None:
    """What is left on the clock; None without one."""
    return max(0, round((ends - now).total_seconds())) if ends else None


def state(pulse: Pulse | None, now: datetime) -> ResponseReturnValue:
    """The answer to what every screen asks each second: the same for all, without any vote's value."""
    if pulse is None:
        abort(404)
    return jsonify(
        version=pulse.version,
        joined=pulse.joined,
        ready=pulse.ready,
        left=seconds_left(pulse.timer_ends_at, now),
    )
