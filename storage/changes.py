"""The changes of an act while it is under way: the last page is kept in memory, full ones are written.

A change is one row ({"table", "id", "before", "after"}, JSON values of `storage/snapshot.py`) or rows that
were added together ({"table", "runs", "digest"}, see `storage/bulk.py`).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage.tables import History, HistoryPage, Row

Change = dict[str, Any]

PAGE = 500
ENTER = insert(Row.metadata.tables[History.__tablename__])


class Changes:
    """Collects changes and makes history entries of them."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._page: list[Change] = []
        self._entry: History | None = None

    def go_on(self, entry_id: int) -> None:
        """Add what follows to an entry that an earlier work has closed: what it held becomes a page of it."""
        entry = self._session.get_one(History, entry_id)
        self._session.add(HistoryPage(entry_id=entry.id, changes=entry.changes))
        entry.at = self._now
        self._entry = entry

    def note(self, change: Change) -> None:
        """Add a change, and write a page where this fills it."""
        if len(self._page) == PAGE:
            entry = self._open_entry()
            self._session.add(HistoryPage(entry_id=entry.id, changes=self._page))
            self._page = []
            self._session.flush()
        self._page.append(change)

    def close(
        self, act: str, member_id: int | None, customer_id: int | None, message_id: int | None
    ) -> int | None:
        """Make one entry of all changes since the last call; return its id, or none without any."""
        if not self._page:
            return None
        page, self._page = self._page, []
        facts: dict[str, Any] = {"act": act, "member_id": member_id, "customer_id": customer_id}
        facts |= {"changes": page, "message_id": message_id}
        self._session.flush()
        if self._entry is None:  # as nearly always: one statement, and no object that is tracked
            written = self._session.connection().execute(ENTER, {"at": self._now, **facts})
            assert written.inserted_primary_key is not None
            return int(written.inserted_primary_key[0])
        entry, self._entry = self._entry, None
        for name, value in facts.items():
            setattr(entry, name, value)
        self._session.flush()
        return entry.id

    def close_into(self, entry_id: int) -> None:
        """Let all changes since the last call belong to an entry that is closed already, which counts as made now."""
        entry = self._session.get_one(History, entry_id)
        entry.changes = [*entry.changes, *self._page]
        entry.at = self._now
        self._session.flush()
        self._page = []

    def _open_entry(self) -> History:
        if self._entry is None:
            self._entry = History(at=self._now, act="", changes=[])
            self._session.add(self._entry)
            self._session.flush()
        return self._entry


def last_first(session: Session, entry: History) -> Iterator[Change]:
    """Return the changes of an entry, the last one first, with one page in memory at a time."""
    yield from reversed(entry.changes)
    pages = select(HistoryPage.id).where(HistoryPage.entry_id == entry.id)
    for page_id in session.scalars(pages.order_by(HistoryPage.id.desc())).all():
        page = session.get_one(HistoryPage, page_id)
        yield from reversed(page.changes)
        session.expunge(page)
