"""Rounds over time, and organisations side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Membership, Organisation, Role
from plateau.assessment import store
from plateau.assessment.model import Round
from plateau.assessment.operations.ambition import compute_profile, compute_tally
from plateau.assessment.operations.rounds import questionnaire_in
from plateau.assessment.scoring import Profile
from plateau.assessment.tally import Tally
from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import Questionnaire, Scan


@dataclass(frozen=True, slots=True)
class Measured:
    """A round with something to show: what it asked, and its profile."""

    round: Round
    asked: Instrument
    profile: Profile


def measured_rounds(session: Session, *, organisation_id: UUID, instrument_id: str) -> tuple[Measured, ...]:
    """The organisation's rounds with any version of this instrument that show results, the oldest first."""
    found = [
        Measured(item, asked, compute_profile(session, item=item, instrument=asked))
        for item, asked in _asking(session, organisation_id, instrument_id)
        if not isinstance(asked, Scan)
    ]
    return tuple(item for item in found if any(score.plateau for score in item.profile.scores.values()))


@dataclass(frozen=True, slots=True)
class MeasuredScan:
    """A round with a scan that has something to show: what it asked, and its outcome."""

    round: Round
    asked: Scan
    tally: Tally


def measured_scans(session: Session, *, organisation_id: UUID, scan_id: str) -> tuple[MeasuredScan, ...]:
    """The organisation's rounds with any version of this scan that show an outcome, the oldest first."""
    found = [
        MeasuredScan(item, asked, compute_tally(session, item=item, scan=asked))
        for item, asked in _asking(session, organisation_id, scan_id)
        if isinstance(asked, Scan)
    ]
    return tuple(item for item in found if any(one.outcome for one in item.tally.questions.values()))


def _asking(
    session: Session, organisation_id: UUID, questionnaire_id: str
) -> list[tuple[Round, Questionnaire]]:
    rounds = [
        item for item in store.rounds(session, organisation_id) if item.instrument_id == questionnaire_id
    ]
    return [
        (item, questionnaire_in(session, item=item))
        for item in sorted(rounds, key=lambda item: (item.created_at, item.id))
    ]


def side_by_side(
    session: Session, *, memberships: Iterable[Membership]
) -> tuple[tuple[Organisation, Measured | None], ...]:
    """The newest results of each organisation that someone advises; None where there are none yet.

    Only for who is consultant of each of them: a director sees no other organisation.
    """
    found = []
    for membership in memberships:
        if membership.role is Role.CONSULTANT:
            organisation = membership.organisation
            rounds = measured_rounds(
                session, organisation_id=organisation.id, instrument_id=organisation.kind.value
            )
            found.append((organisation, rounds[-1] if rounds else None))
    return tuple(found)
