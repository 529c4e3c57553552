"""The segments of SQLite's index of look-ups: every commit adds one, and each is one more place to look at."""

from typing import Any

from sqlalchemy import Connection

PAGES = 64  # that a step writes at most: a few milliseconds
COUNT = "SELECT count(DISTINCT segid) FROM customer_fts_idx"
WRITTEN = "SELECT max(id) FROM customer_terms"
MERGE = "INSERT INTO customer_fts (customer_fts, rank) VALUES ('merge', ?)"


def count_segments(connection: Connection) -> int:
    """Return of how many segments the index consists; 0 on PostgreSQL, which has none."""
    if connection.dialect.name != "sqlite":
        return 0
    return int(connection.exec_driver_sql(COUNT).scalar_one())


def count_written(connection: Connection) -> int:
    """Return how many rows were ever written to the index."""
    return int(connection.exec_driver_sql(WRITTEN).scalar() or 0)


def merge_segments(connection: Connection, *, begins: bool) -> bool:
    """Take a step towards a single segment, the first with `begins`; False where there is nothing more to do.

    The two kinds of step are those of FTS5's `merge`: less than two changed rows mean that it is done.
    """
    driver: Any = connection.connection.driver_connection
    before = driver.total_changes
    connection.exec_driver_sql(MERGE, (-PAGES if begins else PAGES,))
    return bool(driver.total_changes - before >= 2)
