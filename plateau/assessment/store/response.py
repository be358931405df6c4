"""Responses and the versions of their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from plateau.assessment.model import Answer, AnswerVersion, Mark, Perspective, Response
from plateau.assessment.quality import Pace
from plateau.assessment.records import AnswerRecord, ParticipantRecord, ResponseRecord
from plateau.assessment.store.participant import ID_OF_PERSON
from plateau.assessment.suppression import Submission
from plateau.database import new_id

LAST_REVISION = 2**31 - 1  # what the column holds
# What every save asks, built once: putting a statement together takes longer than SQLite needs to answer it.
_RESPONSE = select(
    ResponseRecord.id,
    ResponseRecord.round_id,
    ResponseRecord.participant_id,
    ResponseRecord.person_id,
    ResponseRecord.revision,
    ResponseRecord.submitted_at,
    ResponseRecord.saved_at,
)
_OF_PERSON = _RESPONSE.where(ResponseRecord.participant_id == ID_OF_PERSON)
_OF_PARTICIPANT = _RESPONSE.where(ResponseRecord.participant_id == bindparam("participant_id"))
_NEWEST = (
    select(AnswerRecord.criterion_id, func.max(AnswerRecord.revision).label("revision"))
    .where(
        AnswerRecord.response_id == bindparam("response_id"), AnswerRecord.revision <= bindparam("revision")
    )
    .group_by(AnswerRecord.criterion_id)
    .subquery()
)
_ANSWERS_AT = (
    select(
        AnswerRecord.criterion_id,
        AnswerRecord.mark,
        AnswerRecord.plateau,
        AnswerRecord.option,
        AnswerRecord.comment,
    )
    .join(
        _NEWEST,
        (_NEWEST.c.criterion_id == AnswerRecord.criterion_id) & (_NEWEST.c.revision == AnswerRecord.revision),
    )
    .where(AnswerRecord.response_id == bindparam("response_id"))
    .order_by(AnswerRecord.criterion_id)
)
_ADD_ANSWERS = insert(AnswerRecord)
_SET_REVISION = (
    update(ResponseRecord)
    .where(ResponseRecord.id == bindparam("response_id"))
    .values(revision=bindparam("revision"), saved_at=bindparam("saved_at"))
    .execution_options(synchronize_session=False)
)


def find_response(
    session: Session, *, round_id: UUID, person_id: UUID, for_update: bool = False
) -> Response | None:
    """What this person filled in for this round, also before they had an account: see `is_person`."""
    return _found(session, _OF_PERSON, for_update, {"round_id": round_id, "person_id": person_id})


def find_response_of(session: Session, *, participant_id: UUID, for_update: bool = False) -> Response | None:
    """What this participant filled in."""
    return _found(session, _OF_PARTICIPANT, for_update, {"participant_id": participant_id})


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
    until = LAST_REVISION if revision is None else revision
    rows = session.execute(_ANSWERS_AT, {"response_id": response_id, "revision": until})
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
    rows = [
        {
            "id": new_id(),
            "response_id": response_id,
            "criterion_id": answer.criterion,
            "revision": revision,
            "mark": answer.mark.value if answer.mark else None,
            "plateau": answer.plateau,
            "option": answer.option,
            "comment": answer.comment,
            "saved_at": now,
        }
        for answer in answers
    ]
    session.execute(_ADD_ANSWERS, rows)
    set_saved(session, response_id=response_id, revision=revision, now=now)


def set_saved(session: Session, *, response_id: UUID, revision: int, now: datetime) -> None:
    """Give a response its newest revision: it holds something from now on."""
    session.execute(_SET_REVISION, {"response_id": response_id, "revision": revision, "saved_at": now})


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


def _found(
    session: Session, query: Select[*tuple[Any, ...]], for_update: bool, who: Mapping[str, UUID]
) -> Response | None:
    row = session.execute(
        query.with_for_update(of=ResponseRecord) if for_update else query, who
    ).one_or_none()
    return Response(answers=answers_at(session, row.id), **row._mapping) if row else None


def _answer(row: Any) -> Answer:
    """An answer from a row with the columns of `AnswerRecord`."""
    return Answer(
        criterion=row.criterion_id,
        mark=Mark(row.mark) if row.mark else None,
        plateau=row.plateau,
        comment=row.comment,
        option=row.option,
    )
