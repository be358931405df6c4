"""The salt that, with the server's secret, makes a participant's personal link."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("token_salt", sa.String(32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.drop_column("token_salt")
