"""Starting rounds and leading them through their states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import lifecycle, store
from plateau.assessment.consensus import untouched
from plateau.assessment.lifecycle import Act, Standing
from plateau.assessment.model import (
    MINIMUM_GROUP,
    Anonymity,
    Participant,
    Round,
    RoundDetails,
    RoundEvent,
    RoundState,
)
from plateau.assessment.operations.errors import MoveRefused, NameTaken, NotFound, RoundMoved, TermsFixed
from plateau.assessment.suppression import may_reopen
from plateau.catalogue.scan import Questionnaire, Scan, is_own
from plateau.database import new_id
from plateau.tailoring.operations import find_asked
from plateau.tailoring.store import keep_copy


def prepare_round(
    session: Session,
    *,
    actor: Actor,
    instrument: Questionnaire,
    details: RoundDetails,
    now: datetime,
    round_id: UUID,
    copy_of: UUID | None = None,
) -> Round:
    """Start to prepare a measurement, with the participants and areas of `copy_of` when it is given.

    From here on it asks what `instrument` asks, whatever comes after: of one of ours a copy is kept.
    With an id that exists already (a form sent twice) that round is returned.

    Raises:
        NotFound: the id is another organisation's, or there is no round to copy.
        NameTaken: another round has this name.
    """
    existing = store.find_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    if existing:
        return existing
    _check_name(session, actor=actor, name=details.name)
    example = get_round(session, organisation_id=actor.organisation.id, round_id=copy_of) if copy_of else None
    item = Round(
        id=round_id,
        organisation_id=actor.organisation.id,
        name=details.name,
        instrument_id=instrument.id,
        instrument_version=instrument.version,
        questionnaire_digest=_kept(session, instrument),
        is_baseline=details.is_baseline,
        state=RoundState.PREPARATION,
        anonymity=details.anonymity,
        opened_at=None,
        created_at=now,
        period=details.period,
        unit=details.unit,
        minimum_group=details.minimum_group,
    )
    if not store.try_add_round(session, item):
        # The same form sent twice at once, someone else's id, or a name given twice at once.
        existing = store.find_round(session, organisation_id=actor.organisation.id, round_id=round_id)
        if existing is None:
            _check_name(session, actor=actor, name=details.name)
            raise NotFound(f"round {round_id}")
        return existing
    if example:
        for someone in store.participants(session, example.id):
            store.add_participant(session, _anew(someone, round_id=item.id, instrument=instrument))
    return item


def take_newer(session: Session, *, actor: Actor, round_id: UUID, instrument: Questionnaire) -> Round:
    """Let a round that was never open ask another version of its questionnaire.

    Raises:
        NotFound: no such round.
        TermsFixed: it was open.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    if not lifecycle.may_take_newer(item):
        raise TermsFixed(item.name)
    store.set_asked(session, item, version=instrument.version, digest=_kept(session, instrument))
    for someone in store.participants(session, round_id):
        store.set_participant(session, replace(someone, areas=_still_asked(someone, instrument)))
    return get_round(session, organisation_id=actor.organisation.id, round_id=round_id)


def asked_all(people: Iterable[Participant], instrument: Questionnaire) -> tuple[str, ...]:
    """Who of them would be asked all of this questionnaire, for none of their own areas is in it: names."""
    return tuple(one.name for one in people if one.areas and not _still_asked(one, instrument))


def _kept(session: Session, instrument: Questionnaire) -> str | None:
    return None if is_own(instrument.id) else keep_copy(session, instrument)


def _still_asked(someone: Participant, instrument: Questionnaire) -> frozenset[str]:
    """Of the areas that someone is asked those that are there; who has none left is asked all."""
    return someone.areas & {criterion.area for criterion in instrument.criteria}


def _anew(someone: Participant, *, round_id: UUID, instrument: Questionnaire) -> Participant:
    """The same person in another round: not invited yet, and without the link of the earlier one."""
    return Participant(
        id=new_id(),
        round_id=round_id,
        person_id=someone.person_id,
        name=someone.name,
        email=someone.email,
        perspective=someone.perspective,
        areas=_still_asked(someone, instrument),
        language=someone.language,
    )


def open_round(
    session: Session,
    *,
    actor: Actor,
    instrument: Questionnaire,
    name: str,
    is_baseline: bool,
    now: datetime,
    round_id: UUID,
    anonymity: Anonymity = Anonymity.NAMED,
    minimum_group: int = MINIMUM_GROUP,
) -> Round:
    """Start a measurement that takes answers at once.

    Raises:
        NotFound, NameTaken: as `prepare_round`.
    """
    details = RoundDetails(
        name=name, is_baseline=is_baseline, anonymity=anonymity, minimum_group=minimum_group
    )
    item = prepare_round(
        session, actor=actor, instrument=instrument, details=details, now=now, round_id=round_id
    )
    if item.state is not RoundState.PREPARATION:
        return item
    return move_round(
        session, actor=actor, round_id=item.id, expected=item.state, to=RoundState.OPEN, now=now
    )


def change_round(session: Session, *, actor: Actor, round_id: UUID, details: RoundDetails) -> Round:
    """Choose other details for a round.

    Raises:
        NotFound: no such round.
        NameTaken: another round has this name.
        TermsFixed: its state does not allow this change, or it loosens what was promised.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    if details == item.details:
        return item
    act = Act.RENAME if details == replace(item.details, name=details.name) else Act.CHANGE_TERMS
    if not lifecycle.allows(item.state, act) or lifecycle.is_loosened(item, details):
        raise TermsFixed(item.name)
    if details.name != item.name:
        _check_name(session, actor=actor, name=details.name)
    if not store.try_set_round_details(session, item, details):
        raise NameTaken(details.name)
    return get_round(session, organisation_id=actor.organisation.id, round_id=round_id)


def move_round(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    expected: RoundState,
    to: RoundState,
    now: datetime,
    reason: str = "",
) -> Round:
    """Take a step from the state that the page showed (`expected`); sent twice is once.

    Raises:
        NotFound: no such round.
        RoundMoved: someone else took another step in the meantime.
        MoveRefused: the step can't be taken.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    if item.state is to:
        return item
    if item.state is not expected:
        raise RoundMoved(item)
    standing = find_standing(session, item=item)
    found = lifecycle.hindrance(item.state, to, role=actor.role, standing=standing, reason=reason)
    if found:
        raise MoveRefused(found)
    event = RoundEvent(from_state=item.state, to_state=to, by=actor.person.id, at=now, reason=reason.strip())
    store.move_round(session, item, event)
    return get_round(session, organisation_id=actor.organisation.id, round_id=round_id)


def find_standing(session: Session, *, item: Round) -> Standing:
    """What of a round decides whether it can take a step."""
    _started, submitted = store.count_responses(session, item.id)
    asked = questionnaire_in(session, item=item)
    # A scan may be adopted with what was answered: nothing rests on one value per question.
    to_agree = [] if isinstance(asked, Scan) else [criterion.id for criterion in asked.criteria]
    return Standing(
        has_answers=item.id in store.rounds_with_answers(session, item.organisation_id),
        may_reopen=may_reopen(item.anonymity, submitted=submitted, minimum=item.minimum_group),
        is_discussed=not untouched(to_agree, store.agreed_values(session, item.id)),
    )


def questionnaire_in(session: Session, *, item: Round) -> Questionnaire:
    """What a round asks: the version that it started with."""
    return find_asked(session, asked=item.asked)


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


def _check_name(session: Session, *, actor: Actor, name: str) -> None:
    if store.find_round_named(session, organisation_id=actor.organisation.id, name=name):
        raise NameTaken(name)
