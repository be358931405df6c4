"""Interventions that an organisation added, as versions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_intervention",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("intervention_id", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("file", sa.String(300), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_own_intervention_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_own_intervention_set_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_intervention")),
        sa.UniqueConstraint(
            "organisation_id",
            "intervention_id",
            "version",
            name=op.f("uq_own_intervention_organisation_id_intervention_id_version"),
        ),
    )


def downgrade() -> None:
    op.drop_table("own_intervention")
