"""These tests run on SQLite and on PostgreSQL."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.databases import pytest_generate_tests
from tests.kit.world import World, a_world

__all__ = ["pytest_generate_tests"]


@pytest.fixture
async def another_world(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[World]:
    """A world beside the one under test, to compare with."""
    file = tmp_path / "another.db"
    shutil.copy(sqlite_template, file)
    async with a_world(f"sqlite:///{file}") as opened:
        yield opened
