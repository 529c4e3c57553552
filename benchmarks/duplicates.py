"""Is it there already? The check that runs while a name is typed, beside the bare primary key."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from benchmarks.importing import HEADERS, chinese, english
from benchmarks.results import Goal, Metric, Results
from crm.book import open_store
from crm.duplicates import Named, look_alikes
from crm.importing import import_customers
from crm.likely_pairs import AT_ONCE, compare
from crm.members import Newcomer, issue_code, join
from storage.migrate import migrate
from storage.spreadsheets.reading import SheetRow
from storage.store import Store
from storage.tables import Contact, Customer, Member, Role
from storage.work import Work

ROWS = 100_000
ASKED = 300
P95 = "p95, ms"

FLOOR = "primary key"
SAME, SLIP, NUMBER, NEW = "the same name", "a slip of the finger", "the same number", "a new name"
COMPARED = "the duty, a customer"

SUBJECTS = {
    FLOOR: "a customer by its id, and its contacts: the floor",
    SAME: "the name as it is in the book, without its legal form",
    SLIP: "the name without one of its letters",
    NUMBER: "another name, a number that the book has",
    NEW: "a name that nobody has",
    COMPARED: "a new customer compared with all others, written down where they look alike (mean)",
}
METRICS = (Metric(P95, 2, floor=FLOOR),)
GOALS = tuple(Goal(one, P95, 20) for one in (SAME, SLIP, NUMBER, NEW))


def tables(rounds: int) -> list[Results]:
    """Fill a book once, then ask it `rounds` times over."""
    results = Results(f"Duplicates among {ROWS:,} customers", SUBJECTS, METRICS, GOALS)
    now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with TemporaryDirectory() as home:
        url = f"sqlite:///{Path(home) / 'book.db'}"
        migrate(url)
        store = open_store(url, lambda: now)
        with store.begin() as work:
            code = issue_code(work, Role.ADMIN, None, now.replace(hour=10))
            member = join(work, code, Newcomer(1, "Li Lei", "zh", "Asia/Shanghai")).member
            work.actor = member
            import_customers(work, rows(), owner_id=member.id)
        for number in range(rounds):
            measure(store, results, random.Random(number))
        store.close()
    return [results]


def rows() -> Iterator[SheetRow]:
    """Return the rows of a sheet of customers, seven of ten Chinese."""
    chance = random.Random(5)
    yield SheetRow(1, list(HEADERS))
    for number in range(1, ROWS + 1):
        cells = chinese(chance, number) if number % 10 < 7 else english(chance, number)
        yield SheetRow(number + 1, list(cells))


def measure(store: Store, results: Results, chance: random.Random) -> None:
    """Take every figure once."""
    with store.looking() as work:
        work.actor = work.session.get_one(Member, 1)
        ids = [chance.randint(1, ROWS) for _ in range(ASKED)]
        known = [(one.name, _number(work, one.id)) for one in map(_customer(work), ids)]
        asks: dict[str, Callable[[int], object]] = {
            FLOOR: lambda at: _by_key(work, ids[at]),
            SAME: lambda at: look_alikes(work, Named(known[at][0].removesuffix("有限公司"))),
            SLIP: lambda at: look_alikes(work, Named(known[at][0][:2] + known[at][0][3:])),
            NUMBER: lambda at: look_alikes(work, Named("Zephyr Holdings", (known[at][1],))),
            NEW: lambda at: look_alikes(work, Named(f"Quokka {at} Fisheries")),
        }
        for subject, ask in asks.items():
            results.add(subject, P95, _p95(ask))
    with store.begin() as work:
        begin = time.perf_counter()
        done = sum(compare(work) for _ in range(ASKED // AT_ONCE))
        results.add(COMPARED, P95, (time.perf_counter() - begin) * 1000 / max(1, done))


def _p95(ask: Callable[[int], object]) -> float:
    taken = []
    for at in range(ASKED):
        begin = time.perf_counter()
        ask(at)
        taken.append((time.perf_counter() - begin) * 1000)
    return sorted(taken)[int(ASKED * 0.95)]


def _customer(work: Work) -> Callable[[int], Customer]:
    return lambda customer_id: work.session.get_one(Customer, customer_id)


def _number(work: Work, customer_id: int) -> str:
    phone = select(Contact.phone).where(Contact.customer_id == customer_id).limit(1)
    return work.session.scalar(phone) or ""


def _by_key(work: Work, customer_id: int) -> None:
    work.session.expunge_all()
    work.session.get_one(Customer, customer_id)
    work.session.scalars(select(Contact).where(Contact.customer_id == customer_id)).all()
