"""Responses and the versions of their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plateau.assessment.model import Answer, AnswerVersion, Mark, Perspective, Response
from plateau.assessment.quality import Pace
from plateau.assessment.records import AnswerRecord, ParticipantRecord, ResponseRecord
from plateau.assessment.suppression import Submission
from plateau.database import new_id


def find_response(
    session: Session, *, round_id: UUID, person_id: UUID, for_update: bool = False
) -> Response | None:
    """What this person filled in for this round."""
    query = select(ResponseRecord).where(
        ResponseRecord.round_id == round_id, ResponseRecord.person_id == person_id
    )
    record = session.scalar(query.with_for_update() if for_update else query)
    return _response(record, answers_at(session, record.id)) if record else None


def find_response_of(session: Session, *, participant_id: UUID, for_update: bool = False) -> Response | None:
    """What this participant filled in."""
    query = select(ResponseRecord).where(ResponseRecord.participant_id == participant_id)
    record = session.scalar(query.with_for_update() if for_update else query)
    return _response(record, answers_at(session, record.id)) if record else None


def add_response(session: Session, response: Response) -> None:
    """Keep a new response, still without answers."""
    session.add(
        ResponseRecord(
            id=response.id,
            round_id=response.round_id,
            participant_id=response.participant_id,
            person_id=response.person_id,
            revision=response.revision,
            saved_at=response.saved_at,
            submitted_at=response.submitted_at,
        )
    )
    session.flush()


def answers_at(session: Session, response_id: UUID, revision: int | None = None) -> dict[str, Answer]:
    """The answers of a response by criterion, as they were at `revision` (now, without one)."""
    newest = (
        select(AnswerRecord.criterion_id, func.max(AnswerRecord.revision).label("revision"))
        .where(AnswerRecord.response_id == response_id)
        .group_by(AnswerRecord.criterion_id)
    )
    if revision is not None:
        newest = newest.where(AnswerRecord.revision <= revision)
    latest = newest.subquery()
    rows = session.scalars(
        select(AnswerRecord)
        .join(
            latest,
            (latest.c.criterion_id == AnswerRecord.criterion_id)
            & (latest.c.revision == AnswerRecord.revision),
        )
        .where(AnswerRecord.response_id == response_id)
        .order_by(AnswerRecord.criterion_id)
    )
    return {row.criterion_id: _answer(row) for row in rows}


def answer_versions(session: Session, response_id: UUID) -> list[AnswerVersion]:
    """Every version of every answer of a response, per criterion the oldest first."""
    rows = session.scalars(
        select(AnswerRecord)
        .where(AnswerRecord.response_id == response_id)
        .order_by(AnswerRecord.criterion_id, AnswerRecord.revision)
    )
    return [AnswerVersion(_answer(row), row.saved_at) for row in rows]


def add_answers(
    session: Session, *, response_id: UUID, answers: Iterable[Answer], revision: int, now: datetime
) -> None:
    """Add a version of each of these answers and give the response their revision."""
    for answer in answers:
        session.add(
            AnswerRecord(
                id=new_id(),
                response_id=response_id,
                criterion_id=answer.criterion,
                revision=revision,
                mark=answer.mark.value if answer.mark else None,
                plateau=answer.plateau,
                option=answer.option,
                comment=answer.comment,
                saved_at=now,
            )
        )
    record = session.get_one(ResponseRecord, response_id)
    record.revision = revision
    record.saved_at = now
    session.flush()


def set_submitted(session: Session, response_id: UUID, moment: datetime | None) -> None:
    """Mark a response as handed in, or (None) as open again."""
    session.get_one(ResponseRecord, response_id).submitted_at = moment
    session.flush()


def submitted_answers(session: Session, round_id: UUID) -> list[dict[str, Answer]]:
    """The answers of every submitted response of a round, without names, in a fixed order."""
    latest = (
        select(
            AnswerRecord.response_id,
            AnswerRecord.criterion_id,
            func.max(AnswerRecord.revision).label("revision"),
        )
        .join(ResponseRecord, ResponseRecord.id == AnswerRecord.response_id)
        .where(ResponseRecord.round_id == round_id, ResponseRecord.submitted_at.is_not(None))
        .group_by(AnswerRecord.response_id, AnswerRecord.criterion_id)
        .subquery()
    )
    rows = session.scalars(
        select(AnswerRecord)
        .join(
            latest,
            (latest.c.response_id == AnswerRecord.response_id)
            & (latest.c.criterion_id == AnswerRecord.criterion_id)
            & (latest.c.revision == AnswerRecord.revision),
        )
        .order_by(AnswerRecord.response_id, AnswerRecord.criterion_id)
    )
    submitted = session.scalars(
        select(ResponseRecord.id)
        .where(ResponseRecord.round_id == round_id, ResponseRecord.submitted_at.is_not(None))
        .order_by(ResponseRecord.id)
    )
    found: dict[UUID, dict[str, Answer]] = {response_id: {} for response_id in submitted}
    for row in rows:
        found[row.response_id][row.criterion_id] = _answer(row)
    return list(found.values())


def submissions(session: Session, round_id: UUID, *, with_names: bool) -> list[Submission]:
    """What each submitted response of a round says, with its perspective; names only when asked for.

    In the order of the responses' ids, which nobody outside may learn from: show counts or sorted texts.
    """
    who = session.execute(
        select(ResponseRecord.id, ParticipantRecord.perspective, ParticipantRecord.name)
        .join(ParticipantRecord, ParticipantRecord.id == ResponseRecord.participant_id)
        .where(ResponseRecord.round_id == round_id, ResponseRecord.submitted_at.is_not(None))
        .order_by(ResponseRecord.id)
    ).all()
    # Both are in the order of the responses.
    answers = submitted_answers(session, round_id)
    return [
        Submission(Perspective(row.perspective), said, row.name if with_names else "")
        for row, said in zip(who, answers, strict=True)
    ]


def paces(session: Session, round_id: UUID) -> list[Pace]:
    """How each submitted response came about, in the order of `submissions`."""
    rows = session.execute(
        select(
            ResponseRecord.id,
            func.min(AnswerRecord.saved_at).label("first"),
            func.max(AnswerRecord.saved_at).label("last"),
            func.count(AnswerRecord.saved_at.distinct()).label("saves"),
        )
        .join(AnswerRecord, AnswerRecord.response_id == ResponseRecord.id, isouter=True)
        .where(ResponseRecord.round_id == round_id, ResponseRecord.submitted_at.is_not(None))
        .group_by(ResponseRecord.id)
        .order_by(ResponseRecord.id)
    )
    return [
        Pace(row.saves, (row.last - row.first).total_seconds() if row.first and row.last else 0.0)
        for row in rows
    ]


def count_responses(session: Session, round_id: UUID) -> tuple[int, int]:
    """How many responses a round has, and how many of them are submitted."""
    row = session.execute(
        select(func.count(ResponseRecord.id), func.count(ResponseRecord.submitted_at)).where(
            ResponseRecord.round_id == round_id
        )
    ).one()
    return row[0], row[1]


def _response(record: ResponseRecord, answers: Mapping[str, Answer]) -> Response:
    return Response(
        id=record.id,
        round_id=record.round_id,
        participant_id=record.participant_id,
        person_id=record.person_id,
        revision=record.revision,
        submitted_at=record.submitted_at,
        saved_at=record.saved_at,
        answers=answers,
    )


def _answer(record: AnswerRecord) -> Answer:
    return Answer(
        criterion=record.criterion_id,
        mark=Mark(record.mark) if record.mark else None,
        plateau=record.plateau,
        comment=record.comment,
        option=record.option,
    )
