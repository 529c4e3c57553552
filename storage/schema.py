"""Every table of the database: whoever imports this knows them all."""

from storage import (
    customer_file,
    keys,
    leaves,
    mail,
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
    rings,
    leaves,
    plans,
    visits,
    reports,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
