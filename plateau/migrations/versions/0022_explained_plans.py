"""when the reasons of a roadmap were all there; of what is kept already they are."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("explained_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE plan SET explained_at = computed_at")


def downgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_column("explained_at")
