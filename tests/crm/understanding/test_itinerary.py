"""Lines that plan visits, and those that do not."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from crm.understanding.reading import Intent, Reading

Read = Callable[[str], Reading]


def stops(reading: Reading) -> list[tuple[str | None, str, str | None]]:
    return [
        (
            one.customer.aliases[0] if one.customer else None,
            _written(one.follow_up),
            one.next_step,
        )
        for one in reading.acts
    ]


def _written(when: date | datetime | None) -> str:
    return f"{when:%m-%d %H:%M}" if isinstance(when, datetime) else f"{when:%m-%d}"


@pytest.mark.parametrize(
    ("line", "planned"),
    [
        (
            "明天 华信 2点 谈报价, 宏远 4点",
            [("华信科技", "11-25 14:00", "谈报价"), ("宏远机械", "11-25 16:00", None)],
        ),
        (
            "周三 华信 2点，周四 宏远 4点",
            [("华信科技", "11-25 14:00", None), ("宏远机械", "11-26 16:00", None)],
        ),
        (
            "Thursday: Acme 10am demo, Harbor 2pm",
            [("Acme", "11-26 10:00", "demo"), ("Harbor", "11-26 14:00", None)],
        ),
        ("plan Acme tomorrow 2pm", [("Acme", "11-25 14:00", None)]),
        (
            "plan Acme tomorrow 2pm, show the new pump",
            [("Acme", "11-25 14:00", "show the new pump")],
        ),
        ("plan Acme tomorrow, show the new pump", [("Acme", "11-25", "show the new pump")]),
        ("tomorrow Acme 11am demo", [("Acme", "11-25 11:00", "demo")]),
        ("明天2点 华信 谈合同", [("华信科技", "11-25 14:00", "谈合同")]),
        ("明天 华信 2点", [("华信科技", "11-25 14:00", None)]),
        (
            "明天 华信 2点, 新公司 4点",
            [("华信科技", "11-25 14:00", None), (None, "11-25 16:00", None)],
        ),
    ],
)
def test_a_list_of_visits_is_planned(
    line: str, planned: list[tuple[str | None, str, str | None]], read: Read
) -> None:
    reading = read(line)

    assert reading.intent is Intent.PLAN
    assert stops(reading) == planned


@pytest.mark.parametrize(
    "line",
    [
        "明天给华信打电话,给宏远发报价",
        "昨天 华信 2点, 宏远 4点",
        "明天华信2点,宏远4点提醒我",
        "华信和宏远明天都要报价",
        "Book flights to Rotterdam for Acme visit by Friday",
        "visited Acme at 10, Harbor at 2",
        "明天2点拜访华信",
    ],
)
def test_what_is_more_or_less_than_visits_to_come_is_no_plan(line: str, read: Read) -> None:
    assert read(line).intent is not Intent.PLAN
