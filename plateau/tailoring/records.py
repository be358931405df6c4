"""The tables of tailoring. Versions are added, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plateau.database import Base, UtcDateTime


class OwnEstimateRecord(Base):
    """One version of an organisation's own estimate; no document: back to plateau's."""

    __tablename__ = "own_estimate"
    __table_args__ = (UniqueConstraint("organisation_id", "intervention_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    intervention_id: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(Text)
    set_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OwnInterventionRecord(Base):
    """One version of an intervention that an organisation added, as the document it was read from."""

    __tablename__ = "own_intervention"
    __table_args__ = (UniqueConstraint("organisation_id", "intervention_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    intervention_id: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(300))
    withdrawn: Mapped[bool]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OwnQuestionnaireRecord(Base):
    """One version of a questionnaire that an organisation brought, as the document it can be read from."""

    __tablename__ = "own_questionnaire"
    __table_args__ = (UniqueConstraint("organisation_id", "questionnaire_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    questionnaire_id: Mapped[str] = mapped_column(String(100))
    version: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(300))
    withdrawn: Mapped[bool]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)


class KeptQuestionnaireRecord(Base):
    """One of our questionnaires as rounds ask it, kept once for all; it belongs to no organisation."""

    __tablename__ = "kept_questionnaire"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    questionnaire_id: Mapped[str] = mapped_column(String(100))
    version: Mapped[int]
    document: Mapped[str] = mapped_column(Text)


class WaitingQuestionnaireRecord(Base):
    """A questionnaire that was checked and not stored yet: one per person and organisation, for a day."""

    __tablename__ = "waiting_questionnaire"
    __table_args__ = (UniqueConstraint("organisation_id", "made_by"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    document: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(300))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
