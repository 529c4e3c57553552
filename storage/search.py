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
    with_blocks,
)
from storage.tables import Row

# Whatever of a customer stands in tables of its own and is looked up with it.
FOUND_WITH = ("contacts", "opportunities", "customer_tags", "custom_values", "nicknames")


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


def _keep_sequence(connection: Connection, last: int) -> None:
    """SQLite counts the ids that are inserted, not those that rows are moved to."""
    values: dict[str, Any] = {"last": last}
    connection.execute(
        text("UPDATE sqlite_sequence SET seq = :last WHERE name = 'customer_terms'"), values
    )
