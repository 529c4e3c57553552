"""Every table of the database: whoever imports this knows them all."""

from storage.tables import Row

METADATA = Row.metadata
