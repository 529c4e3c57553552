"""Alembic's environment: the connection comes from `storage.migrate`."""

from typing import Any, Literal

from alembic import context
from alembic.ddl.sqlite import SQLiteImpl
from alembic.operations.batch import ApplyBatchImpl
from sqlalchemy import Table, text

from storage.columns import Code, Instant
from storage.schema import METADATA, is_compared


class KeepsIds(SQLiteImpl):
    """SQLite, where a table that is changed by being copied goes on counting its ids from where it was."""

    __dialect__ = "sqlite"

    def prep_table_for_batch(self, batch_impl: ApplyBatchImpl, table: Table) -> None:
        """Carry over what reflection does not see: that an id once given is never given again."""
        super().prep_table_for_batch(batch_impl, table)
        made = text("SELECT sql FROM sqlite_master WHERE name = :name")
        assert self.connection is not None
        if "AUTOINCREMENT" in (self.connection.scalar(made, {"name": table.name}) or ""):
            assert batch_impl.new_table is not None
            batch_impl.new_table.dialect_options["sqlite"]["autoincrement"] = True


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
