"""The index that look-ups go through: one row a customer, of own terms, newest first.

On SQLite the terms stand in an FTS5 table, on PostgreSQL in a stored `tsvector` with a GIN index. A row gets a new id whenever its customer is written, so that "the newest first" is the order of ids.
What the terms are is decided by `crm/search/terms.py`; an expression finds too much rather than too little, and
who asked compares the text in full.
"""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Dialect,
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
    update,
)
from sqlalchemy.types import TypeEngine

from storage.bulk import reserve_ids
from storage.tables import Row

# Whatever of a customer stands in tables of its own and is looked up with it.
FOUND_WITH = ("contacts", "opportunities", "customer_tags", "custom_values")
NEWEST = 13  # PostgreSQL: rows of so many bits of ids share a term, by which the newest are found


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
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class Both:
    """What holds where every part holds; a part is a term or an expression."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What holds where one of the parts holds."""

    parts: tuple["Expression", ...]


Expression = str | Both | Either


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
    columns = (customer_terms.c[name] for name in ("customer_id", "owner_id", "digest", "keys"))
    found = connection.execute(
        select(*columns).where(customer_terms.c.customer_id.in_(customer_ids))
    )
    return {row[0]: Held(*row) for row in found}


def entries_of(connection: Connection, customer_ids: Collection[int]) -> list[Candidate]:
    """Return the rows of customers."""
    columns = (customer_terms.c[name] for name in ("id", "customer_id", "owner_id", "text"))
    held = select(*columns).where(customer_terms.c.customer_id.in_(customer_ids))
    return [Candidate(*row) for row in connection.execute(held)]


def forget(connection: Connection, customer_ids: Collection[int]) -> None:
    """Take customers out of the index."""
    if customer_ids:
        connection.execute(
            delete(customer_terms).where(customer_terms.c.customer_id.in_(customer_ids))
        )


def renew(connection: Connection, customer_ids: Sequence[int]) -> None:
    """Move customers whose entries still hold to the newest end, in the given order."""
    if not customer_ids:
        return
    ids = reserve_ids(connection, customer_terms, len(customer_ids))
    moved = update(customer_terms).where(customer_terms.c.customer_id == bindparam("of"))
    moved = moved.values(id=bindparam("new"))
    connection.execute(
        moved,
        [{"of": one, "new": row_id} for one, row_id in zip(customer_ids, ids, strict=True)],
    )
    if connection.dialect.name == "sqlite":
        _keep_sequence(connection, ids[-1])
    else:
        connection.execute(text(RENEW_BLOCKS), {"ids": ids, "bits": NEWEST})


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
            entry.terms if is_sqlite else [*entry.terms.split(), _block(row_id)],
            entry.keys,
        )
        for row_id, entry in zip(ids, entries, strict=True)
    ]
    connection.exec_driver_sql(INSERT["sqlite" if is_sqlite else "postgresql"], rows)
    if is_sqlite:  # in one statement: by a trigger, it takes three times as long
        connection.exec_driver_sql(INSERT_TERMS, (ids[0], ids[-1]))


def find(
    connection: Connection,
    wanted: Expression,
    limit: int,
    *,
    below: int | None = None,
    oldest_first: bool = False,
    broad: bool = False,
) -> list[Candidate]:
    """Return the newest `limit` rows that fulfil an expression, or the oldest; `below` an id, to page.

    `broad` says that very many may fulfil it: on PostgreSQL the newest of all rows are looked through first.
    """
    if connection.dialect.name == "sqlite":
        return _on_sqlite(connection, wanted, limit, below, oldest_first)
    if broad and not oldest_first:
        last = connection.scalar(select(customer_terms.c.id).order_by(customer_terms.c.id.desc()))
        top = min(last or 0, below or (last or 0)) >> NEWEST
        blocks = Either(tuple(f"*{block}" for block in (top, top - 1) if block >= 0))
        found = _on_postgresql(connection, Both((wanted, blocks)), limit, below, oldest_first)
        if len(found) == limit:
            return found
    return _on_postgresql(connection, wanted, limit, below, oldest_first)


INSERT = {
    "sqlite": "INSERT INTO customer_terms (id, customer_id, owner_id, digest, text, terms, keys)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    "postgresql": "INSERT INTO customer_terms (id, customer_id, owner_id, digest, text, terms, keys)"
    " VALUES (%s, %s, %s, %s, %s, array_to_tsvector(%s), %s)",
}
INSERT_TERMS = """
    INSERT INTO customer_fts (rowid, terms)
    SELECT id, terms FROM customer_terms WHERE id BETWEEN ? AND ?"""

RENEW_BLOCKS = """
    UPDATE customer_terms SET terms = array_to_tsvector(
        array(SELECT one FROM unnest(tsvector_to_array(terms)) one WHERE one NOT LIKE '*%')
        || ('*' || (id >> :bits))
    ) WHERE id = ANY(:ids) AND NOT terms @@ CAST('''*' || (id >> :bits) || '''' AS tsquery)"""

FIND = {
    "sqlite": """
        SELECT c.id, c.customer_id, c.owner_id, c.text FROM customer_fts
        JOIN customer_terms c ON c.id = customer_fts.rowid
        WHERE customer_fts MATCH ? {below} ORDER BY customer_fts.rowid {way} LIMIT ?""",
    # The inner query is kept apart, so that the rows are found by their terms and not one after another.
    "postgresql": """
        WITH found AS MATERIALIZED (
            SELECT id, customer_id, owner_id, text FROM customer_terms
            WHERE terms @@ CAST(%s AS tsquery) {below}
        ) SELECT id, customer_id, owner_id, text FROM found ORDER BY id {way} LIMIT %s""",
}


def _on_sqlite(
    connection: Connection, wanted: Expression, limit: int, below: int | None, oldest_first: bool
) -> list[Candidate]:
    way = "ASC" if oldest_first else "DESC"
    bound = f"AND customer_fts.rowid {'>' if oldest_first else '<'} ?" if below is not None else ""
    values = (fts5(wanted), *((below,) if below is not None else ()), limit)
    statement = FIND["sqlite"].format(below=bound, way=way)
    return [Candidate(*row) for row in connection.exec_driver_sql(statement, values)]


def _on_postgresql(
    connection: Connection, wanted: Expression, limit: int, below: int | None, oldest_first: bool
) -> list[Candidate]:
    way = "ASC" if oldest_first else "DESC"
    bound = f"AND id {'>' if oldest_first else '<'} %s" if below is not None else ""
    values = (tsquery(wanted), *((below,) if below is not None else ()), limit)
    statement = FIND["postgresql"].format(below=bound, way=way)
    return [Candidate(*row) for row in connection.exec_driver_sql(statement, values)]


def fts5(wanted: Expression) -> str:
    """Return an expression in the language of FTS5."""
    return _written(wanted, '"{}"', " AND ", " OR ")


def tsquery(wanted: Expression) -> str:
    """Return an expression in the language of PostgreSQL's text search."""
    return _written(wanted, "'{}'", " & ", " | ")


def _written(wanted: Expression, term: str, both: str, either: str) -> str:
    if isinstance(wanted, str):
        return term.format(wanted)
    parts = dict.fromkeys(_written(part, term, both, either) for part in wanted.parts)
    if len(parts) == 1:
        return next(iter(parts))
    return f"({(both if isinstance(wanted, Both) else either).join(parts)})"


def terms_in(wanted: Expression) -> Iterator[str]:
    """Return every term of an expression."""
    if isinstance(wanted, str):
        yield wanted
        return
    for part in wanted.parts:
        yield from terms_in(part)


def _block(row_id: int) -> str:
    return f"*{row_id >> NEWEST}"


def _keep_sequence(connection: Connection, last: int) -> None:
    """SQLite counts the ids that are inserted, not those that rows are moved to."""
    values: dict[str, Any] = {"last": last}
    connection.execute(
        text("UPDATE sqlite_sequence SET seq = :last WHERE name = 'customer_terms'"), values
    )
