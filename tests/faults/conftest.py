"""These tests run on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.kit.databases import pytest_generate_tests
from tests.kit.postgres import Postgres

__all__ = ["pytest_generate_tests"]


@pytest.fixture
def another(
    database: str, request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path
) -> Iterator[Callable[[], str]]:
    """Return the URL of another migrated, empty database of the same kind, as often as it is called."""
    numbers, names = count(1), list[str]()

    def copied() -> str:
        file = tmp_path / f"another{next(numbers)}.db"
        shutil.copy(sqlite_template, file)
        return f"sqlite:///{file}"

    if database.startswith("sqlite"):
        yield copied
        return
    server: Postgres = request.getfixturevalue("postgres")

    def created() -> str:
        names.append(server.new_database())
        return server.url(names[-1])

    yield created
    for name in names:
        server.drop(name)
