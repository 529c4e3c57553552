"""Every table of the database: whoever imports this knows them all."""

from typing import Any

from storage import (
    attachments,
    customer_file,
    deals,
    imports,
    keys,
    leaves,
    lists,
    mail,
    nicknames,
    pairs,
    pipeline,
    plans,
    products,
    receipts,
    reports,
    rings,
    rules,
    search,
    tables,
    targets,
    tickets,
    visits,
    workers,
)

MODULES = (
    tables,
    mail,
    keys,
    attachments,
    customer_file,
    leaves,
    plans,
    reports,
    rings,
    visits,
    deals,
    products,
    targets,
    pipeline,
    pairs,
    receipts,
    rules,
    nicknames,
    tickets,
    imports,
    search,
    lists,
    workers,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata


def is_compared(name: str | None, kind: str, _parents: Any) -> bool:
    """Tell whether Alembic compares it: not how each database indexes the terms of look-ups (migration 0014)."""
    is_fts5 = kind == "table" and name is not None and name.startswith("customer_fts")
    return not is_fts5 and name != "ix_customer_terms_terms"
