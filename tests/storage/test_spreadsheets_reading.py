"""Rows come out of every kind of file as the eye sees them."""

import codecs
import os
import sys
from datetime import datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from storage.spreadsheets import reading
from storage.spreadsheets.bounds import Why
from storage.spreadsheets.encodings import decoded
from storage.spreadsheets.reading import opened
from storage.spreadsheets.separated import separator_of
from tests.kit.sheets import cells_of, refusal_of, workbook

XLS = Path(__file__).parents[1] / "corpus" / "spreadsheets" / "customers.xls"
CHINESE = "客户名称,城市\n华信科技有限公司,上海\n盛达电子(深圳)有限公司,深圳\n"
TELL_ENVIRONMENT = (
    "import os, json; print(json.dumps({'sheet': None, 'rows': 0, 'others': list(os.environ)}))"
)
TRADITIONAL = "客戶名稱,城市\n華盛貿易行,台北\n宏遠機械製造有限公司,高雄\n"
WESTERN = "Company,City\nMüller Söhne GmbH,Zürich\nCafé Société,Orléans\n"


def test_a_workbook_gives_its_rows_from_the_first_on(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", [["客户名称", "电话"], [], ["Acme", "", "Leeds"]])

    with opened(file) as sheet:
        rows = list(sheet.rows)

    assert sheet.total == 3
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.cells for row in rows] == [["客户名称", "电话"], [], ["Acme", "", "Leeds"]]


def test_rows_keep_their_numbers_where_a_sheet_begins_further_down(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", [[], [], ["", "", "客户"], ["", "", "华信"]])

    with opened(file) as sheet:
        rows = list(sheet.rows)

    assert rows[2] == (3, ["", "", "客户"])
    assert rows[3] == (4, ["", "", "华信"])


def test_values_become_the_text_that_is_meant(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_number(0, 0, 13812345678)
    sheet.write_number(0, 1, 1.5)
    sheet.write_datetime(0, 2, datetime(2026, 3, 5), day)  # noqa: DTZ001  a cell has no zone
    sheet.write_datetime(0, 3, time(9, 30), book.add_format({"num_format": "hh:mm"}))
    sheet.write_boolean(0, 4, True)
    sheet.write_formula(0, 5, "=1+1", value="2")
    sheet.write_formula(0, 6, "=1/0", value="#DIV/0!")
    sheet.write_string(0, 7, "end")
    book.close()

    (cells,) = cells_of(tmp_path / "a.xlsx")

    assert cells == ["13812345678", "1.5", "2026-03-05", "09:30:00", "TRUE", "2", "", "end"]


def test_a_merged_cell_counts_in_every_row_that_it_spans_and_once_across(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 2, "Customer list")
    sheet.merge_range(1, 0, 3, 0, "Acme")
    sheet.merge_range(2, 1, 3, 2, "Leeds")
    sheet.write_column(1, 3, ["Ann", "Ben", "Cy"])
    book.close()

    rows = cells_of(tmp_path / "a.xlsx")

    assert rows == [
        ["Customer list"],
        ["Acme", "", "", "Ann"],
        ["Acme", "Leeds", "", "Ben"],
        ["Acme", "Leeds", "", "Cy"],
    ]


def test_the_first_visible_sheet_with_something_in_it_is_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("empty").activate()
    book.add_worksheet("secret").hide()
    book.add_worksheet("客户").write_string(0, 0, "华信")
    book.add_worksheet("notes").write_string(0, 0, "x")
    book.get_worksheet_by_name("secret").write_string(0, 0, "hidden")
    book.close()

    with opened(tmp_path / "a.xlsx") as sheet:
        assert (sheet.name, [row.cells for row in sheet.rows]) == ("客户", [["华信"]])
        assert sheet.others == ("empty", "notes")


def test_an_old_workbook_is_read_too() -> None:
    rows = cells_of(XLS)

    assert rows[1] == ["华信科技有限公司", "13812345678", "2026-03-05", "1.5"]
    assert rows[2] == ["华信科技有限公司", "021-62345678"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gb18030"),
        (WESTERN, "cp1252"),
        (WESTERN, "utf-8"),
        ("Company,City\nAcme,Leeds\n", "ascii"),
    ],
)
def test_an_encoding_is_recognised(text: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode(encoding))

    rows = cells_of(file)

    assert rows == [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_a_separator_is_recognised(separator: str, tmp_path: Path) -> None:
    rows = [["Company", "Note", "Phone"], ["Acme; Leeds", "pumps, valves", "+44 113 496 0101"]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")

    assert cells_of(file) == rows


def test_a_text_without_separators_is_one_column() -> None:
    assert separator_of("Company\nAcme\nNorthwind, Seattle\n") == ","


def test_a_quoted_cell_may_span_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('Company,Note\nAcme,"first\nsecond"\nDelta,x\n', encoding="utf-8")

    with opened(file) as sheet:
        rows = list(sheet.rows)

    assert rows[1:] == [(2, ["Acme", "first\nsecond"]), (3, ["Delta", "x"])]


def test_the_quote_that_defuses_a_formula_is_taken_off(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Company,Phone\nAcme,'+44 113 496 0101\n'tis,'=1+1\n", encoding="utf-8")

    assert cells_of(file)[1:] == [["Acme", "+44 113 496 0101"], ["'tis", "=1+1"]]


def test_two_encodings_are_told_apart_by_their_everyday_characters() -> None:
    assert decoded(CHINESE.encode("gb18030")) == CHINESE
    assert decoded(TRADITIONAL.encode("big5")) == TRADITIONAL


def test_a_bare_mark_is_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(codecs.BOM_UTF8)

    assert refusal_of(file).why is Why.EMPTY


def test_the_reading_process_is_gone_when_the_reader_stops_early(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Company\n" + "Acme Pumps Ltd\n" * 100_000, encoding="utf-8")

    before = children()

    with opened(file) as sheet:
        next(sheet.rows)
        meanwhile = children()

    assert len(meanwhile - before) == 1
    assert children() == before


def test_the_reading_process_sees_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDBOOK_TOKEN", "secret")
    monkeypatch.setattr(reading, "READER", (sys.executable, "-c", TELL_ENVIRONMENT))
    file = tmp_path / "a.csv"
    file.write_text("x", encoding="utf-8")

    with opened(file) as sheet:
        names = set(sheet.others)

    assert names <= {"LC_CTYPE"}  # which Python sets for itself


def children() -> set[str]:
    """Return the processes that this one has started and not yet buried."""
    here = Path(f"/proc/{os.getpid()}/task")
    return {pid for task in here.iterdir() for pid in (task / "children").read_text().split()}
