"""The sample list is imported whole, with the customers that the documentation talks about."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from crm.book import open_store
from crm.importing import import_customers, read_rows
from crm.phones import e164
from crm.records import Reason
from samples.make_customers import HERE, make
from storage.tables import Contact, Customer
from tests.crm.test_importing import Team
from tests.kit.sheets import cells_of

FILE = HERE / "customers.xlsx"
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
def team(sqlite_database: str) -> Iterator[Team]:
    store = open_store(sqlite_database, lambda: NOW)
    yield Team(store)
    store.close()


def test_the_kept_file_is_what_the_script_makes(tmp_path: Path) -> None:
    make(tmp_path / "made.xlsx")

    assert cells_of(tmp_path / "made.xlsx") == cells_of(FILE)


def test_the_list_is_read_with_all_its_faults(team: Team) -> None:
    with team.store.begin() as work:
        report = import_customers(team.acts(work, "管理员"), read_rows(FILE), owner_id=None)

    assert report.mapping.header_row == 4
    assert (report.new, report.updated, report.duplicates, report.refused) == (253, 47, 2, 1)
    assert [one.reason for one in report.refusals] == [Reason.NO_NAME]
    assert report.left_out == []


def test_the_customers_of_the_documentation_are_as_it_tells(team: Team) -> None:
    with team.store.begin() as work:
        import_customers(team.acts(work, "管理员"), read_rows(FILE), owner_id=None)

    columns = (Customer.short_name, Customer.city, Customer.industry, Customer.grade)
    with (HERE / "known_customers.csv").open(encoding="utf-8") as told, team.store.begin() as work:
        for row in csv.DictReader(told):
            customer = select(*columns, Contact.name, Contact.title, Contact.phone_e164)
            found = work.connection.execute(
                customer.join(Contact, Contact.customer_id == Customer.id).where(
                    Customer.name == row["name"]
                )
            ).all()
            assert [tuple(one) for one in found] == [
                (
                    row["short_name"],
                    row["city"],
                    row["industry"],
                    row["grade"],
                    row["contact"],
                    row["contact_title"],
                    e164(row["phone"], "CN"),
                )
            ]


def test_a_name_over_three_rows_is_one_customer_with_three_people(team: Team) -> None:
    with team.store.begin() as work:
        import_customers(team.acts(work, "管理员"), read_rows(FILE), owner_id=None)
        people = select(Contact.name).join(Customer, Customer.id == Contact.customer_id)
        found = work.session.scalars(people.where(Customer.name == "云岭茶业有限公司")).all()

    assert found == ["段青", "杨果", "和春"]
