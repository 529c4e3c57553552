"""The index that look-ups go through: one row a customer, of own terms, newest first.

On SQLite the terms stand in an FTS5 table, on PostgreSQL in a stored `tsvector` with a GIN index. A row gets a new id whenever its customer is written, so that "the newest first" is the order of ids.
What the terms are is decided by `crm/search/entries.py`; an expression finds too much rather than too little, and
who asked compares the text in full. The expressions are in `storage/expressions.py`.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Dialect,
    Executable,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    delete,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from storage.bulk import among_given, given, reserve_ids
from storage.expressions import (
    BLOCK,
    WIDE_BLOCK,
    Both,
    Expression,
    fts5,
    in_newest,
    tsquery,
    with_blocks,
)
from storage.tables import Row

# Whatever of a customer stands in tables of its own and is looked up with it.
FOUND_WITH = ("contacts", "opportunities", "customer_tags", "custom_values")
LOOKED_AT = (
    16  # times as many rows as are wanted: of so many most members own enough, or nobody does
)
MOST_OF_NEWEST = 1024  # rows that are looked for among the newest first


class Terms(TypeDecorator[str]):
    """Terms between spaces; on PostgreSQL its own kind of column, known to SQLAlchemy where it is used."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what the column is in a database."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import TSVECTOR

        return dialect.type_descriptor(TSVECTOR())


customer_terms = Table(
    "customer_terms",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, nullable=False),  # the row of one that is gone tells its keys
    Column("owner_id", Integer),
    Column("digest", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("terms", Terms, nullable=False),
    Column("keys", LargeBinary, nullable=False),
    Index("ix_customer_terms_customer_id", "customer_id", unique=True),
    Index("ix_customer_terms_owner_id", "id", "owner_id"),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What the index holds of a customer: who owns it, the digest of what it was made from, and its keys.

    The keys are those of the other index (`storage/keys.py`), hashed, eight bytes each.
    """

    customer_id: int
    owner_id: int | None
    digest: int
    keys: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A customer as the index is to hold it; its terms stand between spaces."""

    customer_id: int
    owner_id: int | None
    digest: int
    text: str
    terms: str
    keys: bytes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the index that an expression found; a higher id is a later one."""

    id: int
    customer_id: int
    owner_id: int | None
    text: str


def fold(text: str) -> str:
    """Return text as short names are compared: compatibility forms, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def held(connection: Connection, customer_ids: Collection[int]) -> dict[int, Held]:
    """Return what the index holds of customers, by their ids."""
    found = connection.execute(_held(connection.dialect.name), given(connection, customer_ids))
    return {row[0]: Held(*row) for row in found}


def entries_of(connection: Connection, customer_ids: Collection[int]) -> list[Candidate]:
    """Return the rows of customers."""
    return [Candidate(*row) for row in connection.execute(ENTRIES, {"ids": list(customer_ids)})]


def forget(connection: Connection, customer_ids: Collection[int]) -> None:
    """Take customers out of the index."""
    if customer_ids:
        connection.execute(FORGET, {"ids": list(customer_ids)})


# Made once: a statement costs as much to make as to run.
@cache
def _held(dialect: str) -> Executable:
    columns = (customer_terms.c[name] for name in ("customer_id", "owner_id", "digest", "keys"))
    return select(*columns).where(among_given(dialect, customer_terms.c.customer_id))


THESE = customer_terms.c.customer_id.in_(bindparam("ids", expanding=True))
ENTRIES = select(*(customer_terms.c[name] for name in ("id", "customer_id", "owner_id", "text")))
ENTRIES = ENTRIES.where(THESE)
FORGET = delete(customer_terms).where(THESE)


def renew(connection: Connection, customer_ids: Sequence[int]) -> None:
    """Move customers whose entries still hold to the newest end, in the given order."""
    if not customer_ids:
        return
    ids = reserve_ids(connection, customer_terms, len(customer_ids))
    if connection.dialect.name == "sqlite":
        moved = list(zip(ids, customer_ids, strict=True))
        connection.exec_driver_sql("UPDATE customer_terms SET id = ? WHERE customer_id = ?", moved)
        _keep_sequence(connection, ids[-1])
    else:
        connection.exec_driver_sql(MOVE, (list(customer_ids), ids))


def index(connection: Connection, entries: Sequence[Entry]) -> None:
    """Put customers that are not in it into the index, at the newest end, in the given order."""
    if not entries:
        return
    ids = reserve_ids(connection, customer_terms, len(entries))
    is_sqlite = connection.dialect.name == "sqlite"
    rows = [
        (
            row_id,
            entry.customer_id,
            entry.owner_id,
            entry.digest,
            entry.text,
            entry.terms if is_sqlite else with_blocks(entry.terms.split(), row_id),
            entry.keys,
        )
        for row_id, entry in zip(ids, entries, strict=True)
    ]
    connection.exec_driver_sql(INSERT["sqlite" if is_sqlite else "postgresql"], rows)
    if is_sqlite:  # in one statement: by a trigger, it takes three times as long
        connection.exec_driver_sql(INSERT_TERMS, (ids[0], ids[-1]))


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

    def find(
        self,
        wanted: Expression,
        limit: int,
        *,
        below: int | None = None,
        owned: OwnOrNobodys | None = None,
    ) -> list[Candidate]:
        """Return the newest `limit` rows that fulfil an expression; `below` an id, to page."""
        if self._connection.dialect.name == "sqlite":
            if owned is None:
                return self._rows(fts5(wanted), limit, below)
            return self._owned(wanted, limit, below, owned)
        top = below or self._last()
        owner_id = None if owned is None else owned.owner_id
        for newest in in_newest(wanted, top) if limit <= MOST_OF_NEWEST else ():
            found = self._rows(tsquery(newest), limit, below, owner_id)
            if len(found) == limit:
                return found
        return self._rows(tsquery(wanted), limit, below, owner_id)

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
        self, wanted: str, limit: int, below: int | None, owner_id: int | None = None
    ) -> list[Candidate]:
        kind = self._connection.dialect.name
        conditions = "" if below is None else BELOW[kind]
        conditions += "" if owner_id is None else OWNED
        values = (one for one in (wanted, below, owner_id, limit) if one is not None)
        statement = FIND[kind].format(conditions=conditions)
        found = self._connection.exec_driver_sql(statement, tuple(values))
        return [Candidate(*row) for row in found]

    def _last(self) -> int:
        if self._top is None:
            self._top = self._connection.exec_driver_sql(LAST).scalar() or 0
        return self._top


LAST = "SELECT max(id) FROM customer_terms"
INSERT = {
    "sqlite": "INSERT INTO customer_terms (id, customer_id, owner_id, digest, text, terms, keys)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    "postgresql": "INSERT INTO customer_terms (id, customer_id, owner_id, digest, text, terms, keys)"
    " VALUES (%s, %s, %s, %s, %s, array_to_tsvector(%s), %s)",
}
INSERT_TERMS = """
    INSERT INTO customer_fts (rowid, terms)
    SELECT id, terms FROM customer_terms WHERE id BETWEEN ? AND ?"""

# What stands with a block of ids moves to the block of the new one.
MOVE = f"""
    UPDATE customer_terms SET id = moved.id, terms = CASE
        WHEN customer_terms.id >> {BLOCK} = moved.id >> {BLOCK} THEN terms
        ELSE array_to_tsvector(array(
            SELECT CASE
                WHEN strpos(one, '//') > 0
                THEN split_part(one, '//', 1) || '//' || (moved.id >> {WIDE_BLOCK})
                WHEN strpos(one, '/') > 0
                THEN split_part(one, '/', 1) || '/' || (moved.id >> {BLOCK})
                ELSE one END
            FROM unnest(tsvector_to_array(terms)) one))
        END
    FROM unnest(CAST(%s AS integer[]), CAST(%s AS integer[])) AS moved (customer_id, id)
    WHERE customer_terms.customer_id = moved.customer_id"""  # noqa: S608

FIND = {
    "sqlite": """
        SELECT c.id, c.customer_id, c.owner_id, c.text FROM customer_fts
        JOIN customer_terms c ON c.id = customer_fts.rowid
        WHERE customer_fts MATCH ? {conditions} ORDER BY customer_fts.rowid DESC LIMIT ?""",
    # The inner query is kept apart, so that the rows are found by their terms and not one after another.
    "postgresql": """
        WITH found AS MATERIALIZED (
            SELECT id FROM customer_terms WHERE terms @@ CAST(%s AS tsquery) {conditions}
        ), newest AS (SELECT id FROM found ORDER BY id DESC LIMIT %s)
        SELECT c.id, c.customer_id, c.owner_id, c.text FROM newest
        JOIN customer_terms c ON c.id = newest.id ORDER BY c.id DESC""",
}
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
OWNED = (
    " AND (owner_id = %s OR owner_id IS NULL)"  # on PostgreSQL, which fetches the rows in any case
)


def _keep_sequence(connection: Connection, last: int) -> None:
    """SQLite counts the ids that are inserted, not those that rows are moved to."""
    values: dict[str, Any] = {"last": last}
    connection.execute(
        text("UPDATE sqlite_sequence SET seq = :last WHERE name = 'customer_terms'"), values
    )
