"""Every table of the database: whoever imports this knows them all."""

from storage import keys, mail, plans, reports, visits  # noqa: F401  their tables belong to the metadata
from storage.tables import Row

METADATA = Row.metadata
