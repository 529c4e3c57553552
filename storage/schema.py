"""Every table of the database: whoever imports this knows them all."""

from storage import (
    customer_file,
    deals,
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
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
