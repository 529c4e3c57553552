"""The door to the database: one hop to a worker thread, one transaction.

SQLite has one writer, so its writes queue for one thread instead of for a lock; PostgreSQL gets several.
A hop is never cancelled half way: who stops waiting for it leaves it to finish, and what it put into the
outbox is made known nevertheless.
"""

import asyncio
from asyncio import Future
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine

from storage.engine import open_engine
from storage.work import Outgoing, Work

R = TypeVar("R")


class Store:
    """The database, with threads of its own.

    `before_commit` is run at the end of every work, in its transaction; `on_commit` is given what a work
    put into the outbox, after it.
    """

    def __init__(
        self,
        url: str,
        now: Callable[[], datetime],
        before_commit: Sequence[Callable[[Work], None]] = (),
    ) -> None:
        self.engine: Engine = open_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.on_commit: Callable[[list[Outgoing]], None] = lambda _rows: None
        self._now = now
        self._before_commit = before_commit
        self._writing_engine = self.engine.execution_options(writes=True)
        self._writers = ThreadPoolExecutor(1 if self.is_sqlite else 8, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="read")

    async def write(self, act: Callable[[Work], R]) -> R:
        """Run an act in one transaction of a writer thread; commit, or roll back and raise."""
        loop = asyncio.get_running_loop()
        hop = loop.run_in_executor(self._writers, self._write, act)
        hop.add_done_callback(self._tell)
        result, _ = await asyncio.shield(hop)
        return result

    async def read(self, query: Callable[[Work], R]) -> R:
        """Run a query in a reader thread; what it would change is not kept."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._readers, self._read, query))

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open a unit of work in the calling thread: for the command line and for tests."""
        with self._writing_engine.begin() as connection:
            work = Work(connection, self._now())
            yield work
            work.session.flush()
            for finish in self._before_commit:
                finish(work)

    @contextmanager
    def rehearse(self) -> Iterator[Work]:
        """Open a unit of work of which nothing is kept: to say what an act would do."""
        with self._writing_engine.connect() as connection, connection.begin() as transaction:
            yield Work(connection, self._now())
            transaction.rollback()

    @contextmanager
    def looking(self) -> Iterator[Work]:
        """Open a unit of work that only reads, in the calling thread; it holds up no writer."""
        with self.engine.connect() as connection:
            yield Work(connection, self._now())

    def close(self) -> None:
        """Let running hops end, then close every connection."""
        self._writers.shutdown()
        self._readers.shutdown()
        self.engine.dispose()

    def _write(self, act: Callable[[Work], R]) -> tuple[R, list[Outgoing]]:
        with self.begin() as work:
            result = act(work)
        return result, work.outgoing

    def _read(self, query: Callable[[Work], R]) -> R:
        with self.engine.connect() as connection:
            return query(Work(connection, self._now()))

    def _tell(self, hop: "Future[tuple[Any, list[Outgoing]]]") -> None:
        if hop.cancelled() or hop.exception() is not None:
            return
        _, outgoing = hop.result()
        if outgoing:
            self.on_commit(outgoing)
