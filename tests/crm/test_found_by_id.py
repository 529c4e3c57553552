"""Customers whose ids are known are found by them, however large the team: on SQLite, which was never analysed."""

from collections.abc import Iterator

import pytest
from sqlalchemy import ColumnElement, select

from crm.book import open_store
from crm.export_rights import may_export
from crm.policy import visible_by_id, visible_customers
from storage.store import Store
from storage.tables import Customer, Role
from storage.work import Work
from tests.crm.team import a_member
from tests.kit.world import TUESDAY

BY_ID = "SEARCH customers USING INTEGER PRIMARY KEY"


@pytest.fixture
def store(sqlite_database: str) -> Iterator[Store]:
    opened = open_store(sqlite_database, lambda: TUESDAY)
    yield opened
    opened.close()


def way_to(work: Work, condition: ColumnElement[bool]) -> str:
    """How the database looks for some customers by their ids who fulfil a condition."""
    wanted = select(Customer.id).where(Customer.id.in_([1, 2, 3]), condition)
    statement = wanted.compile(work.connection, compile_kwargs={"literal_binds": True})
    plan = work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
    return " ".join(row[3] for row in plan)


@pytest.mark.parametrize("role", list(Role))
def test_those_that_a_member_may_see_are_found_by_their_ids(store: Store, role: Role) -> None:
    with store.begin() as work:
        member = work.actor = a_member(work, 1, Role.ADMIN if role is Role.ADMIN else role)

        assert BY_ID in way_to(work, visible_by_id(member))
        assert BY_ID in way_to(work, may_export(work, of_list=True))


def test_by_the_team_alone_the_whole_team_would_be_looked_through(store: Store) -> None:
    with store.begin() as work:
        member = a_member(work, 1, Role.MANAGER)

        assert BY_ID not in way_to(work, visible_customers(member))
