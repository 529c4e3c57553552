"""Clock times in zones whose clocks change, and lengths counted across a change."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from crm.understanding.dates.reading import read_times
from tests.crm.understanding.dates.sent import when

NEW_YORK, BERLIN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
LORD_HOWE, SYDNEY = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Australia/Sydney")


@pytest.mark.parametrize(
    ("zone", "sent", "text", "expected"),
    [
        # the gap: the first minute that exists
        (NEW_YORK, (2027, 3, 13, 12, 0), "call tomorrow 2:30am", "2027-03-14T03:00"),
        (BERLIN, (2027, 3, 27, 12, 0), "call tomorrow 2:30am", "2027-03-28T03:00"),
        (LORD_HOWE, (2026, 10, 3, 12, 0), "明天凌晨2点15打电话", "2026-10-04T02:30"),
        (SYDNEY, (2026, 10, 3, 12, 0), "明天凌晨2点打电话", "2026-10-04T03:00"),
        # an hour counts sixty minutes whatever the clocks do
        (NEW_YORK, (2027, 3, 14, 1, 30), "remind me in 2 hours to call", "2027-03-14T04:30"),
        (BERLIN, (2026, 10, 25, 1, 30), "两小时后打电话", "2026-10-25T02:30"),
        # a day is a day: the same hour on the clock
        (NEW_YORK, (2027, 3, 13, 12, 0), "call tomorrow at 10am", "2027-03-14T10:00"),
    ],
)
def test_a_time_exists_in_the_members_zone(
    zone: ZoneInfo, sent: tuple[int, int, int, int, int], text: str, expected: str
) -> None:
    assert when(text, datetime(*sent, tzinfo=zone)) == expected


def test_in_a_fold_the_first_of_both_is_meant() -> None:
    sent = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)

    (moment,) = read_times("call tomorrow 2:30am", sent)

    assert (moment.day, moment.at) == (date(2026, 10, 25), time(2, 30))
    assert moment.at is not None
    assert moment.at.fold == 0


def test_two_hours_on_may_be_the_second_of_both() -> None:
    sent = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN)

    (moment,) = read_times("call in 2 hours", sent)

    assert moment.at is not None
    assert (moment.at.hour, moment.at.minute, moment.at.fold) == (2, 30, 1)


def test_tomorrow_is_counted_where_the_member_is() -> None:
    instant = datetime(2026, 11, 24, 23, 30, tzinfo=NEW_YORK)

    assert when("call tomorrow", instant) == "2026-11-25"
    assert when("call tomorrow", instant.astimezone(ZoneInfo("Asia/Shanghai"))) == "2026-11-26"
