"""a scenario that ends with the ambition, also when that moves."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        # Until now nobody could say otherwise, and all started from the ambition's date.
        batch_op.add_column(
            sa.Column("follows_ambition", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.alter_column("follows_ambition", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.drop_column("follows_ambition")
