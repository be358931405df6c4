"""Participants of a round, what a round is about, and the trace of its states.

Every response so far was given by someone with an account: each gets a participant. The way back drops what
was answered through a personal link: the older tables have no place for an answer without a person.
"""

from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROUND = sa.table(
    "round",
    sa.column("id", sa.Uuid()),
    sa.column("organisation_id", sa.Uuid()),
    sa.column("name", sa.String()),
    sa.column("opened_at", sa.DateTime(timezone=True)),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
PERSON = sa.table(
    "person", sa.column("id", sa.Uuid()), sa.column("name", sa.String()), sa.column("email", sa.String())
)
PARTICIPANT = sa.table(
    "participant",
    sa.column("id", sa.Uuid()),
    sa.column("round_id", sa.Uuid()),
    sa.column("person_id", sa.Uuid()),
    sa.column("name", sa.String()),
    sa.column("email", sa.String()),
    sa.column("perspective", sa.String()),
)
RESPONSE = sa.table(
    "response",
    sa.column("id", sa.Uuid()),
    sa.column("round_id", sa.Uuid()),
    sa.column("participant_id", sa.Uuid()),
    sa.column("person_id", sa.Uuid()),
    sa.column("perspective", sa.String()),
)
ANSWER = sa.table("answer", sa.column("response_id", sa.Uuid()))
NAME_LENGTH = 200


def upgrade() -> None:
    _add_tables()
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("period", sa.String(100), nullable=False, server_default=""))
        table.add_column(sa.Column("unit", sa.String(200), nullable=True))
        table.add_column(sa.Column("minimum_group", sa.Integer(), nullable=False, server_default="3"))
    op.execute(sa.update(ROUND).values(created_at=ROUND.c.opened_at))
    _make_names_unique()
    with op.batch_alter_table("round") as table:
        table.alter_column("created_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.alter_column("opened_at", existing_type=sa.DateTime(timezone=True), nullable=True)
        table.alter_column("period", existing_type=sa.String(100), server_default=None)
        table.alter_column("minimum_group", existing_type=sa.Integer(), server_default=None)
        table.create_unique_constraint(op.f("uq_round_organisation_id_name"), ["organisation_id", "name"])
        table.create_check_constraint(op.f("ck_round_minimum_group_range"), "minimum_group >= 3")
    with op.batch_alter_table("response") as table:
        table.add_column(sa.Column("participant_id", sa.Uuid(), nullable=True))
    _make_participants()
    with op.batch_alter_table("response") as table:
        table.alter_column("participant_id", existing_type=sa.Uuid(), nullable=False)
        table.alter_column("person_id", existing_type=sa.Uuid(), nullable=True)
        table.drop_constraint(op.f("uq_response_round_id_person_id"), type_="unique")
        table.drop_column("perspective")  # the participant has it now
        table.create_unique_constraint(
            op.f("uq_response_round_id_participant_id"), ["round_id", "participant_id"]
        )
        table.create_foreign_key(
            op.f("fk_response_participant_id_participant"), "participant", ["participant_id"], ["id"]
        )
        table.create_index(op.f("ix_response_participant_id"), ["participant_id"])


def _add_tables() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(320), nullable=True),
        sa.Column("perspective", sa.String(20), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("token_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_participant_round_id_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_participant_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_participant_round_id_person_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_participant_token_hash")),
    )
    op.create_index(op.f("ix_participant_person_id"), "participant", ["person_id"])
    op.create_table(
        "participant_area",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_participant_area_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "area", name=op.f("pk_participant_area")),
    )
    op.create_table(
        "round_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(20), nullable=False),
        sa.Column("to_state", sa.String(20), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_event_round_id_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_round_event_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_event")),
    )
    op.create_index(op.f("ix_round_event_round_id"), "round_event", ["round_id"])


def _make_names_unique() -> None:
    """The first of two rounds with one name keeps it; the next is called "name (2)"."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(ROUND.c.id, ROUND.c.organisation_id, ROUND.c.name).order_by(ROUND.c.created_at, ROUND.c.id)
    ).all()
    names = {(row.organisation_id, row.name) for row in rows}
    seen: set[tuple[UUID, str]] = set()
    for row in rows:
        name, number = row.name, 1
        while (row.organisation_id, name) in (seen if number == 1 else names):
            number += 1
            suffix = f" ({number})"
            name = row.name[: NAME_LENGTH - len(suffix)] + suffix
        if name != row.name:
            connection.execute(sa.update(ROUND).where(ROUND.c.id == row.id).values(name=name))
        names.add((row.organisation_id, name))
        seen.add((row.organisation_id, name))


def _make_participants() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(
            RESPONSE.c.id,
            RESPONSE.c.round_id,
            RESPONSE.c.person_id,
            RESPONSE.c.perspective,
            PERSON.c.name,
            PERSON.c.email,
        ).join_from(RESPONSE, PERSON, PERSON.c.id == RESPONSE.c.person_id)
    ).all()
    for row in rows:
        participant = uuid_utils.compat.uuid7()
        connection.execute(
            sa.insert(PARTICIPANT).values(
                id=participant,
                round_id=row.round_id,
                person_id=row.person_id,
                name=row.name,
                email=row.email,
                perspective=row.perspective,
            )
        )
        connection.execute(
            sa.update(RESPONSE).where(RESPONSE.c.id == row.id).values(participant_id=participant)
        )


def downgrade() -> None:
    without_person = sa.select(RESPONSE.c.id).where(RESPONSE.c.person_id.is_(None))
    op.execute(sa.delete(ANSWER).where(ANSWER.c.response_id.in_(without_person)))
    op.execute(sa.delete(RESPONSE).where(RESPONSE.c.person_id.is_(None)))
    with op.batch_alter_table("response") as table:
        table.add_column(sa.Column("perspective", sa.String(20), nullable=True))
    op.execute(
        sa.update(RESPONSE).values(
            perspective=sa.select(PARTICIPANT.c.perspective)
            .where(PARTICIPANT.c.id == RESPONSE.c.participant_id)
            .scalar_subquery()
        )
    )
    with op.batch_alter_table("response") as table:
        table.drop_index(op.f("ix_response_participant_id"))
        table.drop_constraint(op.f("fk_response_participant_id_participant"), type_="foreignkey")
        table.drop_constraint(op.f("uq_response_round_id_participant_id"), type_="unique")
        table.drop_column("participant_id")
        table.alter_column("perspective", existing_type=sa.String(20), nullable=False)
        table.alter_column("person_id", existing_type=sa.Uuid(), nullable=False)
        table.create_unique_constraint(op.f("uq_response_round_id_person_id"), ["round_id", "person_id"])
    op.execute(sa.update(ROUND).where(ROUND.c.opened_at.is_(None)).values(opened_at=ROUND.c.created_at))
    with op.batch_alter_table("round") as table:
        table.drop_constraint(op.f("ck_round_minimum_group_range"), type_="check")
        table.drop_constraint(op.f("uq_round_organisation_id_name"), type_="unique")
        table.alter_column("opened_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        for column in ("minimum_group", "unit", "period", "created_at"):
            table.drop_column(column)
    op.drop_index(op.f("ix_round_event_round_id"), "round_event")
    op.drop_table("round_event")
    op.drop_table("participant_area")
    op.drop_index(op.f("ix_participant_person_id"), "participant")
    op.drop_table("participant")
