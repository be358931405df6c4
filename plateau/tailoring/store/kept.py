"""Our questionnaires as rounds ask them: one copy of each content, whichever rounds ask it."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plateau.catalogue.kept import digest_of_text, read_kept, write_kept
from plateau.catalogue.scan import Questionnaire
from plateau.tailoring.documents import known_copies
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
    """What was kept under this digest, read once; what is installed is the same as its copy.

    Raises:
        NoResultFound: nothing was.
    """
    known = known_copies()
    if digest not in known:
        known[digest] = read_kept(session.get_one(KeptQuestionnaireRecord, digest).document)
    return known[digest]
