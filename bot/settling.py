"""Settling: the outcomes of many sends are written in one transaction, in the order they came."""

import asyncio
from collections.abc import Callable

from crm.delivery import GONE, note_failed, note_unreachable
from storage.outbox import Sent, settle
from storage.store import Store
from storage.tables import Member
from storage.work import Work


class Settler:
    """Writes outcomes; `tell` writes what a manager reads about a member who cannot be reached."""

    def __init__(self, store: Store, tell: Callable[[Work, Member, Member], None]) -> None:
        self._store = store
        self._tell = tell
        self._outcomes: list[Sent] = []
        self._blocked: set[int] = set()
        self._some = asyncio.Event()
        self._none = asyncio.Event()
        self._none.set()

    def add(self, outcome: Sent) -> None:
        """Take an outcome."""
        self._outcomes.append(outcome)
        self._some.set()
        self._none.clear()

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
            outcomes, blocked = self._outcomes, self._blocked
            self._outcomes, self._blocked = [], set()
            await self._store.write(lambda work: self._write(work, outcomes, blocked))  # noqa: B023
            if not self._outcomes:
                self._none.set()

    def _write(self, work: Work, outcomes: list[Sent], blocked: set[int]) -> None:
        settle(work, outcomes, work.now)
        note_failed(work, [one.id for one in outcomes if one.error])
        for chat_id in blocked:
            note_unreachable(work, chat_id, self._tell)
