"""workshop: sessions, their agenda, seats, votes and early votes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=True),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("timer_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quorum > 0", name=op.f("ck_workshop_quorum_positive")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_workshop_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_workshop_round_id_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("fk_workshop_started_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("code", name=op.f("uq_workshop_code")),
    )
    op.create_index(op.f("ix_workshop_organisation_id"), "workshop", ["organisation_id"])
    op.create_index(op.f("ix_workshop_round_id"), "workshop", ["round_id"])
    op.create_table(
        "workshop_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plateau", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=100), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("plateau BETWEEN 1 AND 5", name=op.f("ck_workshop_item_plateau_range")),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_item_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_workshop_item_decided_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_item")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_workshop_item_workshop_id_number")),
    )
    op.create_table(
        "workshop_seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_seat_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_seat")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_workshop_seat_token_hash")),
    )
    op.create_index(op.f("ix_workshop_seat_workshop_id"), "workshop_seat", ["workshop_id"])
    op.create_table(
        "workshop_vote",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("plateau", sa.Integer(), nullable=True),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("plateau BETWEEN 1 AND 5", name=op.f("ck_workshop_vote_plateau_range")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["workshop_item.id"],
            name=op.f("fk_workshop_vote_item_id_workshop_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["workshop_seat.id"],
            name=op.f("fk_workshop_vote_seat_id_workshop_seat"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "seat_id", name=op.f("pk_workshop_vote")),
    )
    op.create_index(op.f("ix_workshop_vote_seat_id"), "workshop_vote", ["seat_id"])
    op.create_table(
        "workshop_early",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_early_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_workshop_early_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", "response_id", name=op.f("pk_workshop_early")),
    )
    op.create_index(op.f("ix_workshop_early_response_id"), "workshop_early", ["response_id"])


def downgrade() -> None:
    for table in ("workshop_early", "workshop_vote", "workshop_seat", "workshop_item", "workshop"):
        op.drop_table(table)
