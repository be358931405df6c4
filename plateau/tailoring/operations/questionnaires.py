"""Bringing a questionnaire: read and checked first, looked at, and stored as a version with a second step.

What was read waits in the database between the two, for who brought it, for a day: the file need not be sent
twice, and what is stored is what was looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.catalogue.difference import Difference, questionnaire_differences
from plateau.catalogue.importing import read_own_questionnaire
from plateau.catalogue.model import Catalogue
from plateau.catalogue.own import with_version
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.catalogue.yaml_reader import ContentError
from plateau.language import Text
from plateau.tailoring import store
from plateau.tailoring.model import OwnQuestionnaire, WaitingQuestionnaire

WAITS = timedelta(days=1)


class ProposalOutdated(Exception):
    """Someone else stored a version of the same questionnaire since the page was opened."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A questionnaire that waits, beside the newest version there is; `former` is None for a new one."""

    waiting: WaitingQuestionnaire
    former: OwnQuestionnaire | None
    differences: tuple[Difference, ...]

    @property
    def item(self) -> Questionnaire:
        """The questionnaire, under the number that it would get."""
        return with_version(self.waiting.item, self.seen + 1)

    @property
    def seen(self) -> int:
        """The number of the version that it comes after; 0 when there is none."""
        return self.former.version if self.former else 0

    @property
    def is_known(self) -> bool:
        """Whether it brings nothing: the version in use is the same."""
        same = self.former is not None and with_version(self.former.item, 1) == self.waiting.item
        return same and self.former is not None and not self.former.withdrawn


def propose_questionnaire(
    session: Session,
    *,
    actor: Actor,
    data: bytes,
    file: str,
    catalogue: Catalogue,
    now: datetime,
    waiting_id: UUID,
) -> None:
    """Read and check a YAML or XLSX file and let it wait, in the place of what the same person had waiting.

    Raises:
        ContentError: every mistake in the file, with its place.
    """
    item = read_own_questionnaire(data, file, beside=catalogue, kind=actor.organisation.kind)
    former = _newest(session, actor, item.id)
    if former and isinstance(former.item, Scan) is not isinstance(item, Scan):
        raise ContentError(
            Text(
                f"{file}: de vorige versie had een ander soort schaal; geef deze vragenlijst een eigen id",
                f"{file}: the former version had another kind of scale; give this one an id of its own",
            )
        )
    waiting = WaitingQuestionnaire(waiting_id, actor.organisation.id, item, file, actor.person.id, now)
    store.put_waiting(session, waiting, expired=now - WAITS)


def read_proposal(session: Session, *, actor: Actor, waiting_id: UUID, now: datetime) -> Proposal | None:
    """What waits for this person under this id, and what it changes in the version of now."""
    waiting = store.find_waiting(
        session,
        organisation_id=actor.organisation.id,
        person_id=actor.person.id,
        waiting_id=waiting_id,
        expired=now - WAITS,
    )
    if waiting is None:
        return None
    former = _newest(session, actor, waiting.item.id)
    found = questionnaire_differences(former.item, waiting.item) if former else ()
    return Proposal(waiting, former, tuple(found))


def adopt_proposal(
    session: Session, *, actor: Actor, waiting_id: UUID, seen: int, now: datetime
) -> OwnQuestionnaire | None:
    """Store what waits as the version after `seen`; sent twice it is stored once. None: nothing waits.

    Raises:
        ProposalOutdated: `seen` is not the newest version any more.
    """
    proposal = read_proposal(session, actor=actor, waiting_id=waiting_id, now=now)
    if proposal is None:
        # The version has the id of what waited: the same form, sent again, finds it.
        return store.find_stored(session, organisation_id=actor.organisation.id, version_id=waiting_id)
    if proposal.seen != seen:
        raise ProposalOutdated(proposal.item.id)
    store.remove_waiting(session, proposal.waiting)
    if proposal.former is not None and proposal.is_known:
        return proposal.former
    stored = OwnQuestionnaire(
        id=waiting_id,
        organisation_id=actor.organisation.id,
        item=proposal.item,
        file=proposal.waiting.file,
        withdrawn=False,
        set_by=actor.person.id,
        set_at=now,
    )
    if not store.try_add_questionnaire(session, stored):
        raise ProposalOutdated(proposal.item.id)
    return stored


def set_withdrawn(
    session: Session,
    *,
    actor: Actor,
    questionnaire_id: str,
    withdrawn: bool,
    now: datetime,
    version_id: UUID,
) -> OwnQuestionnaire | None:
    """Offer a questionnaire for new rounds no longer, or again; None when there is none.

    Rounds that ask it go on.
    """
    newest = _newest(session, actor, questionnaire_id)
    if newest is None or newest.withdrawn is withdrawn:
        return newest
    stored = OwnQuestionnaire(
        id=version_id,
        organisation_id=actor.organisation.id,
        item=with_version(newest.item, newest.version + 1),
        file=newest.file,
        withdrawn=withdrawn,
        set_by=actor.person.id,
        set_at=now,
    )
    store.try_add_questionnaire(session, stored)
    return _newest(session, actor, questionnaire_id)


def offered_questionnaires(session: Session, *, organisation_id: UUID) -> tuple[Questionnaire, ...]:
    """The organisation's own questionnaires that a round can be started with."""
    newest = store.newest_questionnaires(session, organisation_id=organisation_id)
    return tuple(own.item for own in newest if not own.withdrawn)


def _newest(session: Session, actor: Actor, questionnaire_id: str) -> OwnQuestionnaire | None:
    history = store.questionnaire_history(
        session, organisation_id=actor.organisation.id, questionnaire_id=questionnaire_id
    )
    return history[0] if history else None
