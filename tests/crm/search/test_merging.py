"""The segments of the index become one, step by step, once a day or after an import, and what is found stays the same."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from crm.book import open_store
from crm.customer_look_ups import look_up
from crm.customers import NewCustomer, create_customer
from crm.members import administrators
from crm.search.merging import MANY, merging
from scheduler.duties import perform
from storage import segments
from storage.segments import count_segments
from storage.tables import Role
from tests.crm.team import a_member
from tests.kit.world import TUESDAY

FIRST = 400  # customers, so that what is written one by one is less than a tenth of them


class Book:
    """A book on SQLite, and the time there."""

    def __init__(self, url: str) -> None:
        self.now: datetime = TUESDAY
        self.store = open_store(url, lambda: self.now)
        self._numbers = count()
        with self.store.begin() as work:
            a_member(work, 1, Role.ADMIN)
        self.enter(FIRST)

    def enter(self, many: int) -> None:
        """Enter customers in one transaction."""
        with self.store.begin() as work:
            work.actor = administrators(work)[0]
            for _ in range(many):
                create_customer(
                    work, NewCustomer(f"Brightwater {next(self._numbers)}", industry="软件")
                )

    def enter_until_many(self) -> None:
        """Enter one by one until there are too many segments: SQLite merges some of them by itself."""
        entered = 0
        while self.segments() <= MANY:
            self.enter(1)
            entered += 1
            assert entered < FIRST // 10

    def segments(self) -> int:
        """Return how many there are."""
        with self.store.looking() as work:
            return count_segments(work.connection)

    def found(self) -> list[str]:
        """Return whom a word of all customers finds."""
        with self.store.looking() as work:
            work.actor = administrators(work)[0]
            return [one.name for one in look_up(work, "软件", FIRST * 3).customers]


@pytest.fixture
def book(sqlite_database: str) -> Book:
    """A book of some hundred customers."""
    return Book(sqlite_database)


async def test_many_segments_become_one(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "PAGES", 1)
    book.enter_until_many()
    before = book.found()

    steps = await perform(book.store, merging())

    assert steps > 1
    assert book.segments() == 1
    assert book.found() == before


async def test_at_most_once_a_day(book: Book) -> None:
    duty = merging()
    book.enter_until_many()
    await perform(book.store, duty)

    book.enter_until_many()
    await perform(book.store, duty)
    on_that_day = book.segments()
    book.now += timedelta(days=1)
    await perform(book.store, duty)

    assert on_that_day > MANY
    assert book.segments() == 1


async def test_on_the_same_day_after_an_import(book: Book) -> None:
    duty = merging()
    book.enter_until_many()
    await perform(book.store, duty)

    book.enter_until_many()
    book.enter(FIRST // 10)
    many = book.segments()
    await perform(book.store, duty)

    assert many > MANY
    assert book.segments() == 1


async def test_what_is_written_between_two_steps_is_found(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "PAGES", 1)
    book.enter_until_many()
    duty, before = merging(), book.found()

    with book.store.begin() as work:
        assert duty.do(work)
    book.enter(1)
    await perform(book.store, duty)

    assert len(book.found()) == len(before) + 1


@pytest.mark.postgres
def test_postgresql_has_none(postgres_database: str) -> None:
    store = open_store(postgres_database, lambda: TUESDAY)
    with store.looking() as work:
        assert not merging().is_due(work)
    store.close()
