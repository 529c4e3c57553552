"""The databases that are measured: each migrated, empty, and gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.migrate import migrate
from tests.kit.postgres import a_postgres


@contextmanager
def a_sqlite() -> Iterator[str]:
    """Return the URL of a migrated database in a file."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'book.db'}"
        migrate(url)
        yield url


@contextmanager
def a_postgresql() -> Iterator[str]:
    """Return the URL of a migrated database on a server of its own."""
    with a_postgres() as server:
        yield server.url(server.new_database())
