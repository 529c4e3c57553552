"""Look-ups among a million customers: every kind of query, conditions, the card, and the upkeep of the index.

The book is built once (`benchmarks/search_book.py`, a quarter of an hour) and kept beside the temporary files.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from sqlalchemy import select, text

from benchmarks.results import Goal, Metric, Results, percentile
from benchmarks.search_book import NOW, build, server
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
KEY, LIKE = "primary key", "LIKE scan"
ROLES = {"rep": 8, "manager": 101}  # his own have Chinese names, those of the pool Latin ones
SIDE = {
    "typo": "one letter of a word too few",
    "nobody": "a name that nobody has: every way is tried",
    "card": "a customer's card, all of it",
    "written": "the indexes' part of a customer that was renamed, with the commit",
    "touched": "the same of one that was only touched",
}
METRICS = (Metric(P50, 2, floor=KEY), Metric(P95, 2, floor=KEY))


def tables(rounds: int) -> list[Results]:
    """Measure each database and size."""
    measured = []
    for size in SIZES:
        home = build(size)
        with server(home) as url:
            for name, at in (("SQLite", f"sqlite:///{home / 'book.db'}"), ("PostgreSQL", url)):
                bound = 3.0 if name == "SQLite" else 5.0
                goals = [Goal(f"{kind}, {who}", P95, bound) for kind in KINDS for who in ROLES]
                goals += [
                    Goal(f"{asked}, {who}", P95, 20)
                    for asked in (*CONDITIONS, *DEALS)
                    for who in ROLES
                ]
                goals += [Goal("typo", P95, 50), Goal("card", P95, 5), Goal("written", P50, 1)]
                subjects = {KEY: "a customer by its number: the floor"}
                subjects |= {
                    f"{kind}, {who}": what for kind, what in KINDS.items() for who in ROLES
                }
                subjects |= {
                    f"{asked}, {who}": "a page of the list"
                    for asked in (*CONDITIONS, *DEALS)
                    for who in ROLES
                }
                subjects |= SIDE | {LIKE: "name LIKE '%…%', the first nine, as a manager"}
                results = Results(f"Look-ups among {size:,}, {name}", subjects, METRICS, goals)
                store = Store(at, lambda: NOW)
                for one in range(rounds):
                    measure(store, results, queries(size, one, TIMES))
                store.close()
                measured.append(results)
    return measured


def measure(store: Store, results: Results, made: dict[str, list[str]]) -> None:
    """Take every kind in turn."""
    with store.looking() as work:
        members = {who: work.session.get_one(Member, number) for who, number in ROLES.items()}
    numbers = random.Random(1).sample(range(1, 20_000), TIMES)
    with _looking(store, members["rep"]) as work:
        by_key = text("SELECT id, name FROM customers WHERE id = :id")
        _take(
            results,
            KEY,
            [lambda n=n: work.connection.execute(by_key, {"id": n}).all() for n in numbers],
        )
    for kind in KINDS:
        for who, member in members.items():
            _take(results, f"{kind}, {who}", _look_ups(store, member, made[kind]))
    for kind in ("typo", "nobody"):
        _take(results, kind, _look_ups(store, members["manager"], made[kind]))
    for who, member in members.items():
        for asked in (*CONDITIONS, *DEALS):
            find = _deals if asked in DEALS else _list
            _take(results, f"{asked}, {who}", [partial(find, store, member, asked)] * LISTS)
    _take(results, "card", [_card(store, members["manager"], n) for n in numbers])
    scan = text("SELECT id FROM customers WHERE name LIKE :like LIMIT 9")
    some = made["pinyin"][:1] + made["two characters"][:2] + made["Latin word"][:2]
    with _looking(store, members["manager"]) as work:
        _take(
            results,
            LIKE,
            [lambda q=q: work.connection.execute(scan, {"like": f"%{q}%"}).all() for q in some],
        )
    for kind, rename in (("written", True), ("touched", False)):
        taken = [_written(store, number, rename=rename) for number in numbers]
        results.add(kind, P50, percentile(taken, 0.5))
        results.add(kind, P95, percentile(taken, 0.95))


@contextmanager
def _looking(store: Store, member: Member) -> Iterator[Work]:
    with store.looking() as work:
        work.actor = member
        yield work


def _look_ups(store: Store, member: Member, made: Sequence[str]) -> Iterator[Callable[[], Any]]:
    with _looking(store, member) as work:
        for query in made:
            work.session.expunge_all()
            yield lambda query=query: look_up(work, query)


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


def _written(store: Store, number: int, *, rename: bool) -> float:
    """Return the milliseconds that the index costs one write: with it, less without."""
    took = []
    for is_indexed in (False, True):
        begun = 0.0
        with store.begin() as work:
            row = work.session.scalars(select(Customer).where(Customer.id == number)).one()
            values = {"name": row.name[:100] + "x"} if rename else {"note": f"{row.note}x"[:40]}
            work.change(row, **values)
            begun = time.perf_counter()
            if is_indexed:
                index_touched(work)
        took.append(1000 * (time.perf_counter() - begun))
    return took[1] - took[0]


def _take(
    results: Results, subject: str, acts: Iterator[Callable[[], Any]] | Sequence[Callable[[], Any]]
) -> None:
    taken = []
    for act in acts:
        begun = time.perf_counter()
        with suppress(LookupError):
            act()
        taken.append(1000 * (time.perf_counter() - begun))
    results.add(subject, P50, percentile(taken, 0.5))
    results.add(subject, P95, percentile(taken, 0.95))
