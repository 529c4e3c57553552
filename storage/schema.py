"""Every table of the database: whoever imports this knows them all."""

from storage import keys, mail, plans, reports, rules, tables, visits

MODULES = (
    tables,
    mail,
    keys,
    rules,
    plans,
    visits,
    reports,
)  # each declares its tables on being imported
METADATA = tables.Row.metadata
