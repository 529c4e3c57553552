"""`fieldbook rates FILE` takes rates of exchange and says which, or in one sentence why it cannot."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot import rates
from crm.book import open_store
from crm.members import administrators
from crm.rate_sheets import read_team_rates
from tests.crm.test_importing import NOW, Team
from tests.kit.sheets import workbook


@pytest.fixture(autouse=True)
def settings(sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIELDBOOK_DATABASE_URL", sqlite_database)
    monkeypatch.setattr(rates.console, "width", 100)


@pytest.fixture
def team(sqlite_database: str) -> None:
    store = open_store(sqlite_database, lambda: NOW)
    Team(store)
    store.close()


def there(database: str) -> dict[str, Decimal]:
    store = open_store(database, lambda: NOW)
    with store.looking() as work:
        work.actor = administrators(work)[0]
        found = {code: one.units for code, one in read_team_rates(work).rates.per_unit.items()}
    store.close()
    return found


@pytest.mark.usefixtures("team")
def test_rates_are_taken_and_what_is_none_is_named(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["Currency", "Rate", "Date"], ["KWD", "23.1", "2020-01-02"], ["[b]x[/b]", "2", ""]]

    rates.take_rates(workbook(tmp_path / "a.xlsx", rows))

    said = capsys.readouterr().out
    assert "1 KWD = 23.1" in said
    assert "(2020-01-02)" in said
    assert "1 new, 0 changed, 0 as before, 1 left out." in said
    assert "row 3: [b]x[/b] 2" in said
    assert there(sqlite_database) == {"KWD": Decimal("23.1")}


@pytest.mark.usefixtures("team")
def test_what_is_no_sheet_of_rates_changes_nothing(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        rates.take_rates(workbook(tmp_path / "a.xlsx", [["a", "b"], ["1", "2"]]))

    assert ended.value.code == 1
    assert "I see no rates in that" in capsys.readouterr().out
    assert there(sqlite_database) == {}


def test_without_anybody_there_it_says_what_to_do_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        rates.take_rates(workbook(tmp_path / "a.xlsx", [["Currency", "Rate"], ["USD", "7"]]))

    assert "Nobody is there yet" in capsys.readouterr().out
