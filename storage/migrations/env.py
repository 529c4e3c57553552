"""Alembic's environment: the connection comes from `storage.migrate`."""

from typing import Any, Literal

from alembic import context

from storage.columns import Code, Instant
from storage.schema import METADATA, is_compared


def plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what they are in the database: a migration must not follow the code."""
    if kind == "type" and isinstance(item, Code):
        return "sa.String(length=24)"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plainly,
    include_name=is_compared,
)
context.run_migrations()
