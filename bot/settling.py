"""Settling: the outcomes of many sends are written in one transaction, in the order they came."""

import asyncio
from collections.abc import Callable

from crm.delivery import (
    GONE,
    note_failed,
    note_sent,
    note_unreachable,
    tells_of_reminders,
)
from storage.outbox import Sent, settle
from storage.store import Store
from storage.tables import Member
from storage.work import Outgoing, Work

Outcome = tuple[Outgoing, Sent]


class Settler:
    """Writes outcomes; `tell` writes what a manager reads about a member who cannot be reached."""

    def __init__(self, store: Store, tell: Callable[[Work, Member, Member], None]) -> None:
        self._store = store
        self._tell = tell
        self._outcomes: list[Outcome] = []
        self._being_written: list[Outcome] = []
        self._blocked: set[int] = set()
        self._some = asyncio.Event()
        self._none = asyncio.Event()
        self._none.set()

    def add(self, row: Outgoing, message_id: int | None = None, error: str | None = None) -> None:
        """Take an outcome: the message that a row became, or why it failed for good."""
        self._outcomes.append((row, Sent(row.id, message_id, error)))
        self._some.set()
        self._none.clear()

    def sent_just_now(self, chat_id: int, message_id: int) -> Outgoing | None:
        """Return the row that became a message, where that may not be written yet."""
        for row, sent in reversed(self._being_written + self._outcomes):
            if (row.chat_id, sent.message_id) == (chat_id, message_id):
                return row
        return None

    def blocked(self, chat_id: int) -> str:
        """Note that a member blocked the bot; return the reason that the row is to carry."""
        self._blocked.add(chat_id)
        return GONE

    async def settled(self) -> None:
        """Wait until every outcome so far is written."""
        await self._none.wait()

    async def run(self) -> None:
        """Write outcomes for ever."""
        while True:
            await self._some.wait()
            self._some.clear()
            self._being_written, self._outcomes = self._outcomes, []
            blocked, self._blocked = self._blocked, set()
            outcomes = self._being_written
            await self._store.write(lambda work: self._write(work, outcomes, blocked))  # noqa: B023
            self._being_written = []
            if not self._outcomes:
                self._none.set()

    def _write(self, work: Work, outcomes: list[Outcome], blocked: set[int]) -> None:
        settle(work, [sent for _, sent in outcomes], work.now)
        reminding = [sent for row, sent in outcomes if tells_of_reminders(row.about)]
        if sent := [one.id for one in reminding if not one.error]:
            note_sent(work, sent)
        if failed := [one.id for one in reminding if one.error]:
            note_failed(work, failed)
        for chat_id in blocked:
            note_unreachable(work, chat_id, self._tell)
