"""an own link beside the handed one, the seat of who began, and mail that a participant asks for."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

HASHES = ("own_hash", "seat_hash")


def upgrade() -> None:
    with op.batch_alter_table("participant", schema=None) as batch_op:
        for column in HASHES:
            batch_op.add_column(sa.Column(column, sa.String(length=64), nullable=True))
            batch_op.create_unique_constraint(batch_op.f(f"uq_participant_{column}"), [column])
        batch_op.add_column(sa.Column("begin_pressed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.alter_column("asked_by", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM outgoing_mail WHERE asked_by IS NULL"))
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.alter_column("asked_by", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_column("begin_pressed_at")
        for column in HASHES:
            batch_op.drop_constraint(batch_op.f(f"uq_participant_{column}"), type_="unique")
            batch_op.drop_column(column)
