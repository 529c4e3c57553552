"""Every table of the database: whoever imports this knows them all."""

# ruff: noqa: F401  a module of nouns is imported for its tables
import storage.attachments
import storage.receipts
from storage.tables import Row

METADATA = Row.metadata
