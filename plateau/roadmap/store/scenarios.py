"""Scenarios: with what a roadmap of a round is computed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from plateau.roadmap.documents import from_document
from plateau.roadmap.model import Calendar, as_document
from plateau.roadmap.records import (
    ScenarioBudgetRecord,
    ScenarioCapacityRecord,
    ScenarioChoiceRecord,
    ScenarioNotAfterRecord,
    ScenarioNotBeforeRecord,
    ScenarioRecord,
)
from plateau.roadmap.scenario import Choice, Replanning, Scenario, StoredScenario


def scenarios(session: Session, *, organisation_id: UUID, round_id: UUID) -> list[StoredScenario]:
    """The scenarios of a round, the oldest first."""
    query = _query(organisation_id, round_id).order_by(ScenarioRecord.id)
    return [_scenario(record) for record in session.scalars(query)]


def find_scenario(
    session: Session,
    *,
    organisation_id: UUID,
    round_id: UUID,
    name: str | None = None,
    scenario_id: UUID | None = None,
) -> StoredScenario | None:
    """The scenario of this name or id on a round; without either, the one that it began with."""
    query = _query(organisation_id, round_id).order_by(ScenarioRecord.id).limit(1)
    if name is not None:
        query = query.where(ScenarioRecord.name == name)
    if scenario_id is not None:
        query = query.where(ScenarioRecord.id == scenario_id)
    record = session.scalar(query)
    return _scenario(record) if record else None


def _query(organisation_id: UUID, round_id: UUID) -> Select[ScenarioRecord]:
    return (
        select(ScenarioRecord)
        .where(ScenarioRecord.organisation_id == organisation_id, ScenarioRecord.round_id == round_id)
        .options(
            selectinload(ScenarioRecord.budgets),
            selectinload(ScenarioRecord.capacities),
            selectinload(ScenarioRecord.choices),
            selectinload(ScenarioRecord.not_before),
            selectinload(ScenarioRecord.not_after),
        )
    )


def add_scenario(session: Session, item: StoredScenario) -> None:
    """Keep a new scenario."""
    record = ScenarioRecord(
        id=item.id, organisation_id=item.organisation_id, round_id=item.round_id, name=item.name
    )
    _fill(record, item)
    session.add(record)
    session.flush()


def update_scenario(session: Session, item: StoredScenario) -> None:
    """Replace what is kept of a scenario."""
    record = session.get_one(ScenarioRecord, item.id)
    record.name = item.name
    # Emptied first: the new rows may have the keys of the old ones.
    record.budgets, record.capacities, record.choices = [], [], []
    record.not_before, record.not_after = [], []
    session.flush()
    _fill(record, item)
    session.flush()


def _fill(record: ScenarioRecord, item: StoredScenario) -> None:
    scenario = item.scenario
    record.first_year = scenario.calendar.first_year
    record.first_quarter = scenario.calendar.first_quarter
    record.periods = scenario.calendar.periods
    record.revision = item.revision
    record.updated_at = item.updated_at
    record.updated_by = item.updated_by
    record.follows_ambition = item.follows_ambition
    record.budgets = [
        ScenarioBudgetRecord(year=year, amount=cents) for year, cents in scenario.budgets.items()
    ]
    record.capacities = [
        ScenarioCapacityRecord(role=role, days_per_period=days) for role, days in scenario.capacity.items()
    ]
    record.choices = [
        ScenarioChoiceRecord(intervention_id=name, choice=choice.value)
        for name, choice in scenario.choices.items()
    ]
    record.not_before = [
        ScenarioNotBeforeRecord(intervention_id=name, quarter=quarter)
        for name, quarter in scenario.not_before.items()
    ]
    record.not_after = [
        ScenarioNotAfterRecord(intervention_id=name, quarter=quarter)
        for name, quarter in scenario.not_after.items()
    ]
    record.replanning = as_document(scenario.replanning)


def _scenario(record: ScenarioRecord) -> StoredScenario:
    return StoredScenario(
        id=record.id,
        organisation_id=record.organisation_id,
        round_id=record.round_id,
        name=record.name,
        scenario=Scenario(
            calendar=Calendar(record.first_year, record.first_quarter, record.periods),
            budgets={row.year: row.amount for row in record.budgets},
            capacity={row.role: row.days_per_period for row in record.capacities},
            choices={row.intervention_id: Choice(row.choice) for row in record.choices},
            not_before={row.intervention_id: row.quarter for row in record.not_before},
            not_after={row.intervention_id: row.quarter for row in record.not_after},
            replanning=from_document(Replanning, record.replanning) if record.replanning else None,
        ),
        revision=record.revision,
        updated_at=record.updated_at,
        updated_by=record.updated_by,
        follows_ambition=record.follows_ambition,
    )
