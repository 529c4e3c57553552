"""Rows become customers once: new ones are entered, known ones completed, the rest refused with its reason."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from crm.book import open_store
from crm.column_names import Field
from crm.customers import NewContact, NewCustomer, create_customer
from crm.errors import NoCustomerColumn, NotAllowed
from crm.importing import ImportReport, import_customers
from crm.members import Newcomer, issue_code, join
from crm.records import LeftOut, Reason, RefusedRow
from storage.store import Store
from storage.tables import Contact, Customer, History, Interaction, Member, Role, Row
from storage.work import Work
from tests.kit.databases import pytest_generate_tests
from tests.kit.sheets import Cells, sheet_rows

__all__ = ["pytest_generate_tests"]

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
HEADERS = ("公司", "城市", "等级", "联系人", "电话", "邮箱", "拜访日期", "备注", "业务员")


class Team:
    """A store with an administrator, a manager and two reps."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids: dict[str, int] = {}
        for number, (name, role) in enumerate(
            (
                ("管理员", Role.ADMIN),
                ("王经理", Role.MANAGER),
                ("李伟", Role.REP),
                ("韩梅", Role.REP),
            )
        ):
            with store.begin() as work:
                code = issue_code(work, role, None, NOW + timedelta(hours=1))
                joined = join(work, code, Newcomer(number + 1, name, "zh", "Asia/Shanghai"))
                self.ids[name] = joined.member.id

    def acts(self, work: Work, name: str) -> Work:
        """Let a member act."""
        work.actor = work.session.get_one(Member, self.ids[name])
        return work

    def imports(self, *rows: Cells, by: str = "管理员", owner: str | None = None) -> ImportReport:
        """Import rows below the usual header, which is row 1."""
        with self.store.begin() as work:
            owner_id = self.ids[owner] if owner else None
            return import_customers(
                self.acts(work, by), sheet_rows([HEADERS, *rows]), owner_id=owner_id
            )

    def all(self, kind: type[Row], *columns: str) -> list[Any]:
        """Return columns of every row of a table, in the order of entry."""
        table = Row.metadata.tables[kind.__tablename__]
        wanted = select(*(table.c[name] for name in columns)).order_by(table.c.id)
        with self.store.begin() as work:
            found = work.connection.execute(wanted).all()
        return [row[0] if len(columns) == 1 else tuple(row) for row in found]


@pytest.fixture
def team(database: str) -> Iterator[Team]:
    store = open_store(database, lambda: NOW)
    yield Team(store)
    store.close()


def test_a_row_becomes_a_customer_with_its_contact(team: Team) -> None:
    report = team.imports(
        ["华信科技有限公司 ", "上海市", "A级", "王建国", "138 1234 5678", "W@X.CN"]
    )

    assert (report.new, report.rows) == (1, 1)
    assert team.all(Customer, "name", "city", "grade", "owner_id", "created_by") == [
        ("华信科技有限公司", "上海", "A", None, team.ids["管理员"])
    ]
    assert team.all(Contact, "name", "phone", "phone_e164", "email") == [
        ("王建国", "138 1234 5678", "+8613812345678", "W@x.cn")
    ]


def test_what_was_imported_is_found_like_anything_else(team: Team) -> None:
    from crm.customer_look_ups import look_up

    team.imports(["华信科技有限公司", "上海", "", "王建国", "138 1234 5678"])

    with team.store.begin() as work:
        team.acts(work, "管理员")
        found = [look_up(work, query).customers for query in ("华信", "王建国", "13812345678")]
    assert [len(customers) for customers in found] == [1, 1, 1]


def test_blank_rows_totals_and_repeated_headers_are_passed_over(team: Team) -> None:
    report = team.imports(
        ["Acme"], [], ["", " ", "\u200b"], HEADERS, ["合计", "", "", "", "2"], ["Delta"]
    )

    assert (report.new, report.rows) == (2, 2)


def test_the_same_name_in_another_spelling_is_the_same_customer(team: Team) -> None:
    report = team.imports(
        ["华信科技有限公司", "", "", "王建国", "13812345678"],
        ["華信科技", "上海", "A", "李芳", "13900000002"],
        [" 华信科技 有限公司", "北京", "B"],
    )

    assert (report.new, report.updated, report.duplicates) == (1, 1, 1)
    assert team.all(Customer, "name", "city", "grade") == [("华信科技有限公司", "上海", "A")]
    assert team.all(Contact, "name") == ["王建国", "李芳"]


def test_the_same_number_is_the_same_customer_and_the_other_name_is_kept(team: Team) -> None:
    report = team.imports(
        ["华信科技有限公司", "", "", "王建国", "138 1234 5678"],
        ["上海华信", "", "", "王建国", "+86 13812345678"],
    )

    assert (report.new, report.updated) == (1, 1)
    assert [(one.row, one.name, one.customer) for one in report.joined] == [
        (3, "上海华信", "华信科技有限公司")
    ]
    assert team.all(Customer, "name", "note") == [("华信科技有限公司", "上海华信")]
    assert team.all(Contact, "phone_e164") == ["+8613812345678"]


def test_rows_far_apart_are_compared_too(team: Team) -> None:
    many = [[f"公司{number}号"] for number in range(2_500)]

    report = team.imports(*many, ["公司3号有限公司"], ["公司2400号", "上海"])

    assert (report.new, report.updated, report.duplicates) == (2_500, 1, 1)


def test_a_customer_of_the_book_is_completed_never_overwritten(team: Team) -> None:
    with team.store.begin() as work:
        team.acts(work, "李伟")
        create_customer(
            work,
            NewCustomer(
                "华信科技", city="苏州", contacts=(NewContact("王建国", phone="13812345678"),)
            ),
        )

    report = team.imports(
        ["华信科技有限公司", "上海", "A", "王建国", "021-62345678", "w@x.cn", "", "重要客户"]
    )

    assert (report.new, report.updated) == (0, 1)
    assert team.all(Customer, "name", "city", "grade", "note", "owner_id") == [
        ("华信科技", "苏州", "A", "重要客户", team.ids["李伟"])
    ]
    assert team.all(Contact, "name", "phone", "email") == [
        ("王建国", "13812345678", "w@x.cn"),
        ("王建国", "021-62345678", None),
    ]


def test_the_same_file_twice_changes_nothing(team: Team) -> None:
    rows = (
        [
            "华信科技有限公司",
            "上海",
            "A",
            "王建国",
            "13812345678 / 021-62345678",
            "w@x.cn",
            "2026-03-05",
            "谈了方案",
        ],
        ["Acme Pumps Ltd", "Leeds", "B", "", "+44 113 496 0101", "", "", "leaking pumps"],
        ["Acme Pumps", "", "", "John Miller", "+44 113 496 0101"],
    )
    team.imports(*rows)
    before = team.all(Customer, "id", "touched_at"), team.all(Contact, "id", "name")

    report = team.imports(*rows)

    assert (report.new, report.updated, report.duplicates, report.undo) == (0, 0, 3, None)
    assert before == (
        team.all(Customer, "id", "touched_at"),
        team.all(Contact, "id", "name"),
    )
    assert len(team.all(Interaction, "id")) == 1


def test_a_number_gets_its_person_when_a_row_tells_whose_it_is(team: Team) -> None:
    team.imports(
        ["Acme Pumps Ltd", "", "", "", "+44 113 496 0101"],
        ["Acme Pumps", "", "", "John Miller", "+44 113 496 0101"],
    )

    assert team.all(Contact, "name") == ["John Miller"]


def test_two_people_may_share_a_number(team: Team) -> None:
    team.imports(
        ["Acme", "", "", "John Miller", "+44 113 496 0101"],
        ["Acme", "", "", "Ann Lee", "+44 113 496 0101"],
    )

    assert team.all(Contact, "name") == ["John Miller", "Ann Lee"]


def test_several_people_in_one_cell_get_their_numbers(team: Team) -> None:
    team.imports(["华信科技", "", "", "王建国、李芳", "13812345678/13900000002"])

    assert team.all(Contact, "name", "phone") == [
        ("王建国", "13812345678"),
        ("李芳", "13900000002"),
    ]


def test_a_visit_with_its_day_is_an_interaction_and_moves_the_last_touch(team: Team) -> None:
    team.imports(
        ["华信科技", "", "", "", "", "", "2026年3月5日", "看了机房\n要报价"], owner="李伟"
    )

    assert team.all(Interaction, "happened_on", "note", "kind", "member_id") == [
        (date(2026, 3, 5), "看了机房\n要报价", "visit", team.ids["李伟"])
    ]
    assert team.all(Customer, "note", "touched_at") == [
        (None, datetime(2026, 3, 5, 4, tzinfo=UTC))
    ]


def test_a_value_that_cannot_be_read_is_told_and_the_row_is_taken(team: Team) -> None:
    report = team.imports(
        ["华信科技", "", "待定", "", "见名片", "card", "2027-01-01", "", "赵离职"],
    )

    assert report.new == 1
    assert sorted(report.left_out, key=lambda one: one.field or "") == [
        LeftOut(2, Field.EMAIL, "card"),
        LeftOut(2, Field.GRADE, "待定"),
        LeftOut(2, Field.OWNER, "赵离职"),
        LeftOut(2, Field.PHONE, "见名片"),
        LeftOut(2, Field.VISITED_ON, "2027-01-01"),
    ]


def test_a_row_is_refused_with_its_number_and_reason(team: Team) -> None:
    report = team.imports(
        ["", "上海", "", "陈师傅", "13600000000"],
        ["好客户"],
        ["名" * 201],
        ["备注太长", "", "", "", "", "", "", "字" * 4001],
    )

    assert (report.new, report.refused) == (1, 3)
    assert report.refusals == [
        RefusedRow(2, Reason.NO_NAME, None, "上海 · 陈师傅 · 13600000000"),
        RefusedRow(4, Reason.TOO_LONG, Field.NAME, "名" * 40),
        RefusedRow(5, Reason.TOO_LONG, Field.NOTE, "字" * 40),
    ]


def test_an_owner_column_is_followed_by_who_may_assign(team: Team) -> None:
    rows = (["华信科技", *[""] * 7, "李伟"], ["宏远机械", *[""] * 7, "韩梅"], ["东方仪器"])

    team.imports(*rows, by="王经理", owner="王经理")

    assert team.all(Customer, "owner_id") == [
        team.ids["李伟"],
        team.ids["韩梅"],
        team.ids["王经理"],
    ]


def test_a_rep_imports_for_himself_or_the_pool_alone(team: Team) -> None:
    report = team.imports(["华信科技", *[""] * 7, "韩梅"], by="李伟", owner="李伟")

    assert team.all(Customer, "owner_id") == [team.ids["李伟"]]
    assert [one.field for one in report.left_out] == [Field.OWNER]
    with pytest.raises(NotAllowed):
        team.imports(["宏远机械"], by="李伟", owner="韩梅")


def test_a_colleagues_customer_is_refused_and_stays_untouched(team: Team) -> None:
    team.imports(["华信科技", "", "", "王建国", "13812345678"], owner="韩梅")

    report = team.imports(
        ["华信科技有限公司", "上海"],
        ["别的名字", "", "", "", "13812345678"],
        by="李伟",
        owner="李伟",
    )

    assert report.refusals == [
        RefusedRow(2, Reason.A_COLLEAGUES),
        RefusedRow(3, Reason.A_COLLEAGUES),
    ]
    assert (report.joined, team.all(Customer, "name", "city")) == ([], [("华信科技", None)])


def test_a_sheet_without_customers_changes_nothing(team: Team) -> None:
    with pytest.raises(NoCustomerColumn), team.store.begin() as work:
        import_customers(
            team.acts(work, "管理员"), sheet_rows([["金额", "日期"], ["5", "x"]]), owner_id=None
        )

    assert team.all(Customer, "id") == []


def test_a_file_that_breaks_off_leaves_nothing_behind(team: Team) -> None:
    def rows() -> Iterator[Any]:
        yield from sheet_rows([HEADERS, *[[f"公司{number}号"] for number in range(3_000)]])
        raise NoCustomerColumn(())

    with pytest.raises(NoCustomerColumn), team.store.begin() as work:
        import_customers(team.acts(work, "管理员"), rows(), owner_id=None)

    assert team.all(Customer, "id") == []
    assert [act for act in team.all(History, "act") if act == "import_customers"] == []


def test_a_rehearsal_counts_and_keeps_nothing(team: Team) -> None:
    rows = sheet_rows([HEADERS, ["华信科技"], ["华信科技", "上海"], ["", "x"]])

    with team.store.rehearse() as work:
        report = import_customers(team.acts(work, "管理员"), rows, owner_id=None)

    assert (report.new, report.updated, report.refused) == (1, 1, 1)
    assert team.all(Customer, "id") == []


def test_progress_is_told_after_each_thousand_rows(team: Team) -> None:
    told: list[int] = []

    with team.store.begin() as work:
        import_customers(
            team.acts(work, "管理员"),
            sheet_rows([HEADERS, *[[f"公司{number}号"] for number in range(2_100)]]),
            owner_id=None,
            progress=told.append,
        )

    assert told == [1_001, 2_001, 2_101]


def test_an_import_and_an_act_of_a_rep_never_share_an_id(team: Team) -> None:
    team.imports(["华信科技"], ["宏远机械"])

    with team.store.begin() as work:
        created = create_customer(team.acts(work, "李伟"), NewCustomer("东方仪器"))
    team.imports(["北辰医疗"])

    ids = team.all(Customer, "id")
    assert created.customer.id in ids
    assert len(set(ids)) == len(ids) == 4
    with team.store.begin() as work:
        assert work.session.scalar(select(func.count(Customer.id))) == 4
