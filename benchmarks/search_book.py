"""A book of very many customers to look things up in: built once, by bulk, and kept beside the temporary files.

    python -m benchmarks.search_book 1000000 [sqlite | postgresql]

Half of the names are Chinese, half Latin; a hundred reps own one customer in a hundred each, the pool has the rest.
Both databases hold the same rows; each may be built alone.
"""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.search_customers import REPS, Whole, customers
from crm.search import building
from crm.search.building import Source
from crm.search.entries import VERSION
from crm.search.upkeep import digest_of
from storage.expressions import with_blocks
from storage.keys import key_rows
from storage.migrate import migrate

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
BATCH = 5000
DATABASES = ("sqlite", "postgresql")
HOME = Path(tempfile.gettempdir()) / "fieldbook-benchmarks"
MIGRATIONS = Path(__file__).parents[1] / "storage/migrations/versions"
SERVER = sorted(Path("/usr/lib/postgresql").glob("*/bin"))

COLUMNS = {
    "customers": "id team_id owner_id name name_key short_name city industry grade created_at touched_at",
    "contacts": "id customer_id name title phone phone_e164 email",
    "interactions": "id customer_id member_id kind note happened_on created_at",
    "opportunities": "id team_id customer_id owner_id title amount_minor currency stage stage_at score created_at",
    "reminders": "id member_id customer_id text due_at zone asked_time awaits_answer occurrence state created_at",
    "customer_tags": "id customer_id tag key",
    "custom_values": "id customer_id field_id value",
    "customer_terms": "id customer_id owner_id digest text terms keys",
    "customer_keys": "key owner_id customer_id",
}


def folder(size: int) -> Path:
    """Return where the book of that size is kept, as long as neither terms nor tables are others."""
    newest = max(MIGRATIONS.glob("[0-9]*.py")).name[:4]
    return HOME / f"book-{size}-{VERSION}-{newest}"


def build(size: int, databases: Sequence[str] = DATABASES) -> Path:
    """Build the book of that size, unless it is there, on both databases or one of them; return its folder."""
    home = folder(size)
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o777)
    lacking = [name for name in databases if not (home / f"done-{name}").exists()]
    with ExitStack() as opened:
        books: list[_SQLite | _PostgreSQL] = []
        if "sqlite" in lacking:
            books.append(_SQLite(home))
        if "postgresql" in lacking:
            _make_server(home)
            books.append(_PostgreSQL(opened.enter_context(server(home))))
        if books:
            _fill(size, books)
    for name in lacking:
        (home / f"done-{name}").touch()
    return home


def _fill(size: int, books: Sequence["_SQLite | _PostgreSQL"]) -> None:
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for one in customers(size):
        _add(rows, one, size)
        if one.customer.id % BATCH == 0 or one.customer.id == size:
            for table, some in rows.items():
                for book in books:
                    book.put(table, some)
                some.clear()
    for book in books:
        book.finish()


class _SQLite:
    """A book that is being filled; keys are put in order at the end, and so are the terms."""

    def __init__(self, home: Path) -> None:
        path = home / "book.db"
        path.unlink(missing_ok=True)
        migrate(f"sqlite:///{path}")
        self._book = sqlite3.connect(path, isolation_level=None)
        self._book.executescript(LITE_BEFORE)
        self._triggers = [row[0] for row in self._book.execute(TRIGGERS)]
        for name in ("removed", "changed"):
            self._book.execute(f"DROP TRIGGER customer_terms_{name}")
        for both in MEMBERS:
            self._book.execute(both.replace("false", "0"))

    def put(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        """Add rows with the columns of `COLUMNS`."""
        names = COLUMNS[table].split()
        target = "staged_keys" if table == "customer_keys" else table
        marks = ", ".join("?" * len(names))
        self._book.execute("BEGIN")
        self._book.executemany(f"INSERT INTO {target} ({', '.join(names)}) VALUES ({marks})", rows)
        self._book.execute("COMMIT")

    def finish(self) -> None:
        """Make the indexes."""
        self._book.executescript(LITE_AFTER)
        for trigger in self._triggers:
            self._book.execute(trigger)
        self._book.close()


class _PostgreSQL:
    """A book that is being filled, without the indexes that are made quicker at the end."""

    def __init__(self, url: str) -> None:
        import psycopg

        migrate(url)
        self._book = psycopg.connect(url, autocommit=True)
        self._book.execute("SET timezone TO 'UTC'")
        self._book.execute(GREAT_BEFORE)
        for both in MEMBERS:
            self._book.execute(both.encode())

    def put(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        """Add rows with the columns of `COLUMNS`."""
        names = ", ".join(COLUMNS[table].split())
        with self._book.cursor().copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(_as_postgresql(table, row))

    def finish(self) -> None:
        """Make the indexes."""
        self._book.execute(GREAT_AFTER)
        self._book.execute("VACUUM ANALYZE")
        self._book.close()


def _as_postgresql(table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    if table != "customer_terms":
        return row
    *before, terms, keys = row
    marked = (f"'{one}'" for one in with_blocks(terms.split(), row[0]))
    return (*before, " ".join(marked), keys)


def _add(rows: dict[str, list[Any]], one: Whole, size: int) -> None:
    from storage.name_keys import name_key

    customer, contact, deals, tags, values = one
    number, owner = customer.id, customer.owner_id
    at = NOW - timedelta(minutes=(size - number) / size * 500_000)
    touched, day = at.strftime("%Y-%m-%d %H:%M:%S.%f"), at.date().isoformat()
    facts = tuple(customer)
    rows["customers"].append((*facts[:4], name_key(customer.name), *facts[4:8], touched, touched))
    rows["contacts"].append((contact[1], contact[0], *contact[2:]))
    for time in range(3):
        note = "聊了报价，下周再联系" if number % 2 else "talked about the quote, promised samples"
        rows["interactions"].append(
            (number * 3 + time, number, owner or 1, "visit", note, day, touched)
        )
    for deal in deals:
        amount = number % 1000 * 11_000  # one in eleven over 100,000.00
        rows["opportunities"].append(
            (number, 1, number, owner, deal.title, amount, "CNY", "proposal", touched, 0, touched)
        )
    if number % 4 == 0:
        due = (NOW + timedelta(minutes=number % 40_000)).strftime("%Y-%m-%d %H:%M:%S.%f")
        rows["reminders"].append(
            (number, owner or 1, number, "call", due, "UTC", False, False, 1, "planned", touched)
        )
    rows["customer_tags"] += [(tag.id, number, tag.tag, tag.tag) for tag in tags]
    rows["custom_values"] += [(value.id, number, 1, value.value) for value in values]
    source = Source(customer, [contact], deals, tags, values)
    made = building.build(source)
    rows["customer_terms"].append((number, number, owner, digest_of(customer, source[1:]), *made))
    rows["customer_keys"] += key_rows(number, owner, made.keys)


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Run the PostgreSQL server of a book and return the URL of its database."""
    options = f"-k {home} -c listen_addresses= -c shared_buffers=512MB -c max_wal_size=8GB -c maintenance_work_mem=512MB -c jit=off"
    _run(
        "pg_ctl",
        "-D",
        home / "data",
        "-o",
        options,
        "-l",
        home / "log",
        "-w",
        "-t",
        "300",
        "start",
    )
    try:
        yield f"postgresql:///postgres?host={home}&user=postgres"
    finally:
        _run("pg_ctl", "-D", home / "data", "-m", "fast", "-w", "-t", "300", "stop")


def _make_server(home: Path) -> None:
    shutil.rmtree(home / "data", ignore_errors=True)
    _run("initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")


def _run(program: str, *arguments: object) -> None:
    become = (
        ["runuser", "-u", "postgres", "--"]
        if Path("/root").owner() == "root" and _is_root()
        else []
    )
    command = [*become, str(SERVER[-1] / program), *map(str, arguments)]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)


def _is_root() -> bool:
    import os

    return os.geteuid() == 0


TRIGGERS = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'customer_terms'"
LITE_BEFORE = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000;
    CREATE TABLE staged_keys (key, owner_id, customer_id);
"""
LITE_AFTER = """
    INSERT INTO customer_keys SELECT key, owner_id, customer_id FROM staged_keys ORDER BY 1, 2, 3;
    DROP TABLE staged_keys;
    INSERT INTO customer_fts (customer_fts) VALUES ('rebuild');
    INSERT INTO customer_fts (customer_fts) VALUES ('optimize');
    ANALYZE; PRAGMA journal_mode = WAL;
"""
GREAT_BEFORE = """
    SET session_replication_role = replica;
    DROP INDEX ix_customer_terms_terms;
    ALTER TABLE customer_keys DROP CONSTRAINT pk_customer_keys;
"""
GREAT_AFTER = """
    ALTER TABLE customer_keys ADD CONSTRAINT pk_customer_keys PRIMARY KEY (key, owner_id, customer_id);
    CREATE INDEX ix_customer_terms_terms ON customer_terms USING gin (terms) WITH (gin_pending_list_limit = 256);
    SELECT setval(pg_get_serial_sequence(t, 'id'), (SELECT max(id) FROM customer_terms) * 4)
    FROM unnest(ARRAY['customers', 'contacts', 'interactions', 'opportunities', 'reminders', 'history']) t;
    SELECT setval(pg_get_serial_sequence('customer_terms', 'id'), (SELECT max(id) FROM customer_terms));
"""
MEMBERS = [
    "INSERT INTO teams (id, name, country, currency, shares_customers, created_at)"
    " VALUES (1, 'team', 'CN', 'CNY', false, '2026-01-01 00:00:00')",
    *(
        "INSERT INTO members (id, team_id, telegram_id, name, role, language, zone, quiet_from,"
        f" quiet_until, reminder_time, joined_at) VALUES ({number}, 1, {number}, 'Member {number}',"
        f" '{role}', 'en', 'UTC', '21:00:00', '08:00:00', '09:00:00', '2026-01-01 00:00:00')"
        for number, role in [
            *((one, "rep") for one in range(1, REPS + 1)),
            (101, "manager"),
            (102, "admin"),
        ]
    ),
    "INSERT INTO custom_fields (id, team_id, name, key, kind, choices)"
    " VALUES (1, 1, '付款方式', '付款方式', 'text', '[]')",
]


if __name__ == "__main__":
    build(int(sys.argv[1]), sys.argv[2:] or DATABASES)
