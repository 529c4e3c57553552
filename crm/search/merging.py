"""The segments of SQLite's index become one again, once a day and after an import: look-ups take a fifth less.

To write a segment is to write the whole index. So it is not done again on the same day, unless a tenth of the
index is new.
"""

from datetime import datetime, timedelta

from crm.duty import Duty
from storage.segments import count_segments, count_written, merge_segments
from storage.work import Work

MANY = 6  # segments; SQLite itself leaves up to some fifteen
A_DAY = timedelta(days=1)
A_TENTH = 10
EVERY = 600.0  # seconds: an index that is being filled merges by itself


class _Merging:
    """When it was last begun, and whether steps of it are left."""

    def __init__(self) -> None:
        self._begun_at: datetime | None = None
        self._written = 0  # rows, when it was begun
        self._is_under_way = False

    def is_due(self, work: Work) -> bool:
        if self._is_under_way:
            return True
        return count_segments(work.connection) > MANY and self._is_worth_it(work)

    def merge_some(self, work: Work) -> int:
        """Take a step: a transaction each, so that others write in between."""
        begins = not self._is_under_way
        if begins:
            self._begun_at, self._written = work.now, count_written(work.connection)
        self._is_under_way = merge_segments(work.connection, begins=begins)
        return int(self._is_under_way)

    def _is_worth_it(self, work: Work) -> bool:
        if self._begun_at is None or work.now - self._begun_at >= A_DAY:
            return True
        new = count_written(work.connection) - self._written
        return new * A_TENTH >= self._written


def merging() -> Duty:
    """Return the duty that merges them."""
    state = _Merging()
    return Duty("merge_segments", EVERY, state.is_due, state.merge_some, at_once=1)
