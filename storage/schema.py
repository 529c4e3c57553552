"""Every table of the database: whoever imports this knows them all."""

from storage import customer_file, keys, mail, rules, tables

MODULES = (tables, mail, keys, rules, customer_file)  # each declares its tables on being imported
METADATA = tables.Row.metadata
