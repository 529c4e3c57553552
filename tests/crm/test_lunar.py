"""On which solar day a lunar one falls."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.lunar import lunar_day, next_lunar_day


@pytest.mark.parametrize(
    ("month", "day", "today", "falls_on"),
    [
        (1, 1, date(2026, 11, 24), date(2027, 2, 6)),
        (8, 15, date(2026, 11, 24), date(2027, 9, 15)),
        (12, 30, date(2026, 11, 24), date(2027, 2, 5)),  # a month of 29 days: its last
        (10, 16, date(2026, 11, 24), date(2026, 11, 24)),  # today
        (6, 1, date(2025, 7, 26), date(2026, 7, 14)),  # 2025 has a second sixth month: passed over
        (1, 1, date(2099, 12, 31), None),
    ],
)
def test_a_lunar_day_falls_on_a_solar_one(
    month: int, day: int, today: date, falls_on: date | None
) -> None:
    assert next_lunar_day(month, day, today) == falls_on


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 12), st.integers(1, 29))
def test_the_next_one_is_the_first_on_which_it_falls(today: date, month: int, day: int) -> None:
    found = next_lunar_day(month, day, today)

    assert found is not None
    assert lunar_day(found) == (month, day, False)
    assert today <= found <= today + timedelta(days=390)
    between = (today + timedelta(days=ahead) for ahead in range((found - today).days))
    assert not any(lunar_day(one) == (month, day, False) for one in between)
