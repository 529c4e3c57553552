"""The connection to the database: SQLite embedded, or PostgreSQL for teams that outgrow it.

SQLite runs in WAL with full synchronisation, and a writer takes its lock when it begins: the driver's own
habit of beginning at the first write loses updates without an error.
"""

from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import make_url

BUSY_SECONDS = 30


def open_engine(url: str, *, writes: bool = False) -> Engine:
    """Return an engine for a database URL; the driver is named for PostgreSQL (psycopg 3).

    What the rows hold never shows in an error, so that no log quotes a rep. With `writes`, a transaction
    on SQLite begins with the write lock held.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_size=10,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    engine = create_engine(
        address.set(drivername="sqlite+fieldbook"),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,
        begins_with="BEGIN IMMEDIATE" if writes else "BEGIN",
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


class TransactionLost(Exception):
    """SQLite rolled the transaction back by itself, as it does when the disk is full."""


class SqliteDialect(SQLiteDialect_pysqlite):
    """SQLite whose transactions begin where they are said to; what is lost is noticed, not committed.

    These are hooks of the dialect and not events of the engine, which would slow every statement down.
    """

    supports_statement_cache = True

    def __init__(self, begins_with: str = "BEGIN", **options: Any) -> None:
        super().__init__(**options)
        self._begins_with = begins_with

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin a transaction."""
        dbapi_connection.execute(self._begins_with)

    def do_commit(self, dbapi_connection: Any) -> None:
        """Commit; TransactionLost where there is nothing to commit any more."""
        check_transaction(dbapi_connection)
        dbapi_connection.commit()

    def do_savepoint(self, connection: Connection, name: str) -> None:
        """Begin a part of a transaction; TransactionLost where that would begin a new one."""
        check_transaction(connection.connection)
        connection.connection.execute(f"SAVEPOINT {name}")

    def do_rollback_to_savepoint(self, connection: Connection, name: str) -> None:
        """Roll a part of a transaction back."""
        connection.connection.execute(f"ROLLBACK TO {name}")

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        """End a part of a transaction."""
        connection.connection.execute(f"RELEASE {name}")


registry.register("sqlite.fieldbook", __name__, SqliteDialect.__name__)


def check_transaction(connection: Any) -> None:
    """Raise TransactionLost unless a SQLite connection is in a transaction."""
    if not connection.in_transaction:
        raise TransactionLost


def _prepare_sqlite(connection: SqliteConnection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")
