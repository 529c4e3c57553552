"""An import is one act: one entry in the history takes all of it back, row for row."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from crm.book import open_store
from crm.customers import NewContact, NewCustomer, create_customer
from crm.errors import ChangedSince
from crm.history import undo
from crm.importing import import_customers
from crm.interactions import NewInteraction, log_interaction
from storage.changes import PAGE
from storage.customer_file import Occasion, Tag
from storage.keys import customer_keys
from storage.tables import (
    Contact,
    Customer,
    History,
    HistoryPage,
    Interaction,
    Kind,
    Row,
)
from storage.work import Work
from tests.crm.test_importing import HEADERS, NOW, Team
from tests.kit.databases import pytest_generate_tests
from tests.kit.sheets import sheet_rows

__all__ = ["pytest_generate_tests"]

FIRST = ["华信科技", "", "", "王建国", "13812345678"]
SECOND = ["华信科技有限公司", "上海市", "A", "李芳", "13900000002", "l@x.cn", "2026-03-05", "谈了"]
assert len(SECOND) < len(HEADERS)


@pytest.fixture
def team(database: str) -> Iterator[Team]:
    store = open_store(database, lambda: NOW)
    yield Team(store)
    store.close()


def book(team: Team) -> dict[str, list[Any]]:
    """Return every row of the customers' tables, whole, and the keys by which messages find them."""
    tables = {
        kind.__tablename__: team.all(kind, *Row.metadata.tables[kind.__tablename__].c.keys())
        for kind in (Customer, Contact, Interaction, Occasion, Tag)
    }
    with team.store.begin() as work:
        keys = work.connection.execute(select(customer_keys)).all()
    return {**tables, "keys": sorted(map(tuple, keys))}


def undone(team: Team, entry_id: int | None) -> None:
    assert entry_id is not None
    with team.store.begin() as work:
        undo(team.acts(work, "管理员"), entry_id)


def test_an_import_is_one_entry_whatever_its_size(team: Team) -> None:
    report = team.imports(*[[f"公司{number}号", "上海"] for number in range(3_000)])

    with team.store.begin() as work:
        entry = work.session.get_one(History, report.undo)
        pages = work.session.scalar(select(func.count(HistoryPage.id)))
    assert (entry.act, entry.member_id) == ("import_customers", team.ids["管理员"])
    assert (len(entry.changes), pages) == (3, 0)  # a change for each thousand customers


def test_undoing_it_leaves_the_book_as_it_was(team: Team) -> None:
    with team.store.begin() as work:
        new = NewCustomer("华信科技", contacts=(NewContact("王建国", phone="13812345678"),))
        create_customer(team.acts(work, "李伟"), new)
        create_customer(work, NewCustomer("东方仪器", city="北京"))
    before = book(team)

    report = team.imports(
        SECOND, ["宏远机械", "苏州"], ["东方仪器", "", "B"], ["宏远机械", "", "C"]
    )

    assert book(team) != before
    undone(team, report.undo)
    assert book(team) == before


def test_birthdays_tags_and_pins_come_and_go_with_it(team: Team) -> None:
    with team.store.begin() as work:
        new = NewCustomer("华信科技", contacts=(NewContact("王建国", phone="13812345678"),))
        create_customer(team.acts(work, "李伟"), new)
    before = book(team)
    rows = [
        ("公司", "联系人", "生日", "结婚纪念日", "标签", "坐标"),
        ("华信科技", "王建国", "1985-03-02", "6月5日", "重点", "31.23, 121.47"),
        ("宏远机械", "周涛", "农历八月十五", "", "", "91, 200"),
        ("宏远机械", "周涛", "春天", "", "", ""),
    ]

    with team.store.begin() as work:
        report = import_customers(team.acts(work, "管理员"), sheet_rows(rows), owner_id=None)

    days = team.all(Occasion, "label", "month", "day", "is_lunar", "year")
    assert sorted(days) == [
        ("", 3, 2, False, 1985),
        ("", 8, 15, True, None),
        ("结婚纪念日", 6, 5, False, None),
    ]
    assert team.all(Tag, "tag") == ["重点"]
    assert team.all(Customer, "latitude", "longitude") == [(31.23, 121.47), (None, None)]
    assert [(one.row, one.text) for one in report.left_out] == [(3, "91, 200"), (4, "春天")]
    undone(team, report.undo)
    assert book(team) == before


def test_a_contact_that_was_only_added_is_no_longer_known_to_messages(team: Team) -> None:
    with team.store.begin() as work:
        create_customer(team.acts(work, "李伟"), NewCustomer("华信科技"))
    before = book(team)

    report = team.imports(["华信科技", "", "", "", "", "office@huaxin.example"])

    assert len(book(team)["keys"]) > len(before["keys"])
    undone(team, report.undo)
    assert book(team) == before


def test_many_changed_customers_are_kept_on_pages_and_come_back(team: Team) -> None:
    names = [f"公司{number}号" for number in range(PAGE * 2 + 100)]
    team.imports(*[[name] for name in names])
    before = book(team)

    report = team.imports(*[[name, "上海", "A"] for name in names])

    with team.store.begin() as work:
        assert work.session.scalar(select(func.count(HistoryPage.id))) == 2
    assert report.updated == len(names)
    undone(team, report.undo)
    assert book(team) == before


def test_two_imports_are_undone_the_later_one_first(team: Team) -> None:
    first = team.imports(FIRST)
    second = team.imports(SECOND)

    with pytest.raises(ChangedSince):
        undone(team, first.undo)
    undone(team, second.undo)
    undone(team, first.undo)

    assert set(map(len, book(team).values())) == {0}


def rename(work: Work, customer: Customer) -> None:
    work.change(customer, name="华信科技集团")
    work.close_entry("rename")


def log_a_visit(work: Work, customer: Customer) -> None:
    log_interaction(work, NewInteraction(customer.id, Kind.VISIT, "谈了"))


def take_over(work: Work, customer: Customer) -> None:
    assert work.actor
    work.change(customer, owner_id=work.actor.id)
    work.close_entry("claim")


@pytest.mark.parametrize("act", [rename, log_a_visit, take_over])
def test_it_is_not_undone_over_somebody_elses_work(
    act: Callable[[Work, Customer], None], team: Team
) -> None:
    report = team.imports(FIRST, ["宏远机械"])
    with team.store.begin() as work:
        team.acts(work, "李伟")
        act(work, work.session.scalars(select(Customer).order_by(Customer.id)).first())  # type: ignore[arg-type]
    before = book(team)

    with pytest.raises(ChangedSince):
        undone(team, report.undo)

    assert book(team) == before


def test_undoing_it_twice_changes_nothing_more(team: Team) -> None:
    report = team.imports(FIRST)
    undone(team, report.undo)
    team.imports(FIRST)
    before = book(team)

    undone(team, report.undo)

    assert book(team) == before


def test_what_a_change_of_name_changes_along_comes_back_too(team: Team) -> None:
    team.imports(FIRST)
    with team.store.begin() as work:
        team.acts(work, "管理员")
        customer = work.session.scalars(select(Customer)).one()
        work.change(customer, name="Acme Pumps Ltd")
        entry = work.close_entry("rename")
    assert team.all(Customer, "name_key") == ["acmepumps"]

    undone(team, entry)

    assert team.all(Customer, "name", "name_key") == [("华信科技", "华信科技")]
