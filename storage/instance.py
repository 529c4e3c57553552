"""Who may work on a database: on SQLite one program, on PostgreSQL several, and one alone to migrate it."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from storage.engine import open_engine

PATIENCE = 60  # seconds for another program's migration
LOCK_NUMBER = 0x466965_6C64  # any number, the same in every program of ours


class SecondInstance(Exception):
    """Another program works on this database already; the message says so in one sentence."""


class DatabaseUnavailable(Exception):
    """The database cannot be opened; the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold on a database: whether this program is alone on it, and how it lets others join."""

    is_alone: bool
    share: Callable[[], None] = lambda: None


@contextmanager
def working_on(url: str) -> Iterator[Hold]:
    """Hold the database for this program: a file lock beside SQLite, an advisory lock in PostgreSQL.

    SecondInstance where another program holds it and does not share it, DatabaseUnavailable where it
    cannot be opened. The hold ends with the process, however it ends.
    """
    try:
        database = make_url(url)
    except ArgumentError:
        raise DatabaseUnavailable("FIELDBOOK_DATABASE_URL cannot be read.") from None
    if database.get_backend_name() == "postgresql":
        yield from _advisory_lock(url)
    elif database.database:
        yield from _file_lock(Path(f"{database.database}.lock"))
    else:
        yield Hold(True)


def _file_lock(path: Path) -> Iterator[Hold]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise DatabaseUnavailable(
            f"The database {path.stem} cannot be opened: {error.strerror} ({path.parent})."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SecondInstance(
                f"Another Fieldbook already works on {path.stem}; stop it first."
            ) from None
        yield Hold(True)


def _advisory_lock(url: str) -> Iterator[Hold]:
    # In autocommit, for a transaction held open as long as the program would keep old rows from cleaning.
    engine = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with _connected(engine) as connection:
            for _ in range(PATIENCE):
                if _lock(connection, "pg_try_advisory_lock"):
                    yield Hold(True, lambda: _share(connection))
                    return
                if _lock(connection, "pg_try_advisory_lock_shared"):
                    yield Hold(False)
                    return
                time.sleep(1)  # somebody migrates
            raise SecondInstance(
                "Another Fieldbook brings this database up to date; try again later."
            )
    finally:
        engine.dispose()


def _lock(connection: Connection, function: str) -> bool:
    return bool(connection.scalar(text(f"SELECT {function}(:number)"), {"number": LOCK_NUMBER}))


def _share(connection: Connection) -> None:
    _lock(connection, "pg_try_advisory_lock_shared")
    _lock(connection, "pg_advisory_unlock")


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except OperationalError:
        where = engine.url.host or engine.url.query.get("host") or "this machine"
        raise DatabaseUnavailable(
            f"PostgreSQL on {where} does not let us in: is it running, are name and password right?"
        ) from None
