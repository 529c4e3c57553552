"""The pipeline in sums: how many opportunities stand where, and for how much, kept by the database itself.

One row for every team, month of closing (empty while open), stage, owner and currency. Triggers on
`opportunities` move counts and sums in the statement that changes a row, so that they are right in the same
transaction whoever writes: an act, its undo, an import. The migration that makes them has their text; a later
one that rebuilds `opportunities` on SQLite has to make them again, which `tests/storage/test_pipeline.py` holds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, func, select

from storage.tables import Row

NOBODY = 0  # the owner of an opportunity that has none
STILL_OPEN = ""  # the month of an opportunity that is open

pipeline_sums = Table(
    "pipeline_sums",
    Row.metadata,
    Column("team_id", Integer, primary_key=True, autoincrement=False),
    Column("month", String(7), primary_key=True),
    Column("stage", String(24), primary_key=True),
    Column("owner_id", Integer, primary_key=True, autoincrement=False),
    Column("currency", String(3), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("minor", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class StageSum:
    """How many opportunities stand at a stage in one currency (empty: without an amount), and their sum."""

    stage: str
    currency: str
    count: int
    minor: int


def read_sums(
    connection: Connection,
    team_id: int,
    months: Collection[str],
    owner_id: int | None = None,
) -> Sequence[StageSum]:
    """Return the sums of a team, or of one owner in it, over some months of closing; `STILL_OPEN` is one."""
    sums = pipeline_sums.c
    wanted = (
        select(sums.stage, sums.currency, func.sum(sums.count), func.sum(sums.minor))
        .where(sums.team_id == team_id, sums.month.in_(months))
        .group_by(sums.stage, sums.currency)
        .having(func.sum(sums.count) > 0)
        .order_by(sums.stage, sums.currency)
    )
    if owner_id is not None:
        wanted = wanted.where(sums.owner_id == owner_id)
    return [
        StageSum(stage, currency, int(count), int(minor))
        for stage, currency, count, minor in connection.execute(wanted)
    ]
