"""The door to the database: one hop to a worker thread, one transaction.

SQLite has one writer, so its writes queue for one thread instead of for a lock; PostgreSQL gets several.
A hop is never cancelled half way: who stops waiting for it leaves it to finish.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine

from storage.engine import open_engine
from storage.work import Outgoing, Work

R = TypeVar("R")


class Store:
    """The database, with threads of its own; `on_commit` is given what a work put into the outbox."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        self.engine: Engine = open_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.on_commit: Callable[[list[Outgoing]], None] = lambda _rows: None
        self._now = now
        self._writing_engine = self.engine.execution_options(writes=True)
        self._writers = ThreadPoolExecutor(1 if self.is_sqlite else 8, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="read")

    async def write(self, act: Callable[[Work], R]) -> R:
        """Run an act in one transaction of a writer thread; commit, or roll back and raise."""
        result, outgoing = await self._hop(self._writers, lambda: self._write(act))
        if outgoing:
            self.on_commit(outgoing)
        return result

    async def read(self, query: Callable[[Work], R]) -> R:
        """Run a query in a reader thread; what it would change is not kept."""
        return await self._hop(self._readers, lambda: self._read(query))

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open a unit of work in the calling thread: for the command line and for tests."""
        with self._writing_engine.begin() as connection:
            work = Work(connection, self._now())
            yield work
            work.session.flush()

    @contextmanager
    def rehearse(self) -> Iterator[Work]:
        """Open a unit of work of which nothing is kept: to say what an act would do."""
        with self._writing_engine.connect() as connection, connection.begin() as transaction:
            yield Work(connection, self._now())
            transaction.rollback()

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

    @staticmethod
    async def _hop(threads: ThreadPoolExecutor, call: Callable[[], R]) -> R:
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(threads, call))
