"""Look-ups among a million customers: every kind of query, conditions, the card, and the upkeep of the index.

The book is built once (`benchmarks/search_book.py`, a quarter of an hour) and kept beside the temporary files.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import select, text

from benchmarks.results import Goal, Metric, Results, percentile
from benchmarks.search_book import NOW, build, customers, server
from crm.customer_card import read_card
from crm.customer_look_ups import look_up
from crm.search.upkeep import index_touched
from crm.understanding.syllables import readings_of
from storage.store import Store
from storage.tables import Customer, Member
from storage.work import Work

SIZES = (100_000, 1_000_000)
TIMES = 60  # queries of each kind in a round
P50, P95 = "p50 ms", "p95 ms"
KEY, LIKE = "primary key", "LIKE scan"
KINDS = {
    "one character": "恒",
    "two characters": "two characters of a name",
    "four characters": "a name with its trade",
    "Latin word": "a word of a Latin name",
    "Latin beginning": "its first four letters",
    "two words": "the beginnings of two words",
    "pinyin": "huaxin",
    "initials": "hxkj",
    "mixed": "hua信",
    "contact": "a contact's name",
    "contact in pinyin": "wangwei",
    "whole number": "with spaces and the country's code",
    "part of a number": "five digits",
    "last four": "尾号5678",
    "city and grade": "上海 A级",
    "tag": "#重点",
    "inside a word": "letters inside of a Latin word",
}
ROLES = {"rep": 7, "manager": 101}
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
                goals += [Goal("typo", P95, 50), Goal("card", P95, 5), Goal("written", P50, 1)]
                subjects = {KEY: "a customer by its number: the floor"}
                subjects |= {
                    f"{kind}, {who}": what for kind, what in KINDS.items() for who in ROLES
                }
                subjects |= SIDE | {LIKE: "name LIKE '%…%', the first nine, as a manager"}
                results = Results(f"Look-ups among {size:,}, {name}", subjects, METRICS, goals)
                store = Store(at, lambda: NOW)
                for one in range(rounds):
                    measure(store, results, queries(size, one))
                store.close()
                measured.append(results)
    return measured


def queries(size: int, seed: int) -> dict[str, list[str]]:
    """Return queries of each kind, made from customers that are there."""
    chance = random.Random(seed)
    picked = chance.sample(range(min(size, 100_000)), 20 * TIMES)
    wanted = set(picked)
    rows = [row for number, row in enumerate(customers(max(picked) + 1)) if number in wanted]
    made: dict[str, list[str]] = {kind: [] for kind in (*KINDS, "typo", "nobody")}
    for customer, contact, _deals, tags in rows:
        for kind, query in _queries(chance, customer, contact, tags):
            if len(made[kind]) < TIMES:
                made[kind].append(query)
    return made


def _queries(
    chance: random.Random, customer: Any, contact: Any, tags: Any
) -> Iterator[tuple[str, str]]:
    name = customer.name
    if tags:
        yield "tag", f"#{tags[0].tag}"
    phone = contact.phone_e164
    yield "whole number", f"{phone[:3]} {phone[3:6]} {phone[6:9]} {phone[9:]}"
    yield "part of a number", phone[5:10]
    yield "last four", f"尾号{phone[-4:]}"
    if customer.city > "z":
        yield "city and grade", f"{customer.city} {customer.grade}级"
    if name[0] > "z":
        brand = name.removeprefix(customer.city)[:4]
        sounds = [readings_of(one)[0] if readings_of(one) else "" for one in brand]
        yield "one character", chance.choice(brand)
        yield "two characters", brand[:2]
        yield "four characters", brand
        if all(sounds):
            yield "pinyin", "".join(sounds[:2])
            yield "initials", "".join(one[0] for one in sounds)
            yield "mixed", sounds[0] + brand[1]
        yield "contact", contact.name
        heard = [readings_of(one, number == 0) for number, one in enumerate(contact.name)]
        if all(heard):
            yield "contact in pinyin", "".join(one[0] for one in heard)
        yield "nobody", f"{brand[0]}龘{brand[1]}"
        return
    first, second = name.split()[:2]
    yield "Latin word", first
    yield "Latin beginning", first[:4]
    yield "two words", f"{first[:3]} {second[:3]}"
    yield "inside a word", first[2:7].lower()
    yield "contact", contact.name
    if len(first) > 7:
        yield "typo", first[:4] + first[5:]
    yield "nobody", f"{first[:3]}qzx{first[3:]}"


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
