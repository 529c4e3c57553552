"""Days that come, asked for in words."""

from datetime import date

import pytest

from crm.understanding.coming import About, Paper, read_asked_days

WEDNESDAY = date(2026, 11, 25)
SOON = (date(2026, 11, 25), date(2026, 12, 25))
THIS_WEEK = (date(2026, 11, 23), date(2026, 11, 29))
NEXT_WEEK = (date(2026, 11, 30), date(2026, 12, 6))
THIS_MONTH = (date(2026, 11, 1), date(2026, 11, 30))
NEXT_MONTH = (date(2026, 12, 1), date(2026, 12, 31))
OVER = (date(2025, 11, 25), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("line", "about", "span"),
    [
        ("who has a birthday soon", About.BIRTHDAYS, SOON),
        ("whose birthday is coming up?", About.BIRTHDAYS, SOON),
        ("birthdays", About.BIRTHDAYS, SOON),
        ("谁快过生日了", About.BIRTHDAYS, SOON),
        ("最近有谁过生日", About.BIRTHDAYS, SOON),
        ("birthdays this week", About.BIRTHDAYS, THIS_WEEK),
        ("birthdays this month", About.BIRTHDAYS, THIS_MONTH),
        ("本月生日", About.BIRTHDAYS, THIS_MONTH),
        ("這個月誰過生日", About.BIRTHDAYS, THIS_MONTH),
        ("这个月有没有客户过生日？", About.BIRTHDAYS, THIS_MONTH),
        ("下周谁过生日", About.BIRTHDAYS, NEXT_WEEK),
        ("any birthdays next week?", About.BIRTHDAYS, NEXT_WEEK),
        ("Who's birthday is it today", About.BIRTHDAYS, (WEDNESDAY, WEDNESDAY)),
        ("明天谁过生日", About.BIRTHDAYS, (date(2026, 11, 26), date(2026, 11, 26))),
        ("十二月份谁生日", About.BIRTHDAYS, NEXT_MONTH),
        ("12月过生日的客户", About.BIRTHDAYS, NEXT_MONTH),
        ("birthdays in March", About.BIRTHDAYS, (date(2027, 3, 1), date(2027, 3, 31))),
        ("未来30天生日", About.BIRTHDAYS, SOON),
        ("birthdays in the next two weeks", About.BIRTHDAYS, (WEDNESDAY, date(2026, 12, 9))),
        ("anniversaries this month", About.ANNIVERSARIES, THIS_MONTH),
        ("本周有哪些纪念日", About.ANNIVERSARIES, THIS_WEEK),
        ("birthdays and anniversaries next month", About.PEOPLE, NEXT_MONTH),
        ("谁的合同快到期", About.RUNNING_OUT, SOON),
        ("contracts expiring soon", About.RUNNING_OUT, SOON),
        ("哪些客户合同下个月到期", About.RUNNING_OUT, NEXT_MONTH),
        ("which contracts expire next month", About.RUNNING_OUT, NEXT_MONTH),
        ("本月到期的客户", About.RUNNING_OUT, THIS_MONTH),
        ("renewals this month", About.RUNNING_OUT, THIS_MONTH),
        ("三个月内到期的合同", About.RUNNING_OUT, (WEDNESDAY, date(2027, 2, 25))),
        ("documents that run out in the next 60 days", About.RUNNING_OUT, (WEDNESDAY, date(2027, 1, 24))),
        ("已过期的合同", About.RUNNING_OUT, OVER),
        ("expired contracts", About.RUNNING_OUT, OVER),
    ],
)  # fmt: skip
def test_days_are_asked_for_in_both_languages(
    line: str, about: About, span: tuple[date, date]
) -> None:
    asked = read_asked_days(line, WEDNESDAY)

    assert asked is not None
    assert (asked.about, (asked.first, asked.last)) == (about, span)


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("谁的合同快到期", Paper.CONTRACT),
        ("which licences expire this month", Paper.PERMIT),
        ("保险快到期的客户", Paper.INSURANCE),
        ("warranties expiring next month", Paper.WARRANTY),
        ("documents expiring soon", None),
        ("合同和证书快到期的", None),
    ],
)
def test_what_runs_out_may_be_said(line: str, paper: Paper | None) -> None:
    asked = read_asked_days(line, WEDNESDAY)

    assert asked is not None
    assert asked.paper is paper


@pytest.mark.parametrize(
    "line",
    [
        "张总下周生日",
        "王总3月2日生日",
        "李娜生日12月5号",
        "birthday 2 March 1985",
        "提醒我张总生日",
        "remind me of Anna's birthday",
        "happy birthday",
        "送了生日礼物",
        "华信的合同下个月到期",
        "visited Acme, contract expires next month",
        "Acme contract expired",
        "到期",
        "expired",
        "contract",
        "今天到期的提醒",
        "合同签了",
        "这周还有谁没跑",
        "deals closing this month",
        "renewal Acme 50k",
    ],
)
def test_what_tells_of_somebody_asks_for_nothing(line: str) -> None:
    assert read_asked_days(line, WEDNESDAY) is None
