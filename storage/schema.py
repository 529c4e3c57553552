"""Every table of the database: whoever imports this knows them all."""

from storage import deals, keys, mail, pipeline, rules, tables

MODULES = (tables, mail, keys, rules, deals, pipeline)  # each declares its tables on import
METADATA = tables.Row.metadata
