"""An import from the chat under way: how fast a colleague is answered meanwhile, beside the same bot with nothing to do."""

import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, insert, select

from benchmarks.fieldbook import CUSTOMER, LIFTED, a_token, fieldbook_running, prepare
from benchmarks.importing import HEADERS, chinese, english
from benchmarks.results import Goal, Metric, Results, percentile
from benchmarks.stub import Stub, stub_running
from storage.imports import ImportJob, ImportState, import_rows
from storage.store import Store
from storage.tables import Customer, Member

ROWS = 20_000  # more than can be entered meanwhile
ASKED, PAUSE = 60, 0.1

MEDIAN, P95, MOST, RATE = "reply median ms", "reply p95 ms", "reply max ms", "rows/s"
IDLE = "nothing else"
MEANWHILE = "an import under way"

SUBJECTS = {
    IDLE: f"a member looks a customer up {ASKED} times, {PAUSE} s after each answer: the floor",
    MEANWHILE: "the same while a colleague's list is entered, with its indexes, some rows a transaction",
}
METRICS = (
    Metric(MEDIAN, 1, floor=IDLE),
    Metric(P95, 1, floor=IDLE),
    Metric(MOST, 1),
    Metric(RATE, 0),
)
GOALS = (Goal(MEANWHILE, MOST, 1000),)


def tables(rounds: int) -> list[Results]:
    """Ask without and with an import, `rounds` times over."""
    results = Results("Replies while a list is imported in the chat", SUBJECTS, METRICS, GOALS)
    with stub_running() as stub, tempfile.TemporaryDirectory() as directory:
        for number in range(rounds):
            home = Path(directory) / str(number)
            home.mkdir()
            prepare(stub, home, 2)
            _ask(stub, home, results, IDLE)
            _begin_import(home)
            _ask(stub, home, results, MEANWHILE)
    return [results]


def _ask(stub: Stub, home: Path, results: Results, subject: str) -> None:
    token = a_token(f"chat {home.name}")  # one for both: its updates are numbered on
    with fieldbook_running(stub, home, token, LIFTED):
        stub.feed(token, 3, 1, PAUSE, CUSTOMER)  # what is loaded late is loaded
        before = _entered(home)
        report = stub.feed(token, ASKED, 1, PAUSE, CUSTOMER)
        rows = _entered(home) - before
    latencies = report.latencies
    results.add(subject, MEDIAN, percentile(latencies, 0.5) * 1000)
    results.add(subject, P95, percentile(latencies, 0.95) * 1000)
    results.add(subject, MOST, max(latencies) * 1000)
    if rows:
        results.add(subject, RATE, rows / report.seconds)


def _begin_import(home: Path) -> None:
    chance = random.Random(5)
    store = _store(home)
    with store.begin() as work:
        job = ImportJob(
            member_id=work.session.scalars(select(func.max(Member.id))).one(),
            name="list.xlsx",
            state=ImportState.RUNNING,
            header_row=1,
            columns=[
                [header, field, 1, None] for header, field in zip(HEADERS, FIELDS, strict=True)
            ],
            rows=ROWS,
            done_row=1,
            told_at=work.now,
            created_at=work.now,
        )
        work.session.add(job)
        work.session.flush()
        rows = [
            chinese(chance, one) if one % 10 < 7 else english(chance, one) for one in range(ROWS)
        ]
        work.connection.execute(
            insert(import_rows),
            [
                {"job_id": job.id, "number": number, "cells": list(cells)}
                for number, cells in enumerate(rows, 2)
            ],
        )
    store.close()


def _entered(home: Path) -> int:
    store = _store(home)
    with store.begin() as work:
        count = work.session.scalar(select(func.count()).select_from(Customer)) or 0
    store.close()
    return count


def _store(home: Path) -> Store:
    def now() -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the bot's own clock, when it is started

    return Store(f"sqlite:///{home / 'fieldbook.db'}", now)


FIELDS = ("name", "city", "industry", "grade", "contact", "title", "phone", "email")
