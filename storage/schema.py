"""Every table of the database: whoever imports this knows them all."""

from storage import attachments, keys, mail, receipts, rules, tables

MODULES = (tables, mail, keys, rules, attachments, receipts)  # each declares its tables on import
METADATA = tables.Row.metadata
