"""The values of a column with few different ones, read from its index one after another: not row by row."""

from typing import Any

from sqlalchemy import Connection, SQLColumnExpression, func, literal, select

MOST = 300  # values that are read; each takes a look into the index


def values_with(
    connection: Connection, column: SQLColumnExpression[Any], part: str
) -> list[str] | None:
    """Return the values of an indexed column that contain a text, in any case; none where there are too many to read."""
    known = select(func.min(column).label("value"), literal(1).label("place"))
    first = known.cte("known", recursive=True)
    following = select(func.min(column)).where(column > first.c.value).scalar_subquery()
    more = first.c.value.is_not(None) & (first.c.place <= MOST)
    read = first.union_all(select(following, first.c.place + 1).where(more))
    fits = read.c.value.icontains(part, autoescape=True)
    asked = select(read.c.value, fits).where(read.c.value.is_not(None))
    rows = connection.execute(asked).all()
    return [value for value, is_such in rows if is_such] if len(rows) <= MOST else None
