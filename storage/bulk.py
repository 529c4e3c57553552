"""Many rows at once: ids known beforehand, one prepared statement, and a digest that stands for them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text, update
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from storage.snapshot import json_value

Values = dict[str, Any]

# What moves by itself, for later acts and the program's own duties write it: no part of what a row says.
MOVES_BY_ITSELF = frozenset({"touched_at", "compared_at"})


def insert_all(connection: Connection, table: Table, rows: Sequence[Values]) -> list[Values]:
    """Insert rows and return them whole: with ids, in the given order, and the columns left out."""
    ids = reserve_ids(connection, table, len(rows))
    left_out = _left_out(table)
    whole = [{"id": row_id, **left_out, **row} for row_id, row in zip(ids, rows, strict=True)]
    if whole:
        _insert(connection, table, whole)
    return whole


def _insert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert whole rows; on SQLite as tuples, given to the driver as it is: a third of the time."""
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    names, bind = _columns_of(table)
    ready = [tuple([to(row[name]) if to else row[name] for name, to in bind]) for row in rows]
    marks = ", ".join("?" * len(bind))
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608  our own tables
    connection.exec_driver_sql(statement, ready)


@cache
def _columns_of(table: Table) -> tuple[str, list[tuple[str, Callable[[Any], Any] | None]]]:
    """Return the names of a table's columns, and of each how SQLite's driver is given a value of it."""
    dialect = SQLiteDialect_pysqlite()
    kinds = [(column.name, column.type.dialect_impl(dialect)) for column in table.columns]
    names = ", ".join(f'"{name}"' for name, _ in kinds)
    return names, [(name, kind.bind_processor(dialect)) for name, kind in kinds]


def update_all(connection: Connection, table: Table, rows: Iterable[tuple[int, Values]]) -> None:
    """Set columns of rows by their ids, one prepared statement for each set of columns."""
    by_columns: dict[tuple[str, ...], list[Values]] = {}
    for row_id, values in rows:
        by_columns.setdefault(tuple(values), []).append({"row_id": row_id, **values})
    for columns, many in by_columns.items():
        changed = update(table).where(table.c.id == bindparam("row_id"))
        connection.execute(changed.values({name: bindparam(name) for name in columns}), many)


def reserve_ids(connection: Connection, table: Table, how_many: int) -> list[int]:
    """Return ids that no other row has had or will get, ascending.

    On SQLite the transaction must hold the write lock: the next ids are then nobody else's.
    """
    if how_many == 0:
        return []
    if connection.dialect.name == "sqlite":
        last = select(func.coalesce(func.max(text("seq")), 0)).select_from(text("sqlite_sequence"))
        first = (
            1
            + connection.execute(
                last.where(text("name = :name")), {"name": table.name}
            ).scalar_one()
        )
        return list(range(first, first + how_many))
    sequence = func.pg_get_serial_sequence(table.name, "id")
    ids = select(func.nextval(sequence)).select_from(func.generate_series(1, how_many))
    return sorted(connection.execute(ids).scalars())


def runs_of(ids: Iterable[int]) -> list[list[int]]:
    """Return ascending ids as runs of their first and last: [[1, 500], [507, 507]]."""
    runs: list[list[int]] = []
    for row_id in ids:
        if runs and row_id == runs[-1][1] + 1:
            runs[-1][1] = row_id
        else:
            runs.append([row_id, row_id])
    return runs


def digest(table: Table, rows: Iterable[Values]) -> str:
    """Return what stands for the present state of rows, ascending by id: 64 hexadecimal digits (SHA-256)."""
    names = [column.name for column in table.columns if column.name not in MOVES_BY_ITSELF]
    summed = hashlib.sha256()
    for row in rows:
        summed.update(json.dumps([row[name] for name in names], default=json_value).encode())
    return summed.hexdigest()


def rows_between(
    connection: Connection, table: Table, runs: Sequence[Sequence[int]]
) -> list[Values]:
    """Return the rows of some runs of ids, ascending."""
    found: list[Values] = []
    for first, last in runs:
        here = select(table).where(table.c.id.between(first, last)).order_by(table.c.id)
        found += (dict(row) for row in connection.execute(here).mappings())
    return found


def _left_out(table: Table) -> Values:
    """Return what the database is given for columns that a row does not name: a plain default, or nothing."""
    return {
        column.name: column.default.arg
        if isinstance(column.default, ScalarElementColumnDefault)
        else None
        for column in table.columns
        if column.name != "id"
    }
