"""A birthday or another day of the year, as a rep types it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.day_of_year import DayOfYear, read_day_of_year


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1985-03-02", DayOfYear("", 3, 2, year=1985)),
        ("1985年3月2日 生日", DayOfYear("", 3, 2, year=1985)),
        ("生日是3月2号", DayOfYear("", 3, 2)),
        ("birthday: 2nd of March 1985", DayOfYear("", 3, 2, year=1985)),
        ("March 2", DayOfYear("", 3, 2)),
        ("农历八月十五", DayOfYear("", 8, 15, is_lunar=True)),
        ("正月初一", DayOfYear("", 1, 1, is_lunar=True)),
        ("腊月廿三", DayOfYear("", 12, 23, is_lunar=True)),
        ("冬月三十", DayOfYear("", 11, 30, is_lunar=True)),
        ("lunar 8/15", DayOfYear("", 8, 15, is_lunar=True)),
        ("十月十日", DayOfYear("", 10, 10)),
        ("Wedding on 5 June", DayOfYear("Wedding", 6, 5)),
        ("结婚纪念日 6月18日", DayOfYear("结婚纪念日", 6, 18)),
        ("29 Feb", DayOfYear("", 2, 29)),
    ],
)
def test_a_day_is_read_with_its_calendar_and_its_label(typed: str, read: DayOfYear) -> None:
    assert read_day_of_year(typed) == read


@pytest.mark.parametrize("typed", ["", "soon", "31 June", "13/13", "农历二月卅一", "廿三", "2/30"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day_of_year(typed) is None


def test_the_country_says_what_comes_first_of_two_numbers() -> None:
    assert read_day_of_year("2/3") == DayOfYear("", 2, 3)
    assert read_day_of_year("2/3", is_day_first=True) == DayOfYear("", 3, 2)
    assert read_day_of_year("lunar 2/3", is_day_first=True) == DayOfYear("", 2, 3, is_lunar=True)


@given(st.dates(date(1950, 1, 1), date(2030, 12, 31)))
def test_every_day_is_read_back_however_it_is_written(day: date) -> None:
    plain = DayOfYear("", day.month, day.day)
    whole = DayOfYear("", day.month, day.day, year=day.year)

    assert read_day_of_year(f"{day.month}月{day.day}日") == plain
    assert read_day_of_year(f"{day:%d %B}") == plain
    assert read_day_of_year(day.isoformat()) == whole
    assert read_day_of_year(f"{day.day}.{day.month}.{day.year}", is_day_first=True) == whole


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    read_day_of_year(text)
