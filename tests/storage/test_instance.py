"""One program a database."""

import pytest

from storage.instance import DatabaseUnavailable, SecondInstance, only_instance


def test_a_second_program_is_refused_and_a_later_one_let_in(database: str) -> None:
    with (
        only_instance(database),
        pytest.raises(SecondInstance, match="already works on"),
        only_instance(database),
    ):
        raise AssertionError("two at once")

    with only_instance(database):
        pass


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
    with pytest.raises(DatabaseUnavailable) as caught, only_instance(url):
        raise AssertionError("opened")

    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
