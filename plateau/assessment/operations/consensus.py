"""Agreeing on the official value of a criterion."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import lifecycle, store
from plateau.assessment.consensus import AgreedValue, untouched
from plateau.assessment.lifecycle import Act
from plateau.assessment.model import Answer
from plateau.assessment.operations.errors import AgreedValueChanged, NotAgreeing, NotFound
from plateau.assessment.operations.rounds import get_round
from plateau.catalogue.scan import Questionnaire


def agree(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    asked: Questionnaire,
    answer: Answer,
    reason: str,
    dissent: str,
    evidence: str,
    base_version: int | None,
    now: datetime,
) -> AgreedValue:
    """Add a version of the value of a criterion; the same one sent twice is kept once.

    `answer` says on which criterion, and what; without a mark it is "still open". `base_version` is the
    version that the one who agrees has seen, 0 for none; None adds on top of whatever stands there: for a
    live session, in which all see the same.

    Raises:
        NotFound: no such round or criterion.
        NotAgreeing: the round is in preparation, or adopted already.
        AgreedValueChanged: someone set another one since `base_version`.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    criterion = answer.criterion
    if criterion not in {known.id for known in asked.criteria}:
        raise NotFound(f"criterion {criterion}")
    if not lifecycle.allows(item.state, Act.AGREE):
        raise NotAgreeing(item.name)
    current = store.agreed_values(session, round_id).get(criterion)
    version = current.version if current else 0
    fresh = AgreedValue(
        criterion=criterion,
        version=version + 1,
        mark=answer.mark,
        plateau=answer.plateau,
        option=answer.option,
        reason=reason,
        dissent=dissent,
        evidence=evidence,
        set_by=actor.person.id,
        set_at=now,
    )
    if current is not None and current.content == fresh.content:
        return current
    if base_version is not None and base_version != version:
        raise AgreedValueChanged(current)
    store.add_agreed_value(session, round_id=round_id, value=fresh)
    return fresh


def leave_open(session: Session, *, actor: Actor, round_id: UUID, asked: Questionnaire, now: datetime) -> int:
    """Leave every criterion open of which nothing was said, and say how many those were.

    Raises:
        NotFound, NotAgreeing: as `agree`.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    if not lifecycle.allows(item.state, Act.AGREE):
        raise NotAgreeing(item.name)
    left = untouched([criterion.id for criterion in asked.criteria], store.agreed_values(session, round_id))
    for criterion in left:
        value = AgreedValue(criterion, 1, None, None, "", "", "", set_by=actor.person.id, set_at=now)
        store.add_agreed_value(session, round_id=round_id, value=value)
    return len(left)
