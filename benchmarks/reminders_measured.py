"""What is measured of reminders: the sweep and the adding, each beside its floor, and the same work done by others."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Insert, insert, select

from benchmarks.process import resident_bytes
from benchmarks.reminders_book import DUE, NOW, Book
from benchmarks.results import percentile

JOBS = 10_000  # in APScheduler's own store: a million pickled jobs take it minutes to add
LOOK, SWEEP, STALL, ADD, MEMORY = "look ms", "1,000 due ms", "longest stall ms", "add ms", "MB"
CPU, ADD_CPU = "1,000 due CPU ms", "add CPU ms"  # what a machine that others use leaves as it is
RAW = "bare sqlite3"
OURS = "Fieldbook"
SMALL = "Fieldbook, few pending"
APSCHEDULER = "APScheduler's SQL store"
SPINNING = "a thread that only counts"
Figures = list[tuple[str, str, float]]
Spent = tuple[float, float]  # seconds by the wall clock, and of the processor
CALLED: list[int] = []


class Stalls:
    """How long the event loop was kept from its timers, at the longest."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def during(self, work: Coroutine[Any, Any, Any]) -> float:
        """Run work and return its seconds; the loop's stalls are noted meanwhile."""
        watching = asyncio.ensure_future(self._watch())
        await asyncio.sleep(0.02)
        begun = time.perf_counter()
        await work
        seconds = time.perf_counter() - begun
        watching.cancel()
        return seconds

    async def _watch(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - 0.001)
            last = now


async def ours(book: Book, rounds: int, subject: str) -> Figures:
    """A look, a sweep of a thousand, one more reminder, and the memory afterwards."""
    import gc

    from crm.ringing import has_due, ringing
    from handlers.reminders.push import show_due
    from scheduler.duties import perform

    duty, figures = ringing(show_due), []
    gc.freeze()  # as the bot does when it has started
    for number in range(rounds + 1):
        with book.store.looking() as work:
            look = _seconds(lambda work=work: has_due(work), 100)  # type: ignore[misc]
        book.plan(DUE, lambda _number: book.now + timedelta(minutes=1))
        book.now += timedelta(minutes=1)
        stalls = Stalls()
        cpu = time.process_time()
        swept = await stalls.during(perform(book.store, duty))
        cpu = time.process_time() - cpu
        if number:  # the first warms up
            figures += [(subject, LOOK, look * 1000), (subject, SWEEP, swept * 1000)]
            figures.append((subject, CPU, cpu * 1000))
            figures.append((subject, STALL, stalls.longest * 1000))
            added, floor = _add(book)
            for of, (wall, cpu) in ((subject, added), (RAW, floor)):
                figures += [(of, ADD, wall * 1000), (of, ADD_CPU, cpu * 1000)]
    figures.append((subject, MEMORY, _megabytes()))
    return figures


def _add(book: Book) -> tuple[Spent, Spent]:
    """Add one reminder, and insert the same two rows and nothing else, in turn; return the medians of each."""
    from crm.reminders import Due, set_reminder
    from storage.tables import Member

    with book.store.begin() as work:
        member = work.session.get_one(Member, 1)
        work.session.expunge(member)  # known since his update was recognised

    def ours() -> None:
        with book.store.begin() as work:
            work.actor = member
            set_reminder(work, "Call about the quote", Due(NOW.date() + timedelta(days=9)), 100)

    ours()
    inserts = [_the_last(book, name) for name in ("reminders", "history")]

    def bare() -> None:
        with book.store.begin() as work:
            for insert_one in inserts:
                work.connection.execute(insert_one)

    spent = [(_spent(ours), _spent(bare)) for _ in range(50)]
    return _medians([one for one, _ in spent]), _medians([one for _, one in spent])


def _the_last(book: Book, name: str) -> Insert:
    """Return the statement that inserts a table's last row once more."""
    from storage.schema import METADATA

    table = METADATA.tables[name]
    last = select(table).order_by(table.c.id.desc()).limit(1)
    with book.store.looking() as work:
        row = work.connection.execute(last).mappings().one()
    return insert(table).values({name: row[name] for name in row if name != "id"})


def _spent(act: Callable[[], None]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def _medians(spent: list[Spent]) -> Spent:
    walls, cpus = zip(*spent, strict=True)
    return percentile(list(walls), 0.5), percentile(list(cpus), 0.5)


def bare(book: Book, rounds: int) -> Figures:
    """The same with nothing but the database."""
    figures: Figures = []
    connection = sqlite3.connect(book.file, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    look = "SELECT id FROM reminders WHERE state = 'planned' AND due_at <= ? LIMIT 1"
    for number in range(rounds + 1):
        looked = _seconds(lambda: connection.execute(look, (str(NOW),)).fetchone(), 100)
        swept, cpu = _bare_sweep(connection, number)
        if number:
            figures += [(RAW, LOOK, looked * 1000), (RAW, SWEEP, swept * 1000)]
            figures.append((RAW, CPU, cpu * 1000))
    connection.close()
    return figures


def _bare_sweep(connection: sqlite3.Connection, number: int) -> tuple[float, float]:
    """Write a sweep's rows; return its seconds, and those of the processor."""
    first = 5_000_000 + number * DUE
    payload = '{"chat_id":1,"text":"' + "x" * 700 + '"}'
    messages = [
        (first + n, 1, "sendMessage", payload, 1, f"bare:{number}:{n}", "reminder:1", str(NOW))
        for n in range(DUE)
    ]
    rings = [(1, first + n, 1, str(NOW), str(NOW), first + n, str(NOW)) for n in range(DUE)]
    begun, cpu = time.perf_counter(), time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO outbox (id, chat_id, method, payload, priority, key, about, state, attempts, maybe_repeat,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'sent', 0, 0, ?)",
        messages,
    )
    connection.executemany(
        "INSERT INTO rings (reminder_id, occurrence, member_id, due_at, rang_at, outbox_id, state, nudge_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 'sent', ?)",
        rings,
    )
    ids = [(n,) for n in range(1, DUE + 1)]
    connection.executemany("UPDATE reminders SET state = 'due' WHERE id = ?", ids)
    connection.execute("COMMIT")
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    connection.executemany("UPDATE reminders SET state = 'planned' WHERE id = ?", ids)
    return seconds, cpu


async def apscheduler(home: Path, rounds: int) -> Figures:
    """The same work for APScheduler's own store: jobs that are due, each calling nothing."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    logging.disable(logging.CRITICAL)
    figures: Figures = []
    for number in range(min(rounds, 3)):
        store = SQLAlchemyJobStore(url=f"sqlite:///{home / f'jobs{number}.db'}")
        defaults = {"misfire_grace_time": None}
        scheduler = AsyncIOScheduler(jobstores={"default": store}, job_defaults=defaults)
        scheduler.start(paused=True)
        now = datetime.now(UTC)  # noqa: TID251 - its own clock
        for place in range(JOBS):
            when = now if place < DUE else now + timedelta(days=30, seconds=place)
            scheduler.add_job(nothing, "date", run_date=when)
        stalls = Stalls()
        CALLED.clear()
        seconds = await stalls.during(_run_due(scheduler))
        figures += [(APSCHEDULER, SWEEP, seconds * 1000)]
        figures.append((APSCHEDULER, STALL, stalls.longest * 1000))
        scheduler.shutdown(wait=False)
    return figures


def nothing() -> None:
    """What a job calls."""
    CALLED.append(1)


async def _run_due(scheduler: Any) -> None:
    scheduler.resume()
    while len(CALLED) < DUE:  # noqa: ASYNC110 - its jobs run in threads, and call nothing
        await asyncio.sleep(0.005)


async def spinning(rounds: int) -> Figures:
    """A thread that counts for as long as a sweep takes."""
    figures: Figures = []
    for _ in range(rounds):
        stalls = Stalls()
        await stalls.during(asyncio.to_thread(_count, 0.1))
        figures.append((SPINNING, STALL, stalls.longest * 1000))
    return figures


def _count(seconds: float) -> None:
    until, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        number += 1


def _seconds(do: Callable[[], Any], times: int) -> float:
    """Return the median time of one of many calls."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begun)
    return percentile(taken, 0.5)


def _megabytes() -> float:
    import os

    return resident_bytes(os.getpid()) / 1_000_000
