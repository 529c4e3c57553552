"""The index of look-ups as it is asked: the newest rows that fulfil an expression.

SQLite returns them in order as it finds them. PostgreSQL finds all and then puts them in order: so it is asked
for the newest blocks of rows first, and for more only where these have not enough.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from storage.bulk import given
from storage.expressions import Both, Expression, fts5, has_common, has_pieces, in_newest, tsquery
from storage.search import Candidate

# Times as many rows as are wanted: of so many most members own enough, or nobody does.
LOOKED_AT = 16
MOST_OF_NEWEST = 1024  # rows that are looked for among the newest first
MOST_OF_ALL = 600  # rows that PostgreSQL is asked for where all are wanted


@dataclass(frozen=True, slots=True)
class OwnOrNobodys:
    """The rows that a member owns, and those that nobody does; `terms` says the same."""

    owner_id: int
    terms: Expression


class Finder:
    """The index as a look-up asks it, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._top: int | None = None
        # Where rows do not come in order, what is common should be asked for, too.
        self.is_ordered = connection.dialect.name == "sqlite"

    def find(
        self,
        wanted: Expression,
        limit: int,
        *,
        below: int | None = None,
        owned: OwnOrNobodys | None = None,
    ) -> list[Candidate]:
        """Return the newest `limit` rows that fulfil an expression; `below` an id, to page."""
        if self.is_ordered:
            if owned is None:
                return self._rows(fts5(wanted), limit, below)
            return self._owned(wanted, limit, below, owned)
        top = below or self._last()
        owner_id = None if owned is None else owned.owner_id
        for newest, low in in_newest(wanted, top) if limit <= MOST_OF_NEWEST else ():
            by_id = has_pieces(wanted)
            found = self._rows(tsquery(newest), limit, below, owner_id, low, by_id=by_id)
            if len(found) == limit:
                return found
        if owned is not None and has_common(wanted):  # too many to look at their owners
            return self._rows(tsquery(Both((owned.terms, wanted))), limit, below)
        return self._rows(tsquery(wanted), limit, below, owner_id)

    def customers(self, wanted: Expression, most: int) -> list[int] | None:
        """Return the ids of all customers that fulfil an expression; none where there are more than `most`.

        On PostgreSQL no more than some hundred: to tell that there are more, it is to look at the newest alone.
        """
        if not self.is_ordered:
            most = min(most, MOST_OF_ALL)
            found = self.find(wanted, most + 1)
            return [one.customer_id for one in found] if len(found) <= most else None
        found_ids = self._connection.exec_driver_sql(IDS, (fts5(wanted), most + 1)).scalars().all()
        if len(found_ids) > most:
            return None
        asked = CUSTOMERS, given(self._connection, found_ids)
        return list(self._connection.exec_driver_sql(*asked).scalars())

    def _owned(
        self, wanted: Expression, limit: int, below: int | None, owned: OwnOrNobodys
    ) -> list[Candidate]:
        """Look at the newest, whosoever they are; only where few of many are his, ask by the terms of owners."""
        most = limit * LOOKED_AT
        bound = "" if below is None else BELOW["sqlite"]
        asked = (fts5(wanted), *(() if below is None else (below,)), most, owned.owner_id, limit)
        statement = FIND_OWNED.format(conditions=bound)
        *found, (looked_at, *_) = self._connection.exec_driver_sql(statement, asked)
        if len(found) == limit or looked_at < most:
            return [Candidate(*row) for row in found]
        return self._rows(fts5(Both((owned.terms, wanted))), limit, below)

    def _rows(
        self,
        wanted: str,
        limit: int,
        below: int | None,
        owner_id: int | None = None,
        low: int | None = None,
        *,
        by_id: bool = False,
    ) -> list[Candidate]:
        kind = self._connection.dialect.name
        conditions = "" if below is None else BELOW[kind]
        conditions += "" if owner_id is None else OWNED
        if low is not None:
            conditions += (FROM_ID if by_id else FROM_BLOCK).format(low=low)
        values = (one for one in (wanted, below, owner_id, limit) if one is not None)
        asked = SEEN if by_id else HIDDEN
        statement = FIND[kind].format(conditions=conditions, asked=asked)
        found = self._connection.exec_driver_sql(statement, tuple(values))
        return [Candidate(*row) for row in found]

    def _last(self) -> int:
        if self._top is None:
            self._top = self._connection.exec_driver_sql(LAST).scalar() or 0
        return self._top


LAST = "SELECT max(id) FROM customer_terms"
FIND = {
    "sqlite": """
        SELECT c.id, c.customer_id, c.owner_id, c.text FROM customer_fts
        JOIN customer_terms c ON c.id = customer_fts.rowid
        WHERE customer_fts MATCH ? {conditions} ORDER BY customer_fts.rowid DESC LIMIT ?""",
    # The inner query is kept apart, so that the rows are found by their terms and not one after another.
    "postgresql": """
        WITH found AS MATERIALIZED (
            SELECT id FROM customer_terms WHERE terms @@ {asked} {conditions}
        ), newest AS (SELECT id FROM found ORDER BY id DESC LIMIT %s)
        SELECT c.id, c.customer_id, c.owner_id, c.text FROM newest
        JOIN customer_terms c ON c.id = newest.id ORDER BY c.id DESC""",
}
IDS = "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ? LIMIT ?"
CUSTOMERS = """
    SELECT customer_id FROM customer_terms WHERE id IN (SELECT value FROM json_each(:ids))"""
# The owners stand beside the ids in an index of their own. The last row tells how many were looked at.
FIND_OWNED = """
    WITH newest AS MATERIALIZED (
        SELECT rowid AS id FROM customer_fts WHERE customer_fts MATCH ? {conditions}
        ORDER BY rowid DESC LIMIT ?
    ), owned AS (
        SELECT o.id FROM newest
        JOIN customer_terms o INDEXED BY ix_customer_terms_owner_id ON o.id = newest.id
        WHERE o.owner_id = ? OR o.owner_id IS NULL ORDER BY o.id DESC LIMIT ?
    ) SELECT * FROM (
        SELECT c.id, c.customer_id, c.owner_id, c.text FROM owned
        JOIN customer_terms c ON c.id = owned.id ORDER BY c.id DESC
    ) UNION ALL SELECT count(*), NULL, NULL, NULL FROM newest"""
BELOW = {"sqlite": "AND customer_fts.rowid < ?", "postgresql": " AND id < %s"}
# For PostgreSQL. Rows are found by their terms, whatever the planner thinks of these, and only where no term has a
# block by ids and terms together.
HIDDEN, SEEN = "(SELECT CAST(%s AS tsquery))", "CAST(%s AS tsquery)"
FROM_BLOCK, FROM_ID = " AND id + 0 >= {low}", " AND id >= {low}"
OWNED = " AND (owner_id = %s OR owner_id IS NULL)"
