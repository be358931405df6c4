"""What a reader does with the report: gather what is known, and build the document from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Organisation
from plateau.assessment import operations as assessment
from plateau.assessment import store as assessment_store
from plateau.assessment.gaps import Gap, find_gaps
from plateau.assessment.model import Ambition, Round
from plateau.assessment.scoring import Profile
from plateau.catalogue.model import Catalogue, Instrument
from plateau.report.building import build_report
from plateau.report.model import Report
from plateau.roadmap import store as roadmap_store
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.store import StoredPlan


@dataclass(frozen=True, slots=True)
class Material:
    """All that is known of a round; `ambition` and `stored` are None as long as they are not there.

    `stored` is the newest approved roadmap, else the newest. `names` are the people who set or approved.
    """

    organisation: Organisation
    round: Round
    instrument: Instrument
    profile: Profile
    ambition: Ambition | None
    gaps: tuple[Gap, ...]
    stored: StoredPlan | None
    milestones: tuple[DatedMilestone, ...]
    names: dict[UUID, str]

    @property
    def approved_by(self) -> str | None:
        """The name of who approved the roadmap."""
        person = self.stored.summary.approved_by if self.stored else None
        return self.names.get(person) if person else None


def gather(session: Session, *, organisation: Organisation, round_id: UUID, catalogue: Catalogue) -> Material:
    """What the report of a round can tell.

    Raises:
        NotFound: this organisation has no such round.
    """
    item = assessment.get_round(session, organisation_id=organisation.id, round_id=round_id)
    instrument = catalogue.instrument(item.instrument_id)
    profile = assessment.compute_profile(session, item=item, instrument=instrument)
    ambition = assessment_store.find_ambition(session, organisation_id=organisation.id, round_id=round_id)
    summaries = roadmap_store.plan_summaries(session, organisation_id=organisation.id, round_id=round_id)
    chosen = next((found for found in summaries if found.is_approved), summaries[0] if summaries else None)
    stored = (
        roadmap_store.find_plan(
            session, organisation_id=organisation.id, round_id=round_id, number=chosen.number
        )
        if chosen
        else None
    )
    people = {ambition.set_by} if ambition else set()
    if chosen and chosen.approved_by:
        people.add(chosen.approved_by)
    return Material(
        organisation=organisation,
        round=item,
        instrument=instrument,
        profile=profile,
        ambition=ambition,
        gaps=find_gaps(instrument, profile, ambition) if ambition else (),
        stored=stored,
        milestones=tuple(roadmap_store.milestones(session, organisation.id, with_removed=True)),
        names=accounts_store.people_names(session, people),
    )


def build(material: Material, *, catalogue: Catalogue, language: str, generated_at: datetime) -> Report:
    """The document in one language; the caller has set that language for the texts (`force_locale`)."""
    return build_report(
        catalogue=catalogue,
        organisation=material.organisation,
        round=material.round,
        instrument=material.instrument,
        profile=material.profile,
        ambition=material.ambition,
        gaps=material.gaps,
        stored=material.stored,
        milestones=material.milestones,
        names=material.names,
        language=language,
        generated_at=generated_at,
    )
