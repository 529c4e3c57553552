"""Who may work on a database."""

import pytest

from storage.instance import DatabaseUnavailable, SecondInstance, working_on


def test_on_sqlite_a_second_program_is_refused_and_a_later_one_let_in(
    sqlite_database: str,
) -> None:
    with (
        working_on(sqlite_database),
        pytest.raises(SecondInstance, match="already works on"),
        working_on(sqlite_database),
    ):
        raise AssertionError("two at once")

    with working_on(sqlite_database) as hold:
        assert hold.is_alone


@pytest.mark.postgres
def test_on_postgres_others_join_and_one_that_comes_after_them_is_alone(
    postgres_database: str,
) -> None:
    with working_on(postgres_database) as first:
        first.share()
        with working_on(postgres_database) as second:
            assert (first.is_alone, second.is_alone) == (True, False)

    with working_on(postgres_database) as later:
        assert later.is_alone


@pytest.mark.postgres
def test_on_postgres_nobody_joins_while_one_migrates(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.instance.PATIENCE", 1)

    with (
        working_on(postgres_database),
        pytest.raises(SecondInstance, match="up to date"),
        working_on(postgres_database),
    ):
        raise AssertionError("joined a migration")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////proc/no/such/place/fieldbook.db",
        "postgresql:///nobody?host=/tmp/no-such-socket-folder",
        "postgresql://nobody:secret@127.0.0.1:1/x",
        "postgresql://[broken",
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as caught, working_on(url):
        raise AssertionError("opened")

    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
