"""How much of a file from outside is read, and why a file is refused.

Known to both sides of the pipe, so it imports nothing of the program.
"""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """The largest file that is read; memory and processor time are those of the reading process."""

    file_bytes: int = 10 * MEGABYTE
    zip_entries: int = 200
    expanded_bytes: int = 100 * MEGABYTE
    rows: int = 200_000
    columns: int = 200
    memory_bytes: int = 768 * MEGABYTE
    cpu_seconds: int = 30


class Why(StrEnum):
    """Why a file is refused."""

    TOO_LARGE = "too_large"
    TOO_HEAVY = "too_heavy"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    LOCKED = "locked"
    UNREADABLE = "unreadable"
    ENCODING_UNKNOWN = "encoding_unknown"
    EMPTY = "empty"


class SheetRefused(Exception):
    """A file is not read any further; `limit` is the bound that it exceeds, where there is one."""

    def __init__(self, why: Why, limit: int | None = None) -> None:
        super().__init__(why, limit)
        self.why = why
        self.limit = limit
