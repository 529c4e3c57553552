"""What a process of its own builds beside a long import is what would have been built at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select

from crm.book import open_store
from crm.importing import BATCH, import_customers
from crm.search import ahead
from crm.search.upkeep import in_chunks, index_these
from storage.keys import customer_keys
from storage.search import customer_terms
from storage.store import Store
from storage.tables import Customer, Role
from tests.crm.team import a_member
from tests.kit.databases import pytest_generate_tests
from tests.kit.sheets import sheet_rows
from tests.kit.world import TUESDAY

__all__ = ["pytest_generate_tests"]

HEADERS = ["客户名称", "城市", "联系人", "电话"]
ROWS = 2 * BATCH + 300


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database, lambda: TUESDAY)
    yield opened
    opened.close()


def rows() -> list[list[str]]:
    """Many customers; those at the end add a contact to some of the first."""
    new = [
        [f"华信{number}科技", "上海", f"王{number}", f"138{number:08}"] for number in range(ROWS)
    ]
    return [HEADERS, *new, *([name, "", "Li Na", ""] for name, *_ in new[:20])]


def imported(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 100, Role.ADMIN)
        assert import_customers(work, sheet_rows(rows()), owner_id=None).new == ROWS


def held(store: Store) -> tuple[list[Any], list[Any]]:
    """Return what both indexes hold."""
    terms = customer_terms.c
    with store.looking() as work:
        columns = (terms.customer_id, terms.owner_id, terms.digest, terms.text)
        entries = work.connection.execute(select(*columns).order_by(terms.customer_id)).all()
        keys = work.connection.execute(select(customer_keys)).all()
    return [tuple(one) for one in entries], sorted(tuple(one) for one in keys)


def anew(store: Store) -> None:
    with store.begin() as work:
        work.connection.execute(delete(customer_terms))
        work.connection.execute(delete(customer_keys))
        ids = list(work.connection.scalars(select(Customer.id)))
        for some in in_chunks(ids):
            index_these(work, some)


def test_the_indexes_are_those_that_are_made_at_the_end(store: Store) -> None:
    imported(store)

    ahead_of_the_end = held(store)
    anew(store)

    assert len(ahead_of_the_end[0]) == ROWS
    assert ahead_of_the_end == held(store)


def test_a_process_that_is_gone_is_done_without(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "BUILDER", (ahead.BUILDER[0], "-c", "pass"))
    imported(store)

    ahead_of_the_end = held(store)
    anew(store)

    assert ahead_of_the_end == held(store)
