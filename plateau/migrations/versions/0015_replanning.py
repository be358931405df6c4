"""scenarios that plan again, and interventions that may not start after a quarter."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenario_not_after",
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("intervention_id", sa.String(length=100), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name=op.f("fk_scenario_not_after_scenario_id_scenario"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scenario_id", "intervention_id", name=op.f("pk_scenario_not_after")),
    )
    with op.batch_alter_table("scenario") as batch:
        batch.add_column(sa.Column("replanning", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scenario") as batch:
        batch.drop_column("replanning")
    op.drop_table("scenario_not_after")
