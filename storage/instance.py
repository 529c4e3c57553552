"""One program a database: a second one would starve the first at Telegram, and on SQLite harm it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from storage.engine import open_engine

LOCK_NUMBER = 0x466965_6C64  # any number, the same in every program of ours


class SecondInstance(Exception):
    """Another program works on this database already; the message says so in one sentence."""


class DatabaseUnavailable(Exception):
    """The database cannot be opened; the message says so in one sentence."""


@contextmanager
def only_instance(url: str) -> Iterator[None]:
    """Hold the database for this program: a file lock beside SQLite, an advisory lock in PostgreSQL.

    SecondInstance where another program holds it, DatabaseUnavailable where it cannot be opened. The
    lock ends with the process, however it ends.
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
        yield


def _file_lock(path: Path) -> Iterator[None]:
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
        yield


def _advisory_lock(url: str) -> Iterator[None]:
    # In autocommit, for a transaction held open as long as the program would keep old rows from cleaning.
    engine = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with _connected(engine) as connection:
            taken = connection.scalar(
                text("SELECT pg_try_advisory_lock(:number)"), {"number": LOCK_NUMBER}
            )
            if not taken:
                raise SecondInstance(
                    "Another Fieldbook already works on this database; stop it first."
                )
            yield
    finally:
        engine.dispose()


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except OperationalError:
        where = engine.url.host or engine.url.query.get("host") or "this machine"
        raise DatabaseUnavailable(
            f"PostgreSQL on {where} does not let us in: is it running, are name and password right?"
        ) from None
