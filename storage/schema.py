"""Every table of the database: whoever imports this knows them all."""

from storage import (
    customer_file,
    deals,
    imports,
    keys,
    leaves,
    mail,
    pipeline,
    plans,
    reports,
    rings,
    rules,
    tables,
    visits,
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
    leaves,
    plans,
    reports,
    rings,
    visits,
    deals,
    pipeline,
    imports,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
