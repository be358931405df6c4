"""questionnaires that an organisation brought, as versions, and those that wait to be stored."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_questionnaire",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire_id", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("file", sa.String(300), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_own_questionnaire_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_own_questionnaire_set_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_questionnaire")),
        sa.UniqueConstraint(
            "organisation_id",
            "questionnaire_id",
            "version",
            name=op.f("uq_own_questionnaire_organisation_id_questionnaire_id_version"),
        ),
    )
    op.create_table(
        "waiting_questionnaire",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("file", sa.String(300), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_waiting_questionnaire_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_waiting_questionnaire_made_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_questionnaire")),
        sa.UniqueConstraint(
            "organisation_id", "made_by", name=op.f("uq_waiting_questionnaire_organisation_id_made_by")
        ),
    )


def downgrade() -> None:
    op.drop_table("waiting_questionnaire")
    op.drop_table("own_questionnaire")
