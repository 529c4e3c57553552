"""Tests on both databases: imported by a folder's `conftest.py`, every test there that needs one runs twice."""

import pytest

import storage.engine

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
AS_IT_IS = (
    storage.engine._prepare_sqlite
)  # before `tests/conftest.py` lets it not wait for the disk


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `database`, itself or through `world`, on SQLite and on PostgreSQL."""
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", BOTH, indirect=True)
