"""The pipeline over a million opportunities on both databases, each figure beside its bare query.

A stage move and a customer's edit are measured with and without the triggers that keep the sums and what stands
with an opportunity, a few of each in turn, since the speed of a machine wanders.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, text

from benchmarks.databases import a_postgresql, a_sqlite
from benchmarks.results import Goal, Metric, Results, percentile
from crm.customer_fields import CustomerField
from crm.editing import change_customer
from crm.members import Newcomer, administrators, issue_code, join
from crm.opportunities import read_opportunity
from crm.opportunity_changes import move_opportunity
from crm.opportunity_search import Filter, list_opportunities
from crm.pipeline import read_pipeline
from storage.store import Store
from storage.tables import Role
from storage.work import Work

ROWS = 1_000_000
CUSTOMERS = 100_000
MEMBERS, CITIES = 50, 300
TIMES, TURNS, MOVES = 40, 12, 25
UNWARMED = 3  # the first moves of a turn prepare their statements anew: not counted
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)

QUIET, MEDIAN, P95 = "ms, the quietest", "ms", "ms p95"
SUMS, PIPELINE = "bare sums", "pipeline"
SCAN, FILTERED = "bare covering scan", "filtered list"
RARE, GRADED, CITY, WON = "filtered, few fit", "by grade", "by city", "won in a quarter"
UNSUMMED, MOVE = "stage move, no triggers", "stage move"
UNPLACED, EDIT, TOWN = "customer's grade, no triggers", "customer's grade", "customer's city"
CARD, BEST = "card", "best first"
SUBJECTS = {
    SUMS: "the sums of a team's open opportunities, in one SQL statement: the floor of the pipeline",
    PIPELINE: "the team's pipeline: stages, sums in each currency and in the team's, what is likely",
    SCAN: "count and sums of those over an amount that close in a quarter, in one SQL statement",
    FILTERED: "the same with the first page of the list, best score first",
    RARE: "the same where one in ten thousand fits",
    GRADED: "the same of customers of a grade, a tenth of them",
    CITY: f"the same of customers in one of {CITIES} cities, named by a part of it",
    WON: "count, sums and first page of those won in a quarter",
    BEST: "the first page of all that is open, best score first, of the whole team",
    UNSUMMED: "a stage move by the use-case with the triggers taken away: the floor of the move",
    MOVE: "a stage move by the use-case, history and sums in the same transaction",
    UNPLACED: "a customer's grade changed by the use-case with the triggers taken away",
    EDIT: f"a customer's grade changed by the use-case, with {ROWS // CUSTOMERS} opportunities there",
    TOWN: "the same of its city, beside the grade without triggers",
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
    metrics = (Metric(QUIET, 2), Metric(MEDIAN, 2), Metric(P95, 2))
    goals = (
        Goal(PIPELINE, MEDIAN, 5),
        Goal(CARD, MEDIAN, 10),
        Goal(FILTERED, MEDIAN, 1.15, beside=SCAN),
        Goal(RARE, MEDIAN, 1.15, beside=SCAN),
        Goal(GRADED, MEDIAN, 1.15, beside=SCAN),
        Goal(CITY, MEDIAN, 1.15, beside=SCAN),
        Goal(MOVE, MEDIAN, 1.1, beside=UNSUMMED),
        Goal(EDIT, MEDIAN, 1.1, beside=UNPLACED),
        Goal(TOWN, MEDIAN, 1.1, beside=UNPLACED),
    )
    results = Results(f"Pipeline of {ROWS:,} opportunities, {name}", SUBJECTS, metrics, goals)
    store = Store(url, lambda: NOW)
    fill(store)
    for one in range(rounds):
        for subject, act, times in cases():
            note(results, subject, timed(store, act, times))
        for subject, taken in (moves(store, one) | edits(store, one)).items():
            note(results, subject, taken)
    store.close()
    return results


def note(results: Results, subject: str, taken: list[float]) -> None:
    """Note how long something took."""
    results.add(subject, QUIET, percentile(taken, 0.02))
    results.add(subject, MEDIAN, percentile(taken, 0.5))
    results.add(subject, P95, percentile(taken, 0.95))


def moves(store: Store, one: int) -> dict[str, list[float]]:
    """Return how long stage moves took with the triggers and without them, on other rows every time."""
    taken: dict[str, list[float]] = {UNSUMMED: [], MOVE: []}
    for turn in range(TURNS):
        for which, subject in enumerate(taken):
            begin = MOVES * (2 * (turn + TURNS * one) + which)

            def act(work: Work, number: int, begin: int = begin) -> None:
                move(work, (begin + number) * 7)

            with without_triggers(store, "opportunities", is_wanted=subject == UNSUMMED):
                taken[subject] += timed(store, act, MOVES, keeps=True)[UNWARMED:]
    return taken


def edits(store: Store, one: int) -> dict[str, list[float]]:
    """Return how long it took to change the grade of customers, likewise, and their city."""
    taken: dict[str, list[float]] = {UNPLACED: [], EDIT: [], TOWN: []}
    for turn in range(TURNS):
        for which, subject in enumerate(taken):
            begin = MOVES * (len(taken) * (turn + TURNS * one) + which)

            def act(work: Work, number: int, begin: int = begin, subject: str = subject) -> None:
                customer_id = 1 + (begin + number) * 7
                if subject == TOWN:
                    city = f"City {1 + (begin + number) % CITIES}"
                    change_customer(work, customer_id, CustomerField.CITY, city)
                else:
                    change_customer(work, customer_id, CustomerField.GRADE, "C")

            with without_triggers(store, "customers", is_wanted=subject == UNPLACED):
                taken[subject] += timed(store, act, MOVES, keeps=True)[UNWARMED:]
    return taken


def cases() -> Iterator[Case]:
    """Yield each subject with what it does."""
    asked = Filter(over=500_000, close_from=QUARTER["first"], close_until=QUARTER["last"])
    yield SUMS, lambda work, _n: work.connection.execute(text(BARE_SUMS)).all(), TIMES
    yield PIPELINE, lambda work, _n: read_pipeline(work), TIMES
    yield SCAN, lambda work, _n: work.connection.execute(text(BARE_SCAN), QUARTER).all(), 5
    yield FILTERED, lambda work, _n: list_opportunities(work, asked), 5
    rare = Filter(over=999_900)
    yield RARE, lambda work, _n: list_opportunities(work, rare), 5
    yield GRADED, lambda work, _n: list_opportunities(work, Filter(grade="A")), 5
    yield CITY, lambda work, _n: list_opportunities(work, Filter(city="City 17")), 5
    won = Filter(stage="won", close_from=date(2026, 10, 1), close_until=date(2026, 12, 31))
    yield WON, lambda work, _n: list_opportunities(work, won), 5
    yield BEST, lambda work, _n: list_opportunities(work, Filter()), TIMES
    yield CARD, lambda work, n: read_opportunity(work, 1 + n * 997 % ROWS), TIMES


def move(work: Work, number: int) -> None:
    """Move an open opportunity on."""
    move_opportunity(work, 1 + number, ("proposal", "negotiation")[number // 7 % 2])


def timed(
    store: Store, act: Callable[[Work, int], object], times: int, keeps: bool = False
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
def without_triggers(store: Store, table: str, is_wanted: bool) -> Iterator[None]:
    """Take the triggers of a table away and put them back, where that is wanted."""
    if not is_wanted:
        yield
        return
    with store.begin() as work:
        kept = take_triggers(work.connection, table)
    try:
        yield
    finally:
        with store.begin() as work:
            for statement in kept:
                work.connection.execute(text(statement))


def take_triggers(connection: Connection, table: str) -> list[str]:
    """Take the triggers of a table away; return what makes them again."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return [f"ALTER TABLE {table} ENABLE TRIGGER USER"]
    of_table = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    there = connection.execute(text(of_table), {"table": table}).all()
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
        kept = take_triggers(work.connection, "opportunities")
        work.connection.execute(
            text(
                f"""INSERT INTO customers
                (id, team_id, owner_id, name, name_key, grade, city, created_at, touched_at)
                {numbers.format(CUSTOMERS)}
                SELECT i, 1, 1 + i % {MEMBERS}, 'Customer ' || i, 'customer ' || i,
                    CASE WHEN i % 10 = 0 THEN 'A' ELSE 'B' END, 'City ' || (1 + i % {CITIES}), {at}, {at}
                FROM n"""
            )
        )
        named = f"INSERT INTO opportunity_cities (id, name) {numbers.format(CITIES)} SELECT i, 'City ' || i FROM n"
        work.connection.execute(text(named))
        work.connection.execute(
            text(
                f"""INSERT INTO opportunities
                (id, team_id, customer_id, owner_id, title, amount_minor, currency, stage, stage_at, close_on,
                 score, created_at, closed_at, closed_on, customer_grade, customer_city_id)
                {numbers.format(ROWS)}
                SELECT i, 1, 1 + i % {CUSTOMERS}, 1 + i % {MEMBERS}, 'Deal ' || i, (i * 7919 % 1000000) * 100,
                    CASE WHEN i % 5 = 0 THEN 'USD' ELSE 'CNY' END,
                    CASE WHEN i % 10 = 0 THEN 'won' WHEN i % 4 = 0 THEN 'new' WHEN i % 4 = 1 THEN 'qualified'
                        WHEN i % 4 = 2 THEN 'proposal' ELSE 'negotiation' END,
                    {at}, {day}, i % 7 + 3, {at}, {closed}, {closed_on},
                    CASE WHEN (1 + i % {CUSTOMERS}) % 10 = 0 THEN 'A' ELSE 'B' END,
                    1 + (1 + i % {CUSTOMERS}) % {CITIES}
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
