"""The tables of the roadmap. Plans are never changed: a calculation adds one, an approval marks it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from plateau.database import Base, UtcDateTime

CURRENCY = "EUR"


class ScenarioRecord(Base):
    """With what money, people and choices a roadmap is computed for a round."""

    __tablename__ = "scenario"
    __table_args__ = (
        UniqueConstraint("round_id", "name"),
        CheckConstraint("first_quarter BETWEEN 1 AND 4", name="quarter_range"),
        CheckConstraint("periods > 0", name="periods_positive"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    first_year: Mapped[int]
    first_quarter: Mapped[int]
    periods: Mapped[int]
    revision: Mapped[int]
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    follows_ambition: Mapped[bool]
    replanning: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    budgets: Mapped[list[ScenarioBudgetRecord]] = relationship(
        order_by="ScenarioBudgetRecord.year", cascade="all, delete-orphan"
    )
    capacities: Mapped[list[ScenarioCapacityRecord]] = relationship(
        order_by="ScenarioCapacityRecord.role", cascade="all, delete-orphan"
    )
    choices: Mapped[list[ScenarioChoiceRecord]] = relationship(
        order_by="ScenarioChoiceRecord.intervention_id", cascade="all, delete-orphan"
    )
    not_before: Mapped[list[ScenarioNotBeforeRecord]] = relationship(
        order_by="ScenarioNotBeforeRecord.intervention_id", cascade="all, delete-orphan"
    )
    not_after: Mapped[list[ScenarioNotAfterRecord]] = relationship(
        order_by="ScenarioNotAfterRecord.intervention_id", cascade="all, delete-orphan"
    )


class ScenarioBudgetRecord(Base):
    """What may be spent in a year, in cents; NULL is no limit."""

    __tablename__ = "scenario_budget"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default=CURRENCY)


class ScenarioCapacityRecord(Base):
    """How many days a quarter the people in a role have; NULL is no limit."""

    __tablename__ = "scenario_capacity"
    __table_args__ = (CheckConstraint("days_per_period >= 0", name="days_not_negative"),)

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(40), primary_key=True)
    days_per_period: Mapped[int | None]


class ScenarioChoiceRecord(Base):
    """An intervention that must be in the roadmap, or may not; the others have no row."""

    __tablename__ = "scenario_choice"

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True)
    intervention_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    choice: Mapped[str] = mapped_column(String(20))


class ScenarioNotBeforeRecord(Base):
    """An intervention that may not start before a quarter, counted since the year 0."""

    __tablename__ = "scenario_not_before"

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True)
    intervention_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    quarter: Mapped[int]


class ScenarioNotAfterRecord(Base):
    """An intervention that may not start after a quarter, counted since the year 0."""

    __tablename__ = "scenario_not_after"

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True)
    intervention_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    quarter: Mapped[int]


class MilestoneRecord(Base):
    """A dated moment of the organisation itself. A removed one keeps its row: older plans still name it."""

    __tablename__ = "milestone"
    __table_args__ = (CheckConstraint("plateau BETWEEN 1 AND 5", name="plateau_range"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    transitie_id: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    date: Mapped[dt.date]
    certainty: Mapped[str] = mapped_column(String(20))
    plateau: Mapped[int]
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class PlanRecord(Base):
    """One computed roadmap with the problem it answers and the reasons behind it, as JSON documents.

    `explained_at`: since when the reasons are all there; None as long as it is not known why goals stay open.
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("scenario_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    ambition_id: Mapped[UUID] = mapped_column(ForeignKey("ambition.id"))
    number: Mapped[int]
    computed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    computed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(String(20))
    problem: Mapped[dict[str, Any]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    explanation: Mapped[dict[str, Any]] = mapped_column(JSON)
    explained_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    problem_hash: Mapped[str] = mapped_column(String(64))
    approved_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class CalculationRecord(Base):
    """What is being computed; its worker writes how far it is, and what came of it: roadmap or frontier."""

    __tablename__ = "calculation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"))
    ambition_id: Mapped[UUID] = mapped_column(ForeignKey("ambition.id"))
    problem: Mapped[dict[str, Any]] = mapped_column(JSON)
    problem_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    requested_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    cancel_requested_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    progress: Mapped[list[Any]] = mapped_column(JSON)
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))
    sought: Mapped[str] = mapped_column(String(20))
    found: Mapped[int]
    frontier: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ProgressRecord(Base):
    """What someone told about an intervention of a roadmap; rows are added, never changed."""

    __tablename__ = "progress"
    __table_args__ = (CheckConstraint("percentage BETWEEN 0 AND 100", name="percentage_range"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    intervention_id: Mapped[str] = mapped_column(String(100))
    work: Mapped[str] = mapped_column(String(20))
    percentage: Mapped[int | None]
    started_on: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(String(1000))
    reported_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    reported_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
