"""A book of some hundred customers in both languages, of two reps and their pool, to look things up in."""

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from crm.book import open_store
from crm.customers import NewContact, NewCustomer, create_customer
from crm.nicknames import learn
from crm.opportunities import NewOpportunity, create_opportunity
from storage.store import Store
from storage.tables import Member, Role, Team
from tests.crm.team import a_member
from tests.kit.world import TUESDAY

BRANDS = "华信恒泰瑞阳金诺明川花欣曾区单行长"
TRADES = ("科技", "电子科技", "银行", "食品有限公司", "Machinery", "集團", "58同城", "")
CITIES = ("上海", "重庆", "Chicago", "Leeds", None, None)
LATIN = (
    "Brightwater",
    "Northwind",
    "Hua",
    "Trading",
    "Ltd",
    "3M",
    "O'Neil",
    "Müller",
    "100%",
    "A_B",
)
NICKNAMES = ("老油条", "Big Joe", "曾总那家")
PEOPLE = ("曾伟", "单雪", "王小明", "欧阳娜", "Li Na", "Tom O'Brien", "仇英", "Zeng Wei")


@pytest.fixture(scope="module")
def module_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A database that the tests of a module share, SQLite or PostgreSQL."""
    kind = getattr(request, "param", "sqlite")
    if kind == "sqlite":
        import shutil

        folder = request.getfixturevalue("tmp_path_factory").mktemp("book")
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, folder / "book.db")
        opened = open_store(f"sqlite:///{folder / 'book.db'}", lambda: TUESDAY)
        yield opened
        opened.close()
        return
    postgres = request.getfixturevalue("postgres")
    name = postgres.new_database()
    opened = open_store(postgres.url(name), lambda: TUESDAY)
    yield opened
    opened.close()
    postgres.drop(name)


@pytest.fixture(scope="module")
def book(module_store: Store) -> Store:
    """Four hundred customers: the rep 1 owns a third, the rep 2 another, the rest is in the pool."""
    chance = random.Random(7)
    with module_store.begin() as work:
        admin = a_member(work, 100, Role.ADMIN)
        owners = [a_member(work, number) for number in (1, 2)]
        work.session.get_one(Team, admin.team_id)
        for number in range(400):
            work.actor = owners[number % 2]
            customer = create_customer(work, a_customer(chance, number)).customer
            if number % 3 == 2:
                work.change(customer, owner_id=None)
            if number % 9 == 0:
                nickname = f"{chance.choice(NICKNAMES)} {number}"
                learn(work, nickname, customer)
            if number % 7 == 0:
                create_opportunity(
                    work, NewOpportunity(customer.id, chance.choice(LATIN) + " 年框")
                )
    return module_store


def a_customer(chance: random.Random, number: int) -> NewCustomer:
    """Return a customer of random parts."""
    if chance.random() < 0.6:
        brand = "".join(chance.choice(BRANDS) for _ in range(chance.randint(1, 4)))
        name = chance.choice(("", "上海", "重慶")) + brand + chance.choice(TRADES)
    else:
        name = " ".join(chance.choice(LATIN) for _ in range(chance.randint(1, 3)))
    phone = chance.choice((f"138{number:04}{chance.randint(0, 9999):04}", "021 6234 5678", None))
    people = (NewContact(chance.choice(PEOPLE), None, phone),) if chance.random() < 0.7 else ()
    grade, city = chance.choice(("A", "B", None)), chance.choice(CITIES)
    return NewCustomer(name, chance.choice((None, None, "华信")), city, "软件", grade, people)


def member(store: Store, telegram_id: int) -> Member:
    """Return the member with that number."""
    with store.begin() as work:
        return work.session.scalars(select(Member).where(Member.telegram_id == telegram_id)).one()
