"""The day list and a shared place on a book of 1,000,000 customers, beside a bare look-up by primary key.

`python -m benchmarks.day 50000` takes a smaller book.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, select

from benchmarks.databases import a_postgresql, a_sqlite
from benchmarks.results import Goal, Metric, Results, percentile
from crm.check_in import Place, look_around
from crm.day import read_day
from crm.members import Newcomer, issue_code, join
from storage.cells import cell_of
from storage.plans import Plan, PlanState
from storage.store import Store
from storage.tables import Customer, Member, Reminder, ReminderState, Role
from storage.work import Work

CUSTOMERS = 1_000_000
OWNED_BY_ONE = 2_000
PLANS, REMINDERS = 12, 20
LOOKS = 30
AT_ONCE = 20_000
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
MS, WALL = "ms of CPU", "ms"
FLOOR, DAY, PLACE = "one customer by its key", "the day list", "a shared place"
SUBJECTS = {
    FLOOR: "SELECT of one customer by primary key, in a transaction of its own",
    DAY: f"{PLANS} visits, {REMINDERS} reminders, customers who wait among {OWNED_BY_ONE:,} of his",
    PLACE: "who is within 300 m, who waits within 5 km, the day by distance",
}


def tables(rounds: int, customers: int = CUSTOMERS) -> list[Results]:
    """Measure on SQLite and on PostgreSQL."""
    done = []
    for name, database in (("SQLite", a_sqlite), ("PostgreSQL", a_postgresql)):
        with database() as url:
            done += measured(name, url, rounds, customers)
    return done


def measured(name: str, url: str, rounds: int, customers: int) -> list[Results]:
    """Measure in rounds that take every subject in turn; medians of 30 looks each."""
    results = Results(
        f"The day on a book of {customers:,} customers ({name})",
        SUBJECTS,
        [Metric(MS, 3, FLOOR), Metric(WALL, 3, FLOOR)],
        [Goal(DAY, WALL, 10), Goal(PLACE, WALL, 10)],
    )
    store = Store(url, lambda: NOW)
    rep = fill(store, customers)
    acts: dict[str, Callable[[Work], object]] = {
        FLOOR: lambda work: work.connection.execute(
            select(Customer.name).where(Customer.id == customers // 2)
        ).one(),
        DAY: read_day,
        PLACE: lambda work: look_around(work, Place(31.2304, 121.4737)),
    }
    for _ in range(rounds):
        for subject, act in acts.items():
            cpu, wall = medians(store, rep, act)
            results.add(subject, MS, cpu)
            results.add(subject, WALL, wall)
    store.close()
    return [results]


def medians(store: Store, rep: Member, act: Callable[[Work], object]) -> tuple[float, float]:
    """Return the medians of some looks, each a transaction: our own CPU and the time that passed, in milliseconds.

    What PostgreSQL does is in the latter alone.
    """
    cpu, wall = [], []
    for _ in range(LOOKS):
        begun = time.process_time(), time.perf_counter()
        with store.begin() as work:
            work.actor = rep
            act(work)
        cpu.append((time.process_time() - begun[0]) * 1000)
        wall.append((time.perf_counter() - begun[1]) * 1000)
    return percentile(cpu, 0.5), percentile(wall, 0.5)


def fill(store: Store, customers: int) -> Member:
    """Fill a book: everybody has customers all over the country, graded, most of them with a place."""
    with store.begin() as work:
        code = issue_code(work, Role.REP, None, work.now + timedelta(hours=1))
        rep = join(work, code, Newcomer(1, "王伟", "zh", "Asia/Shanghai"))
        member = work.session.scalars(select(Member)).one()
        assert rep is not None
        others = [_colleague(work, member, number) for number in range(customers // OWNED_BY_ONE)]
        rows = _customers(customers, [member.id, *others], member.team_id)
        while some := [row for _, row in zip(range(AT_ONCE), rows, strict=False)]:
            work.connection.execute(insert(Customer.__table__), some)
        _fill_day(work, member)
        work.session.expunge(member)
    if not store.is_sqlite:  # Fieldbook does not let SQLite analyse, PostgreSQL does by itself
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    return member


def _colleague(work: Work, member: Member, number: int) -> int:
    colleague = Member(
        **{
            column.name: getattr(member, column.name)
            for column in Member.__table__.columns
            if column.name not in ("id", "telegram_id")
        },
        telegram_id=1000 + number,
    )
    work.session.add(colleague)
    work.session.flush()
    return colleague.id


def _customers(how_many: int, owners: list[int], team_id: int) -> Iterator[dict[str, object]]:
    chance = random.Random(7)
    for number in range(how_many):
        latitude, longitude = chance.uniform(22, 41), chance.uniform(103, 122)
        if number % 5 == 0:  # a fifth of them in one city
            latitude, longitude = chance.uniform(31.0, 31.4), chance.uniform(121.2, 121.8)
        name = f"客户{number}"
        yield {
            "team_id": team_id,
            "owner_id": owners[number // OWNED_BY_ONE % len(owners)],
            "name": name,
            "name_key": name,
            "grade": "ABC"[number % 3],
            "latitude": latitude,
            "longitude": longitude,
            "place_cell": cell_of(latitude, longitude),
            "created_at": NOW - timedelta(days=400),
            "touched_at": NOW - timedelta(hours=chance.randrange(24 * 120)),
        }


def _fill_day(work: Work, member: Member) -> None:
    today = date(2026, 11, 24)
    for number in range(PLANS):
        work.session.add(
            Plan(
                member_id=member.id,
                customer_id=1 + number,
                visit_on=today,
                starts_at=NOW + timedelta(minutes=30 * number),
                zone=member.zone,
                text="",
                state=PlanState.PLANNED,
                created_at=NOW,
            )
        )
    for number in range(REMINDERS):
        work.session.add(
            Reminder(
                member_id=member.id,
                customer_id=100 + number,
                text="跟进",
                due_at=NOW + timedelta(minutes=number),
                zone=member.zone,
                asked_time=True,
                occurrence=1,
                state=ReminderState.PLANNED,
                created_at=NOW,
            )
        )
    work.session.flush()


if __name__ == "__main__":
    from rich.console import Console

    from benchmarks.results import show

    for table in tables(3, int(sys.argv[1]) if len(sys.argv) > 1 else CUSTOMERS):
        show(table, Console())
