"""Rows as JSON and back: what history keeps of a row before and after a change."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, Table, Time

from storage.columns import Code, Instant
from storage.tables import Row


def snapshot(row: Row, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the named columns of a row (by default all that its class knows) as JSON values."""
    return as_json({name: getattr(row, name) for name in names or names_of(row)})


def names_of(row: Row) -> list[str]:
    """Return the names of the columns that the class of a row knows: what the database keeps by itself is none."""
    return type(row).__mapper__.columns.keys()


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of columns as JSON values."""
    return {name: json_value(value) for name, value in values.items()}


def restored(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """Return JSON values of `snapshot` as Python values of the table's columns."""
    return {name: _from_json(table.c[name], value) for name, value in values.items()}


def json_value(value: Any) -> Any:
    """Return a column's value as JSON holds it: instants in UTC, codes as their text."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def _from_json(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    return kind.kind(value) if isinstance(kind, Code) else value
