"""Files that mean harm, or are merely broken, are refused quickly; the reader is unharmed by them."""

import random
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from storage.spreadsheets import reading
from storage.spreadsheets.bounds import Bounds, SheetRefused, Why
from storage.spreadsheets.reading import opened
from tests.kit.sheets import cells_of, refusal_of, sheet_xml, with_sheet, workbook

SMALL = Bounds(cpu_seconds=5)
CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'


@contextmanager
def little_memory() -> Iterator[None]:
    """Hold what is done inside to 20 MB more than before."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_bomb_is_refused_before_it_is_parsed_and_we_do_not_grow(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}">{CELL.format(f"A{n}", "A" * 1000)}</row>' for n in range(1, 1001)
    )
    file = with_sheet(tmp_path / "bomb.xlsx", sheet_xml(rows + " " * 199_000_000))

    with little_memory():
        refused = refusal_of(file)

    assert file.stat().st_size < 1_000_000
    assert (refused.why, refused.limit) == (Why.TOO_HEAVY, 100_000_000)


def test_an_archive_that_lies_about_its_size_is_counted_all_the_same(tmp_path: Path) -> None:
    file = with_sheet(tmp_path / "liar.xlsx", sheet_xml(" " * 3_000_000))
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        told = max(entry.file_size for entry in archive.infolist())
    lie = content.replace(told.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    file.write_bytes(lie)

    assert refusal_of(file, Bounds(expanded_bytes=1_000_000)).why in (
        Why.TOO_HEAVY,
        Why.UNREADABLE,
    )


def test_an_archive_of_many_entries_is_refused(tmp_path: Path) -> None:
    many = {f"xl/media/{n}.txt": "x" for n in range(300)}
    file = with_sheet(tmp_path / "many.xlsx", sheet_xml(""), **many)

    refused = refusal_of(file)

    assert (refused.why, refused.limit) == (Why.TOO_HEAVY, 200)


def test_a_small_text_that_a_million_cells_share_does_not_fill_our_memory(tmp_path: Path) -> None:
    text = "华" * 30_000
    cells = "".join(f'<c r="{chr(65 + n)}1" t="str"><v>{text}</v></c>' for n in range(26))
    rows = "".join(f"<row>{cells}</row>" for _ in range(20))
    file = with_sheet(tmp_path / "wide.xlsx", sheet_xml(rows))

    with little_memory(), opened(file) as sheet:
        longest = max(len(cell) for row in sheet.rows for cell in row.cells)

    assert longest == 5_000


def test_a_million_rows_are_refused(tmp_path: Path) -> None:
    cell = CELL.format("A{}", "x")
    file = with_sheet(
        tmp_path / "rows.xlsx",
        sheet_xml(
            f'<row r="1">{cell.format(1)}</row><row r="1000000">{cell.format(1000000)}</row>'
        ),
    )

    refused = refusal_of(file)

    assert (refused.why, refused.limit) == (Why.TOO_MANY_ROWS, 200_000)


def test_every_column_that_excel_knows_is_refused(tmp_path: Path) -> None:
    file = with_sheet(
        tmp_path / "columns.xlsx",
        sheet_xml(f'<row r="1">{CELL.format("A1", "x")}{CELL.format("XFD1", "x")}</row>'),
    )

    refused = refusal_of(file)

    assert (refused.why, refused.limit) == (Why.TOO_MANY_COLUMNS, 200)


def test_the_two_corners_of_the_largest_sheet_are_refused_as_too_heavy(tmp_path: Path) -> None:
    corners = CELL.format("A1", "x"), CELL.format("XFD1048576", "x")
    file = with_sheet(
        tmp_path / "corners.xlsx",
        sheet_xml('<row r="1">{}</row><row r="1048576">{}</row>'.format(*corners)),
    )

    assert refusal_of(file, SMALL).why in (Why.TOO_HEAVY, Why.TOO_MANY_ROWS)


def test_a_text_with_too_many_rows_or_columns_is_refused(tmp_path: Path) -> None:
    long, wide = tmp_path / "long.csv", tmp_path / "wide.csv"
    long.write_text("x\n" * 200_001, encoding="utf-8")
    wide.write_text(",".join("x" * 201) + "\n", encoding="utf-8")

    assert refusal_of(long).why is Why.TOO_MANY_ROWS
    assert refusal_of(wide).why is Why.TOO_MANY_COLUMNS


def test_a_large_file_is_refused_without_a_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "READER", ("/nothing",))
    file = tmp_path / "large.csv"
    with file.open("wb") as opened_file:
        opened_file.truncate(10_000_001)

    assert refusal_of(file).why is Why.TOO_LARGE


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off_is_refused(share: float, tmp_path: Path) -> None:
    file = workbook(tmp_path / "whole.xlsx", [["客户名称"], *[[f"公司{n}"] for n in range(500)]])
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])

    assert refusal_of(file).why is Why.UNREADABLE


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.EMPTY),
        (b" \n\n", Why.EMPTY),
        (b"PK\x03\x04" + b"0" * 500, Why.UNREADABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, Why.UNREADABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, Why.ENCODING_UNKNOWN),
        (b"\xff\xfe\x00\xd8\x00", Why.ENCODING_UNKNOWN),
        (b"\xef\xbb\xbf\n<html><table><tr><td>Acme</td></tr></table>", Why.UNREADABLE),
        (b'<?xml version="1.0"?><Workbook/>', Why.UNREADABLE),
        (b'"never closed' + b",x\n" * 10, None),
    ],
)
def test_what_is_no_spreadsheet_is_refused(
    content: bytes, why: Why | None, tmp_path: Path
) -> None:
    file = tmp_path / "file.xlsx"
    file.write_bytes(content)

    if why is None:
        assert len(cells_of(file)) == 1
    else:
        assert refusal_of(file).why is why


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert refusal_of(file).why is Why.UNREADABLE


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    laugh = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    kinds = f'<!DOCTYPE x [{laugh}<!ENTITY f SYSTEM "file://{secret}">]>'
    cells = f'<row r="1">{CELL.format("A1", "&f;")}{CELL.format("B1", "&b;")}</row>'
    file = with_sheet(tmp_path / "entities.xlsx", sheet_xml(cells, before=kinds))

    try:
        text = str(cells_of(file))
    except SheetRefused as refused:
        text = refused.why

    assert "secret" not in text
    assert "ha" not in text.replace("share", "")


def test_a_folder_or_a_pipe_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path).why is Why.UNREADABLE
    assert refusal_of(Path("/dev/null")).why is Why.UNREADABLE


def test_a_reading_process_that_never_ends_is_ended_by_its_limit(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}">{CELL.format(f"A{n}", "x")}</row>' for n in range(1, 150_000))
    file = with_sheet(tmp_path / "slow.xlsx", sheet_xml(rows))

    assert refusal_of(file, Bounds(cpu_seconds=0)).why is Why.TOO_HEAVY


def test_a_reading_process_without_memory_says_so(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_text("".join(f"{n:040}\n" for n in range(190_000)), encoding="utf-8")

    assert refusal_of(file, Bounds(memory_bytes=60_000_000)).why is Why.TOO_HEAVY


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("print('no json')", Why.UNREADABLE),
        ("print('{}')", Why.UNREADABLE),
        ("print('[1]')", Why.UNREADABLE),
        ("""print('{"sheet":null,"rows":2,"others":[]}')""", Why.UNREADABLE),
        ("import os; os.kill(os.getpid(), 9)", Why.TOO_HEAVY),
        ("print('x' * 20_000_000)", Why.UNREADABLE),
    ],
)
def test_a_reading_process_that_answers_nonsense_is_refused(
    answer: str, why: Why, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "READER", (sys.executable, "-c", answer))
    file = tmp_path / "a.csv"
    file.write_text("x", encoding="utf-8")

    assert refusal_of(file).why is why


def test_random_damage_never_harms_the_reader(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = workbook(tmp_path / "a.xlsx", [["客户名称", "电话"], ["华信", "138"]]).read_bytes()
    file = tmp_path / "b.xlsx"

    for _ in range(15):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        file.write_bytes(damaged)
        with suppress(SheetRefused):
            assert len(cells_of(file)) <= 200_000
