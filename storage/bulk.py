"""Many rows at once: ids known beforehand, one prepared statement, and a digest that stands for them."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    SQLColumnExpression,
    Table,
    Text,
    any_,
    bindparam,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from storage.columns import Code, Instant
from storage.snapshot import json_value

Values = dict[str, Any]

LAST_ID = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"

# What moves by itself, for later acts, the program's own duties or the database write it: no part of what a row says.
MOVES_BY_ITSELF = frozenset({"touched_at", "compared_at", "customer_grade", "customer_city_id"})

AS_TEXT = json.JSONEncoder(default=json_value)


def insert_all(connection: Connection, table: Table, rows: Sequence[Values]) -> list[Values]:
    """Insert rows and return them whole: with ids, in the given order, and the columns left out."""
    ids = reserve_ids(connection, table, len(rows))
    left_out = _left_out(table)
    whole = [{"id": row_id, **left_out, **row} for row_id, row in zip(ids, rows, strict=True)]
    if whole:
        _write(connection, table, whole)
    return whole


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
        last = connection.exec_driver_sql(LAST_ID, (table.name,)).scalar_one()
        return list(range(last + 1, last + 1 + how_many))
    sequence = func.pg_get_serial_sequence(table.name, "id")
    ids = select(func.nextval(sequence)).select_from(func.generate_series(1, how_many))
    return sorted(connection.execute(ids).scalars())


def among(
    connection: Connection, column: SQLColumnExpression[int], ids: Sequence[int]
) -> ColumnElement[bool]:
    """Return the condition that a column is one of many ids, given as one value: thousands cost no more to say."""
    if connection.dialect.name == "sqlite":
        each = func.json_each(json.dumps(list(ids))).table_valued("value")
        return column.in_(select(each.c.value))
    return column == any_(literal(list(ids), ARRAY(Integer)))


def among_given(dialect: str, column: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Return the same for a statement that is made once: its values are what `given` returns."""
    if dialect == "sqlite":
        each = func.json_each(bindparam("ids", type_=Text)).table_valued("value")
        return column.in_(select(each.c.value))
    return column == any_(bindparam("ids", type_=ARRAY(Integer)))


def given(connection: Connection, ids: Iterable[int]) -> Values:
    """Return the values of a statement with `among_given`."""
    these = list(ids)
    return {"ids": json.dumps(these) if connection.dialect.name == "sqlite" else these}


def not_by_index(column: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """Return a column in a form for which no database goes to an index: rows are found by something else."""
    return column + 0


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
        summed.update(AS_TEXT.encode([row[name] for name in names]).encode())
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


def _write(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Write whole rows, column by column: a value that comes again, as the present does, is turned once."""
    dialect = connection.dialect
    statement, positions = _inserting(table, dialect, tuple(rows[0]))
    names = positions or list(rows[0])
    columns = [_turned([row[name] for row in rows], table.c[name].type, dialect) for name in names]
    tuples = list(zip(*columns, strict=True))
    if positions is None:  # PostgreSQL's driver takes them by name
        named = [dict(zip(names, one, strict=True)) for one in tuples]
        connection.exec_driver_sql(statement, named)
    else:
        connection.exec_driver_sql(statement, tuples)


@lru_cache(maxsize=64)
def _inserting(
    table: Table, dialect: Dialect, names: tuple[str, ...]
) -> tuple[str, list[str] | None]:
    """Return the statement that inserts these columns, and their order where values go by position."""
    written = insert(table).compile(dialect=dialect, column_keys=list(names))
    return written.string, written.positiontup


def _turned(values: list[Any], kind: TypeEngine[Any], dialect: Dialect) -> list[Any]:
    """Return values as the database's driver takes them."""
    turn = kind.dialect_impl(dialect).bind_processor(dialect)
    if turn is None:
        return values
    if not isinstance(kind, Instant | Code):
        return [turn(value) for value in values]
    turned = {value: turn(value) for value in set(values)}
    return [turned[value] for value in values]


def _left_out(table: Table) -> Values:
    """Return what the database is given for columns that a row does not name: a plain default, or nothing."""
    return {
        column.name: column.default.arg
        if isinstance(column.default, ScalarElementColumnDefault)
        else None
        for column in table.columns
        if column.name != "id"
    }
