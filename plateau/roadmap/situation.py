"""What a roadmap starts from, and what has been computed: all that its pages read, loaded together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Organisation
from plateau.assessment import store as assessment_store
from plateau.assessment.gaps import Gap, find_gaps
from plateau.assessment.model import Ambition, Round
from plateau.assessment.operations import NotFound, compute_profile, get_round
from plateau.assessment.scoring import Profile
from plateau.catalogue.model import Catalogue, Instrument
from plateau.roadmap import store
from plateau.roadmap.calculation import Calculation
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.model import Problem
from plateau.roadmap.planning import build_problem
from plateau.roadmap.scenario import Scenario, StoredScenario, default_scenario
from plateau.roadmap.store import PlanSummary, StoredPlan, last_approved


class NoAmbition(RuntimeError):
    """A roadmap needs an ambition to go to, and the round has none yet."""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a roadmap starts from. `stored` is None as long as `scenario` is only our proposal."""

    round: Round
    instrument: Instrument
    profile: Profile
    ambition: Ambition
    gaps: tuple[Gap, ...]
    milestones: tuple[DatedMilestone, ...]
    stored: StoredScenario | None
    scenario: Scenario

    @property
    def revision(self) -> int:
        """The revision of the stored scenario; 0 when there is none."""
        return self.stored.revision if self.stored else 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The roadmaps of a round.

    `stored` is the one asked for, None when nothing was computed yet; `summaries` are all of them, the newest
    first; `scenarios` the oldest first; `milestones` the organisation's own, removed ones too; `names` of who
    computed and approved; `current` is the problem as it would be solved now; `explaining`: the calculation
    that still looks for why goals of `stored` stay open.
    """

    situation: Situation
    stored: StoredPlan | None
    summaries: tuple[PlanSummary, ...]
    milestones: tuple[DatedMilestone, ...]
    scenarios: tuple[StoredScenario, ...]
    names: Mapping[UUID, str]
    current: Problem
    explaining: Calculation | None = None

    @property
    def newest(self) -> PlanSummary | None:
        """The newest roadmap of the scenario in view."""
        wanted = self.situation.stored.id if self.situation.stored else None
        return next((item for item in self.summaries if item.scenario_id == wanted), None)

    @property
    def previous(self) -> PlanSummary | None:
        """The roadmap that the one in view came after in its scenario."""
        if self.stored is None:
            return None
        this = self.stored.summary
        older = (item for item in self.summaries if item.number < this.number and item.is_found)
        return next((item for item in older if item.scenario_id == this.scenario_id), None)

    @property
    def approved(self) -> PlanSummary | None:
        """The roadmap that was approved last."""
        return last_approved(self.summaries)


def get_situation(
    session: Session,
    *,
    organisation: Organisation,
    round_id: UUID,
    catalogue: Catalogue,
    today: date,
    scenario_id: UUID | None = None,
) -> Situation:
    """What is known of a round, and the settings its roadmap would be computed with.

    Without `scenario_id`: those of the newest roadmap, or those that the round began with.

    Raises:
        NotFound: no such round or scenario.
        NoAmbition: there is nowhere to go yet.
    """
    item = get_round(session, organisation_id=organisation.id, round_id=round_id)
    instrument = catalogue.instrument(item.instrument_id)
    ambition = assessment_store.find_ambition(session, organisation_id=organisation.id, round_id=round_id)
    if ambition is None:
        raise NoAmbition(item.name)
    profile = compute_profile(session, item=item, instrument=instrument)
    stored = _scenario(session, organisation.id, round_id, scenario_id)
    stored = stored.until(ambition.horizon) if stored else None
    proposal = default_scenario(
        kind=organisation.kind, size=organisation.size, today=today, horizon=ambition.horizon
    )
    return Situation(
        round=item,
        instrument=instrument,
        profile=profile,
        ambition=ambition,
        gaps=find_gaps(instrument, profile, ambition),
        milestones=tuple(store.milestones(session, organisation.id)),
        stored=stored,
        scenario=stored.scenario if stored else proposal,
    )


def _scenario(
    session: Session, organisation_id: UUID, round_id: UUID, scenario_id: UUID | None
) -> StoredScenario | None:
    wanted = scenario_id
    if wanted is None:
        newest = store.find_newest_plan(session, organisation_id=organisation_id, round_id=round_id)
        wanted = newest.scenario_id if newest else None
    found = store.find_scenario(
        session, organisation_id=organisation_id, round_id=round_id, scenario_id=wanted
    )
    if found is None and scenario_id is not None:
        raise NotFound(f"scenario {scenario_id}")
    return found


def problem_of(situation: Situation, *, organisation: Organisation, catalogue: Catalogue) -> Problem:
    """The planning problem of a situation."""
    return build_problem(
        catalogue=catalogue,
        instrument=situation.instrument,
        gaps=situation.gaps,
        scenario=situation.scenario,
        milestones=situation.milestones,
        organisation_size=organisation.size,
        kind=organisation.kind,
    )


def get_overview(
    session: Session,
    *,
    organisation: Organisation,
    round_id: UUID,
    number: int | None,
    catalogue: Catalogue,
    today: date,
    scenario_id: UUID | None = None,
) -> Overview:
    """The newest roadmap of a round (or scenario), or the one with this number, and all that explains it.

    Raises:
        NotFound: no such round or scenario, or no roadmap with this number.
        NoAmbition: there is nowhere to go yet.
    """
    stored = store.find_plan(
        session,
        organisation_id=organisation.id,
        round_id=round_id,
        number=number,
        scenario_id=scenario_id,
    )
    situation = get_situation(
        session,
        organisation=organisation,
        round_id=round_id,
        catalogue=catalogue,
        today=today,
        scenario_id=stored.summary.scenario_id if stored else scenario_id,
    )
    if stored is None and number is not None:
        raise NotFound(f"roadmap {number}")
    summaries = store.plan_summaries(session, organisation_id=organisation.id, round_id=round_id)
    people = {person for item in summaries for person in (item.computed_by, item.approved_by) if person}
    return Overview(
        situation=situation,
        stored=stored,
        summaries=tuple(summaries),
        milestones=tuple(store.milestones(session, organisation.id, with_removed=True)),
        scenarios=tuple(store.scenarios(session, organisation_id=organisation.id, round_id=round_id)),
        names=accounts_store.people_names(session, people),
        current=problem_of(situation, organisation=organisation, catalogue=catalogue),
        explaining=_explaining(session, stored) if stored else None,
    )


def _explaining(session: Session, stored: StoredPlan) -> Calculation | None:
    summary = stored.summary
    if summary.explained_at is not None:
        return None
    return store.find_explaining(session, organisation_id=summary.organisation_id, plan_id=summary.id)
