"""What a reader does with the report: gather what is known, and build the document from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
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
from plateau.roadmap.changes import Change, changes
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.situation import get_situation, problem_of
from plateau.roadmap.store import PlanSummary, StoredPlan, last_approved


@dataclass(frozen=True, slots=True)
class Material:
    """All that is known of a round; `ambition` and `stored` are None as long as they are not there.

    `stored` is the roadmap that was approved last, else the newest that there is: a calculation without a
    roadmap is nothing to report. `ambition` is the one that this roadmap goes
    to, also when there is a newer one; `gaps` lie between the profile of now and that ambition. `changed`:
    what is different now from what the roadmap was computed with. `names` are the people who set or approved.
    `evidence` is the number of pieces that people added, by criterion.
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
    changed: tuple[Change, ...] = ()
    evidence: Mapping[str, int] = field(default_factory=dict)

    @property
    def approved_by(self) -> str | None:
        """The name of who approved the roadmap."""
        person = self.stored.summary.approved_by if self.stored else None
        return self.names.get(person) if person else None


def gather(
    session: Session, *, organisation: Organisation, round_id: UUID, catalogue: Catalogue, today: date
) -> Material:
    """What the report of a round can tell.

    Raises:
        NotFound: this organisation has no such round.
    """
    item = assessment.get_round(session, organisation_id=organisation.id, round_id=round_id)
    instrument = catalogue.instrument(item.instrument_id)
    profile = assessment.compute_profile(session, item=item, instrument=instrument)
    summaries = roadmap_store.plan_summaries(session, organisation_id=organisation.id, round_id=round_id)
    chosen = _chosen(summaries)
    stored: StoredPlan | None = None
    changed: tuple[Change, ...] = ()
    if chosen:
        ambition: Ambition | None = assessment_store.get_ambition(
            session, organisation_id=organisation.id, ambition_id=chosen.ambition_id
        )
        stored = roadmap_store.get_plan(session, organisation_id=organisation.id, plan_id=chosen.id)
        situation = get_situation(
            session,
            organisation=organisation,
            round_id=round_id,
            catalogue=catalogue,
            today=today,
            scenario_id=chosen.scenario_id,
        )
        changed = changes(
            stored.problem, problem_of(situation, organisation=organisation, catalogue=catalogue)
        )
    else:
        ambition = assessment_store.find_ambition(session, organisation_id=organisation.id, round_id=round_id)
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
        changed=changed,
        evidence=assessment.count_evidence(session, item=item, asked=instrument),
    )


def _chosen(summaries: Sequence[PlanSummary]) -> PlanSummary | None:
    return last_approved(summaries) or next((item for item in summaries if item.is_found), None)


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
        changed=material.changed,
        evidence=material.evidence,
        language=language,
        generated_at=generated_at,
    )
