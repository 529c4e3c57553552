"""The pipeline over a million opportunities on both databases, each figure beside its bare query.

A stage move is measured with and without the triggers that keep the sums, on the same rows.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text

from benchmarks.results import Goal, Metric, Results, percentile
from crm.members import Newcomer, administrators, issue_code, join
from crm.opportunities import move_opportunity, read_opportunity
from crm.opportunity_search import Filter, list_opportunities
from crm.pipeline import read_pipeline
from storage.migrate import migrate
from storage.store import Store
from storage.tables import Role
from storage.work import Work
from tests.kit.postgres import a_postgres

ROWS = 1_000_000
CUSTOMERS = 100_000
MEMBERS = 50
TIMES, MOVES = 40, 300
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)

MEDIAN, P95 = "ms", "ms p95"
SUMS, PIPELINE = "bare sums", "pipeline"
SCAN, FILTERED = "bare covering scan", "filtered list"
UNSUMMED, MOVE = "stage move, no triggers", "stage move"
CARD, BEST = "card", "best first"
SUBJECTS = {
    SUMS: "the sums of a team's open opportunities, in one SQL statement: the floor of the pipeline",
    PIPELINE: "the team's pipeline: stages, sums in each currency and in the team's, what is likely",
    SCAN: "count and sums of those over an amount that close in a quarter, in one SQL statement",
    FILTERED: "the same with the first page of the list, best score first",
    BEST: "the first page of all that is open, best score first, of the whole team",
    UNSUMMED: "a stage move by the use-case with the triggers taken away: the floor of the move",
    MOVE: "a stage move by the use-case, history and sums in the same transaction",
    CARD: "an opportunity's card",
}
BARE_SUMS = """SELECT stage, currency, sum(count), sum(minor) FROM pipeline_sums
    WHERE team_id = 1 AND month = '' GROUP BY stage, currency"""
BARE_SCAN = """SELECT currency, count(*), sum(amount_minor) FROM opportunities
    WHERE team_id = 1 AND closed_at IS NULL AND deleted_at IS NULL
    AND close_on BETWEEN :first AND :last AND currency = 'CNY' AND amount_minor >= 50000000
    GROUP BY currency"""
QUARTER = {"first": date(2027, 1, 1), "last": date(2027, 3, 31)}

Case = tuple[str, Callable[[Work, int], object], int]


def tables(rounds: int) -> list[Results]:
    """Measure on SQLite and on PostgreSQL."""
    done = []
    for name, database in (("SQLite", a_sqlite), ("PostgreSQL", a_postgresql)):
        with database() as url:
            done.append(measured(name, url, rounds))
    return done


def measured(name: str, url: str, rounds: int) -> Results:
    """Fill a database and take every subject in turn."""
    metrics = (Metric(MEDIAN, 2), Metric(P95, 2))
    goals = (
        Goal(PIPELINE, MEDIAN, 5),
        Goal(CARD, MEDIAN, 10),
        Goal(FILTERED, MEDIAN, 2, beside=SCAN),
        Goal(MOVE, MEDIAN, 1.15, beside=UNSUMMED),
    )
    results = Results(f"Pipeline of {ROWS:,} opportunities, {name}", SUBJECTS, metrics, goals)
    store = Store(url, lambda: NOW)
    fill(store)
    for one in range(rounds):
        for subject, act, times in cases(one):
            with without_triggers(store, is_wanted=subject == UNSUMMED):
                taken = timed(store, act, times, keeps=subject in (MOVE, UNSUMMED))
            results.add(subject, MEDIAN, percentile(taken, 0.5))
            results.add(subject, P95, percentile(taken, 0.95))
    store.close()
    return results


def cases(one: int) -> Iterator[Case]:
    """Yield each subject with what it does; moves take other rows every time."""
    asked = Filter(over=500_000, close_from=QUARTER["first"], close_until=QUARTER["last"])
    yield SUMS, lambda work, _n: work.connection.execute(text(BARE_SUMS)).all(), TIMES
    yield PIPELINE, lambda work, _n: read_pipeline(work), TIMES
    yield SCAN, lambda work, _n: work.connection.execute(text(BARE_SCAN), QUARTER).all(), 5
    yield FILTERED, lambda work, _n: list_opportunities(work, asked), 5
    yield BEST, lambda work, _n: list_opportunities(work, Filter()), TIMES
    yield UNSUMMED, lambda work, n: move(work, 2 * n + 2 * MOVES * one), MOVES
    yield MOVE, lambda work, n: move(work, 2 * n + 1 + 2 * MOVES * one), MOVES
    yield CARD, lambda work, n: read_opportunity(work, 1 + n * 997 % ROWS), TIMES


def move(work: Work, number: int) -> None:
    """Move an open opportunity on."""
    move_opportunity(work, 1 + number, ("proposal", "negotiation")[number // 7 % 2])


def timed(
    store: Store, act: Callable[[Work, int], object], times: int, keeps: bool
) -> list[float]:
    """Return how long each of so many acts took, in milliseconds, its transaction included."""
    taken = []
    with store.looking() as work:
        actor = administrators(work)[0]
    for number in range(times):
        begun = time.perf_counter()
        with store.begin() if keeps else store.looking() as work:
            work.actor = actor
            act(work, number)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


@contextmanager
def without_triggers(store: Store, is_wanted: bool) -> Iterator[None]:
    """Take the triggers away and put them back, where that is wanted."""
    if not is_wanted:
        yield
        return
    with store.begin() as work:
        kept = take_triggers(work.connection)
    try:
        yield
    finally:
        with store.begin() as work:
            for statement in kept:
                work.connection.execute(text(statement))


def take_triggers(connection: Connection) -> list[str]:
    """Take the triggers of opportunities away; return what makes them again."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE opportunities DISABLE TRIGGER USER"))
        return ["ALTER TABLE opportunities ENABLE TRIGGER USER"]
    there = connection.execute(
        text(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'opportunities'"
        )
    ).all()
    for name, _sql in there:
        connection.execute(text(f"DROP TRIGGER {name}"))
    return [sql.replace(":", r"\:") for _name, sql in there]


def fill(store: Store) -> None:
    """Write a team of fifty with a hundred thousand customers and a million opportunities, nine of ten open."""
    with store.begin() as work:
        for number in range(MEMBERS):
            role = Role.REP if number else Role.ADMIN
            code = issue_code(work, role, 1 if number else None, work.now + timedelta(hours=1))
            join(work, code, Newcomer(1000 + number, f"Member {number}", "zh", "Asia/Shanghai"))
            work.actor = None
    is_lite = store.is_sqlite
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
        if is_lite
        else "WITH n AS (SELECT generate_series(1, CAST({} AS bigint)) AS i)"
    )
    day = (
        "date('2026-11-24', '+' || (i % 400) || ' days')"
        if is_lite
        else "DATE '2026-11-24' + CAST(i % 400 AS integer)"
    )
    at = "'2026-10-01 00:00:00.000000'" if is_lite else "TIMESTAMPTZ '2026-10-01'"
    closed = f"CASE WHEN i % 10 = 0 THEN {at} END"
    closed_on = "CASE WHEN i % 10 = 0 THEN {} END".format(
        "'2026-10-01'" if is_lite else "DATE '2026-10-01'"
    )
    with store.begin() as work:
        kept = take_triggers(work.connection)
        work.connection.execute(
            text(
                f"""INSERT INTO customers
                (id, team_id, owner_id, name, name_key, search, created_at, touched_at)
                {numbers.format(CUSTOMERS)}
                SELECT i, 1, 1 + i % {MEMBERS}, 'Customer ' || i, 'customer ' || i, 'customer ' || i, {at}, {at}
                FROM n"""
            )
        )
        work.connection.execute(
            text(
                f"""INSERT INTO opportunities
                (id, team_id, customer_id, owner_id, title, amount_minor, currency, stage, stage_at, close_on,
                 score, created_at, closed_at, closed_on)
                {numbers.format(ROWS)}
                SELECT i, 1, 1 + i % {CUSTOMERS}, 1 + i % {MEMBERS}, 'Deal ' || i, (i * 7919 % 1000000) * 100,
                    CASE WHEN i % 5 = 0 THEN 'USD' ELSE 'CNY' END,
                    CASE WHEN i % 10 = 0 THEN 'won' WHEN i % 4 = 0 THEN 'new' WHEN i % 4 = 1 THEN 'qualified'
                        WHEN i % 4 = 2 THEN 'proposal' ELSE 'negotiation' END,
                    {at}, {day}, i % 7 + 3, {at}, {closed}, {closed_on}
                FROM n"""
            )
        )
        month = "substr(closed_on, 1, 7)" if is_lite else "to_char(closed_on, 'YYYY-MM')"
        work.connection.execute(
            text(
                f"""INSERT INTO pipeline_sums (team_id, month, stage, owner_id, currency, count, minor)
                SELECT team_id, coalesce({month}, ''), stage, owner_id, currency, count(*), sum(amount_minor)
                FROM opportunities GROUP BY 1, 2, 3, 4, 5"""
            )
        )
        for statement in kept:
            work.connection.execute(text(statement))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if is_lite else "VACUUM ANALYZE"))


@contextmanager
def a_sqlite() -> Iterator[str]:
    """Return the URL of a migrated database in a file."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'pipeline.db'}"
        migrate(url)
        yield url


@contextmanager
def a_postgresql() -> Iterator[str]:
    """Return the URL of a migrated database on a server of its own."""
    with a_postgres() as server:
        yield server.url(server.new_database())
