"""Our questionnaires as rounds ask them: one copy of each content, whichever rounds ask it."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plateau.catalogue.kept import digest_of_text, write_kept
from plateau.catalogue.scan import Questionnaire
from plateau.tailoring.documents import installed, read_copy
from plateau.tailoring.records import KeptQuestionnaireRecord


def keep_copy(session: Session, item: Questionnaire) -> str:
    """Keep a copy of this content unless there is one; its digest."""
    document = write_kept(item)
    digest = digest_of_text(document)
    if session.get(KeptQuestionnaireRecord, digest) is None:
        copy = KeptQuestionnaireRecord(
            digest=digest, questionnaire_id=item.id, version=item.version, document=document
        )
        try:
            with session.begin_nested():
                session.add(copy)
        except IntegrityError:
            pass  # another round kept the same content just now
    return digest


def get_copy(session: Session, digest: str) -> Questionnaire:
    """What was kept under this digest; what is installed is the same as its copy, and is not read again.

    Raises:
        NoResultFound: nothing was.
    """
    found = installed().get(digest)
    return found or read_copy(session.get_one(KeptQuestionnaireRecord, digest).document)
