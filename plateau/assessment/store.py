"""The only SQL of assessment. Look-ups take the organisation: what belongs to another does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from plateau.assessment.model import (
    Ambition,
    Anonymity,
    Answer,
    Mark,
    Perspective,
    Response,
    Round,
    RoundState,
    Target,
)
from plateau.assessment.records import (
    AgreedValueRecord,
    AmbitionRecord,
    AmbitionTargetRecord,
    AnswerRecord,
    ResponseRecord,
    RoundRecord,
)
from plateau.database import new_id

# rounds


def try_add_round(session: Session, item: Round) -> bool:
    """Keep a new round; False when its id is taken."""
    try:
        with session.begin_nested():
            _add_round(session, item)
    except IntegrityError:
        return False
    return True


def _add_round(session: Session, item: Round) -> None:
    session.add(
        RoundRecord(
            id=item.id,
            organisation_id=item.organisation_id,
            name=item.name,
            instrument_id=item.instrument_id,
            instrument_version=item.instrument_version,
            is_baseline=item.is_baseline,
            state=item.state.value,
            anonymity=item.anonymity.value,
            opened_at=item.opened_at,
        )
    )
    session.flush()


def find_round(
    session: Session, *, organisation_id: UUID, round_id: UUID, for_update: bool = False
) -> Round | None:
    """This organisation's round; `for_update` makes others wait until the transaction ends."""
    record = session.scalar(_round_query(organisation_id, round_id, for_update=for_update))
    return _round(record) if record else None


def rounds(session: Session, organisation_id: UUID) -> list[Round]:
    """An organisation's rounds, the newest first."""
    rows = session.scalars(
        select(RoundRecord)
        .where(RoundRecord.organisation_id == organisation_id)
        .order_by(RoundRecord.opened_at.desc(), RoundRecord.id.desc())
    )
    return [_round(row) for row in rows]


def set_round_state(session: Session, *, organisation_id: UUID, round_id: UUID, state: RoundState) -> None:
    """Move a round to another state."""
    record = session.scalars(_round_query(organisation_id, round_id, for_update=True)).one()
    record.state = state.value
    session.flush()


def _round_query(organisation_id: UUID, round_id: UUID, *, for_update: bool) -> Select[RoundRecord]:
    query = select(RoundRecord).where(
        RoundRecord.id == round_id, RoundRecord.organisation_id == organisation_id
    )
    return query.with_for_update() if for_update else query


def _round(record: RoundRecord) -> Round:
    return Round(
        id=record.id,
        organisation_id=record.organisation_id,
        name=record.name,
        instrument_id=record.instrument_id,
        instrument_version=record.instrument_version,
        is_baseline=record.is_baseline,
        state=RoundState(record.state),
        anonymity=Anonymity(record.anonymity),
        opened_at=record.opened_at,
    )


# responses


def find_response(
    session: Session, *, round_id: UUID, person_id: UUID, for_update: bool = False
) -> Response | None:
    """What this person filled in for this round."""
    query = select(ResponseRecord).where(
        ResponseRecord.round_id == round_id, ResponseRecord.person_id == person_id
    )
    record = session.scalar(query.with_for_update() if for_update else query)
    return _response(record, answers_at(session, record.id)) if record else None


def add_response(session: Session, response: Response) -> None:
    """Keep a new response, still without answers."""
    session.add(
        ResponseRecord(
            id=response.id,
            round_id=response.round_id,
            person_id=response.person_id,
            perspective=response.perspective.value,
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
        person_id=record.person_id,
        perspective=Perspective(record.perspective),
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
    )


# agreed values


def agreed_values(session: Session, round_id: UUID) -> dict[str, int]:
    """The values a team set together for a round, by criterion."""
    rows = session.execute(
        select(AgreedValueRecord.criterion_id, AgreedValueRecord.plateau)
        .where(AgreedValueRecord.round_id == round_id)
        .order_by(AgreedValueRecord.criterion_id)
    )
    return {row.criterion_id: row.plateau for row in rows}


# ambition


def find_ambition(session: Session, *, organisation_id: UUID, round_id: UUID) -> Ambition | None:
    """The newest version of the ambition set on a round."""
    record = session.scalar(
        select(AmbitionRecord)
        .where(AmbitionRecord.organisation_id == organisation_id, AmbitionRecord.round_id == round_id)
        .order_by(AmbitionRecord.version.desc())
        .limit(1)
        .options(selectinload(AmbitionRecord.targets))
    )
    return _ambition(record) if record else None


def get_ambition(session: Session, *, organisation_id: UUID, ambition_id: UUID) -> Ambition:
    """This version of an ambition."""
    record = session.scalars(
        select(AmbitionRecord)
        .where(AmbitionRecord.organisation_id == organisation_id, AmbitionRecord.id == ambition_id)
        .options(selectinload(AmbitionRecord.targets))
    ).one()
    return _ambition(record)


def add_ambition(session: Session, ambition: Ambition) -> None:
    """Keep a new version of an ambition."""
    session.add(
        AmbitionRecord(
            id=ambition.id,
            organisation_id=ambition.organisation_id,
            round_id=ambition.round_id,
            version=ambition.version,
            horizon=ambition.horizon,
            motivation=ambition.motivation,
            set_by=ambition.set_by,
            set_at=ambition.set_at,
            targets=list(_target_records(ambition)),
        )
    )
    session.flush()


def _target_records(ambition: Ambition) -> Iterable[AmbitionTargetRecord]:
    # An area can have a motivation without a target: both find their place in the area's own row.
    rows: list[tuple[str, str | None, int | None, str]] = [
        (area, None, ambition.area_target(area), motivation)
        for area, motivation in ambition.motivations.items()
    ]
    rows += [
        (target.area, None, target.plateau, "")
        for target in ambition.targets
        if target.criterion is None and target.area not in ambition.motivations
    ]
    rows += [
        (target.area, target.criterion, target.plateau, "") for target in ambition.targets if target.criterion
    ]
    for position, (area, criterion, plateau, motivation) in enumerate(rows):
        yield AmbitionTargetRecord(
            id=new_id(),
            position=position,
            area=area,
            criterion_id=criterion,
            plateau=plateau,
            motivation=motivation,
        )


def _ambition(record: AmbitionRecord) -> Ambition:
    return Ambition(
        id=record.id,
        organisation_id=record.organisation_id,
        round_id=record.round_id,
        version=record.version,
        horizon=record.horizon,
        motivation=record.motivation,
        motivations={row.area: row.motivation for row in record.targets if row.criterion_id is None},
        targets=tuple(
            Target(row.area, row.plateau, row.criterion_id)
            for row in record.targets
            if row.plateau is not None
        ),
        set_by=record.set_by,
        set_at=record.set_at,
    )
