"""A recurring reminder keeps its time on the wall clock, and its day in the calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.instants import instant_of, local
from crm.recurrence import anchored, first_worked, next_occurrence
from crm.working_days import WorkingDays

NINE = time(9)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def days_of(rule: str, start: date, count: int, zone: str = "UTC", at: time = NINE) -> list[date]:
    """The days on which a rule comes round after its first, each asked for when the one before has rung."""
    found: list[date] = []
    rule, day = anchored(rule, start), start
    while len(found) < count:
        following = next_occurrence(rule, day, at, zone, instant_of(day, at, zone))
        if following is None:
            break
        rule, day = following.rule, following.day
        found.append(day)
    return found


@pytest.mark.parametrize(
    ("rule", "day", "at", "zone", "following"),
    [
        ("FREQ=WEEKLY", "2026-11-30", "09:00", "Asia/Shanghai", "2026-12-07T01:00"),
        ("FREQ=DAILY", "2026-10-24", "09:00", "Europe/London", "2026-10-25T09:00"),  # clock back
        ("FREQ=DAILY", "2027-03-27", "01:30", "Europe/London", "2027-03-28T01:00"),  # skipped
        ("FREQ=YEARLY", "2026-12-24", "09:00", "UTC", "2027-12-24T09:00"),
        ("FREQ=DAILY;UNTIL=20270331", "2027-03-30", "09:00", "UTC", "2027-03-31T09:00"),
    ],
)
def test_the_next_occurrence(rule: str, day: str, at: str, zone: str, following: str) -> None:
    start, clock = date.fromisoformat(day), time.fromisoformat(at)

    found = next_occurrence(rule, start, clock, zone, instant_of(start, clock, zone))

    assert found is not None
    assert found.at == utc(following)


def test_after_a_time_that_the_clock_skipped_it_keeps_its_own_time() -> None:
    rule, zone, at = "FREQ=DAILY", "Europe/London", time(1, 30)

    found = next_occurrence(rule, date(2027, 3, 28), at, zone, utc("2027-03-28T01:00"))

    assert found is not None
    assert local(found.at, zone).time() == at


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        ("FREQ=MONTHLY", "2027-01-31", "02-28 03-31 04-30 05-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=30", "2027-01-30", "02-28 03-30 04-30"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-31", "02-29 03-31 04-30"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", "12-25 01-29 02-26"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-12-08", "01-12 02-09"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "2026-11-25", "12-07 12-09 12-21 12-23"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-12-28", "12-31 01-04 01-07"),
    ],
)
def test_days_across_month_and_year_ends(rule: str, start: str, days: str) -> None:
    found = days_of(rule, date.fromisoformat(start), len(days.split()))

    assert [f"{day:%m-%d}" for day in found] == days.split()


def test_the_29th_of_february_is_the_28th_in_other_years_and_comes_back() -> None:
    found = days_of("FREQ=YEARLY", date(2028, 2, 29), 4)

    assert [f"{day}" for day in found] == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


def test_occurrences_that_were_missed_are_not_made_up_for() -> None:
    after = utc("2026-12-20T00:00")

    following = next_occurrence("FREQ=WEEKLY", date(2026, 11, 30), NINE, "Asia/Shanghai", after)

    assert following is not None
    assert following.at == utc("2026-12-21T01:00")


def test_a_count_ends_after_so_many_however_often_it_is_handed_on() -> None:
    assert days_of("FREQ=DAILY;COUNT=1", date(2026, 11, 30), 9) == []
    assert len(days_of("FREQ=DAILY;COUNT=5", date(2026, 11, 30), 9)) == 4
    assert len(days_of("FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3", date(2026, 11, 30), 9)) == 2


def test_the_last_day_of_a_rule_is_one_of_its_days() -> None:
    found = days_of("FREQ=DAILY;UNTIL=20261203", date(2026, 11, 30), 9)

    assert found[-1] == date(2026, 12, 3)


def test_working_days_follow_the_countrys_calendar() -> None:
    rule, china = "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", WorkingDays("CN")
    day, days = date(2026, 9, 30), []
    for _ in range(4):
        found = next_occurrence(
            rule, day, NINE, "Asia/Shanghai", instant_of(day, NINE, "Asia/Shanghai"), china
        )
        assert found is not None
        day = found.day
        days.append(f"{day:%m-%d %a}")

    assert days == ["10-08 Thu", "10-09 Fri", "10-10 Sat", "10-12 Mon"]  # the holiday is paid back


ANY_RULE = st.sampled_from(
    (
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    )
)
ANY_ZONE = st.sampled_from(
    ("Europe/London", "America/Santiago", "Australia/Lord_Howe", "Asia/Beirut", "Asia/Shanghai")
)


@settings(max_examples=200, deadline=None)
@given(
    ANY_RULE,
    ANY_ZONE,
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.times(),
    st.integers(1, 12),
)
def test_every_occurrence_is_later_and_shows_its_own_time_unless_the_clock_skips_it(
    rule: str, zone: str, start: date, at: time, rounds: int
) -> None:
    at = at.replace(second=0, microsecond=0)
    rule, day, instant = anchored(rule, start), start, instant_of(start, at, zone)
    for _ in range(rounds):
        found = next_occurrence(rule, day, at, zone, instant)
        assert found is not None
        assert found.at > instant
        assert found.day > day
        wall = local(found.at, zone)
        assert wall.date() >= found.day
        assert wall.time() == at or wall.replace(tzinfo=None) > datetime.combine(found.day, at)
        rule, day, instant = found.rule, found.day, found.at


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2024, 1, 29), date(2032, 12, 31)), st.integers(1, 30))
def test_a_day_of_the_month_comes_in_every_month_and_is_never_later_than_meant(
    start: date, months: int
) -> None:
    found = days_of("FREQ=MONTHLY", start, months)

    numbers = [day.year * 12 + day.month for day in (start, *found)]
    assert numbers == list(range(numbers[0], numbers[0] + months + 1))
    for day in found:
        is_last = (day + timedelta(days=1)).day == 1
        assert day.day == start.day or (is_last and day.day < start.day)


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-12-01", "12-15 01-01 01-15"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,31", "2027-01-31", "02-15 02-28 03-15 03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=30,31", "2027-01-31", "02-28 03-30 03-31 04-30 05-30"),
        ("FREQ=MONTHLY;BYDAY=2WE,4WE", "2026-11-25", "12-09 12-23 01-13"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "2026-12-01",
            "01-01 02-01 03-01 04-01 05-03",
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30", "12-31 01-29 02-26"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", "2026-11-26", "11-30 12-02 12-04"),
        ("FREQ=YEARLY;X-FEAST=spring", "2027-02-06", "01-26 02-13 02-03"),
        ("FREQ=YEARLY;X-FEAST=mid-autumn;UNTIL=20281231", "2026-09-25", "09-15 10-03"),
        ("FREQ=MONTHLY;BYMONTHDAY=5,20;COUNT=4", "2026-12-05", "12-20 01-05 01-20"),
    ],
)
def test_days_that_a_rule_names_within_its_months(rule: str, start: str, days: str) -> None:
    found = days_of(rule, date.fromisoformat(start), len(days.split()) + 1)

    assert [f"{day:%m-%d}" for day in found][: len(days.split())] == days.split()


def test_the_nth_working_day_of_a_month_follows_the_countrys_calendar() -> None:
    first, last = (f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={nth}" for nth in (1, -1))
    china, zone = WorkingDays("CN"), "Asia/Shanghai"
    after = instant_of(date(2026, 9, 1), NINE, zone)

    october = next_occurrence(first, date(2026, 9, 1), NINE, zone, after, china)
    september = next_occurrence(last, date(2026, 8, 31), NINE, zone, after, china)

    assert october is not None
    assert october.day == date(2026, 10, 8)  # after the national holiday
    assert september is not None
    assert september.day == date(2026, 9, 30)


def test_a_rule_on_the_last_working_day_that_is_over_begins_a_month_later() -> None:
    china = WorkingDays("CN", {date(2026, 11, 30): False})
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"

    assert first_worked(rule, date(2026, 11, 30), date(2026, 11, 24), china) == date(2026, 11, 27)
    assert first_worked(rule, date(2026, 11, 30), date(2026, 11, 28), china) == date(2026, 12, 31)
