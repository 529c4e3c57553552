"""What the index lacks is found and indexed, some at a time."""

from sqlalchemy import delete, func, select

from crm.customer_look_ups import look_up
from crm.members import administrators
from crm.search.missing import indexing
from storage.search import customer_terms
from storage.store import Store


def test_an_emptied_index_is_made_again(book: Store) -> None:
    duty = indexing()
    with book.begin() as work:
        work.connection.execute(delete(customer_terms))

    while True:
        with book.begin() as work:
            if not duty.is_due(work):
                break
            assert 0 < duty.do(work) <= duty.at_once

    with book.begin() as work:
        held = work.connection.scalar(select(func.count()).select_from(customer_terms))
        work.actor = administrators(work)[0]
        found = look_up(work, "软件").customers
    assert held == 400
    assert len(found) == 8
