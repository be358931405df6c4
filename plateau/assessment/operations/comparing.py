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
from plateau.assessment.scoring import Profile
from plateau.assessment.tally import Tally
from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import Scan


@dataclass(frozen=True, slots=True)
class Measured:
    """A round with something to show, and its profile."""

    round: Round
    profile: Profile


def measured_rounds(
    session: Session, *, organisation_id: UUID, instrument: Instrument
) -> tuple[Measured, ...]:
    """The organisation's rounds with this instrument that show results, the oldest first."""
    rounds = [item for item in store.rounds(session, organisation_id) if item.instrument_id == instrument.id]
    found = [
        Measured(item, compute_profile(session, item=item, instrument=instrument))
        for item in sorted(rounds, key=lambda item: (item.created_at, item.id))
    ]
    return tuple(item for item in found if any(score.plateau for score in item.profile.scores.values()))


@dataclass(frozen=True, slots=True)
class MeasuredScan:
    """A round with a scan that has something to show, and its outcome."""

    round: Round
    tally: Tally


def measured_scans(session: Session, *, organisation_id: UUID, scan: Scan) -> tuple[MeasuredScan, ...]:
    """The organisation's rounds with this scan that show an outcome, the oldest first."""
    rounds = [item for item in store.rounds(session, organisation_id) if item.instrument_id == scan.id]
    found = [
        MeasuredScan(item, compute_tally(session, item=item, scan=scan))
        for item in sorted(rounds, key=lambda item: (item.created_at, item.id))
    ]
    return tuple(item for item in found if any(one.outcome for one in item.tally.questions.values()))


def side_by_side(
    session: Session, *, memberships: Iterable[Membership], instruments: Iterable[Instrument]
) -> tuple[tuple[Organisation, Measured | None], ...]:
    """The newest results of each organisation that someone advises; None where there are none yet.

    Only for who is consultant of each of them: a director sees no other organisation.
    """
    per_kind = {instrument.kind: instrument for instrument in instruments}
    found = []
    for membership in memberships:
        if membership.role is Role.CONSULTANT:
            organisation = membership.organisation
            rounds = measured_rounds(
                session, organisation_id=organisation.id, instrument=per_kind[organisation.kind]
            )
            found.append((organisation, rounds[-1] if rounds else None))
    return tuple(found)
