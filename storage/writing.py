"""Writes in threads: acts that wait for one another on SQLite share a commit, and each stays whole by itself.

SQLite has one writer, and a commit costs it more than the act; so what queued up while one was under way
goes into the next together, each act in a savepoint of its own. Nobody hears of an act before its commit.
PostgreSQL gets several writers, and every act a transaction.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
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


class Writers:
    """The threads that write; `on_commit` is given, in the event loop, what a commit put into the outbox."""

    def __init__(self, engine: Engine, on_commit: Callable[[list[Outgoing]], None]) -> None:
        is_sqlite = engine.dialect.name == "sqlite"
        self._engine = engine
        self._on_commit = on_commit
        self._most, self._at_once = (1, AT_ONCE) if is_sqlite else (8, 1)
        self._threads = ThreadPoolExecutor(self._most, thread_name_prefix="write")
        self._queue: deque[Hop] = deque()
        self._lock = (
            Lock()
        )  # of the queue's end: a thread that stops must not miss what was just put in
        self._working = 0

    def put(self, act: Act) -> asyncio.Future[Any]:
        """Run an act as soon as a thread is free; the future holds its result once it has committed."""
        loop = asyncio.get_running_loop()
        hop = Hop(act, loop.create_future())
        with self._lock:
            self._queue.append(hop)
            is_wanted = self._working < self._most
            self._working += is_wanted
        if is_wanted:
            self._threads.submit(self._work_off, loop)
        return hop.waiter

    def close(self) -> None:
        """Let everything that was put in end."""
        self._threads.shutdown()

    def _work_off(self, loop: asyncio.AbstractEventLoop) -> None:
        while hops := self._next():
            self._commit(hops)
            loop.call_soon_threadsafe(self._tell, hops)

    def _next(self) -> list[Hop]:
        with self._lock:
            hops = [self._queue.popleft() for _ in range(min(self._at_once, len(self._queue)))]
            if not hops:
                self._working -= 1
        return hops

    def _commit(self, hops: Sequence[Hop]) -> None:
        try:
            with self._engine.begin() as connection:
                if len(hops) == 1:
                    hops[0].run(connection)
                else:
                    _run_together(hops, connection)
        except BaseException as error:
            for hop in hops:
                hop.error = hop.error or error

    def _tell(self, hops: Sequence[Hop]) -> None:
        outgoing = [row for hop in hops if hop.error is None for row in hop.outgoing]
        if outgoing:
            self._on_commit(outgoing)
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
