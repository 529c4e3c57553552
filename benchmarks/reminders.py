"""Reminders at scale: a million pending, a thousand due at once, one more added, and how late each one is."""

import asyncio
import json
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.fieldbook import a_token, fieldbook_running, prepare
from benchmarks.process import python, running
from benchmarks.reminders_book import DUE, MEMBERS, NOW, Book, plan
from benchmarks.reminders_measured import (
    ADD,
    ADD_CPU,
    APSCHEDULER,
    CPU,
    JOBS,
    LOOK,
    MEMORY,
    OURS,
    RAW,
    SMALL,
    SPINNING,
    STALL,
    SWEEP,
    Figures,
    apscheduler,
    bare,
    ours,
    spinning,
)
from benchmarks.results import Goal, Metric, Results, percentile
from benchmarks.stub import stub_running

PENDING, FEW = 1_000_000, 1_000

LATE_P50, LATE_P99, LATE_MAX = "late p50 ms", "late p99 ms", "late max ms"

TICK = "half a second"

SUBJECTS = {
    RAW: f"{PENDING:,} pending: the same query by itself; {DUE:,} rows into the outbox, as many rings and states"
    " written in one transaction with executemany, texts made before; a reminder and its history entry inserted as"
    " they are, in a transaction: the floor",
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
    Metric(ADD_CPU, 3, floor=RAW),
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
        plan(work, [1 + number % MEMBERS for number in range(count)], due)
    store.close()
    return [one.timestamp() for one in due]


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
