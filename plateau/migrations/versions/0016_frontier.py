"""the choices between money, reach and time are calculations too."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calculation") as batch:
        batch.add_column(sa.Column("sought", sa.String(length=20), nullable=False, server_default="roadmap"))
        batch.add_column(sa.Column("found", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("frontier", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("calculation") as batch:
        batch.alter_column("sought", existing_type=sa.String(length=20), server_default=None)
        batch.alter_column("found", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM calculation WHERE sought <> 'roadmap'")
    with op.batch_alter_table("calculation") as batch:
        batch.drop_column("frontier")
        batch.drop_column("found")
        batch.drop_column("sought")
