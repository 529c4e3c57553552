"""Every table of the database: whoever imports this knows them all."""

from storage import (
    attachments,
    customer_file,
    keys,
    leaves,
    mail,
    receipts,
    rings,
    rules,
    tables,
)

MODULES = (
    tables,
    mail,
    keys,
    attachments,
    customer_file,
    leaves,
    receipts,
    rings,
    rules,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
