"""A customer that is touched moves to the newest end of the index, and is found there by the same words."""

import pytest
from sqlalchemy import select, text

from crm.customer_look_ups import look_up
from crm.search.entries import terms_of
from storage.expressions import BLOCK, with_blocks
from storage.search import customer_terms
from storage.store import Store
from storage.tables import Customer
from tests.crm.search.conftest import member
from tests.kit.databases import BOTH

pytestmark = pytest.mark.parametrize("module_store", BOTH, indirect=True, scope="module")

FAR = 20 << BLOCK  # so many rows later


def test_what_is_touched_much_later_is_found_first(book: Store) -> None:
    actor = member(book, 100)
    with book.begin() as work:
        is_sqlite = work.connection.dialect.name == "sqlite"
        later = (
            "UPDATE sqlite_sequence SET seq = :id WHERE name = 'customer_terms'"
            if is_sqlite
            else "SELECT setval(pg_get_serial_sequence('customer_terms', 'id'), :id)"
        )
        work.connection.execute(text(later), {"id": FAR})
        oldest = work.connection.scalar(
            select(customer_terms.c.customer_id).order_by(customer_terms.c.id).limit(1)
        )
        touched = work.session.get_one(Customer, oldest)
        work.change(touched, note="met at the fair")

    with book.begin() as work:
        work.actor = actor
        row = work.connection.execute(
            select(customer_terms).where(customer_terms.c.customer_id == oldest)
        ).one()
        first = look_up(work, "软件").customers[0]
        held = set(row.terms.split()) if is_sqlite else lexemes(row.terms)

    assert row.id > FAR
    assert first.id == oldest
    made = [*terms_of(row.text), f"@{row.owner_id or -touched.team_id}", f"!{touched.team_id}"]
    assert held == set(made if is_sqlite else with_blocks(made, row.id))


def lexemes(vector: str) -> set[str]:
    return {one.strip("'") for one in vector.split()}
