"""What people do with a round: open it, fill it in, submit, close, and set the ambition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.model import (
    Ambition,
    Anonymity,
    Answer,
    Participant,
    Perspective,
    Response,
    Round,
    RoundState,
    Target,
)
from plateau.assessment.scoring import Profile, profile_round
from plateau.catalogue.model import Instrument
from plateau.database import new_id


class NotFound(LookupError):
    """This organisation has no such thing."""


class NameTaken(ValueError):
    """The organisation has another round with this name."""


class RoundClosed(RuntimeError):
    """The round takes no answers (any more)."""


class AlreadySubmitted(RuntimeError):
    """The response was handed in; it must be opened again before it can change."""


class AmbitionChanged(RuntimeError):
    """Someone set another ambition since this page was opened; `current` is that one."""

    def __init__(self, current: Ambition | None) -> None:
        super().__init__("the ambition changed")
        self.current = current


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save.

    `changed_elsewhere`: criteria that another page changed since this one was opened, kept as they are
    there. `conflicts`: criteria that both changed; the other page's answer stands, this page's was not saved.
    """

    response: Response
    changed_elsewhere: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def open_round(
    session: Session,
    *,
    actor: Actor,
    instrument: Instrument,
    name: str,
    is_baseline: bool,
    now: datetime,
    round_id: UUID,
) -> Round:
    """Start a measurement. With an id that exists already (a form sent twice) that round is returned.

    Raises:
        NotFound: the id is another organisation's.
        NameTaken: another round has this name.
    """
    existing = store.find_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    if existing:
        return existing
    _check_name(session, actor=actor, name=name)
    item = Round(
        id=round_id,
        organisation_id=actor.organisation.id,
        name=name,
        instrument_id=instrument.id,
        instrument_version=instrument.version,
        is_baseline=is_baseline,
        state=RoundState.OPEN,
        anonymity=Anonymity.NAMED,
        opened_at=now,
        created_at=now,
    )
    if not store.try_add_round(session, item):
        # The same form sent twice at once, someone else's id, or a name given twice at once.
        existing = store.find_round(session, organisation_id=actor.organisation.id, round_id=round_id)
        if existing is None:
            _check_name(session, actor=actor, name=name)
            raise NotFound(f"round {round_id}")
        return existing
    return item


def _check_name(session: Session, *, actor: Actor, name: str) -> None:
    if store.find_round_named(session, organisation_id=actor.organisation.id, name=name):
        raise NameTaken(name)


def close_round(session: Session, *, actor: Actor, round_id: UUID) -> None:
    """End the answering."""
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    store.set_round_state(
        session, organisation_id=actor.organisation.id, round_id=round_id, state=RoundState.CLOSED
    )


def reopen_round(session: Session, *, actor: Actor, round_id: UUID) -> None:
    """Let people answer again."""
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    store.set_round_state(
        session, organisation_id=actor.organisation.id, round_id=round_id, state=RoundState.OPEN
    )


def get_round(session: Session, *, organisation_id: UUID, round_id: UUID, for_update: bool = False) -> Round:
    """This organisation's round.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.find_round(
        session, organisation_id=organisation_id, round_id=round_id, for_update=for_update
    )
    if found is None:
        raise NotFound(f"round {round_id}")
    return found


def save_answers(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    answers: Sequence[Answer],
    base_revision: int,
    now: datetime,
) -> Saved:
    """Keep what this page changed since `base_revision`; never overwrite what another page changed.

    Raises:
        NotFound, RoundClosed, AlreadySubmitted.
    """
    response = _own_response(session, actor=actor, round_id=round_id)
    before = store.answers_at(session, response.id, base_revision)
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


def submit_response(session: Session, *, actor: Actor, round_id: UUID, now: datetime) -> Response:
    """Hand in; twice is the same as once.

    Raises:
        NotFound, RoundClosed.
    """
    try:
        response = _own_response(session, actor=actor, round_id=round_id)
    except AlreadySubmitted:
        found = store.find_response(session, round_id=round_id, person_id=actor.person.id)
        if found is None:
            raise
        return found
    store.set_submitted(session, response.id, now)
    return replace(response, submitted_at=now)


def reopen_response(session: Session, *, actor: Actor, round_id: UUID) -> None:
    """Take one's own response back while the round is open.

    Raises:
        NotFound, RoundClosed.
    """
    _open_round(session, actor=actor, round_id=round_id)
    response = store.find_response(session, round_id=round_id, person_id=actor.person.id, for_update=True)
    if response is not None:
        store.set_submitted(session, response.id, None)


def compute_profile(session: Session, *, item: Round, instrument: Instrument) -> Profile:
    """The profile over the submitted responses of a round and the values the team agreed on."""
    return profile_round(
        instrument, store.submitted_answers(session, item.id), store.agreed_values(session, item.id)
    )


def set_ambition(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    horizon: date,
    motivation: str,
    motivations: Mapping[str, str],
    targets: Sequence[Target],
    base_version: int,
    now: datetime,
) -> Ambition:
    """Add a version of the ambition; the same ambition sent twice is kept once.

    Raises:
        NotFound: no such round.
        AmbitionChanged: someone set another one since `base_version`.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    current = store.find_ambition(session, organisation_id=actor.organisation.id, round_id=round_id)
    fresh = Ambition(
        id=new_id(),
        organisation_id=actor.organisation.id,
        round_id=round_id,
        version=(current.version if current else 0) + 1,
        horizon=horizon,
        motivation=motivation,
        motivations=dict(motivations),
        targets=tuple(targets),
        set_by=actor.person.id,
        set_at=now,
    )
    if current is not None and _content(current) == _content(fresh):
        return current
    if (current.version if current else 0) != base_version:
        raise AmbitionChanged(current)
    store.add_ambition(session, fresh)
    return fresh


def _content(ambition: Ambition) -> tuple[object, ...]:
    return (
        ambition.horizon,
        ambition.motivation,
        {area: text for area, text in ambition.motivations.items() if text},
        frozenset(ambition.targets),
    )


def _same(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same; no answer at all says the same as an empty one."""
    return _said(one) == _said(other)


def _said(answer: Answer | None) -> tuple[object, ...]:
    return (answer.mark, answer.plateau, answer.comment) if answer else (None, None, "")


def _open_round(session: Session, *, actor: Actor, round_id: UUID) -> Round:
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    if not item.is_open:
        raise RoundClosed(item.name)
    return item


def _own_response(session: Session, *, actor: Actor, round_id: UUID) -> Response:
    """The actor's own response, locked; made when there is none yet."""
    item = _open_round(session, actor=actor, round_id=round_id)
    found = store.find_response(session, round_id=item.id, person_id=actor.person.id, for_update=True)
    if found is None:
        # Two first saves at once would make two responses: the round's row lets one of them wait.
        get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
        found = store.find_response(session, round_id=item.id, person_id=actor.person.id, for_update=True)
    if found is None:
        found = Response(
            id=new_id(),
            round_id=item.id,
            participant_id=_own_participant(session, actor=actor, round_id=item.id).id,
            person_id=actor.person.id,
            revision=0,
            submitted_at=None,
            saved_at=None,
            answers={},
        )
        store.add_response(session, found)
    if found.is_submitted:
        raise AlreadySubmitted(item.name)
    return found


def _own_participant(session: Session, *, actor: Actor, round_id: UUID) -> Participant:
    """The participant that the actor is; who may answer and was not on the list yet, is so now."""
    found = store.find_participant_of(session, round_id=round_id, person_id=actor.person.id)
    if found is None:
        found = Participant(
            id=new_id(),
            round_id=round_id,
            person_id=actor.person.id,
            name=actor.person.name,
            email=actor.person.email,
            perspective=Perspective.MANAGEMENT,
        )
        store.add_participant(session, found)
    return found
