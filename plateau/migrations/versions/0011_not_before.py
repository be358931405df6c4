"""interventions that may not start before a quarter."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenario_not_before",
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("intervention_id", sa.String(length=100), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name=op.f("fk_scenario_not_before_scenario_id_scenario"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scenario_id", "intervention_id", name=op.f("pk_scenario_not_before")),
    )


def downgrade() -> None:
    op.drop_table("scenario_not_before")
