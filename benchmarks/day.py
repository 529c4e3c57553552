"""The day list and a shared place on a book of 1,000,000 customers, beside a bare look-up by primary key.

`python -m benchmarks.day 50000` takes a smaller book.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from benchmarks.results import Goal, Metric, Results
from crm.check_in import Place, look_around
from crm.day import read_day
from crm.members import Newcomer, issue_code, join
from storage.cells import cell_of
from storage.migrate import migrate
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
MS = "ms of CPU"
FLOOR, DAY, PLACE = "one customer by its key", "the day list", "a shared place"
SUBJECTS = {
    FLOOR: "SELECT of one customer by primary key, in a transaction of its own",
    DAY: f"{PLANS} visits, {REMINDERS} reminders, customers who wait among {OWNED_BY_ONE:,} of his",
    PLACE: "who is within 300 m, who waits within 5 km, the day by distance",
}


def tables(rounds: int, customers: int = CUSTOMERS) -> list[Results]:
    """Measure in rounds that take every subject in turn; medians of 30 looks each."""
    results = Results(
        f"The day on a book of {customers:,} customers (SQLite)",
        SUBJECTS,
        [Metric(MS, 3, FLOOR)],
        [Goal(DAY, MS, 10), Goal(PLACE, MS, 10)],
    )
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'book.db'}"
        migrate(url)
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
                results.add(subject, MS, median_ms(store, rep, act))
        store.close()
    return [results]


def median_ms(store: Store, rep: Member, act: Callable[[Work], object]) -> float:
    """Return the median of some looks, each a transaction, in milliseconds."""
    taken = []
    for _ in range(LOOKS):
        begun = time.process_time()
        with store.begin() as work:
            work.actor = rep
            act(work)
        taken.append((time.process_time() - begun) * 1000)
    return sorted(taken)[LOOKS // 2]


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
    with store.begin() as work:
        work.connection.exec_driver_sql("ANALYZE")
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
            "search": name,
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
