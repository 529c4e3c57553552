"""Fixtures of every test."""

import shutil
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

import storage.engine
from bot.logs import set_up_logs
from storage.engine import SqliteDialect
from storage.migrate import migrate
from tests.kit.databases import AS_IT_IS
from tests.kit.postgres import Postgres, a_postgres
from tests.kit.world import World, a_world

set_up_logs("critical")

# What takes long is measured in benchmarks/: a slow machine fails no test.
settings.register_profile("slow", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("slow")


@pytest.fixture(scope="session", autouse=True)
def statements_written_once() -> Iterator[None]:
    """Let the thousands of databases of a run share the statements that SQLAlchemy has written: a fourth of its time."""
    written: dict[Any, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        for dialect in (SqliteDialect, PGDialect_psycopg):
            patch.setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))
            patch.setattr(dialect, "__hash__", lambda one: hash(type(one)))
        shared = partial(create_engine, execution_options={"compiled_cache": written})
        patch.setattr(storage.engine, "create_engine", shared)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_power_is_cut() -> Iterator[None]:
    """Let SQLite not wait for the disk, as PostgreSQL here does not: half of a test's time where others use the disk.

    Bots that are killed run in processes of their own, and wait for it.
    """

    def prepare(connection: Connection, record: Any) -> None:
        AS_IT_IS(connection, record)
        connection.execute("PRAGMA synchronous = OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage.engine, "_prepare_sqlite", prepare)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy."""
    file = tmp_path_factory.mktemp("template") / "fieldbook.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    with a_postgres() as server:
        yield server


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty SQLite database."""
    file = tmp_path / "fieldbook.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL database."""
    name = postgres.new_database()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database: SQLite, and PostgreSQL too where `tests.kit.databases` says."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_database")
    return url


@pytest.fixture
async def world(database: str) -> AsyncIterator[World]:
    """An empty world at 09:30 on a Tuesday in Shanghai."""
    async with a_world(database) as opened:
        yield opened
