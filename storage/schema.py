"""Every table of the database: whoever imports this knows them all."""

from storage import (
    attachments,
    customer_file,
    deals,
    imports,
    keys,
    leaves,
    mail,
    nicknames,
    pipeline,
    plans,
    receipts,
    reports,
    rings,
    rules,
    tables,
    tickets,
    visits,
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
    leaves,
    pipeline,
    receipts,
    rings,
    rules,
    nicknames,
    tickets,
    imports,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
