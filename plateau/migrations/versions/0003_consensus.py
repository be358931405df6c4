"""Agreed values as versions, with dissent and evidence; the trace of comments that are hidden.

"Still open" and "not applicable" become outcomes too.

The way back keeps the newest version of each, and drops those without a plateau.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VALUE = sa.table(
    "agreed_value",
    sa.column("id", sa.Uuid()),
    sa.column("round_id", sa.Uuid()),
    sa.column("criterion_id", sa.String()),
    sa.column("version", sa.Integer()),
    sa.column("plateau", sa.Integer()),
)
ONE = "uq_agreed_value_round_id_criterion_id"
EACH = "uq_agreed_value_round_id_criterion_id_version"


def upgrade() -> None:
    with op.batch_alter_table("agreed_value") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("mark", sa.String(20), nullable=True, server_default="plateau"))
        table.add_column(sa.Column("dissent", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("evidence", sa.Text(), nullable=False, server_default=""))
        table.drop_constraint(op.f(ONE), type_="unique")
        table.create_unique_constraint(op.f(EACH), ["round_id", "criterion_id", "version"])
    with op.batch_alter_table("agreed_value") as table:
        table.alter_column("plateau", existing_type=sa.Integer(), nullable=True)
        table.alter_column("version", existing_type=sa.Integer(), server_default=None)
        table.alter_column("mark", existing_type=sa.String(20), server_default=None)
        table.alter_column("dissent", existing_type=sa.Text(), server_default=None)
        table.alter_column("evidence", existing_type=sa.Text(), server_default=None)
    op.create_table(
        "comment_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_comment_event_round_id_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_comment_event_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_event")),
    )
    op.create_index(op.f("ix_comment_event_round_id"), "comment_event", ["round_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_comment_event_round_id"), "comment_event")
    op.drop_table("comment_event")
    newer = VALUE.alias("newer")
    op.execute(
        sa.delete(VALUE).where(
            sa.exists().where(
                newer.c.round_id == VALUE.c.round_id,
                newer.c.criterion_id == VALUE.c.criterion_id,
                newer.c.version > VALUE.c.version,
            )
        )
    )
    op.execute(sa.delete(VALUE).where(VALUE.c.plateau.is_(None)))
    with op.batch_alter_table("agreed_value") as table:
        table.drop_constraint(op.f(EACH), type_="unique")
        table.alter_column("plateau", existing_type=sa.Integer(), nullable=False)
        for column in ("evidence", "dissent", "mark", "version"):
            table.drop_column(column)
        table.create_unique_constraint(op.f(ONE), ["round_id", "criterion_id"])
