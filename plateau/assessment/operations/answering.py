"""Filling in, handing in and taking back: what participants do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.history import earlier_answers
from plateau.assessment.model import Answer, AnswerVersion, Guest, Participant, Perspective, Response, Round
from plateau.assessment.operations.errors import AlreadySubmitted, LinkEnded, ReasonsMissing, RoundClosed
from plateau.assessment.operations.rounds import get_round, questionnaire_in
from plateau.database import new_id


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save.

    `changed_elsewhere`: criteria that another page changed since this one was opened, kept as they are
    there. `conflicts`: criteria that both changed; the other page's answer stands, this page's was not saved.
    """

    response: Response
    changed_elsewhere: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def find_own_participant(session: Session, *, actor: Actor | Guest, round_id: UUID) -> Participant | None:
    """Who someone is in a round; None: not on the list (yet)."""
    if isinstance(actor, Guest):
        return actor.participant
    return store.find_participant_of(session, round_id=round_id, person_id=actor.person.id)


def find_history(session: Session, *, actor: Actor | Guest, round_id: UUID) -> dict[str, list[AnswerVersion]]:
    """What one answered before, for each criterion that one changed; the oldest version first."""
    response = find_response(session, actor=actor, round_id=round_id)
    history: dict[str, list[AnswerVersion]] = {}
    for version in store.answer_versions(session, response.id) if response else []:
        history.setdefault(version.answer.criterion, []).append(version)
    earlier = {criterion: earlier_answers(versions) for criterion, versions in history.items()}
    return {criterion: versions for criterion, versions in earlier.items() if versions}


def save_answers(
    session: Session,
    *,
    actor: Actor | Guest,
    round_id: UUID,
    answers: Sequence[Answer],
    base_revision: int,
    now: datetime,
) -> Saved:
    """Keep what this page changed since `base_revision`; never overwrite what another page changed.

    Raises:
        NotFound, RoundClosed, AlreadySubmitted.
    """
    response = own_response(session, actor=actor, round_id=round_id)
    # As a rule nobody saved since: then what the page was opened on is what stands there now.
    current = base_revision == response.revision
    before = response.answers if current else store.answers_at(session, response.id, base_revision)
    mine = {answer.criterion: answer for answer in answers if not _same(answer, before.get(answer.criterion))}
    theirs = {
        criterion
        for criterion, answer in response.answers.items()
        if not _same(answer, before.get(criterion))
    }
    conflicts = tuple(
        criterion
        for criterion, answer in mine.items()
        if criterion in theirs and not _same(answer, response.answers.get(criterion))
    )
    fresh = [answer for criterion, answer in mine.items() if criterion not in theirs]
    if fresh:
        revision = response.revision + 1
        store.add_answers(session, response_id=response.id, answers=fresh, revision=revision, now=now)
        response = replace(
            response,
            revision=revision,
            saved_at=now,
            answers={**response.answers, **{answer.criterion: answer for answer in fresh}},
        )
    asked = {answer.criterion for answer in answers}
    elsewhere = tuple(sorted((theirs & asked) - mine.keys()))
    return Saved(response, changed_elsewhere=elsewhere, conflicts=conflicts)


def submit_response(session: Session, *, actor: Actor | Guest, round_id: UUID, now: datetime) -> Response:
    """Hand in; twice is the same as once.

    Raises:
        NotFound, RoundClosed.
        ReasonsMissing: something asked of this person is not applicable, and they did not say why.
    """
    try:
        response = own_response(session, actor=actor, round_id=round_id)
    except AlreadySubmitted:
        found = find_response(session, actor=actor, round_id=round_id)
        if found is None:
            raise
        return found
    missing = _reasons_missing(session, actor=actor, round_id=round_id, answers=response.answers)
    if missing:
        raise ReasonsMissing(missing)
    store.set_submitted(session, response.id, now)
    return replace(response, submitted_at=now)


def reopen_response(session: Session, *, actor: Actor | Guest, round_id: UUID) -> None:
    """Take one's own response back while the round is open.

    Raises:
        NotFound, RoundClosed.
        LinkEnded: they came in by a seat that is not theirs any more.
    """
    _open_round(session, actor=actor, round_id=round_id)
    response = find_response(session, actor=actor, round_id=round_id, for_update=True)
    if response is not None:
        _hold_seat(session, actor=actor, participant_id=response.participant_id)
        store.set_submitted(session, response.id, None)


def _reasons_missing(
    session: Session, *, actor: Actor | Guest, round_id: UUID, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """The criteria that this person is asked and must still give a reason for."""
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    participant = _own_participant(session, actor=actor, round_id=round_id)
    return tuple(
        question.id
        for question in questionnaire_in(session, item=item).criteria
        if participant.is_asked(question.area)
        and question.id in answers
        and answers[question.id].lacks_reason
    )


def _same(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same; no answer at all says the same as an empty one."""
    return _said(one) == _said(other)


def _said(answer: Answer | None) -> tuple[object, ...]:
    return (answer.mark, answer.plateau, answer.option, answer.comment) if answer else (None, None, None, "")


def _open_round(session: Session, *, actor: Actor | Guest, round_id: UUID) -> Round:
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    if not item.is_open:
        raise RoundClosed(item.name)
    return item


def own_response(session: Session, *, actor: Actor | Guest, round_id: UUID) -> Response:
    """The actor's own response, locked; made when there is none yet.

    Raises:
        NotFound, RoundClosed, AlreadySubmitted.
        LinkEnded: they came in by a seat that is not theirs any more.
    """
    item = _open_round(session, actor=actor, round_id=round_id)
    found = find_response(session, actor=actor, round_id=item.id, for_update=True)
    if found is None:
        # Two first saves at once would make two responses: the round's row lets one of them wait.
        get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
        found = find_response(session, actor=actor, round_id=item.id, for_update=True)
    if found is None:
        participant = _own_participant(session, actor=actor, round_id=item.id)
        found = Response(
            id=new_id(),
            round_id=item.id,
            participant_id=participant.id,
            person_id=participant.person_id,
            revision=0,
            submitted_at=None,
            saved_at=None,
            answers={},
        )
        store.add_response(session, found)
    _hold_seat(session, actor=actor, participant_id=found.participant_id)
    if found.is_submitted:
        raise AlreadySubmitted(item.name)
    if found.person_id is None and not isinstance(actor, Guest):
        # They began by their personal link, and have an account now.
        store.link_account(session, found.participant_id, actor.person.id)
        found = replace(found, person_id=actor.person.id)
    return found


def _hold_seat(session: Session, *, actor: Actor | Guest, participant_id: UUID) -> None:
    """Who saves by mail or account is who the list says: it is not for who took their seat before.

    Checked with what is saved, in one transaction: nobody takes the seat in between.
    """
    seat = store.find_seat(session, participant_id, for_update=True)
    if isinstance(actor, Guest) and actor.seat is not None:
        if seat != actor.seat:
            raise LinkEnded(actor.participant.name)
    elif seat is not None:
        store.set_seat(session, participant_id, None)


def find_response(
    session: Session, *, actor: Actor | Guest, round_id: UUID, for_update: bool = False
) -> Response | None:
    """What someone answered in a round.

    Raises:
        LinkEnded: they came in by a seat that is not theirs any more. Looked at in the same moment as the
            answers: between two looks someone else may have saved.
    """
    if isinstance(actor, Guest):
        if actor.seat is not None and actor.seat != store.find_seat(session, actor.participant.id):
            raise LinkEnded(actor.participant.name)
        return store.find_response_of(session, participant_id=actor.participant.id, for_update=for_update)
    return store.find_response(session, round_id=round_id, person_id=actor.person.id, for_update=for_update)


def _own_participant(session: Session, *, actor: Actor | Guest, round_id: UUID) -> Participant:
    """The participant that the actor is; who may answer and was not on the list yet, is so now."""
    found = find_own_participant(session, actor=actor, round_id=round_id)
    if found is None and not isinstance(actor, Guest):
        found = Participant(
            id=new_id(),
            round_id=round_id,
            person_id=actor.person.id,
            name=actor.person.name,
            email=actor.person.email,
            perspective=Perspective.MANAGEMENT,
        )
        store.add_participant(session, found)
    assert found is not None
    return found
