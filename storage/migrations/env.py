"""Alembic's environment: the connection comes from `storage.migrate`."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Table, event

from storage.columns import Code, Instant
from storage.schema import METADATA


def plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what they are in the database: a migration must not follow the code."""
    if kind == "type" and isinstance(item, Code):
        return "sa.String(length=24)"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


@event.listens_for(Table, "after_parent_attach")
def never_reused(table: Table, _metadata: Any) -> None:
    """Let a table that SQLite rebuilds keep AUTOINCREMENT, which is lost where a table is read from the database."""
    if table.name.startswith("_alembic_tmp_") and "id" in table.primary_key.columns:
        table.dialect_options["sqlite"]["autoincrement"] = True


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plainly,
)
context.run_migrations()
