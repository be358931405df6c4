"""The tables of assessment. Answers and ambitions are never changed: each save adds a version."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from plateau.database import Base, UtcDateTime


class RoundRecord(Base):
    """A measurement (meting)."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        CheckConstraint("minimum_group >= 3", name="minimum_group_range"),
        CheckConstraint(
            "(substr(instrument_id, 1, 6) = 'eigen-') = (questionnaire_digest IS NULL)",
            name="own_or_kept_questionnaire",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    instrument_id: Mapped[str] = mapped_column(String(100))
    instrument_version: Mapped[int]
    questionnaire_digest: Mapped[str | None] = mapped_column(
        ForeignKey("kept_questionnaire.digest"), index=True
    )
    is_baseline: Mapped[bool]
    state: Mapped[str] = mapped_column(String(20))
    anonymity: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    period: Mapped[str] = mapped_column(String(100))
    unit: Mapped[str | None] = mapped_column(String(200))
    minimum_group: Mapped[int]


class RoundEventRecord(Base):
    """One step of a round from state to state; never changed."""

    __tablename__ = "round_event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    from_state: Mapped[str] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)


class ParticipantRecord(Base):
    """Someone who takes part in a round; hashes are all that is kept of their links (ADR 15).

    `token_hash` is of the link that was handed out, `own_hash` of the one that goes in mail, `seat_hash` of
    the one that the browser has which began by the first.
    """

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        UniqueConstraint("token_hash"),
        UniqueConstraint("own_hash"),
        UniqueConstraint("seat_hash"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    perspective: Mapped[str] = mapped_column(String(20))
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    token_salt: Mapped[str | None] = mapped_column(String(32))
    token_hash: Mapped[str | None] = mapped_column(String(64))
    own_hash: Mapped[str | None] = mapped_column(String(64))
    seat_hash: Mapped[str | None] = mapped_column(String(64))
    begin_pressed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pressed_elsewhere_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    token_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(2))

    areas: Mapped[list[ParticipantAreaRecord]] = relationship(cascade="all, delete-orphan")


class ParticipantAreaRecord(Base):
    """An area that a participant is asked; without rows they are asked all."""

    __tablename__ = "participant_area"

    participant_id: Mapped[UUID] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[str] = mapped_column(String(20), primary_key=True)


class OutgoingMailRecord(Base):
    """A message to a participant; what it reads and its link are made when it is sent, and kept nowhere."""

    __tablename__ = "outgoing_mail"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    base: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(20), index=True)
    attempts: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ResponseRecord(Base):
    """What one participant filled in for a round."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    revision: Mapped[int]
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AnswerRecord(Base):
    """One version of one answer; the one with the highest revision counts."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("response_id", "criterion_id", "revision"),
        CheckConstraint("plateau BETWEEN 1 AND 5", name="plateau_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    criterion_id: Mapped[str] = mapped_column(String(100))
    revision: Mapped[int]
    mark: Mapped[str | None] = mapped_column(String(20))
    plateau: Mapped[int | None]
    option: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EvidenceRecord(Base):
    """One piece of evidence with an answer: a link or a file. Taken away it stays, with the moment."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("(url IS NULL) <> (file_id IS NULL)", name="link_or_file"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), index=True)
    criterion_id: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(500))
    url: Mapped[str | None] = mapped_column(Text)
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence_file.id", ondelete="CASCADE"))
    shared: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EvidenceFileRecord(Base):
    """A file that was added as evidence; without content its author wiped it (see the ADR on evidence)."""

    __tablename__ = "evidence_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class AgreedValueRecord(Base):
    """One version of the value that a team set together for a criterion; no mark means "still open"."""

    __tablename__ = "agreed_value"
    __table_args__ = (
        UniqueConstraint("round_id", "criterion_id", "version"),
        CheckConstraint("plateau BETWEEN 1 AND 5", name="plateau_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    criterion_id: Mapped[str] = mapped_column(String(100))
    version: Mapped[int]
    mark: Mapped[str | None] = mapped_column(String(20))
    plateau: Mapped[int | None]
    option: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    dissent: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    set_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CommentEventRecord(Base):
    """A comment was hidden, or shown again; the newest event counts.

    It is known by what it says, not by its answer: nothing here leads to who wrote it.
    """

    __tablename__ = "comment_event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    criterion_id: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))
    hidden: Mapped[bool]
    by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AmbitionRecord(Base):
    """One version of where the organisation wants to be."""

    __tablename__ = "ambition"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    version: Mapped[int]
    horizon: Mapped[date]
    motivation: Mapped[str] = mapped_column(Text)
    set_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)

    targets: Mapped[list[AmbitionTargetRecord]] = relationship(order_by="AmbitionTargetRecord.position")


class AmbitionTargetRecord(Base):
    """The plateau wanted for an area (no criterion) or for one criterion; None leaves the area as it is."""

    __tablename__ = "ambition_target"
    __table_args__ = (
        UniqueConstraint("ambition_id", "position"),
        CheckConstraint("plateau BETWEEN 1 AND 5", name="plateau_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ambition_id: Mapped[UUID] = mapped_column(ForeignKey("ambition.id", ondelete="CASCADE"))
    position: Mapped[int]
    area: Mapped[str] = mapped_column(String(20))
    criterion_id: Mapped[str | None] = mapped_column(String(100))
    plateau: Mapped[int | None]
    motivation: Mapped[str] = mapped_column(Text)
