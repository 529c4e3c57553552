"""Tests on both databases: imported by a folder's `conftest.py`, every test there that needs one runs twice."""

import pytest

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `database`, itself or through `world`, on SQLite and on PostgreSQL."""
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", BOTH, indirect=True)
