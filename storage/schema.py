"""Every table of the database: whoever imports this knows them all."""

import storage.keys
import storage.leaves
import storage.mail
import storage.rings  # noqa: F401  their tables belong to the metadata
from storage.tables import Row

METADATA = Row.metadata
