"""What a list is to hold, as a rep asks for it."""

import pytest

from crm.understanding.conditions import Stretch, Wanted, Whose, read_wanted


@pytest.mark.parametrize(
    "text",
    [
        "who haven't I visited in 30 days",
        "customers not contacted for 30 days",
        "accounts with no activity for 30 days",
        "which clients have I not been to for a month",
        "30天没联系的客户有哪些",
        "一个月没拜访的",
        "哪些客户好久没去了",
        "anyone I haven't spoken to in a while",
    ],
)
def test_days_without_contact(text: str) -> None:
    assert read_wanted(text) == Wanted(idle_days=30)


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("which customers haven't I called this month?", Stretch.MONTH),
        ("clients not visited this quarter", Stretch.QUARTER),
        ("这周还有谁没跑", Stretch.WEEK),
        ("这个月哪些客户没联系", Stretch.MONTH),
        ("今年没下单的客户", Stretch.YEAR),
    ],
)
def test_a_stretch_of_the_calendar_without_contact(text: str, stretch: Stretch) -> None:
    assert read_wanted(text) == Wanted(idle_in=stretch)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本月还没拜访的A级客户", Wanted(grades=("A",), idle_in=Stretch.MONTH)),
        ("A customers in Suzhou", Wanted(grades=("A",), cities=("suzhou",))),
        ("我的客户里超过60天没见面的", Wanted(idle_days=60, whose=Whose.OWN)),
        ("长期未联系 苏州", Wanted(cities=("苏州",), idle_days=30)),
    ],
)
def test_conditions_come_together(text: str, wanted: Wanted) -> None:
    assert read_wanted(text) == wanted


@pytest.mark.parametrize("text", ["华信三天没去了", "Acme not called this week, ask Tom"])
def test_a_name_is_left_over(text: str) -> None:
    assert read_wanted(text).words
