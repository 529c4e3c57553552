"""Customers by their fields, on both databases: numbers by size, days by date, words by what they hold."""

from collections.abc import Iterator

import pytest

from crm.book import open_store
from crm.custom_fields import set_value
from crm.customer_lists import ids_in_list
from crm.customers import NewCustomer, create_customer
from crm.field_settings import add_field
from storage.customer_file import FieldKind
from storage.store import Store
from storage.tables import Customer, Member, Role
from tests.crm.team import a_member, a_team
from tests.kit.databases import pytest_generate_tests
from tests.kit.world import TUESDAY

__all__ = ["pytest_generate_tests"]

KINDS = {
    "Headcount": FieldKind.NUMBER,
    "Contract end": FieldKind.DAY,
    "付款方式": FieldKind.CHOICE,
    "Progress": FieldKind.TEXT,
    "Listed": FieldKind.YES_NO,
}
BOOK = {
    "Acme": {"Headcount": "500", "付款方式": "月结", "Listed": "yes", "Progress": "9 of 10_x"},
    "Bolt": {"Headcount": "-3.5", "Contract end": "2027-06-30", "付款方式": "现结"},
    "Cargo": {"Contract end": "2026-12-31", "Progress": "ten"},
}


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database, lambda: TUESDAY)
    with opened.begin() as work:
        work.actor = a_member(work, 1, Role.ADMIN)
        a_member(work, 2)
        other = a_team(work, "South")
        a_member(work, 3, Role.REP, other)
        work.actor = work.session.get_one(Member, 1)
        fields = {
            name: add_field(
                work, name, kind, ("月结", "现结"), team_id=None if kind is FieldKind.NUMBER else 1
            ).field
            for name, kind in KINDS.items()
        }
        for name, values in BOOK.items():
            customer = create_customer(work, NewCustomer(name, industry=f"{name} pumps")).customer
            for field, value in values.items():
                set_value(work, customer.id, fields[field].id, value)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("headcount > 100", ["Acme"]),
        ("headcount<100", ["Bolt"]),
        ("headcount：500", ["Acme"]),
        ("headcount >= -3.5", ["Acme", "Bolt"]),
        ("contract end < 2027-01-01", ["Cargo"]),
        ("contract end: 2027-06", ["Bolt"]),
        ("付款方式: 月结", ["Acme"]),
        ("付款方式＝现", ["Bolt"]),
        ("付款方式: 无", ["Cargo"]),
        ("listed: yes", ["Acme"]),
        ("progress: 10_x", ["Acme"]),
        ("progress: 10%x", []),
        ("industry: bolt", ["Bolt"]),
        ("headcount > 100, 付款方式: 现结", []),
        ("headcount > many", []),
        ("owner: member 1", ["Acme", "Bolt", "Cargo"]),
    ],
)
def test_a_list_by_fields_holds_whom_they_fit(store: Store, text: str, found: list[str]) -> None:
    with store.looking() as work:
        work.actor = work.session.get_one(Member, 1)

        names = {work.session.get_one(Customer, one).name for one in ids_in_list(work, text)}

    assert names == set(found)


def test_a_field_of_another_team_is_no_field_here(store: Store) -> None:
    with store.looking() as work:
        work.actor = work.session.get_one(Member, 3)

        assert list(ids_in_list(work, "付款方式: 月结")) == []
