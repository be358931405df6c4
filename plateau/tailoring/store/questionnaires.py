"""Questionnaires that an organisation brought, and those that wait to be stored."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plateau.catalogue.own import with_version
from plateau.tailoring.documents import read_questionnaire, write_questionnaire
from plateau.tailoring.model import OwnQuestionnaire, WaitingQuestionnaire
from plateau.tailoring.records import OwnQuestionnaireRecord, WaitingQuestionnaireRecord
from plateau.tailoring.store.versions import newest_versions


def try_add_questionnaire(session: Session, own: OwnQuestionnaire) -> bool:
    """Add a version; False when someone else just stored this one."""
    try:
        with session.begin_nested():
            session.add(
                OwnQuestionnaireRecord(
                    id=own.id,
                    organisation_id=own.organisation_id,
                    questionnaire_id=own.item.id,
                    version=own.version,
                    document=write_questionnaire(own.item),
                    file=own.file,
                    withdrawn=own.withdrawn,
                    set_by=own.set_by,
                    set_at=own.set_at,
                )
            )
    except IntegrityError:
        return False
    return True


def find_questionnaire(
    session: Session, *, organisation_id: UUID, questionnaire_id: str, version: int
) -> OwnQuestionnaire | None:
    """One version, withdrawn or not."""
    record = session.scalar(
        select(OwnQuestionnaireRecord).where(
            OwnQuestionnaireRecord.organisation_id == organisation_id,
            OwnQuestionnaireRecord.questionnaire_id == questionnaire_id,
            OwnQuestionnaireRecord.version == version,
        )
    )
    return _own(record) if record else None


def find_stored(session: Session, *, organisation_id: UUID, version_id: UUID) -> OwnQuestionnaire | None:
    """The version with this id."""
    record = session.scalar(
        select(OwnQuestionnaireRecord).where(
            OwnQuestionnaireRecord.organisation_id == organisation_id, OwnQuestionnaireRecord.id == version_id
        )
    )
    return _own(record) if record else None


def questionnaire_history(
    session: Session, *, organisation_id: UUID, questionnaire_id: str
) -> list[OwnQuestionnaire]:
    """All versions of one questionnaire, newest first."""
    query = (
        select(OwnQuestionnaireRecord)
        .where(
            OwnQuestionnaireRecord.organisation_id == organisation_id,
            OwnQuestionnaireRecord.questionnaire_id == questionnaire_id,
        )
        .order_by(OwnQuestionnaireRecord.version.desc())
    )
    return [_own(record) for record in session.scalars(query)]


def newest_questionnaires(session: Session, *, organisation_id: UUID) -> list[OwnQuestionnaire]:
    """The newest version of each questionnaire, by id; the withdrawn are among them."""
    query = newest_versions(OwnQuestionnaireRecord, OwnQuestionnaireRecord.questionnaire_id, organisation_id)
    return [_own(record) for record in session.scalars(query)]


def put_waiting(session: Session, waiting: WaitingQuestionnaire, *, expired: datetime) -> None:
    """Keep what was read, in the place of what this person had waiting; what `expired` goes too."""
    session.execute(
        delete(WaitingQuestionnaireRecord).where(
            WaitingQuestionnaireRecord.organisation_id == waiting.organisation_id,
            (WaitingQuestionnaireRecord.made_by == waiting.made_by)
            | (WaitingQuestionnaireRecord.made_at < expired),
        )
    )
    session.add(
        WaitingQuestionnaireRecord(
            id=waiting.id,
            organisation_id=waiting.organisation_id,
            document=write_questionnaire(waiting.item),
            file=waiting.file,
            made_by=waiting.made_by,
            made_at=waiting.made_at,
        )
    )
    session.flush()


def find_waiting(
    session: Session, *, organisation_id: UUID, person_id: UUID, waiting_id: UUID, expired: datetime
) -> WaitingQuestionnaire | None:
    """What this person read in and did not store yet, unless it waits since `expired`."""
    record = session.scalar(
        select(WaitingQuestionnaireRecord).where(
            WaitingQuestionnaireRecord.organisation_id == organisation_id,
            WaitingQuestionnaireRecord.made_by == person_id,
            WaitingQuestionnaireRecord.id == waiting_id,
            WaitingQuestionnaireRecord.made_at >= expired,
        )
    )
    if record is None:
        return None
    return WaitingQuestionnaire(
        id=record.id,
        organisation_id=record.organisation_id,
        item=read_questionnaire(record.document),
        file=record.file,
        made_by=record.made_by,
        made_at=record.made_at,
    )


def remove_waiting(session: Session, waiting: WaitingQuestionnaire) -> None:
    """It waits no longer."""
    session.execute(
        delete(WaitingQuestionnaireRecord).where(
            WaitingQuestionnaireRecord.organisation_id == waiting.organisation_id,
            WaitingQuestionnaireRecord.id == waiting.id,
        )
    )


def _own(record: OwnQuestionnaireRecord) -> OwnQuestionnaire:
    return OwnQuestionnaire(
        id=record.id,
        organisation_id=record.organisation_id,
        item=with_version(read_questionnaire(record.document), record.version),
        file=record.file,
        withdrawn=record.withdrawn,
        set_by=record.set_by,
        set_at=record.set_at,
    )
