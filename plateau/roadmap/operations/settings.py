"""Settings of a roadmap, and milestones of the organisation's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import store as assessment_store
from plateau.assessment.operations import NotFound, get_round
from plateau.database import new_id
from plateau.roadmap import store
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.scenario import SCENARIO_NAME, Scenario, StoredScenario, ends_with


class ScenarioChanged(RuntimeError):
    """Someone saved other settings since this page was opened; `current` are those."""

    def __init__(self, current: StoredScenario) -> None:
        super().__init__("the settings changed")
        self.current = current


class MilestoneGone(RuntimeError):
    """Someone else changed or removed the milestone in the meantime."""


def save_scenario(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    scenario: Scenario,
    base_revision: int,
    now: datetime,
    scenario_id: UUID | None = None,
) -> StoredScenario:
    """Keep the settings of a scenario (without an id: of the first); sent twice they are kept once.

    Raises:
        NotFound: no such round or scenario.
        ScenarioChanged: someone saved other settings since `base_revision`.
    """
    # The round's row is the lock: two first saves at once would make two scenarios.
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    ambition = assessment_store.find_ambition(
        session, organisation_id=actor.organisation.id, round_id=round_id
    )
    current = store.find_scenario(
        session, organisation_id=actor.organisation.id, round_id=round_id, scenario_id=scenario_id
    )
    if current is None and scenario_id is not None:
        raise NotFound(f"scenario {scenario_id}")
    if current and ambition:
        current = current.until(ambition.horizon)
    follows = ambition is None or ends_with(scenario.calendar, ambition.horizon)
    if current is not None and current.scenario == scenario:
        return current
    if current is not None and current.revision != base_revision:
        raise ScenarioChanged(current)
    if current is None:
        return add_scenario(
            session, actor=actor, round_id=round_id, scenario=scenario, now=now, follows_ambition=follows
        )
    saved = replace(
        current,
        scenario=scenario,
        revision=current.revision + 1,
        updated_at=now,
        updated_by=actor.person.id,
        follows_ambition=follows,
    )
    store.update_scenario(session, saved)
    return saved


def add_scenario(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    scenario: Scenario,
    now: datetime,
    follows_ambition: bool = True,
) -> StoredScenario:
    """Keep settings that nobody kept yet."""
    fresh = StoredScenario(
        id=new_id(),
        organisation_id=actor.organisation.id,
        round_id=round_id,
        name=SCENARIO_NAME,
        scenario=scenario,
        revision=1,
        updated_at=now,
        updated_by=actor.person.id,
        follows_ambition=follows_ambition,
    )
    store.add_scenario(session, fresh)
    return fresh


def add_milestone(session: Session, *, actor: Actor, milestone: DatedMilestone) -> DatedMilestone:
    """Add a milestone of the organisation; a form sent twice adds one."""
    known = _same(session, actor, milestone)
    if known is not None:
        return known
    store.add_milestone(session, organisation_id=actor.organisation.id, milestone=milestone)
    return milestone


def _same(session: Session, actor: Actor, milestone: DatedMilestone) -> DatedMilestone | None:
    """The milestone that reads the same and is there already."""
    known = store.milestones(session, actor.organisation.id)
    return next((one for one in known if replace(one, id=milestone.id) == milestone), None)


def remove_milestone(session: Session, *, actor: Actor, milestone_id: UUID, now: datetime) -> None:
    """Take a milestone away; twice is the same as once. Roadmaps that took it into account keep its name.

    Raises:
        NotFound: this organisation has no such milestone.
    """
    found = store.find_milestone(session, organisation_id=actor.organisation.id, milestone_id=milestone_id)
    if found is None:
        raise NotFound(f"milestone {milestone_id}")
    store.set_milestone_removed(
        session, organisation_id=actor.organisation.id, milestone_id=milestone_id, now=now
    )


def change_milestone(
    session: Session, *, actor: Actor, known: DatedMilestone, milestone: DatedMilestone, now: datetime
) -> DatedMilestone:
    """Put `milestone` in the place of `known`, which may be an entry of the source's timetable.

    It is a new one, with an id of its own: a roadmap that was computed keeps the milestone it knew. A form
    sent twice changes it once.

    Raises:
        MilestoneGone: `known` is not there any more.
    """
    if known.own and not store.set_milestone_removed(
        session, organisation_id=actor.organisation.id, milestone_id=UUID(known.id), now=now
    ):
        changed = _same(session, actor, milestone)
        if changed is None:
            raise MilestoneGone(known.id)
        return changed
    return add_milestone(session, actor=actor, milestone=milestone)
