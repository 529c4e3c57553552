"""Recurrences: their rule and their first time."""

import pytest

from crm.understanding.dates.choosing import next_step
from tests.crm.understanding.dates.sent import NOW

CASES = [
    ("每天早上9点提醒我", "FREQ=DAILY", "2026-11-25T09:00"),
    ("remind me every day at 6pm", "FREQ=DAILY", "2026-11-24T18:00"),
    ("每个工作日9点提醒我", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-25T09:00"),
    ("每周一三五提醒我", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "2026-11-25T00:00"),
    ("remind me on Mondays and Thursdays", "FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-26T00:00"),
    ("隔周周四提醒我", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-11-26T00:00"),
    ("remind me every 3 weeks", "FREQ=WEEKLY;INTERVAL=3", "2026-12-15T00:00"),
    ("每月15号提醒我", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15T00:00"),
    ("每月底提醒我", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30T00:00"),
    ("每月第一个周一提醒我", "FREQ=MONTHLY;BYDAY=1MO", "2026-12-07T00:00"),
    (
        "remind me on the last Friday of every month",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "2026-11-27T00:00",
    ),
    ("每季度提醒我", "FREQ=MONTHLY;INTERVAL=3", "2027-02-24T00:00"),
    (
        "remind me every year on March 8",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8",
        "2027-03-08T00:00",
    ),
    (
        "每周一提醒我到年底",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231",
        "2026-11-30T00:00",
    ),
    ("remind me every Monday for 6 weeks", "FREQ=WEEKLY;BYDAY=MO;COUNT=6", "2026-11-30T00:00"),
    ("每周一,一共5次,提醒我", "FREQ=WEEKLY;BYDAY=MO;COUNT=5", "2026-11-30T00:00"),
    ("每天连续两周提醒我", "FREQ=DAILY;COUNT=14", "2026-11-25T00:00"),
    ("每季度末提醒我", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "2026-12-31T00:00"),
    ("每年元旦提醒我", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "2027-01-01T00:00"),
    ("yearly reminder on March 1", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "2027-03-01T00:00"),
    ("每晚8点提醒我", "FREQ=DAILY", "2026-11-24T20:00"),
    ("从12月1号开始每天提醒我", "FREQ=DAILY", "2026-12-01T00:00"),
]


@pytest.mark.parametrize(("text", "rrule", "first"), CASES)
def test_a_recurrence_has_its_rule_and_first_time(text: str, rrule: str, first: str) -> None:
    moment = next_step(text, NOW).moment

    assert moment is not None
    assert moment.rrule == rrule
    at = f"{moment.at:%H:%M}" if moment.at else "00:00"
    assert f"{moment.day}T{at}" == first
