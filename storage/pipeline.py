"""What the database itself keeps of opportunities: the pipeline in sums, and grade and city of the customer with each.

**The sums.** One row for every team, month of closing (empty while open), stage, owner and currency. Triggers on
`opportunities` move counts and sums in the statement that changes a row, so that they are right in the same
transaction whoever writes: an act, its undo, an import.

**Grade and city** stand with the opportunity, so that a filter that asks for them is one scan of an index that
covers it. No class knows these columns: they are no part of what an act changes, and of no history.

The migrations that make the triggers have their text (0005, 0021); a later one that rebuilds `opportunities` or
`customers` on SQLite has to make them again, which `tests/storage/test_pipeline.py` holds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Table,
    func,
    select,
    text,
)

from storage.tables import Opportunity, Row

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

opportunity_cities = Table(
    "opportunity_cities",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
)

OPPORTUNITIES = Row.metadata.tables[Opportunity.__tablename__]
customer_grade: Column[str | None] = Column("customer_grade", String(1))
customer_city_id: Column[int | None] = Column("customer_city_id", Integer)
for _kept in (customer_grade, customer_city_id):
    OPPORTUNITIES.append_column(_kept)

# For SQLite; PostgreSQL is told in the migration alone, for naming it here would load its dialect everywhere.
OPEN_ONES = text("closed_at IS NULL AND deleted_at IS NULL")
CLOSED_ONES = text("closed_at IS NOT NULL AND deleted_at IS NULL")
# The state is asked for by every query: without it no index covers one.
COVERED = ("customer_grade", "customer_city_id", "id", "closed_at", "deleted_at")
OPEN = ("team_id", "owner_id", "stage", "score", "close_on", "currency", "amount_minor")
CLOSED = ("team_id", "stage", "closed_on", "score", "owner_id", "currency", "amount_minor")
TOP = ("team_id", "stage", "score", "id")
for _name, _columns, _ones in (
    ("open", (*OPEN, *COVERED), OPEN_ONES),
    ("closed", (*CLOSED, *COVERED), CLOSED_ONES),
    ("top", TOP, OPEN_ONES),
):
    _of_table = [OPPORTUNITIES.c[one] for one in _columns]
    Index(f"ix_opportunities_{_name}", *_of_table, sqlite_where=_ones)


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


def in_city(connection: Connection, part: str) -> ColumnElement[bool]:
    """Return the condition that holds for opportunities of customers in a city of which this is a part of the name."""
    cities = opportunity_cities.c
    named = select(cities.id).where(cities.name.icontains(part, autoescape=True))
    return customer_city_id.in_(connection.execute(named).scalars().all())


def of_grade(grade: str) -> ColumnElement[bool]:
    """Return the condition that holds for opportunities of customers of a grade."""
    return customer_grade == grade
