"""Look-ups among a million customers: every kind of query, conditions, the card, and the upkeep of the index.

    python -m benchmarks.search sqlite --size 1000000

The book is built once (`benchmarks/search_book.py`, a quarter of an hour) and kept beside the temporary files. What others take of
the cores makes the clock's figures worse than they are; the CPU's less so.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from sqlalchemy import TextClause, select, text

from benchmarks.results import Goal, Metric, Results, percentile, show
from benchmarks.search_book import DATABASES, NOW, build, server
from benchmarks.search_queries import CONDITIONS, DEALS, KINDS, queries
from crm.customer_card import read_card
from crm.customer_lists import page_of
from crm.customer_look_ups import look_up
from crm.opportunity_search import filter_in_words, list_opportunities
from crm.search.upkeep import index_touched
from storage.store import Store
from storage.tables import Customer, Member
from storage.work import Work

SIZES = (100_000, 1_000_000)
TIMES = 60  # queries of each kind in a round
LISTS = 15  # of each list
P50, P95 = "p50 ms", "p95 ms"
CPU50, CPU95 = "CPU p50 ms", "CPU p95 ms"  # of our thread and the database's process
KEY, LIKE = "primary key", "LIKE scan"
ROLES = {"rep": 8, "manager": 101}  # his own have Chinese names, those of the pool Latin ones
SIDE = {
    "typo": "one letter of a word too few",
    "nobody": "a name that nobody has: every way is tried",
    "card": "a customer's card, all of it",
    "written": "the indexes' part of a customer that was renamed, with the commit",
    "touched": "the same of one that was only touched",
}
METRICS = (
    Metric(P50, 2, floor=KEY),
    Metric(P95, 2, floor=KEY),
    Metric(CPU50, 2),
    Metric(CPU95, 2),
)
LISTED = (*CONDITIONS, *DEALS)
BOUNDS = {"sqlite": (3.0, "SQLite"), "postgresql": (5.0, "PostgreSQL")}
Taken = tuple[float, float]  # milliseconds of the clock, and of the CPU


def tables(
    rounds: int, sizes: Sequence[int] = SIZES, databases: Sequence[str] = DATABASES
) -> list[Results]:
    """Measure each size on each database."""
    measured = []
    for size in sizes:
        home = build(size, databases)
        for name in databases:
            with _url(home, name) as url:
                results = _results(size, name)
                store = Store(url, lambda: NOW)
                for one in range(rounds):
                    _Round(store, results).measure(queries(size, one, TIMES))
                store.close()
                measured.append(results)
    return measured


@contextmanager
def _url(home: Path, name: str) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite:///{home / 'book.db'}"
        return
    with server(home) as url:
        yield url


def _results(size: int, name: str) -> Results:
    bound, title = BOUNDS[name]
    look_ups = {f"{kind}, {who}": what for kind, what in KINDS.items() for who in ROLES}
    lists = {f"{asked}, {who}": "a page of the list" for asked in LISTED for who in ROLES}
    goals = [Goal(one, P95, bound) for one in look_ups] + [Goal(one, P95, 20) for one in lists]
    goals += [Goal("typo", P95, 50), Goal("card", P95, 5), Goal("written", P50, 1)]
    subjects = {KEY: "a customer by its number: the floor", **look_ups, **lists, **SIDE}
    subjects[LIKE] = "name LIKE '%…%', the first nine, as a manager"
    return Results(f"Look-ups among {size:,}, {title}", subjects, METRICS, goals)


class _Round:
    """A round of all that is measured on a database."""

    def __init__(self, store: Store, results: Results) -> None:
        self._store = store
        self._results = results
        with store.looking() as work:
            self._members = {who: work.session.get_one(Member, one) for who, one in ROLES.items()}
            self._served_by: int | None = None
            if work.connection.dialect.name == "postgresql":
                self._served_by = work.connection.scalar(text("SELECT pg_backend_pid()"))

    def measure(self, made: dict[str, list[str]]) -> None:
        """Take every kind in turn."""
        store, manager = self._store, self._members["manager"]
        numbers = random.Random(1).sample(range(1, 20_000), TIMES)
        by_key = text("SELECT id, name FROM customers WHERE id = :id")
        scan = text("SELECT id FROM customers WHERE name LIKE :like LIMIT 9")
        some = made["pinyin"][:1] + made["two characters"][:2] + made["Latin word"][:2]
        with _looking(store, manager) as work:
            self._take(KEY, [partial(_all, work, by_key, id=one) for one in numbers])
            self._take(LIKE, [partial(_all, work, scan, like=f"%{one}%") for one in some])
        for kind in KINDS:
            for who, member in self._members.items():
                self._take(f"{kind}, {who}", _look_ups(store, member, made[kind]))
        for kind in ("typo", "nobody"):
            self._take(kind, _look_ups(store, manager, made[kind]))
        for who, member in self._members.items():
            for asked in LISTED:
                find = _deals if asked in DEALS else _list
                self._take(f"{asked}, {who}", [partial(find, store, member, asked)] * LISTS)
        self._take("card", [_card(store, manager, n) for n in numbers])
        for kind, rename in (("written", True), ("touched", False)):
            self._add(kind, [self._written(number, rename=rename) for number in numbers])

    def _take(
        self, subject: str, acts: Iterator[Callable[[], Any]] | Sequence[Callable[[], Any]]
    ) -> None:
        taken = []
        for act in acts:
            begun = self._now()
            with suppress(LookupError):
                act()
            taken.append(self._since(begun))
        self._add(subject, taken)

    def _add(self, subject: str, taken: Sequence[Taken]) -> None:
        for names, figures in zip(
            ((P50, P95), (CPU50, CPU95)), zip(*taken, strict=True), strict=True
        ):
            for name, share in zip(names, (0.5, 0.95), strict=True):
                self._results.add(subject, name, percentile(figures, share))

    def _written(self, number: int, *, rename: bool) -> Taken:
        """Return what the index costs one write: with it, less without."""
        took = []
        for is_indexed in (False, True):
            begun = self._now()
            with self._store.begin() as work:
                row = work.session.scalars(select(Customer).where(Customer.id == number)).one()
                values = (
                    {"name": row.name[:100] + "x"} if rename else {"note": f"{row.note}x"[:40]}
                )
                work.change(row, **values)
                begun = self._now()
                if is_indexed:
                    index_touched(work)
            took.append(self._since(begun))
        (wall, cpu), (more_wall, more_cpu) = took
        return more_wall - wall, more_cpu - cpu

    def _now(self) -> Taken:
        """Return the seconds of the clock, and those that this thread and the database's process computed."""
        server = 0.0
        if self._served_by is not None:
            server = int(Path(f"/proc/{self._served_by}/schedstat").read_text().split()[0]) / 1e9
        return time.perf_counter(), time.thread_time() + server

    def _since(self, begun: Taken) -> Taken:
        """Return the milliseconds of both since then."""
        now = self._now()
        return 1000 * (now[0] - begun[0]), 1000 * (now[1] - begun[1])


@contextmanager
def _looking(store: Store, member: Member) -> Iterator[Work]:
    with store.looking() as work:
        work.actor = member
        yield work


def _all(work: Work, asked: TextClause, **values: Any) -> None:
    work.connection.execute(asked, values).all()


def _look_ups(store: Store, member: Member, made: Sequence[str]) -> Iterator[Callable[[], Any]]:
    with _looking(store, member) as work:
        for query in made:
            work.session.expunge_all()
            yield partial(look_up, work, query)


def _list(store: Store, member: Member, asked: str) -> None:
    with _looking(store, member) as work:
        page_of(work, asked)


def _deals(store: Store, member: Member, asked: str) -> None:
    with _looking(store, member) as work:
        list_opportunities(work, filter_in_words(work, asked, NOW))


def _card(store: Store, member: Member, number: int) -> Callable[[], Any]:
    def act() -> None:
        with _looking(store, member) as work:
            read_card(work, number)

    return act


def main(
    databases: Annotated[list[str] | None, typer.Argument(help=", ".join(DATABASES))] = None,
    size: Annotated[list[int] | None, typer.Option(help="customers of a book")] = None,
    rounds: int = 1,
) -> None:
    """Measure some of the books alone."""
    for table in tables(rounds, size or SIZES, databases or DATABASES):
        show(table, Console())


if __name__ == "__main__":
    typer.run(main)
