"""Every table of the database: whoever imports this knows them all."""

import storage.deals
import storage.pipeline  # noqa: F401  their tables belong to the metadata
from storage.tables import Row

METADATA = Row.metadata
