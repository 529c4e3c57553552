"""`fieldbook import FILE` says what became of the rows, or in one sentence why it cannot."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot import importing
from crm.book import open_store
from tests.crm.test_importing import NOW, Team
from tests.kit.sheets import workbook


@pytest.fixture(autouse=True)
def settings(sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIELDBOOK_DATABASE_URL", sqlite_database)
    monkeypatch.setattr(importing.console, "width", 100)


@pytest.fixture
def team(sqlite_database: str) -> None:
    store = open_store(sqlite_database, lambda: NOW)
    Team(store)
    store.close()


def customers(database: str) -> int:
    with create_engine(database).connect() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM customers")).scalar_one()
        return found


@pytest.mark.usefixtures("team")
def test_the_columns_the_counts_and_the_refused_rows_are_shown(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["Company", "Phone", "Shoe size"], ["[b]Acme[/b]", "1"], ["", "2"], ["Delta", "x"]]

    importing.import_file(workbook(tmp_path / "a.xlsx", rows))

    said = capsys.readouterr().out
    assert "2 new customers" in said
    assert "1 refused" in said
    assert "row 3: no customer's name" in said
    assert "row 4: phone “x”" in said
    assert "Shoe size" in said
    assert "[b]Acme[/b]" in said
    assert customers(sqlite_database) == 2


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "I cannot read that text."),
        (b"Amount,Day\n5,x\n", "I find no column with customers' names."),
        (b"x\n" * 200_001, "That sheet has more than 200000 rows."),
        (b"", "There is nothing to read in that file."),
    ],
)
def test_a_file_that_cannot_be_imported_ends_with_a_sentence(
    content: bytes,
    sentence: str,
    sqlite_database: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)

    with pytest.raises(SystemExit) as ended:
        importing.import_file(file)

    assert ended.value.code == 1
    assert sentence in capsys.readouterr().out
    assert customers(sqlite_database) == 0


def test_without_an_administrator_nothing_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        importing.import_file(workbook(tmp_path / "a.xlsx", [["Company"], ["Acme"]]))

    assert "Nobody is there yet" in capsys.readouterr().out


def test_a_wrong_setting_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIELDBOOK_DATABASE_URL", "nonsense")

    with pytest.raises(SystemExit):
        importing.import_file(tmp_path / "a.xlsx")

    assert "FIELDBOOK_DATABASE_URL" in capsys.readouterr().out
