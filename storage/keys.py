"""The index by which a message finds customers: hashed keys, with the owner beside them.

A rep's own customers stand together under each key, so that a popular surname in a large team does not hide
them. Keys are hashed: what a key finds is compared in full by who asked. Which keys a customer has is held by its
entry in the index of look-ups (`storage/search.py`), so that no index by customer is needed beside this one.
"""

from array import array
from collections.abc import Collection
from itertools import chain
from zlib import crc32

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, text

from storage.tables import Row

KeyRow = tuple[int, int, int]

POOL = 0  # the owner of a customer that has none

customer_keys = Table(
    "customer_keys",
    Row.metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("owner_id", Integer, primary_key=True, autoincrement=False),
    Column("customer_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Given to the driver as it is: a customer has some thirty keys, and an import a hundred thousand customers.
# On SQLite many rows a statement, which with OR IGNORE takes two thirds of the time of one a row.
AT_ONCE = 300
ADD = "INSERT OR IGNORE INTO customer_keys (key, owner_id, customer_id) VALUES "
ADD_TO_POSTGRESQL = (
    "INSERT INTO customer_keys (key, owner_id, customer_id)"
    " SELECT * FROM unnest(%s::bigint[], %s::integer[], %s::integer[]) ON CONFLICT DO NOTHING"
)
FORGET = {
    "sqlite": "DELETE FROM customer_keys WHERE key = ? AND owner_id = ? AND customer_id = ?",
    "postgresql": "DELETE FROM customer_keys WHERE key = %s AND owner_id = %s AND customer_id = %s",
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


def exchange(
    connection: Connection, before: Collection[KeyRow], after: Collection[KeyRow]
) -> None:
    """Put customers under the keys of `after` instead of those of `before`."""
    gone, new = set(before), after
    if gone:
        new = set(after) - gone
        gone.difference_update(after)
    if gone:
        connection.exec_driver_sql(FORGET[connection.dialect.name], sorted(gone))
    if new:
        _add(connection, sorted(new))


def _add(connection: Connection, rows: list[KeyRow]) -> None:
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(ADD_TO_POSTGRESQL, tuple(map(list, zip(*rows, strict=True))))
        return
    whole = len(rows) // AT_ONCE * AT_ONCE
    if whole:
        many = [
            tuple(chain.from_iterable(rows[start : start + AT_ONCE]))
            for start in range(0, whole, AT_ONCE)
        ]
        connection.exec_driver_sql(ADD + ", ".join(["(?, ?, ?)"] * AT_ONCE), many)
    if rows[whole:]:
        connection.exec_driver_sql(ADD + "(?, ?, ?)", rows[whole:])


def key_rows(customer_id: int, owner_id: int | None, keys: bytes) -> list[KeyRow]:
    """Return the rows of a customer in the index: key, owner, customer; its keys are eight bytes each."""
    owner = owner_id or POOL
    return [(number, owner, customer_id) for number in array("q", keys)]


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


def hashed(key: str) -> int:
    """Return a key as a number of 47 bits: its first letter, its length, and a checksum of it."""
    return (ord(key[0]) & 127) << 40 | (len(key) & 255) << 32 | crc32(key.encode())
