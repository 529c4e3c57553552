"""One program a database: a second one would starve the first at Telegram, and on SQLite harm it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from storage.engine import open_engine

LOCK_NUMBER = 0x466965_6C64  # any number, the same in every program of ours


class SecondInstance(Exception):
    """Another program works on this database already; the message says so in one sentence."""


@contextmanager
def only_instance(url: str) -> Iterator[None]:
    """Hold the database for this program: a file lock beside SQLite, an advisory lock in PostgreSQL.

    SecondInstance where another program holds it. The lock ends with the process, however it ends.
    """
    database = make_url(url)
    if database.get_backend_name() == "postgresql":
        yield from _advisory_lock(url)
    elif database.database:
        yield from _file_lock(Path(f"{database.database}.lock"))
    else:
        yield


def _file_lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SecondInstance(
                f"Another Fieldbook already works on {path.stem}; stop it first."
            ) from None
        yield


def _advisory_lock(url: str) -> Iterator[None]:
    engine = open_engine(url)
    with engine.connect() as connection:
        taken = connection.scalar(
            text("SELECT pg_try_advisory_lock(:number)"), {"number": LOCK_NUMBER}
        )
        if not taken:
            raise SecondInstance(
                "Another Fieldbook already works on this database; stop it first."
            )
        yield
    engine.dispose()
