"""Days between instants are those of the calendar where the member is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.instants import day_of, days_ago, days_since

# A clock that is put forward, one that jumps over midnight, one that never changes, and a half hour.
ZONES = ("America/Chicago", "America/Santiago", "Asia/Shanghai", "Asia/Kolkata")
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
instants = st.integers(0, 3 * 365 * 24 * 60).map(lambda one: BEGIN + timedelta(minutes=one))


@given(instants, instants, st.sampled_from(ZONES), st.integers(1, 100))
def test_what_lies_so_many_days_back_is_what_is_counted_so(
    then: datetime, now: datetime, zone: str, days: int
) -> None:
    assert (then < days_ago(days, now, zone)) == (days_since(then, now, zone) >= days)


@given(instants, st.sampled_from(ZONES), st.integers(0, 100))
def test_the_count_is_the_same_all_day(then: datetime, zone: str, hours: int) -> None:
    now = then + timedelta(hours=hours)

    passed = day_of(now, zone).toordinal() - day_of(then, zone).toordinal()

    assert days_since(then, now, zone) == passed


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Shanghai", date(2026, 11, 25)), ("America/Chicago", date(2026, 11, 24))],
)
def test_an_instant_falls_on_the_day_of_the_wall_clock(zone: str, day: date) -> None:
    assert day_of(datetime(2026, 11, 24, 17, 0, tzinfo=UTC), zone) == day
