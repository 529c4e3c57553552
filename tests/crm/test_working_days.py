"""Which days are worked: China's moved weekends, other countries, what a team says otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.working_days import WorkingDays

CHINA = WorkingDays("CN")
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 20), False),  # the Friday that it bought
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 11, 28), False),  # any Saturday
        (date(2026, 11, 27), True),
    ],
)
def test_china_moves_weekends(day: date, is_worked: bool) -> None:
    assert CHINA.is_worked(day) is is_worked


def test_other_countries_have_their_own() -> None:
    assert not WorkingDays("GB").is_worked(date(2026, 12, 25))
    assert WorkingDays("CN").is_worked(date(2026, 12, 25))
    assert not WorkingDays("AE").is_worked(date(2026, 11, 28))


def test_a_team_knows_better() -> None:
    told = WorkingDays("CN", {date(2026, 11, 28): True, date(2026, 11, 30): False})

    assert told.is_worked(date(2026, 11, 28))
    assert told.on_or_after(date(2026, 11, 29)) == date(2026, 12, 1)


def test_a_year_that_was_not_published_is_known_to_be_unknown() -> None:
    assert CHINA.is_known(2026)
    assert not CHINA.is_known(2028)
    assert WorkingDays("CN", {date(2028, 1, 31): False}).is_known(2028)
    assert WorkingDays("GB").is_known(2028)
    assert not WorkingDays("XX").is_known(2026)
    assert not WorkingDays("XX").is_worked(date(2026, 11, 28))


def test_a_team_that_never_works_gets_the_day_it_asked_for() -> None:
    first = date(2026, 11, 23)
    never = WorkingDays("XX", {first + timedelta(days=n): False for n in range(200)})

    assert never.on_or_after(first) == first


@given(DAYS, st.integers(0, 30), st.sampled_from(["CN", "GB", "US", "AE", "XX"]))
def test_so_many_working_days_later_there_have_been_so_many(
    day: date, count: int, country: str
) -> None:
    calendar = WorkingDays(country)

    found = calendar.after(day, count)

    assert calendar.is_worked(found)
    assert calendar.count(day, found) == count + 1
