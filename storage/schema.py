"""Every table of the database: whoever imports this knows them all."""

from storage import attachments, customer_file, keys, mail, receipts, rules, tables

# each declares its tables on being imported
MODULES = (tables, mail, keys, rules, customer_file, attachments, receipts)
METADATA = tables.Row.metadata
