"""Writing: acts that wait for one another share a commit, and each is kept whole or not at all."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, select

from storage.engine import TransactionLost
from storage.mail import outbox
from storage.store import Store
from storage.tables import Team
from storage.work import Outgoing, Work

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Busy:
    """A store whose writer is held up until told to go on, so that acts queue up behind."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.commits = 0
        self.heard: list[Outgoing] = []
        self._begun, self._go_on = threading.Event(), threading.Event()
        store.on_commit = self.heard.extend
        event.listen(store._writing_engine, "commit", self._count)

    async def writes(self, *acts: Callable[[Work], Any]) -> list[Any]:
        """Let acts queue up behind one that holds the writer up; return their results and errors."""
        first = asyncio.ensure_future(self.store.write(self._hold))
        await asyncio.to_thread(self._begun.wait)
        queued = [asyncio.ensure_future(self.store.write(act)) for act in acts]
        await asyncio.sleep(0)
        self._go_on.set()
        await first
        return await asyncio.gather(*queued, return_exceptions=True)

    def _hold(self, _work: Work) -> None:
        self._begun.set()
        self._go_on.wait()

    def _count(self, _connection: Any) -> None:
        self.commits += 1

    @property
    def sent_to(self) -> list[int]:
        """The chats of all messages in the outbox."""
        with self.store.begin() as work:
            return list(work.connection.scalars(select(outbox.c.chat_id).order_by(outbox.c.id)))


def says_to(chat_id: int) -> Callable[[Work], int]:
    return lambda work: work.send(chat_id, "sendMessage", {"chat_id": chat_id, "text": "hello"})


def fails(work: Work) -> None:
    says_to(2)(work)
    raise LookupError


def fails_in_the_session(work: Work) -> None:
    says_to(2)(work)
    work.add(Team(name=None, country="GB", currency="GBP", created_at=work.now))


def loses_the_transaction(work: Work) -> None:
    connection: Any = work.connection.connection
    connection.execute("ROLLBACK")  # as SQLite does when the disk is full
    raise OSError


@pytest.fixture
async def busy(sqlite_database: str) -> AsyncIterator[Busy]:
    store = Store(sqlite_database, lambda: NOON)
    yield Busy(store)
    store.close()


async def test_acts_that_queue_up_share_a_commit(busy: Busy) -> None:
    await busy.writes(says_to(1), says_to(2), says_to(3))

    assert busy.commits == 2  # that of the first, which held them up, and theirs
    assert busy.sent_to == [1, 2, 3]


async def test_what_was_written_is_told_in_order_once_it_is_committed(busy: Busy) -> None:
    ids = await busy.writes(says_to(3), says_to(1), says_to(2))

    assert [row.id for row in busy.heard] == ids
    assert [row.chat_id for row in busy.heard] == [3, 1, 2]


@pytest.mark.parametrize("failing", [fails, fails_in_the_session])
async def test_an_act_that_fails_takes_nothing_with_it(
    busy: Busy, failing: Callable[[Work], None]
) -> None:
    first, error, last = await busy.writes(says_to(1), failing, says_to(3))

    assert isinstance(error, Exception)
    assert isinstance(first, int)
    assert isinstance(last, int)
    assert busy.sent_to == [1, 3]
    assert [row.chat_id for row in busy.heard] == [1, 3]


@pytest.mark.parametrize("after", [[], [says_to(3)]])
async def test_nobody_is_told_of_a_commit_that_was_lost(
    busy: Busy, after: list[Callable[[Work], int]]
) -> None:
    results = await busy.writes(says_to(1), loses_the_transaction, *after)

    assert isinstance(results[0], TransactionLost)
    assert all(isinstance(result, Exception) for result in results)
    assert busy.sent_to == []
    assert busy.heard == []


async def test_an_act_whose_caller_has_gone_is_committed_and_told(busy: Busy) -> None:
    waiting = asyncio.ensure_future(busy.store.write(says_to(1)))
    await asyncio.sleep(0)

    waiting.cancel()
    await busy.store.write(says_to(2))

    assert busy.sent_to == [1, 2]
    assert [row.chat_id for row in busy.heard] == [1, 2]
