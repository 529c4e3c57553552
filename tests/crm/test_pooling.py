"""The pool on both databases: who is warned when, who goes, who gets whom, and what is told of a colleague's."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from crm.assigning import assign_new, has_new
from crm.assignment import AssignmentRule, propose
from crm.book import open_store
from crm.claims import claim, read_pool
from crm.customers import NewContact, NewCustomer, create_customer
from crm.duplicates import Likely, Named, Taken, look_alikes
from crm.errors import ClaimsUsedUp, UnknownValue
from crm.pool import PoolRule
from crm.pooling import Notice, has_due, move_on
from crm.rules import change_rule
from storage.customer_file import PoolWarning
from storage.store import Store
from storage.tables import Customer, Member, Role
from storage.work import Work
from tests.crm.team import a_member
from tests.kit.databases import BOTH
from tests.kit.world import TUESDAY

pytestmark = pytest.mark.parametrize("database", BOTH, indirect=True)
At = Callable[[int], Store]


@pytest.fixture
def at(database: str) -> Iterator[At]:
    """The database so many days later."""
    now = [TUESDAY]
    store = open_store(database, lambda: now[0])

    def later(days: int) -> Store:
        now[0] = TUESDAY + timedelta(days=days)
        return store

    yield later
    store.close()


def a_boss(work: Work, **pool: str) -> Member:
    """Return an administrator of a team with a pool."""
    boss = a_member(work, 1, Role.ADMIN)
    work.actor = boss
    for name, text in {"is_on": "yes", "ungraded": "30", **pool}.items():
        change_rule(work, PoolRule, boss.team_id, name, text)
    return boss


def told(work: Work) -> list[tuple[list[str], list[str], list[str]]]:
    """Do the duty, and return the names of those who go soon, tomorrow, and who went."""
    notices: list[Notice] = []
    move_on(work, lambda _work, one: notices.append(one))
    return [
        (
            [customer.name for customer, _ in one.soon],
            [customer.name for customer, _ in one.tomorrow],
            [customer.name for customer in one.gone],
        )
        for one in notices
    ]


def test_each_warning_comes_once_and_then_the_customer_goes(at: At) -> None:
    with at(0).begin() as work:
        a_boss(work)
        create_customer(work, NewCustomer("Acme"))
        create_customer(work, NewCustomer("Bolt", grade="A"))

    seen = {}
    for day in range(20, 34):
        with at(day).begin() as work:
            seen[day] = told(work)
            assert not has_due(work)

    assert {day: one for day, one in seen.items() if one} == {
        23: [(["Acme"], [], [])],
        29: [([], ["Acme"], [])],
        30: [([], [], ["Acme"])],
    }
    with at(34).begin() as work:
        owners = dict(work.session.execute(select(Customer.name, Customer.owner_id)).all())
        warnings = work.session.scalars(select(PoolWarning)).all()
    assert owners["Acme"] is None
    assert owners["Bolt"] is not None
    assert warnings == []


def test_where_the_program_stood_still_both_warnings_come_first(at: At) -> None:
    with at(0).begin() as work:
        a_boss(work)
        create_customer(work, NewCustomer("Acme"))

    seen = {}
    for day in (100, 101, 110, 111, 112):
        with at(day).begin() as work:
            seen[day] = told(work)

    assert {day: one for day, one in seen.items() if one} == {
        100: [(["Acme"], [], [])],
        110: [([], ["Acme"], [])],
        111: [([], [], ["Acme"])],
    }


def test_the_days_limit_counts_the_members_own_day(at: At) -> None:
    with at(0).begin() as work:
        boss = a_boss(work, claims_a_day="1")
        for name in ("Acme", "Bolt"):
            customer = create_customer(work, NewCustomer(name)).customer
            work.change(customer, owner_id=None)
        work.close_entry("to_pool")
        one, two = (customer.id for customer in read_pool(work).customers)
        claim(work, one)
        with pytest.raises(ClaimsUsedUp):
            claim(work, two)
    with at(1).begin() as work:
        work.actor = work.session.get_one(Member, boss.id)
        assert claim(work, two).left == 0


def test_the_rule_looks_at_region_then_city_then_industry_and_at_the_load(at: At) -> None:
    with at(0).begin() as work:
        boss = a_boss(work)
        reps = [a_member(work, number) for number in (2, 3)]
        for rep, name in zip(reps, ("Han Mei", "王伟"), strict=True):
            work.change(rep, name=name)
        work.actor = boss
        text = "华东: Han Mei / 王伟; pumps = 王伟"
        change_rule(work, AssignmentRule, boss.team_id, "members", text)
        change_rule(work, AssignmentRule, boss.team_id, "is_automatic", "yes")
        facts = (
            {"region": "华东大区"},
            {"region": "华东"},
            {"industry": "Pumps"},
            {"city": "York"},
        )
        customers = []
        for number, one in enumerate(facts):
            customer = create_customer(work, NewCustomer(f"Customer {number}")).customer
            customers.append(work.change(customer, owner_id=None, owned_at=None, **one))
        work.close_entry("import_customers")

        proposed = propose(work, boss.team_id, customers)
        given: list[str] = []
        while has_new(work):
            found = assign_new(
                work, lambda _w, some: given.extend(one.member.name for one in some)
            )
            if not found:
                break

        assert [one and (one.member.name, one.word, one.load) for one in proposed] == [
            ("Han Mei", "华东", 0),
            ("王伟", "华东", 0),
            ("王伟", "pumps", 1),
            None,
        ]
        assert sorted(given) == ["Han Mei", "王伟", "王伟"]
        with pytest.raises(UnknownValue):
            change_rule(work, AssignmentRule, boss.team_id, "members", "nobody")


def test_a_colleagues_customer_is_told_of_with_the_day_it_goes_to_the_pool(at: At) -> None:
    with at(0).begin() as work:
        boss = a_boss(work)
        rep = a_member(work, 2)
        work.actor = boss
        acme = NewCustomer(
            "Acme Pumps", contacts=(NewContact("Li Na", phone="+86 138 0013 8000"),)
        )
        create_customer(work, acme)
    with at(24).begin() as work:
        work.actor = work.session.get_one(Member, rep.id)
        (by_name,) = look_alikes(work, Named("ACME Pumps Ltd"))
        (by_number,) = look_alikes(work, Named("Zenith", ("+86 138 0013 8000",)))
        work.actor = work.session.get_one(Member, boss.id)
        (seen,) = look_alikes(work, Named("ACME Pumps Ltd"))

    assert isinstance(by_name, Taken)
    assert isinstance(by_number, Taken)
    assert (by_name.since, by_name.touched_on) == (date(2026, 11, 24), date(2026, 11, 24))
    assert by_name.pool_on == date(2026, 12, 24)
    assert isinstance(seen, Likely)
    assert seen.is_own
