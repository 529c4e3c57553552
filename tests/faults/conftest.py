"""These tests run on SQLite and on PostgreSQL."""

from tests.kit.databases import pytest_generate_tests

__all__ = ["pytest_generate_tests"]
