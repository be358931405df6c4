"""Alembic's entry: runs the steps on the connection that `plateau.database` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import plateau.accounts.records
import plateau.assessment.records
import plateau.roadmap.records
import plateau.tailoring.records
import plateau.workshop.records  # noqa: F401  (importing the records fills the metadata)
from plateau.database import Base, UtcDateTime


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our own type as what it is in the database: a migration must not change when our code does."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


# SQLite can't alter a table in place: batch mode copies it.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
