"""Starting a session, and its agenda."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import operations as assessment
from plateau.assessment.lifecycle import Act, allows
from plateau.assessment.model import Ambition, Anonymity, Round
from plateau.assessment.suppression import shows_results
from plateau.catalogue.scan import Questionnaire
from plateau.database import new_id
from plateau.workshop import store
from plateau.workshop.agenda import Candidate, candidates
from plateau.workshop.model import (
    EarlyCandidate,
    Item,
    Topic,
    Workshop,
)
from plateau.workshop.operations.looking import get_workshop
from plateau.workshop.phases import (
    START,
    least_votes,
)

CODE_TRIES = 5


def start(
    session: Session,
    *,
    actor: Actor,
    item: Round,
    workshop_id: UUID,
    agenda: Sequence[Topic],
    quorum: int,
    early: Collection[UUID],
    draw_code: Callable[[], str],
    now: datetime,
) -> Workshop:
    """Start a session on a round. With an id that exists (a form sent twice) that session is returned.

    `early` are the handed-in questionnaires that count as votes. In an anonymous round that is all of them
    or none, and none when they are fewer than the minimum group: a chosen few would show what those answered.

    Raises:
        NotFound: the id is another organisation's.
        assessment.NotAgreeing: nothing can be agreed on in this round (yet, or any more).
    """
    existing = store.find_workshop(session, organisation_id=actor.organisation.id, workshop_id=workshop_id)
    if existing:
        return existing
    if not allows(item.state, Act.AGREE):
        raise assessment.NotAgreeing(item.name)
    fresh = Workshop(
        id=workshop_id,
        organisation_id=actor.organisation.id,
        round_id=item.id,
        code=None,
        position=START,
        version=1,
        quorum=max(quorum, least_votes(item)),
        timer_ends_at=None,
        started_by=actor.person.id,
        started_at=now,
        closed_at=None,
        items=tuple(Item(new_id(), number, topic, None, None) for number, topic in enumerate(agenda, 1)),
    )
    counted = _counted(session, item, early)
    for _ in range(CODE_TRIES):  # the code, or (a form sent twice at once) the id may be taken
        fresh = replace(fresh, code=draw_code())
        if store.try_add_workshop(session, fresh, early=counted):
            return fresh
    return get_workshop(session, organisation_id=actor.organisation.id, workshop_id=workshop_id)


def _counted(session: Session, item: Round, early: Collection[UUID]) -> dict[UUID, int]:
    handed_in = {found.response_id: found.revision for found in early_candidates(session, item)}
    if item.anonymity is Anonymity.NAMED:
        return {response: revision for response, revision in handed_in.items() if response in early}
    return handed_in if early else {}


def early_candidates(session: Session, item: Round) -> list[EarlyCandidate]:
    """The questionnaires that may count as votes: none while an anonymous round shows no results."""
    found = store.early_candidates(session, item.id)
    if item.anonymity is Anonymity.NAMED:
        return found
    enough = len(found) >= item.minimum_group
    return found if enough and shows_results(item.anonymity, item.state) else []


def suggest(
    session: Session, *, actor: Actor, item: Round, asked: Questionnaire, ambition: Ambition | None
) -> list[Candidate]:
    """The criteria in the order that the answers of the round suggest, as far as those may be shown."""
    shown = assessment.compute_results(session, actor=actor, item=item, asked=asked).results
    return candidates(asked, shown.distributions, ambition)
