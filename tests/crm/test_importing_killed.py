"""A program killed in the middle of an import leaves nothing of it behind."""

import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text

from crm.book import open_store
from tests.crm.test_importing import NOW, Team
from tests.kit.databases import pytest_generate_tests

__all__ = ["pytest_generate_tests"]

# Imports two batches, says so, and then waits for whoever kills it.
IMPORTING = """
import sys
from crm.book import open_store
from crm.importing import import_customers
from crm.members import administrators
from tests.crm.test_importing import NOW
from tests.kit.sheets import sheet_rows

def wait(row):
    if row > 2_000:
        print(row, flush=True)
        sys.stdin.read()

with open_store(sys.argv[1], lambda: NOW).begin() as work:
    work.actor = administrators(work)[0]
    rows = sheet_rows([["Company"], *[[f"Acme {number}"] for number in range(3_000)]])
    import_customers(work, rows, owner_id=None, progress=wait)
"""


def test_a_program_killed_half_way_leaves_nothing_behind(database: str) -> None:
    store = open_store(database, lambda: NOW)
    team = Team(store)
    before = counts(database)

    with subprocess.Popen(
        [sys.executable, "-c", IMPORTING, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == b"2001\n"
        program.kill()

    assert program.returncode == -signal.SIGKILL
    assert counts(database) == before
    assert team.imports(["华信科技"]).new == 1
    store.close()


def counts(database: str) -> list[int]:
    """Return how many rows there are of what an import writes."""
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    tables = ("customers", "contacts", "history", "history_pages", "customer_keys")
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in tables
        ]
    engine.dispose()
    return found
