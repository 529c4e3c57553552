"""Every table of the database: whoever imports this knows them all."""

import storage.customer_file
import storage.keys
import storage.mail  # noqa: F401  their tables belong to the metadata
from storage.tables import Row

METADATA = Row.metadata
