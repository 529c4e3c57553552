"""Every convention of docs/dates.md, in both languages."""

import pytest

from tests.crm.understanding.dates.sent import when

CONVENTIONS = {
    "the week starts on Monday": [
        ("下周一跟进", "2026-11-30"),
        ("下周日跟进", "2026-12-06"),
        ("call next Monday", "2026-11-30"),
        ("call next Sunday", "2026-12-06"),
    ],
    "next is of the next calendar week, this of this one": [
        ("下周二跟进", "2026-12-01"),
        ("call next Tuesday", "2026-12-01"),
        ("这周五跟进", "2026-11-27"),
        ("call this Friday", "2026-11-27"),
        ("下下周二跟进", "2026-12-08"),
        ("call Tuesday the week after next", "2026-12-08"),
    ],
    "a bare weekday is strictly after today": [
        ("周二跟进", "2026-12-01"),
        ("周三跟进", "2026-11-25"),
        ("call Tuesday", "2026-12-01"),
        ("call Wednesday", "2026-11-25"),
    ],
    "a date is the next such from today on": [
        ("24号提醒我跟进", "2026-11-24"),
        ("23号跟进", "2026-12-23"),
        ("remind me on the 24th", "2026-11-24"),
        ("call on the 3rd", "2026-12-03"),
        ("11月20日跟进", "2027-11-20"),
        ("call on Nov 20", "2027-11-20"),
    ],
    "a coming period is its first day": [
        ("下周联系", "2026-11-30"),
        ("下个月联系", "2026-12-01"),
        ("contact them next week", "2026-11-30"),
        ("contact them next month", "2026-12-01"),
    ],
    "edges": [
        ("月底联系", "2026-11-30"),
        ("三月初联系", "2027-03-01"),
        ("12月上旬联系", "2026-12-01"),
        ("12月中旬联系", "2026-12-11"),
        ("12月下旬联系", "2026-12-21"),
        ("call mid December", "2026-12-15"),
        ("call early March", "2027-03-01"),
        ("call at the end of March", "2027-03-31"),
    ],
    "weekend and end of the week": [
        ("周末联系", "2026-11-28"),
        ("call at the weekend", "2026-11-28"),
        ("call by end of next week", "2026-12-04"),
        ("send it by EOW", "2026-11-27"),
    ],
    "half a month is 15 days": [("半个月后联系", "2026-12-09")],
    "a limit is its own answer": [
        ("周五之前报价", "2026-11-27"),
        ("三天内报价", "2026-11-27"),
        ("quote before Friday", "2026-11-27"),
        ("quote within 3 days", "2026-11-27"),
        ("quote by Dec 4", "2026-12-04"),
    ],
    "after a day is the day after": [
        ("国庆后联系", "2027-10-02"),
        ("12月3号以后联系", "2026-12-04"),
        ("call after Christmas", "2026-12-26"),
    ],
    "working days count from tomorrow": [
        ("三个工作日后跟进", "2026-11-27"),
        ("follow up in 4 working days", "2026-11-30"),
        ("follow up three working days on", "2026-11-27"),
    ],
    "a part of the day": [
        ("明天早上跟进", "2026-11-25T09:00"),
        ("明天中午跟进", "2026-11-25T12:00"),
        ("明天下午跟进", "2026-11-25T15:00"),
        ("明晚跟进", "2026-11-25T19:00"),
        ("call tomorrow morning", "2026-11-25T09:00"),
        ("call tomorrow at noon", "2026-11-25T12:00"),
        ("call tomorrow afternoon", "2026-11-25T15:00"),
        ("call tonight", "2026-11-24T19:00"),
    ],
    "the end of the day has no hour": [
        ("今天下班前发报价", "2026-11-24"),
        ("send it by EOD Friday", "2026-11-27"),
    ],
    "a bare hour with a day": [
        ("明天3点打电话", "2026-11-25T15:00"),
        ("明天8点打电话", "2026-11-25T08:00"),
        ("call tomorrow at 6", "2026-11-25T18:00"),
        ("call tomorrow at 7", "2026-11-25T07:00"),
    ],
    "a bare hour without a day lies between 7 and 22": [
        ("9点打电话", "2026-11-24T21:00"),
        ("10点打电话", "2026-11-24T10:00"),
        ("call at 7", "2026-11-24T19:00"),
        ("call at 5", "2026-11-24T17:00"),
    ],
    "a clock time past today is tomorrow": [
        ("早上9点打电话", "2026-11-25T09:00"),
        ("call at 8am", "2026-11-25T08:00"),
    ],
    "a recurrence begins with its first time from now on": [
        ("每周一早上9点提醒我", "2026-11-30T09:00"),
        ("每周二10点提醒我", "2026-11-24T10:00"),
        ("every two weeks remind me to call", "2026-12-08"),
        ("every Tuesday at 9am remind me", "2026-12-01T09:00"),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"), [case for cases in CONVENTIONS.values() for case in cases]
)
def test_a_phrase_is_read_by_its_convention(text: str, expected: str) -> None:
    assert when(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("下周三下午两点半跟进", "下週三下午兩點半跟進"),
        ("十二月三号跟进", "12月3日跟进"),
        ("12月3号下午2点半跟进", "１２月３号下午２点半跟进"),
        ("后天回电", "後天回電"),
        ("call tomorrow", "call tomorow"),
        ("call Wednesday 3pm", "call wensday 3 p.m."),
        ("周五下午3点半跟进", "follow up周五3:30pm"),
        ("星期五跟进", "礼拜五跟进"),
        ("周五跟进", "跟进:Friday"),
    ],
)
def test_two_spellings_mean_the_same(one: str, other: str) -> None:
    assert when(one) == when(other) is not None
