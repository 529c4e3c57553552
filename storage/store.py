"""The door to the database: one hop to a worker thread, one transaction.

How acts share threads and commits is told in `storage/writing.py`; to each it is a transaction of its own.
A hop is never cancelled half way: who stops waiting for it leaves it to finish, and what it put into the
outbox is made known nevertheless.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine

from storage.engine import open_engine
from storage.work import InBulk, Outgoing, Work, nothing_between
from storage.writing import Writers

R = TypeVar("R")


class Store:
    """The database, with threads of its own.

    `before_commit` is run at the end of every work, in its transaction, and a part of it by `in_bulk` between
    the batches of an act that writes very many rows; `on_commit` is given what a work
    put into the outbox, after it.
    """

    def __init__(
        self,
        url: str,
        now: Callable[[], datetime],
        before_commit: Sequence[Callable[[Work], None]] = (),
        in_bulk: InBulk = nothing_between,
    ) -> None:
        self.engine: Engine = open_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.on_commit: Callable[[list[Outgoing]], None] = lambda _rows: None
        self.now = now
        self.worker: int | None = (
            None  # the id of this process among those that share the database
        )
        self._before_commit = before_commit
        self._in_bulk = in_bulk
        self._writing_engine = open_engine(url, writes=True) if self.is_sqlite else self.engine
        self._writers = Writers(self._writing_engine, self._committed)
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="read")

    async def write(self, act: Callable[[Work], R]) -> R:
        """Run an act in one transaction of a writer thread; commit, or roll back and raise."""
        done: asyncio.Future[R] = self._writers.put(partial(self._act, act))
        return await done

    async def read(self, query: Callable[[Work], R]) -> R:
        """Run a query in a reader thread; what it would change is not kept."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._readers, self._read, query))

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open a unit of work in the calling thread: for the command line and for tests."""
        with self._writing_engine.begin() as connection, self._work(connection) as work:
            yield work

    @contextmanager
    def rehearse(self) -> Iterator[Work]:
        """Open a unit of work of which nothing is kept: to say what an act would do."""
        with self._writing_engine.connect() as connection, connection.begin() as transaction:
            yield Work(connection, self.now(), self.worker)
            transaction.rollback()

    @contextmanager
    def looking(self) -> Iterator[Work]:
        """Open a unit of work that only reads, in the calling thread; it holds up no writer."""
        with self.engine.connect() as connection:
            yield Work(connection, self.now(), self.worker)

    def close(self) -> None:
        """Let running hops end, then close every connection."""
        self._writers.close()
        self._readers.shutdown()
        self._writing_engine.dispose()
        self.engine.dispose()

    def _act(self, act: Callable[[Work], R], connection: Connection) -> tuple[R, list[Outgoing]]:
        with self._work(connection) as work:
            result = act(work)
        return result, work.outgoing

    @contextmanager
    def _work(self, connection: Connection) -> Iterator[Work]:
        work = Work(connection, self.now(), self.worker)
        work.in_bulk = self._in_bulk
        yield work
        work.flush()
        for finish in self._before_commit:
            finish(work)

    def _read(self, query: Callable[[Work], R]) -> R:
        with self.engine.connect() as connection:
            return query(Work(connection, self.now(), self.worker))

    def _committed(self, rows: list[Outgoing]) -> None:
        self.on_commit(rows)
