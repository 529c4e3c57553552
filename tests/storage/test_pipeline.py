"""What the database keeps is what one would count or read, after every act, its undo, and rows written together."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from crm.book import open_store
from crm.customer_fields import CustomerField
from crm.customers import NewCustomer, create_customer
from crm.editing import change_customer
from crm.history import undo
from crm.money import Money
from crm.opportunities import NewOpportunity, create_opportunity
from crm.opportunity_changes import move_opportunity, price_opportunity
from storage.pipeline import STILL_OPEN, read_sums
from storage.store import Store
from storage.tables import Customer, Opportunity
from storage.work import Work
from tests.crm.team import a_member
from tests.kit.world import TUESDAY

STAGES = ("new", "qualified", "proposal", "negotiation", "won", "lost")
MONEY = st.none() | st.builds(Money, st.integers(0, 10**12), st.sampled_from(["CNY", "USD"]))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["create", "move", "price", "delete", "undo", "grade", "town", "merge"]),
        st.integers(0, 5),
        st.sampled_from(STAGES),
        MONEY,
    ),
    max_size=14,
)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty, migrated database."""
    opened = open_store(database, lambda: TUESDAY)
    yield opened
    opened.close()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_what_is_kept_is_what_one_counts_and_reads(
    store: Store, acts: list[tuple[str, int, str, Money | None]]
) -> None:
    with store.rehearse() as work:
        work.actor = a_member(work, 1)
        customer = create_customer(work, NewCustomer("Acme", city="Leeds", grade="A")).customer
        create_customer(work, NewCustomer("Bright", city="York"))
        made: list[int] = []
        entries: list[int] = []
        for act, which, stage, amount in acts:
            if act == "create":
                new = NewOpportunity(customer.id, "Pumps", amount, stage=stage)
                done = create_opportunity(work, new)
                made.append(done.opportunity.id)
                entries += [done.undo] if done.undo else []
            elif act == "undo" and entries:
                undo(work, entries.pop())
                work.session.expire_all()
                made = [one for one in made if work.session.get(Opportunity, one)]
            elif act in ("grade", "town"):
                _edit(work, customer.id, act, which, entries)
            elif made:
                _change(work, act, made[which % len(made)], stage, amount, entries)

            assert kept(work) == counted(work)
            assert_grade_and_city_stand_with_them(work)


def _change(
    work: Work, act: str, one: int, stage: str, amount: Money | None, entries: list[int]
) -> None:
    row = work.session.get_one(Opportunity, one)
    if act == "merge":
        others = select(Customer.id).where(Customer.id != row.customer_id)
        work.change(row, customer_id=work.session.scalars(others).one())
        entry = work.close_entry("merge")
    elif act == "delete":
        work.change(row, deleted_at=work.now)
        entry = work.close_entry("delete")
    elif row.deleted_at is not None:
        return
    elif act == "move":
        entry = move_opportunity(work, one, stage, amount=amount).undo
    else:
        entry = price_opportunity(work, one, amount).undo
    entries += [entry] if entry else []


def _edit(work: Work, customer_id: int, act: str, which: int, entries: list[int]) -> None:
    field = CustomerField.GRADE if act == "grade" else CustomerField.CITY
    value = ("A", "B", "")[which % 3] if act == "grade" else ("Leeds", "Hull", "")[which % 3]
    done = change_customer(work, customer_id, field, value)
    entries += [done.undo] if done.undo else []


def test_many_rows_at_once_are_summed_and_taken_away(store: Store) -> None:
    with store.rehearse() as work:
        work.actor = member = a_member(work, 1)
        customer = create_customer(work, NewCustomer("Acme")).customer
        plain = {
            "team_id": member.team_id,
            "customer_id": customer.id,
            "owner_id": member.id,
            "title": "Pumps",
            "currency": "CNY",
            "stage": "new",
            "stage_at": work.now,
            "created_at": work.now,
        }
        work.add_all(Opportunity, [plain | {"amount_minor": n} for n in range(100)])
        entry = work.close_entry("import")

        summed = read_sums(work.connection, member.team_id, [STILL_OPEN])
        work.change_all(Opportunity, Opportunity.owner_id == member.id, owner_id=None)
        handed_on = kept(work), counted(work)
        work.close_entry("hand_over")
        undo(work, (entry or 0) + 1)
        undo(work, entry or 0)

        assert [(one.stage, one.count, one.minor) for one in summed] == [("new", 100, 4950)]
        assert handed_on[0] == handed_on[1]
        assert kept(work) == {}


def test_closed_ones_are_summed_by_the_month_in_which_they_closed(store: Store) -> None:
    with store.rehearse() as work:
        work.actor = member = a_member(work, 1)
        customer = create_customer(work, NewCustomer("Acme")).customer
        new = NewOpportunity(customer.id, "Pumps", Money(500, "CNY"))
        one = create_opportunity(work, new).opportunity.id

        move_opportunity(work, one, "won", on=date(2026, 10, 31))

        assert read_sums(work.connection, member.team_id, [STILL_OPEN]) == []
        (won,) = read_sums(work.connection, member.team_id, ["2026-10"], member.id)
        assert (won.stage, won.count, won.minor) == ("won", 1, 500)


def test_the_database_has_its_triggers(store: Store) -> None:
    """A migration that rebuilds `opportunities` on SQLite drops them without a word."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with store.begin() as work:
        there = set(work.connection.scalars(text(names[work.connection.dialect.name])))

    lite = {"added", "changed", "removed", "replaced"}
    assert there >= {"opportunities_placed", "customers_placed", "customers_graded"}
    assert there >= {f"opportunities_{one}" for one in lite} or "opportunities_summed" in there


def test_an_undone_creation_of_a_customers_opportunity_survives_its_move(store: Store) -> None:
    """What the database keeps is no change of the opportunity, and stands in no way of its undo."""
    with store.rehearse() as work:
        work.actor = a_member(work, 1)
        customer = create_customer(work, NewCustomer("Acme", city="Leeds")).customer
        made = create_opportunity(work, NewOpportunity(customer.id, "Pumps"))

        change_customer(work, customer.id, CustomerField.CITY, "Hull")
        assert made.undo is not None
        undo(work, made.undo)

        assert counted(work) == {}


@pytest.mark.parametrize(
    ("grade", "city"), [("B", "Hull"), ("B", "Leeds"), ("A", "Hull"), (None, None), ("C", "York")]
)
def test_grade_and_city_are_followed_each_by_itself_and_both_at_once(
    store: Store, grade: str | None, city: str | None
) -> None:
    with store.rehearse() as work:
        work.actor = a_member(work, 1)
        customer = create_customer(work, NewCustomer("Acme", city="Leeds", grade="A")).customer
        for title in ("Pumps", "Valves"):
            create_opportunity(work, NewOpportunity(customer.id, title))

        work.change(customer, grade=grade, city=city)
        work.session.flush()

        assert_grade_and_city_stand_with_them(work)


def assert_grade_and_city_stand_with_them(work: Work) -> None:
    """Each opportunity has the grade and the city of its customer beside it."""
    rows = work.connection.execute(
        text(
            """SELECT o.customer_grade, t.name, c.grade, c.city FROM opportunities o
            JOIN customers c ON c.id = o.customer_id
            LEFT JOIN opportunity_cities t ON t.id = o.customer_city_id"""
        )
    )
    for grade, city, is_grade, is_city in rows:
        assert (grade, city) == (is_grade, is_city)


def kept(work: Work) -> dict[tuple[object, ...], tuple[int, int]]:
    """The sums as the database keeps them."""
    rows = work.connection.execute(
        text("SELECT team_id, month, stage, owner_id, currency, count, minor FROM pipeline_sums")
    )
    return {tuple(row[:5]): (row[5], row[6]) for row in rows}


def counted(work: Work) -> dict[tuple[object, ...], tuple[int, int]]:
    """The sums as one counts them."""
    counts: Counter[tuple[object, ...]] = Counter()
    sums: Counter[tuple[object, ...]] = Counter()
    for one in work.session.query(Opportunity).all():
        if one.deleted_at is None:
            month = one.closed_on.isoformat()[:7] if one.closed_on else ""
            key = (one.team_id, month, one.stage, one.owner_id or 0, one.currency or "")
            counts[key] += 1
            sums[key] += one.amount_minor or 0
    return {key: (n, sums[key]) for key, n in counts.items()}
