"""Every table of the database: whoever imports this knows them all."""

from storage import (
    customer_file,
    deals,
    imports,
    keys,
    leaves,
    mail,
    pipeline,
    rings,
    rules,
    tables,
)

MODULES = (
    tables,
    mail,
    keys,
    rules,
    customer_file,
    rings,
    leaves,
    deals,
    pipeline,
    imports,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
