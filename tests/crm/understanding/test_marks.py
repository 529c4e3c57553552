"""What a rep marks by a sign: tags, work for colleagues, fields."""

from collections.abc import Callable
from datetime import date

import pytest

from crm.understanding.reading import Reading

Read = Callable[[str], Reading]
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("line", "colleague", "what", "customer"),
    [
        ("@李雷 周五前给华信报价", "李雷", "周五前给华信报价", "华信科技有限公司"),
        ("@李雷周五前给华信报价", "李雷", "周五前给华信报价", "华信科技有限公司"),
        ("@Sam quote Acme by Friday", "Sam", "quote Acme by Friday", "Acme Pumps Ltd"),
    ],
)
def test_work_for_a_colleague_has_its_words_its_day_and_its_customer(
    line: str, colleague: str, what: str, customer: str, read: Read
) -> None:
    (task,) = read(line).tasks

    assert (task.colleague, task.what, task.due) == (colleague, what, FRIDAY)
    assert task.customer is not None
    assert task.customer.name == customer


def test_two_colleagues_side_by_side_share_the_work(read: Read) -> None:
    tasks = read("@Sam @Lee quote Acme by Friday #hot").tasks

    assert [(one.colleague, one.what) for one in tasks] == [
        ("Sam", "quote Acme by Friday"),
        ("Lee", "quote Acme by Friday"),
    ]


@pytest.mark.parametrize(
    "line",
    ["拜访了华信,王总不错 @李雷 明天送样", "visited Acme, all good. @Sam send samples tomorrow"],
)
def test_the_day_of_a_colleagues_work_is_not_the_reps_next_step(line: str, read: Read) -> None:
    reading = read(line)

    assert reading.tasks[0].due == date(2026, 11, 25)
    assert reading.follow_up is None


@pytest.mark.parametrize(
    "line", ["lunch @Acme tomorrow", "phoned Maria @ Oakline", "write to sam@acme.example"]
)
def test_a_place_and_an_address_are_no_colleagues(line: str, read: Read) -> None:
    assert read(line).tasks == ()


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("拜访了华信 #重点 #续约", ("重点", "续约")),
        ("Acme #key-account wants a quote #q4", ("key-account", "q4")),
        ("emailed Acme about PO #4471", ()),
        ("room #12, call Acme", ()),
    ],
)
def test_tags_are_words_and_no_numbers(line: str, tags: tuple[str, ...], read: Read) -> None:
    assert read(line).tags == tags


def test_a_tag_is_no_day(read: Read) -> None:
    assert read("拜访了华信 #周五例会").follow_up is None


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("华信 行业: 软件, 等级: B", {"行业": "软件", "等级": "B"}),
        (
            "Acme industry: chemicals; sales area = North",
            {"industry": "chemicals", "sales area": "North"},
        ),
        ("Wed: Acme 9am", {}),
        ("call Acme at 9:30, see http://acme.example/x", {}),
    ],
)
def test_fields_are_read_as_they_are_written(
    line: str, fields: dict[str, str], read: Read
) -> None:
    assert dict(read(line).fields) == fields


@pytest.mark.parametrize(
    ("line", "problem", "urgent"),
    [
        ("天成食品投诉第三批货包装破损,要求换货,很急", "投诉第三批货包装破损,要求换货,很急", True),
        (
            "Harbor Foods says the freezer is broken again",
            "says the freezer is broken again",
            False,
        ),
        (
            "Delta Dental complains the line is down, urgent",
            "complains the line is down, urgent",
            True,
        ),
    ],
)
def test_a_ticket_says_what_is_wrong_and_whether_it_presses(
    line: str, problem: str, urgent: bool, read: Read
) -> None:
    reading = read(line)

    assert (reading.problem, reading.is_urgent) == (problem, urgent)
