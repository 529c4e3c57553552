"""Every table of the database: whoever imports this knows them all."""

from storage import customer_file, keys, mail, plans, reports, rules, tables, visits

MODULES = (
    tables,
    mail,
    keys,
    rules,
    customer_file,
    plans,
    visits,
    reports,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
