"""Reminders at scale: a million pending, a thousand due at once, one more added, and how late each one is."""

import asyncio
import json
import logging
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.fieldbook import a_token, fieldbook_running, prepare
from benchmarks.process import python, resident_bytes, running
from benchmarks.results import Goal, Metric, Results, percentile
from benchmarks.stub import stub_running

PENDING, FEW = 1_000_000, 1_000
DUE = 1_000
JOBS = 10_000  # in APScheduler's own store: a million pickled jobs take it minutes to add
MEMBERS, CUSTOMERS = 100, 500
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)

LOOK, SWEEP, STALL, ADD, MEMORY = "look ms", "1,000 due ms", "longest stall ms", "add ms", "MB"
CPU = "1,000 due CPU ms"  # what a machine that others use leaves as it is
LATE_P50, LATE_P99, LATE_MAX = "late p50 ms", "late p99 ms", "late max ms"

RAW = "bare sqlite3"
OURS = "Fieldbook"
SMALL = "Fieldbook, few pending"
APSCHEDULER = "APScheduler's SQL store"
SPINNING = "a thread that only counts"
TICK = "half a second"

SUBJECTS = {
    RAW: f"{PENDING:,} pending: the same query by itself; {DUE:,} rows into the outbox, as many rings and states"
    " written in one transaction with executemany, texts made before; one INSERT in a transaction: the floor",
    OURS: f"{PENDING:,} pending: what the sweep does when nothing is due; {DUE:,} due read, rendered in two"
    " languages with contact and last visit, written with their rings, 500 a commit; `set_reminder` with its"
    " checks and its history entry",
    SMALL: f"the same with {FEW:,} pending: the floor of memory",
    APSCHEDULER: f"{JOBS:,} jobs in its SQLAlchemyJobStore on SQLite, {DUE:,} of them due, each calling nothing",
    SPINNING: "no work at all: what Python's own switching between threads costs the event loop",
}
METRICS = (
    Metric(LOOK, 3, floor=RAW),
    Metric(SWEEP, 1, floor=RAW),
    Metric(CPU, 1, floor=RAW),
    Metric(STALL, 1, floor=SPINNING),
    Metric(ADD, 3, floor=RAW),
    Metric(MEMORY, 1, floor=SMALL),
)
GOALS = (
    Goal(OURS, LOOK, 0.5),
    Goal(OURS, SWEEP, 100),
    Goal(OURS, STALL, 20),
    Goal(OURS, ADD, 2, beside=RAW),
    Goal(OURS, MEMORY, 1.05, beside=SMALL),
)
LATENESS = {
    OURS: "`fieldbook run`, ten reminders a second, each due at an instant of its own: from then to the call of"
    " sendMessage, far below the send limit",
    TICK: "the pause between two looks, by arithmetic: the floor of the worst",
}
LATE_METRICS = (Metric(LATE_P50, 0), Metric(LATE_P99, 0, floor=TICK), Metric(LATE_MAX, 0))
A_SECOND, SECONDS = 10, 40


def tables(rounds: int) -> list[Results]:
    """Measure each in a process of its own; the book of a million is made once."""
    scale = Results(f"Reminders, {PENDING:,} pending", SUBJECTS, METRICS, GOALS)
    for case, pending in ((OURS, PENDING), (SMALL, FEW), (APSCHEDULER, JOBS), (SPINNING, 0)):
        command = python("benchmarks.reminders", case, str(pending), str(rounds))
        with running(command, piped=True) as one:
            answer, _ = one.communicate()
        for subject, metric, value in json.loads(answer):
            scale.add(subject, metric, value)
    return [scale, lateness()]


def lateness() -> Results:
    """Let reminders come due one by one while the bot runs, and compare with when the stub heard of them."""
    results = Results(
        "Lateness below the send limit", LATENESS, LATE_METRICS, (Goal(OURS, LATE_P99, 1000),)
    )
    with stub_running() as stub, tempfile.TemporaryDirectory() as directory:
        home, token = Path(directory), a_token("lateness")
        prepare(stub, home, MEMBERS)
        with fieldbook_running(stub, home, token, {}):
            due = _come_due(home, A_SECOND * SECONDS)
            time.sleep(SECONDS + 5)
            to_wall = time.time() - time.perf_counter()
            sent = sorted(at + to_wall for at, _ in stub.sent(token))
    late = sorted((at - when) * 1000 for at, when in zip(sent, due, strict=True))
    results.add(OURS, LATE_P50, percentile(late, 0.5))
    results.add(OURS, LATE_P99, percentile(late, 0.99))
    results.add(OURS, LATE_MAX, late[-1])
    results.add(TICK, LATE_P99, 500)
    return results


def _come_due(home: Path, count: int) -> list[float]:
    """Plan reminders over the next seconds; return their instants, in order."""
    from storage.store import Store

    def now() -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the bot's own clock, when it is started

    store = Store(f"sqlite:///{home / 'fieldbook.db'}", now)
    with store.begin() as work:
        first = work.now + timedelta(seconds=2)
        due = [first + timedelta(seconds=number / A_SECOND) for number in range(count)]
        _plan(work, [1 + number % MEMBERS for number in range(count)], due)
    store.close()
    return [one.timestamp() for one in due]


class Book:
    """A database with members, customers, and so many reminders that are due in days."""

    def __init__(self, home: Path, pending: int) -> None:
        from storage.migrate import migrate
        from storage.store import Store

        self.file = home / "fieldbook.db"
        migrate(f"sqlite:///{self.file}")
        self.now = NOW
        self.store = Store(f"sqlite:///{self.file}", lambda: self.now)
        with self.store.begin() as work:
            _people(work)
        for first in range(0, pending, 50_000):
            size = min(50_000, pending - first)
            self.plan(size, lambda number: NOW + timedelta(days=30, seconds=number))

    def plan(self, count: int, due_at: Callable[[int], datetime]) -> None:
        """Plan reminders of everybody in turn."""
        with self.store.begin() as work:
            members = [1 + number % MEMBERS for number in range(count)]
            _plan(work, members, [due_at(number) for number in range(count)])


def _people(work: Any) -> None:
    from storage.tables import Contact, Customer, Interaction, Kind, Member, Role, Team

    team = Team(name="t", country="CN", currency="CNY", created_at=work.now)
    work.session.add(team)
    work.session.flush()
    never = {"quiet_from": clock(3), "quiet_until": clock(3), "reminder_time": clock(9)}
    work.session.add_all(
        Member(
            team_id=team.id,
            telegram_id=number,
            name=f"Rep {number}",
            role=Role.REP,
            language="zh" if number % 2 else "en",
            zone="Asia/Shanghai",
            joined_at=work.now,
            **never,
        )
        for number in range(1, MEMBERS + 1)
    )
    work.session.flush()
    for number in range(1, CUSTOMERS + 1):
        owner = 1 + number % MEMBERS
        customer = Customer(
            team_id=team.id,
            owner_id=owner,
            name=f"Lakeside Trading {number}",
            grade="A",
            created_at=work.now,
            touched_at=work.now,
        )
        work.session.add(customer)
        work.session.flush()
        work.session.add(Contact(customer_id=customer.id, name="Li Na", phone="13800138000"))
        work.session.add(
            Interaction(
                customer_id=customer.id,
                member_id=owner,
                kind=Kind.VISIT,
                note="Showed the new pump, they want a quote until Friday",
                happened_on=work.now.date(),
                created_at=work.now,
            )
        )


def _plan(work: Any, member_ids: list[int], due: list[datetime]) -> None:
    from storage.bulk import insert_all
    from storage.schema import METADATA
    from storage.tables import ReminderState

    rows = [
        {
            "member_id": member_id,
            "customer_id": 1 + place % CUSTOMERS if member_id and len(due) > 1 else None,
            "text": f"Call about the quote {place}",
            "due_at": due_at,
            "zone": "Asia/Shanghai",
            "asked_time": True,
            "state": ReminderState.PLANNED,
            "created_at": work.now,
            "created_by": member_id,
        }
        for place, (member_id, due_at) in enumerate(zip(member_ids, due, strict=True))
    ]
    known = work.connection.exec_driver_sql("SELECT count(*) FROM customers").scalar()
    for row in rows:
        row["customer_id"] = 1 + (row["customer_id"] or 0) % known
    insert_all(work.connection, METADATA.tables["reminders"], rows)


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


Figures = list[tuple[str, str, float]]


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
            figures += [(subject, ADD, added * 1000), (RAW, ADD, floor * 1000)]
    figures.append((subject, MEMORY, _megabytes()))
    return figures


def _add(book: Book) -> tuple[float, float]:
    """Add one reminder and make one bare INSERT, in turn; return the median seconds of each."""
    from crm.reminders import Due, set_reminder
    from storage.schema import METADATA
    from storage.tables import Member

    values = {
        "member_id": 1,
        "customer_id": 100,
        "text": "Call about the quote",
        "due_at": NOW + timedelta(days=9),
        "zone": "Asia/Shanghai",
        "asked_time": False,
        "state": "planned",
        "created_at": NOW,
        "created_by": 1,
    }
    row = insert(METADATA.tables["reminders"]).values(values)
    ours, bare = [], []
    with book.store.begin() as work:
        member = work.session.get_one(Member, 1)
        work.session.expunge(member)  # known since his update was recognised
    for _ in range(50):
        begun = time.perf_counter()
        with book.store.begin() as work:
            work.actor = member
            set_reminder(work, "Call about the quote", Due(NOW.date() + timedelta(days=9)), 100)
        between = time.perf_counter()
        with book.store.begin() as work:
            work.connection.execute(row)
        ours.append(between - begun)
        bare.append(time.perf_counter() - between)
    return percentile(ours, 0.5), percentile(bare, 0.5)


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


CALLED: list[int] = []


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


def main(case: str, pending: int, rounds: int) -> None:
    """Run one case and print its figures as JSON."""
    threading.stack_size(512 * 1024)
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        if case in (OURS, SMALL):
            book = Book(home, pending)
            book.store.close()
            figures = _in_a_fresh_process(home, case, rounds)
        elif case == APSCHEDULER:
            figures = asyncio.run(apscheduler(home, rounds))
        else:
            figures = asyncio.run(spinning(rounds))
    print(json.dumps(figures))


def _in_a_fresh_process(home: Path, case: str, rounds: int) -> Figures:
    """Measure on a book that is made: memory that its making took must not count."""
    with running(
        python("benchmarks.reminders", "open", case, str(home), str(rounds)), piped=True
    ) as one:
        answer, _ = one.communicate()
    return [(subject, metric, value) for subject, metric, value in json.loads(answer)]


def measure(case: str, home: Path, rounds: int) -> None:
    """Measure on a book that was made before."""
    from storage.store import Store

    book = Book.__new__(Book)
    book.file, book.now = home / "fieldbook.db", NOW
    book.store = Store(f"sqlite:///{book.file}", lambda: book.now)
    figures = asyncio.run(ours(book, rounds, case))
    if case == OURS:
        figures += bare(book, rounds)
    else:
        figures = [one for one in figures if one[1] == MEMORY]
    print(json.dumps(figures))


if __name__ == "__main__":
    if sys.argv[1] == "open":
        measure(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
