"""Setting the ambition, and the profile it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.consensus import decided
from plateau.assessment.model import Ambition, Anonymity, Answer, Round, Target
from plateau.assessment.operations.errors import AmbitionChanged
from plateau.assessment.operations.rounds import get_round, questionnaire_in
from plateau.assessment.scoring import Profile, profile_round
from plateau.assessment.suppression import shows_results
from plateau.assessment.tally import Tally, tally_round
from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import Scan
from plateau.database import new_id


def compute_profile(session: Session, *, item: Round, instrument: Instrument) -> Profile:
    """The profile over the submitted responses of a round and the values the team agreed on.

    Of an anonymous round that is still open it knows no answers, and no score of too few people after.
    """
    answers, minimum = _shown_answers(session, item)
    return profile_round(instrument, answers, decided(store.agreed_values(session, item.id)), minimum=minimum)


def compute_tally(session: Session, *, item: Round, scan: Scan) -> Tally:
    """The outcome of a scan over the submitted responses of a round, under the rules of `compute_profile`."""
    answers, minimum = _shown_answers(session, item)
    return tally_round(scan, answers, decided(store.agreed_values(session, item.id)), minimum=minimum)


def newest_scan_tally(session: Session, *, organisation_id: UUID, scan_id: str) -> tuple[Scan, Tally] | None:
    """What this organisation's newest round with an outcome of this scan asked, and that outcome."""
    for item in store.rounds(session, organisation_id):
        if item.instrument_id == scan_id:
            scan = questionnaire_in(session, item=item)
            assert isinstance(scan, Scan)
            tally = compute_tally(session, item=item, scan=scan)
            if tally.has_outcome:
                return scan, tally
    return None


def _shown_answers(session: Session, item: Round) -> tuple[list[dict[str, Answer]], int]:
    """The answers that may count in what is shown, and from how many people on a result may be."""
    is_named = item.anonymity is Anonymity.NAMED
    shown = shows_results(item.anonymity, item.state)
    answers = store.submitted_answers(session, item.id) if shown else []
    if not is_named and len(answers) < item.minimum_group:
        answers = []
    return answers, 1 if is_named else item.minimum_group


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
