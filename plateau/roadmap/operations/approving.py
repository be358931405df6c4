"""Approving a roadmap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment.operations import NotFound, get_round
from plateau.catalogue.model import Catalogue
from plateau.roadmap import store
from plateau.roadmap.changes import Change, changes
from plateau.roadmap.situation import get_situation, problem_of
from plateau.roadmap.store import PlanSummary


class PlanSuperseded(RuntimeError):
    """The roadmap is not of now: `changed` since it was computed, or (None) there is a newer one."""

    def __init__(self, number: int, changed: tuple[Change, ...] | None = None) -> None:
        super().__init__(f"roadmap {number} is outdated")
        self.changed = changed


class NothingToApprove(RuntimeError):
    """The calculation gave no roadmap."""


def approve_plan(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    plan_id: UUID,
    catalogue: Catalogue,
    now: datetime,
    today: date,
) -> PlanSummary:
    """Approve the newest roadmap of its scenario; twice is the same as once.

    Raises:
        NotFound: no such round or roadmap.
        PlanSuperseded: there is a newer one, or it answers another problem than that of now.
        NothingToApprove: the calculation gave no roadmap.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    summaries = store.plan_summaries(session, organisation_id=actor.organisation.id, round_id=round_id)
    chosen = next((item for item in summaries if item.id == plan_id), None)
    if chosen is None:
        raise NotFound(f"plan {plan_id}")
    if chosen.is_approved:
        return chosen
    if chosen.id != next(item.id for item in summaries if item.scenario_id == chosen.scenario_id):
        raise PlanSuperseded(chosen.number)
    if not chosen.is_found:
        raise NothingToApprove(chosen.status.value)
    situation = get_situation(
        session,
        organisation=actor.organisation,
        round_id=round_id,
        catalogue=catalogue,
        today=today,
        scenario_id=chosen.scenario_id,
    )
    current = problem_of(situation, organisation=actor.organisation, catalogue=catalogue)
    if current.fingerprint != chosen.problem_hash:
        stored = store.get_plan(session, organisation_id=actor.organisation.id, plan_id=plan_id)
        raise PlanSuperseded(chosen.number, changes(stored.problem, current))
    store.set_plan_approved(session, plan_id=plan_id, person_id=actor.person.id, now=now)
    return replace(chosen, approved_at=now, approved_by=actor.person.id)
