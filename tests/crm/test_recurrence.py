"""A recurring reminder keeps its time on the wall clock."""

from datetime import UTC, datetime

import pytest

from crm.recurrence import next_due


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "due", "zone", "following"),
    [
        ("FREQ=WEEKLY", "2026-11-30T01:00", "Asia/Shanghai", "2026-12-07T01:00"),
        (
            "FREQ=DAILY",
            "2026-10-24T08:00",
            "Europe/London",
            "2026-10-25T09:00",
        ),  # the clock went back
        (
            "FREQ=DAILY",
            "2027-03-27T01:30",
            "Europe/London",
            "2027-03-28T01:00",
        ),  # 01:30 is skipped
        (
            "FREQ=MONTHLY",
            "2027-01-31T09:00",
            "UTC",
            "2027-02-28T09:00",
        ),  # a month without the 31st
        ("FREQ=YEARLY", "2026-12-24T09:00", "UTC", "2027-12-24T09:00"),
    ],
)
def test_the_next_occurrence(rule: str, due: str, zone: str, following: str) -> None:
    assert next_due(rule, utc(due), zone, after=utc(due)) == utc(following)


def test_occurrences_that_were_missed_are_not_made_up_for() -> None:
    due = utc("2026-11-30T01:00")

    following = next_due("FREQ=WEEKLY", due, "Asia/Shanghai", after=utc("2026-12-20T00:00"))

    assert following == utc("2026-12-21T01:00")


def test_a_rule_that_has_ended_has_no_next_occurrence() -> None:
    due = utc("2026-11-30T01:00")

    assert next_due("FREQ=DAILY;COUNT=1", due, "UTC", after=due) is None
