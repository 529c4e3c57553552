"""Writes in threads: acts that wait for one another on SQLite share a commit, and each stays whole by itself.

SQLite has one writer, and a commit costs it more than the act; so what queued up while one was under way
goes into the next together, each act in a savepoint of its own. Nobody hears of an act before its commit.
PostgreSQL gets several writers, and every act a transaction.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any

from sqlalchemy import Connection, Engine

from storage.work import Outgoing

AT_ONCE = 64  # acts in one commit

Act = Callable[[Connection], tuple[Any, list[Outgoing]]]


@dataclass(slots=True)
class Hop:
    """An act on its way through a thread, and what became of it."""

    act: Act
    waiter: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None
    outgoing: Sequence[Outgoing] = ()

    def run(self, connection: Connection) -> None:
        """Run the act; its exceptions go through."""
        self.result, self.outgoing = self.act(connection)


class OneConnection:
    """SQLite's one writer keeps its connection: taking it from the pool each time costs as much as a statement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Give the connection for one transaction, as an engine does; after a failure a new one is taken."""
        connection = self._connection or self._engine.connect()
        self._connection = None
        try:
            with connection.begin():
                yield connection
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()


class Writers:
    """The threads that write; `on_commit` is given, in the event loop, what a commit put into the outbox."""

    def __init__(self, engine: Engine, on_commit: Callable[[list[Outgoing]], None]) -> None:
        is_sqlite = engine.dialect.name == "sqlite"
        self._on_commit = on_commit
        self._most, self._at_once = (1, AT_ONCE) if is_sqlite else (8, 1)
        self._source = OneConnection(engine) if is_sqlite else engine
        self._threads: list[Thread] = []
        self._is_closed = False
        self._queue: SimpleQueue[Hop | None] = SimpleQueue()  # none is the last for one thread

    def put(self, act: Act) -> asyncio.Future[Any]:
        """Run an act as soon as a thread is free; the future holds its result once it has committed.

        RuntimeError once the store is closed.
        """
        if self._is_closed:
            raise RuntimeError("the database is closed")
        hop = Hop(act, asyncio.get_running_loop().create_future())
        if not self._threads:
            self._start()
        self._queue.put(hop)
        return hop.waiter

    def close(self) -> None:
        """Let everything that was put in end, and take no more."""
        self._is_closed = True
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()
        if isinstance(self._source, OneConnection):
            self._source.close()

    def _start(self) -> None:
        names = (f"write_{number}" for number in range(self._most))
        self._threads = [Thread(target=self._work_off, name=name, daemon=True) for name in names]
        for thread in self._threads:
            thread.start()

    def _work_off(self) -> None:
        while (first := self._queue.get()) is not None:
            hops = [first, *self._waiting_too()]
            self._commit(hops)
            with suppress(RuntimeError):  # a loop that has ended waits for nothing any more
                first.waiter.get_loop().call_soon_threadsafe(self._tell, hops)

    def _waiting_too(self) -> Iterator[Hop]:
        """Give what goes into the same commit."""
        for _ in range(min(self._at_once - 1, self._queue.qsize())):
            hop = self._queue.get()
            if hop is None:
                self._queue.put(None)
                return
            yield hop

    def _commit(self, hops: Sequence[Hop]) -> None:
        try:
            with self._source.begin() as connection:
                if len(hops) == 1:
                    hops[0].run(connection)
                else:
                    _run_together(hops, connection)
        except BaseException as error:
            for hop in hops:
                hop.error = hop.error or error

    def _tell(self, hops: Sequence[Hop]) -> None:
        outgoing = [row for hop in hops if hop.error is None for row in hop.outgoing]
        if not outgoing:
            _wake(hops)
            return
        self._on_commit(outgoing)
        # Replies go out first: nothing that those who wait do now is awaited as much.
        asyncio.get_running_loop().call_soon(_wake, hops)


def _wake(hops: Sequence[Hop]) -> None:
    for hop in hops:
        if hop.waiter.done():
            continue  # whoever waited has gone; the act has committed all the same
        if hop.error is None:
            hop.waiter.set_result(hop.result)
        else:
            hop.waiter.set_exception(hop.error)


def _run_together(hops: Sequence[Hop], connection: Connection) -> None:
    for hop in hops:
        part = connection.begin_nested()
        try:
            with part:
                hop.run(connection)
        except Exception as error:
            hop.error = error
