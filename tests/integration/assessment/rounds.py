"""Rounds with many answers, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.assessment import store
from plateau.assessment.model import (
    Anonymity,
    Answer,
    Mark,
    Participant,
    Perspective,
    Response,
    Round,
    RoundState,
)
from plateau.assessment.records import RoundRecord
from plateau.catalogue.loader import catalogue
from plateau.database import new_id
from plateau.tailoring.store import keep_copy


def said(criterion: str, value: int | None, comment: str = "") -> Answer:
    """A plateau, or "don't know"."""
    if value is None:
        return Answer(criterion, Mark.UNKNOWN, None, comment)
    return Answer(criterion, Mark.PLATEAU, value, comment)


def let_in(
    session: Session,
    round_id: UUID,
    perspective: Perspective,
    answers: Mapping[str, Answer],
    *,
    now: datetime,
    name: str = "Iemand",
) -> None:
    """Someone takes part in a round and hands in."""
    participant = Participant(new_id(), round_id, None, name, None, perspective)
    store.add_participant(session, participant)
    response = Response(new_id(), round_id, participant.id, None, 0, None, None, {})
    store.add_response(session, response)
    store.add_answers(session, response_id=response.id, answers=answers.values(), revision=1, now=now)
    store.set_submitted(session, response.id, now)


def ask(session: Session, item: Round, questionnaire_id: str) -> None:
    """Let a round ask another one of our questionnaires."""
    record = session.get_one(RoundRecord, item.id)
    record.instrument_id = questionnaire_id
    record.questionnaire_digest = keep_copy(session, catalogue().questionnaire(questionnaire_id))


def make(session: Session, item: Round, *, anonymity: Anonymity, state: RoundState) -> Round:
    """Turn a round into one like this."""
    record = session.get_one(RoundRecord, item.id)
    record.anonymity = anonymity.value
    record.state = state.value
    session.flush()
    found = store.find_round(session, organisation_id=item.organisation_id, round_id=item.id)
    assert found
    return found
