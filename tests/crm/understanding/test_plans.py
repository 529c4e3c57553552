"""Several stops in one line: each with its customer and its own time."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from crm.understanding.reading import Intent, Kind, Reading

Read = Callable[[str], Reading]
TOMORROW = date(2026, 11, 25)


def stops(reading: Reading) -> list[tuple[str, str]]:
    return [(one.customer.aliases[0], _written(one.when)) for one in reading.plans]


def _written(when: date | datetime) -> str:
    return f"{when:%m-%d %H:%M}" if isinstance(when, datetime) else f"{when:%m-%d}"


@pytest.mark.parametrize(
    ("line", "planned"),
    [
        ("明天 华信 2点, 宏远 4点", [("华信科技", "11-25 14:00"), ("宏远机械", "11-25 16:00")]),
        (
            "tomorrow Acme 2pm, Brightwater 4pm",
            [("Acme", "11-25 14:00"), ("Brightwater", "11-25 16:00")],
        ),
        ("周三上午华信,下午宏远", [("华信科技", "11-25 09:00"), ("宏远机械", "11-25 15:00")]),
        (
            "Wed: Acme 9am, Northwind 11, Harbor 3pm",
            [("Acme", "11-25 09:00"), ("Northwind", "11-25 11:00"), ("Harbor", "11-25 15:00")],
        ),
        (
            "visit Acme Monday and Summit Tuesday",
            [("Acme", "11-30"), ("Summit", "12-01")],
        ),
        ("下周一去华信,周二去宏远", [("华信科技", "11-30"), ("宏远机械", "12-01")]),
        (
            "10点给华信打电话,11点给宏远打电话",
            [("华信科技", "11-24 10:00"), ("宏远机械", "11-24 11:00")],
        ),
    ],
)
def test_each_stop_of_a_line_has_its_own_time(
    line: str, planned: list[tuple[str, str]], read: Read
) -> None:
    assert stops(read(line)) == planned


@pytest.mark.parametrize(
    "line", ["明天拜访华信、宏远和盛达", "see Acme, Summit and Harbor tomorrow"]
)
def test_customers_in_one_list_share_the_day(line: str, read: Read) -> None:
    plans = read(line).plans

    assert [one.when for one in plans] == [TOMORROW] * 3
    assert plans[0].kind is Kind.VISIT


def test_a_stop_keeps_whom_it_is_with(read: Read) -> None:
    plans = read("明天2点去见华信王总,4点去宏远见李敏").plans

    assert [one.contact for one in plans] == ["王建国", "李敏"]


@pytest.mark.parametrize(
    "line",
    [
        "提醒我周五把华信的案例发给海纳",
        "remind me Friday to send the Acme case study to Summit",
        "下周二给华信报价,他们的老板和宏远是同学",
    ],
)
def test_another_customer_in_the_words_is_no_stop(line: str, read: Read) -> None:
    assert len(read(line).plans) == 1


def test_what_has_happened_is_no_plan(read: Read) -> None:
    reading = read("上午10点拜访了华信,下午给宏远李敏打了电话")

    assert reading.plans == ()
    assert [one.intent for one in reading.acts] == [Intent.LOG, Intent.LOG]
