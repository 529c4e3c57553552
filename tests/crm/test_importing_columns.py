"""Columns are recognised by their headers in both languages, and by what they hold where there are none."""

import pytest

from crm.column_names import Field, field_of, number_in
from crm.columns import Mapping, recognise
from crm.errors import NoCustomerColumn
from tests.kit.sheets import sheet_rows


def fields(mapping: Mapping) -> list[str | None]:
    return [column.field.value if column.field else None for column in mapping.columns]


def persons(mapping: Mapping) -> list[int]:
    return [column.person for column in mapping.columns]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客户名称", Field.NAME),
        ("單位名稱", Field.NAME),
        ("公司 名称*", Field.NAME),
        ("Company", Field.NAME),
        ("Account Name", Field.NAME),
        ("简称", Field.SHORT_NAME),
        ("聯絡人", Field.CONTACT),
        ("联系人姓名（必填）", Field.CONTACT),
        ("Contact-Person", Field.CONTACT),
        ("职务", Field.TITLE),
        ("Job Title", Field.TITLE),
        ("手机号码", Field.PHONE),
        ("座机", Field.PHONE),
        ("联系人电话 2", Field.PHONE),
        ("Mobile", Field.PHONE),
        ("Ｔｅｌ．", Field.PHONE),
        ("所在城市 City", Field.CITY),
        ("地区", Field.CITY),
        ("客户等级", Field.GRADE),
        ("Tier", Field.GRADE),
        ("E-mail", Field.EMAIL),
        ("所属行业", Field.INDUSTRY),
        ("详细地址", Field.ADDRESS),
        ("负责人", Field.OWNER),
        ("Account Owner", Field.OWNER),
        ("备注/Notes", Field.NOTE),
        ("上次拜访", Field.VISITED_ON),
        ("Last Contact Date", Field.VISITED_ON),
        ("Last name", Field.FAMILY_NAME),
        ("第二联系人", Field.CONTACT),
        ("序号", None),
        ("传真", None),
        ("", None),
    ],
)
def test_a_header_is_known_by_its_synonyms(header: str, field: Field | None) -> None:
    assert field_of(header) is field


@pytest.mark.parametrize(
    ("header", "number"),
    [("联系人2", 2), ("第二联系人", 2), ("Contact 3", 3), ("second contact", 2), ("备用电话", 2)],
)
def test_a_header_may_say_which_of_several_it_is(header: str, number: int) -> None:
    assert number_in(header) == number


@pytest.mark.parametrize("header", ["联系人", "First name", "电话", "其它"])
def test_a_header_without_a_number_says_none(header: str) -> None:
    assert number_in(header) is None


def test_the_header_is_found_below_titles_and_gaps() -> None:
    rows = sheet_rows(
        [
            ["客户资料总表"],
            ["更新：2026年3月4日"],
            [],
            ["序号", "公司名称", "电话"],
            ["1", "华信科技", "13812345678"],
            [],
            ["2", "宏远机械", "13987654321"],
        ]
    )

    mapping = recognise(rows)

    assert mapping.header_row == 4
    assert fields(mapping) == [None, "name", "phone"]
    assert [row.number for row in mapping.samples] == [5, 7]


def test_a_single_column_of_names_is_a_list_of_customers() -> None:
    mapping = recognise(sheet_rows([["Company"], ["Acme"], ["Northwind"]]))

    assert (mapping.header_row, fields(mapping)) == (1, ["name"])


def test_beside_a_company_a_name_is_a_persons() -> None:
    mapping = recognise(sheet_rows([["Name", "Company", "Phone"], ["Ann Lee", "Acme", "1"]]))

    assert fields(mapping) == ["contact", "name", "phone"]


def test_people_without_companies_are_the_customers() -> None:
    mapping = recognise(sheet_rows([["姓名", "手机"], ["王建国", "13812345678"]]))

    assert fields(mapping) == ["name", "phone"]


def test_of_two_columns_for_one_field_the_first_counts_and_notes_add_up() -> None:
    mapping = recognise(sheet_rows([["公司", "单位", "备注", "说明"], ["a", "b", "c", "d"]]))

    assert fields(mapping) == ["name", None, "note", "note"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["公司", "联系人", "电话", "联系人", "电话"], [1, 1, 1, 2, 2]),
        (["公司", "联系人1", "电话1", "联系人2", "电话2"], [1, 1, 1, 2, 2]),
        (["公司", "联系人", "联系人2", "电话", "电话2"], [1, 1, 2, 1, 2]),
        (["公司", "联系人", "电话", "电话2"], [1, 1, 1, 1]),
        (["公司", "电话", "联系人", "职务"], [1, 1, 1, 1]),
        (["公司", "联系人", "联系人2", "联系人2电话", "邮箱"], [1, 1, 2, 2, 1]),
    ],
)
def test_each_contact_has_the_columns_beside_it(headers: list[str], expected: list[int]) -> None:
    mapping = recognise(sheet_rows([headers, ["华信科技"] * len(headers)]))

    assert persons(mapping) == expected


def test_without_headers_the_cells_tell() -> None:
    mapping = recognise(
        sheet_rows(
            [
                [
                    "王建国",
                    "华信科技有限公司",
                    "上海市",
                    "138 1234 5678",
                    "A级",
                    "wang@example.com",
                ],
                ["李敏", "宏远机械制造有限公司", "苏州", "13987654321", "b", ""],
                ["张伟", "东方精密仪器股份有限公司", "北京", "010-62345678", "A", "z@example.com"],
            ]
        )
    )

    assert mapping.header_row == 0
    assert fields(mapping) == ["contact", "name", "city", "phone", "grade", "email"]


def test_without_headers_english_cells_tell_too() -> None:
    mapping = recognise(
        sheet_rows(
            [
                ["Acme Pumps Ltd", "John Miller", "+44 113 496 0101", "Leeds", "5 March 2025"],
                ["Kestrel Logistics", "Jan de Vries", "+31 10 555 0123", "Rotterdam", ""],
                ["Harbor Foods", "Tom Becker", "+1 617 555 0188", "Boston", "2025-04-01"],
            ]
        )
    )

    assert fields(mapping) == ["name", "contact", "phone", "city", "visited_on"]


def test_a_column_whose_header_is_missing_is_read_by_its_cells() -> None:
    mapping = recognise(
        sheet_rows(
            [
                ["公司", "", "城市"],
                ["华信科技", "13812345678", "上海"],
                ["宏远机械", "13987654321", "苏州"],
            ]
        )
    )

    assert fields(mapping) == ["name", "phone", "city"]


def test_a_sheet_without_customers_is_refused_with_its_headers() -> None:
    with pytest.raises(NoCustomerColumn) as refused:
        recognise(sheet_rows([["电话", "城市", "金额"], ["13812345678", "上海", "5"]]))

    assert refused.value.headers == ("电话", "城市", "金额")


def test_no_rows_have_no_customers() -> None:
    with pytest.raises(NoCustomerColumn):
        recognise([])


def test_a_column_can_be_corrected_by_hand() -> None:
    mapping = recognise(sheet_rows([["公司", "联系人", "甲"], ["华信", "王", "138"]]))

    corrected = mapping.with_field(2, Field.PHONE).with_field(1, None)

    assert fields(mapping) == ["name", "contact", None]
    assert fields(corrected) == ["name", None, "phone"]
