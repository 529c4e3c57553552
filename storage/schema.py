"""Every table of the database: whoever imports this knows them all."""

from storage import customer_file, deals, keys, mail, pipeline, rules, tables

# Each declares its tables on being imported.
MODULES = (
    tables,
    mail,
    keys,
    rules,
    customer_file,
    deals,
    pipeline,
)
METADATA = tables.Row.metadata
