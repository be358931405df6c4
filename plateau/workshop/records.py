"""The tables of the live session."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plateau.database import Base, UtcDateTime


class WorkshopRecord(Base):
    """A live session on a round; `item` and `phase` are where it stands."""

    __tablename__ = "workshop"
    __table_args__ = (CheckConstraint("quorum > 0", name="quorum_positive"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    code: Mapped[str | None] = mapped_column(String(6), unique=True)
    item: Mapped[int]
    phase: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    quorum: Mapped[int]
    timer_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WorkshopItemRecord(Base):
    """An item of the agenda and what the group concluded; without `decided_at` it concluded nothing yet."""

    __tablename__ = "workshop_item"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("plateau BETWEEN 1 AND 5", name="plateau_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(100))
    revealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    plateau: Mapped[int | None]
    option: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    dissent: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(100))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WorkshopSeatRecord(Base):
    """Someone who takes part. The cookie on the phone holds the token; only its hash is kept."""

    __tablename__ = "workshop_seat"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    perspective: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WorkshopVoteRecord(Base):
    """What a seat votes on an item; it may change until the reveal, and nobody sees the change."""

    __tablename__ = "workshop_vote"
    __table_args__ = (CheckConstraint("plateau BETWEEN 1 AND 5", name="plateau_range"),)

    item_id: Mapped[UUID] = mapped_column(
        ForeignKey("workshop_item.id", ondelete="CASCADE"), primary_key=True
    )
    seat_id: Mapped[UUID] = mapped_column(
        ForeignKey("workshop_seat.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    mark: Mapped[str] = mapped_column(String(20))
    plateau: Mapped[int | None]
    option: Mapped[str | None] = mapped_column(String(40))
    voted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WorkshopEarlyRecord(Base):
    """A questionnaire of the round that counts as votes, as it was at `revision` when the session started."""

    __tablename__ = "workshop_early"

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    response_id: Mapped[UUID] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    revision: Mapped[int]
