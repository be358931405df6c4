"""answers on any scale."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answer", sa.Column("option", sa.String(length=40), nullable=True))


def downgrade() -> None:
    # Without the column an answer on another scale says nothing: it must not stay as an empty one.
    op.execute("DELETE FROM answer WHERE mark = 'optie'")
    with op.batch_alter_table("answer") as table:
        table.drop_column("option")
