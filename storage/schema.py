"""Every table of the database: whoever imports this knows them all."""

from storage import keys, mail, rules, tables

MODULES = (tables, mail, keys, rules)  # each declares its tables on being imported
METADATA = tables.Row.metadata
