"""Lists by an industry: the different ones are few, and who has a rare one is found by it, on both databases."""

from collections.abc import Iterator

import pytest

from crm import list_search
from crm.book import open_store
from crm.customer_lists import ids_in_list
from crm.customers import NewCustomer, create_customer
from storage import distinct
from storage.distinct import values_with
from storage.store import Store
from storage.tables import Customer, Member, Role
from tests.crm.team import a_member
from tests.kit.databases import pytest_generate_tests
from tests.kit.world import TUESDAY

__all__ = ["pytest_generate_tests"]

BOOK = (
    ("Acme Pumps", "Marine"),
    ("Bolt Pumps", "Pumps"),
    ("Cargo", "50%_off"),
    ("Delta", None),
    ("Ember", "heat pumps"),
)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A rep with five customers, two of them in pumps."""
    opened = open_store(database, lambda: TUESDAY)
    with opened.begin() as work:
        work.actor = a_member(work, 1, Role.ADMIN)
        for name, industry in BOOK:
            create_customer(work, NewCustomer(name, industry=industry))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("PUMP", {"Pumps", "heat pumps"}),
        ("%", {"50%_off"}),
        ("steel", set()),
        ("a", {"Marine", "heat pumps"}),
    ],
)
def test_values_that_contain_a_text(store: Store, part: str, expected: set[str]) -> None:
    with store.looking() as work:
        found = values_with(work.connection, Customer.industry, part)

    assert found is not None
    assert sorted(found) == sorted(expected)


def test_too_many_values_are_not_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", len(BOOK) - 2)
    with store.looking() as work:
        too_many = values_with(work.connection, Customer.industry, "pump")
        monkeypatch.setattr(distinct, "MOST", len(BOOK) - 1)
        enough = values_with(work.connection, Customer.industry, "pump")

    assert too_many is None
    assert enough is not None


@pytest.mark.parametrize("few", [0, 1, 4500])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("industry: pumps", ["Bolt Pumps", "Ember"]),
        ("industry: steel", []),
        ("industry: -", ["Delta"]),
    ],
)
def test_a_list_is_the_same_however_many_are_few(
    store: Store, monkeypatch: pytest.MonkeyPatch, few: int, text: str, expected: list[str]
) -> None:
    monkeypatch.setattr(list_search, "FEW", few)
    with store.looking() as work:
        work.actor = work.session.get_one(Member, 1)
        names = [work.session.get_one(Customer, one).name for one in ids_in_list(work, text)]

    assert names == expected
