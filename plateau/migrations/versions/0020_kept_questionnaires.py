"""a copy of what a round asks, once per content; what rounds asked until now is what is installed now.

This step reads the content and writes it as plateau does on the day of the upgrade: `write_kept`,
`digest_of_text` and `catalogue` have to stay as long as it does.
"""

import sqlalchemy as sa
from alembic import op

from plateau.catalogue.kept import digest_of_text, write_kept
from plateau.catalogue.loader import catalogue
from plateau.database import BehindError

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
    asked = _asked()
    op.create_table(
        "kept_questionnaire",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("questionnaire_id", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept_questionnaire")),
    )
    op.add_column("round", sa.Column("questionnaire_digest", sa.String(64), nullable=True))
    _keep(asked)
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


def _asked() -> list[str]:
    """Which of our questionnaires rounds ask.

    Raises:
        BehindError: one that this version has no more; a round can't go without what it asks.
    """
    found = op.get_bind().scalars(sa.select(ROUND.c.instrument_id).distinct())
    asked = sorted(name for name in found if not name.startswith("eigen-"))
    gone = set(asked) - {item.id for item in catalogue().questionnaires}
    if gone:
        raise BehindError(
            f"Measurements ask what this version of plateau has no more: {', '.join(sorted(gone))}. "
            "Upgrade to a version that has it first: that keeps a copy for them. Nothing was changed."
        )
    return asked


def _keep(asked: list[str]) -> None:
    connection = op.get_bind()
    for questionnaire_id in asked:
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
