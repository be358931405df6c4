"""Planning the approved roadmap again, from what was told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor, Organisation
from plateau.assessment.operations import get_round
from plateau.database import new_id
from plateau.roadmap import store
from plateau.roadmap.operations.scenarios import TooManyScenarios
from plateau.roadmap.replanning import Standing, newest_reports, replanned, standings
from plateau.roadmap.scenario import MAX_SCENARIOS, StoredScenario
from plateau.roadmap.store import StoredPlan, last_approved


class NothingToReplan(RuntimeError):
    """No roadmap of this round was approved."""


def stands(
    session: Session, *, organisation: Organisation, round_id: UUID, today: date
) -> tuple[StoredPlan, tuple[Standing, ...]]:
    """The approved roadmap, and how each of its interventions stands.

    Raises:
        NotFound: no such round.
        NothingToReplan.
    """
    get_round(session, organisation_id=organisation.id, round_id=round_id)
    approved = last_approved(
        store.plan_summaries(session, organisation_id=organisation.id, round_id=round_id)
    )
    if approved is None:
        raise NothingToReplan(str(round_id))
    stored = store.get_plan(session, organisation_id=organisation.id, plan_id=approved.id)
    told = newest_reports(store.reports(session, organisation_id=organisation.id, round_id=round_id))
    return stored, standings(stored.plan, stored.problem.calendar, told, today)


def replan_scenario(
    session: Session, *, actor: Actor, round_id: UUID, name: str, now: datetime, today: date
) -> StoredScenario:
    """A scenario that plans the approved roadmap again from today's quarter; asked twice, it is one.

    It has the settings of the approved roadmap's scenario, and `name`, with a number when that is taken.

    Raises:
        NotFound: no such round.
        NothingToReplan, TooManyScenarios.
    """
    organisation = actor.organisation
    get_round(session, organisation_id=organisation.id, round_id=round_id, for_update=True)
    stored, found = stands(session, organisation=organisation, round_id=round_id, today=today)
    known = store.scenarios(session, organisation_id=organisation.id, round_id=round_id)
    source = next(item for item in known if item.id == stored.summary.scenario_id)
    scenario = replanned(source.scenario, stored.summary.number, found, today)
    same = next((item for item in known if item.scenario == scenario), None)
    if same:
        return same
    if len(known) >= MAX_SCENARIOS:
        raise TooManyScenarios(str(round_id))
    taken = {item.name.casefold() for item in known}
    fresh = replace(
        source,
        id=new_id(),
        name=next(free for free in _names(name) if free.casefold() not in taken),
        scenario=scenario,
        revision=1,
        updated_at=now,
        updated_by=actor.person.id,
    )
    store.add_scenario(session, fresh)
    return fresh


def _names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} ({number})" for number in count(2))
