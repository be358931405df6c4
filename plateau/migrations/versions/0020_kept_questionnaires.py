"""a copy of what a round asks, once per content; what rounds asked until now is what is installed now."""

import sqlalchemy as sa
from alembic import op

from plateau.catalogue.kept import digest_of_text, write_kept
from plateau.catalogue.loader import catalogue

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEPT = sa.table(
    "kept_questionnaire",
    sa.column("digest", sa.String),
    sa.column("questionnaire_id", sa.String),
    sa.column("version", sa.Integer),
    sa.column("document", sa.Text),
)
ROUND = sa.table(
    "round",
    sa.column("instrument_id", sa.String),
    sa.column("instrument_version", sa.Integer),
    sa.column("questionnaire_digest", sa.String),
)


def upgrade() -> None:
    op.create_table(
        "kept_questionnaire",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("questionnaire_id", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept_questionnaire")),
    )
    op.add_column("round", sa.Column("questionnaire_digest", sa.String(64), nullable=True))
    _keep_what_is_asked()
    with op.batch_alter_table("round") as table:
        table.create_index(op.f("ix_round_questionnaire_digest"), ["questionnaire_digest"])
        table.create_foreign_key(
            op.f("fk_round_questionnaire_digest_kept_questionnaire"),
            "kept_questionnaire",
            ["questionnaire_digest"],
            ["digest"],
        )
        table.create_check_constraint(
            op.f("ck_round_own_or_kept_questionnaire"),
            "(substr(instrument_id, 1, 6) = 'eigen-') = (questionnaire_digest IS NULL)",
        )


def _keep_what_is_asked() -> None:
    connection = op.get_bind()
    asked = connection.scalars(sa.select(ROUND.c.instrument_id).distinct()).all()
    for questionnaire_id in sorted(name for name in asked if not name.startswith("eigen-")):
        item = catalogue().questionnaire(questionnaire_id)
        document = write_kept(item)
        copy = {"digest": digest_of_text(document), "version": item.version, "document": document}
        connection.execute(sa.insert(KEPT).values(questionnaire_id=questionnaire_id, **copy))
        connection.execute(
            sa.update(ROUND)
            .where(ROUND.c.instrument_id == questionnaire_id)
            .values(questionnaire_digest=copy["digest"], instrument_version=item.version)
        )


def downgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.drop_constraint(op.f("ck_round_own_or_kept_questionnaire"), type_="check")
        table.drop_constraint(op.f("fk_round_questionnaire_digest_kept_questionnaire"), type_="foreignkey")
        table.drop_index(op.f("ix_round_questionnaire_digest"))
        table.drop_column("questionnaire_digest")
    op.drop_table("kept_questionnaire")
