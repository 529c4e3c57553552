"""The index by which a message finds customers: hashed keys, with the owner beside them.

A rep's own customers stand together under each key, so that a popular surname in a large team does not hide
them. Keys are hashed to 64 bits: what a key finds is compared in full by who asked.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    delete,
    text,
)

from storage.tables import Row

KeyRow = tuple[int, int, int]

POOL = 0  # the owner of a customer that has none

customer_keys = Table(
    "customer_keys",
    Row.metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("owner_id", Integer, primary_key=True, autoincrement=False),
    Column(
        "customer_id",
        ForeignKey("customers.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    sqlite_with_rowid=False,
)

# Given to the driver as it is: a customer has some thirty keys, and an import a hundred thousand customers.
REMEMBER = {
    "sqlite": "INSERT INTO customer_keys (key, owner_id, customer_id) VALUES (?, ?, ?)",
    "postgresql": "INSERT INTO customer_keys (key, owner_id, customer_id) VALUES (%s, %s, %s)",
}

# For each key the first so many customers: of some owners, or of all.
FOUND = {
    "sqlite": """
        SELECT wanted.value, (
            SELECT group_concat(customer_id) FROM (
                SELECT customer_id FROM customer_keys
                WHERE key = wanted.value {owned} ORDER BY owner_id DESC LIMIT {limit}
            )
        ) FROM json_each(:keys) AS wanted""",
    "postgresql": """
        SELECT wanted.key, string_agg(found.customer_id::text, ',')
        FROM unnest(CAST(:keys AS bigint[])) AS wanted(key)
        CROSS JOIN LATERAL (
            SELECT customer_id FROM customer_keys
            WHERE key = wanted.key {owned} ORDER BY owner_id DESC LIMIT {limit}
        ) AS found GROUP BY wanted.key""",
}


def index_customers(connection: Connection, ids: Collection[int], rows: Sequence[KeyRow]) -> None:
    """Put customers under the keys of these rows and no others."""
    connection.execute(delete(customer_keys).where(customer_keys.c.customer_id.in_(ids)))
    if rows:
        connection.exec_driver_sql(REMEMBER[connection.dialect.name], sorted(rows))


def key_rows(customer_id: int, owner_id: int | None, keys: Iterable[str]) -> list[KeyRow]:
    """Return the rows of a customer in the index: key, owner, customer."""
    owner = owner_id or POOL
    return [(number, owner, customer_id) for number in {hashed(key) for key in keys}]


def customers_under(
    connection: Connection, keys: Collection[str], owners: tuple[int, ...] | None, limit: int
) -> dict[str, list[int]]:
    """Return the ids of at most `limit` customers under each key that has any; `owners` none: of all."""
    numbers = {hashed(key): key for key in keys}
    dialect = connection.dialect.name
    owned = f"AND owner_id IN ({', '.join(map(str, owners))})" if owners is not None else ""
    statement = text(FOUND[dialect].format(owned=owned, limit=limit))
    wanted = f"[{','.join(map(str, numbers))}]" if dialect == "sqlite" else list(numbers)
    return {
        numbers[number]: [int(one) for one in ids.split(",")]
        for number, ids in connection.execute(statement, {"keys": wanted})
        if ids
    }


@lru_cache(maxsize=8192)
def hashed(key: str) -> int:
    """Return a key as a signed 64-bit number."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)
