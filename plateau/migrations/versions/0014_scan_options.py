"""the option of a scan that a team agreed on, or that someone votes for in a session."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = ("agreed_value", "workshop_item", "workshop_vote")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("option", sa.String(length=40), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "option")
