"""A PostgreSQL server of one's own: made for the tests of one process, thrown away after them."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from storage.migrate import migrate

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # where Debian puts it
NOT_DURABLE = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses= "
    "-c shared_buffers=16MB -c max_connections=60"
)
TEMPLATE = "fieldbook"
MEMORY = Path("/dev/shm")
ROOM = 2 << 30


class Postgres:
    """A running server; databases are copies of a migrated one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._connection = psycopg.connect(self.url("postgres"), autocommit=True)
        self._execute(f"CREATE DATABASE {TEMPLATE}")
        migrate(self.url(TEMPLATE))

    def url(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql:///{name}?host={self._folder}&user=postgres"

    def new_database(self, template: str = TEMPLATE) -> str:
        """Make a database and return its name: migrated and empty, or bare from `template0`."""
        name = f"test{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement.encode())


@contextmanager
def a_postgres() -> Iterator[Postgres]:
    """Start a server reached by a socket in a folder of its own; skip the test where none is installed."""
    if not INSTALLED:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="fieldbook-pg-", dir=_memory()))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} {NOT_DURABLE}"
        _run("pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            with closing(Postgres(folder)) as server:
                yield server
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _memory() -> Path | None:
    """Return a folder that is in memory, where there is room: hundreds of databases are copied there."""
    there = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if there else None


def _run(program: str, *arguments: object) -> None:
    """Run one of the server's programs; it refuses to run as root."""
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*become, str(INSTALLED[-1] / program), *map(str, arguments)]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)
