"""Which of several times is the next step, the close, the day it happened."""

from datetime import date

import pytest

from crm.understanding.dates.choosing import close_date, past_day
from tests.crm.understanding.dates.sent import NOW, when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # past and future
        ("昨天见了李总,周五再报价", "2026-11-27"),
        ("called Sarah yesterday, try again tomorrow morning", "2026-11-25T09:00"),
        # the action, not the visit it prepares
        ("周四打电话确认下周二的拜访", "2026-11-26"),
        ("call Thursday to confirm Tuesday's visit", "2026-11-26"),
        ("下周一要去拜访天宇,提醒我提前两天准备资料", "2026-11-28"),
        ("meeting Dec 2 at 10am, remind me one hour before", "2026-12-02T09:00"),
        # not a parcel, an expiry, an absence
        ("样品12月2号到,12月3号送过去", "2026-12-03"),
        ("合同12月31日到期,下周三去谈续约", "2026-12-02"),
        ("goods arrive next Wednesday, install next Friday", "2026-12-04"),
        ("she's away all next week, contact her Dec 7", "2026-12-07"),
        # not where it was moved from
        ("从下周三改到下周五了", "2026-12-04"),
        ("the visit planned for Friday got pushed to next Wednesday", "2026-12-02"),
        # an hour in a clause of its own belongs to the day before it
        ("周五去拜访华信,下午3点", "2026-11-27T15:00"),
        ("tomorrow: quote to Oakline, 10am", "2026-11-25T10:00"),
        # not what is refused
        ("周五不行,下周一再去", "2026-11-30"),
        ("Friday doesn't work, go Monday instead", "2026-11-30"),
    ],
)
def test_the_time_of_the_action_is_the_next_step(text: str, expected: str) -> None:
    assert when(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "昨天拜访了陈总,聊了两个小时",
        "visited Chen yesterday, talked for two hours",
        "合同年底到期",
        "goods ship Dec 5",
        "他说下周出差,回来再联系",
        "client is abroad next week",
        "不用下周去了",
        "no need to go next week",
        "明天有哪些安排?",
        "what do I have tomorrow?",
        "盛达有个新商机,预计年底前签",
        "They stocktake every December",
    ],
)
def test_what_is_no_step_of_the_reps_sets_none(text: str) -> None:
    assert when(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("盛达有个新商机,大概120万,预计年底前签", date(2026, 12, 31)),
        ("40 microscopes, about 1.2M USD, closing by end of March", date(2027, 3, 31)),
        ("拜访了盛达,周五再去", None),
    ],
)
def test_the_expected_close_is_found(text: str, expected: date | None) -> None:
    assert close_date(text, NOW) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上周五和黄丽开会,月底前报价", date(2026, 11, 20)),
        ("called Sarah yesterday, try again tomorrow", date(2026, 11, 23)),
        ("visited Acme on Friday", date(2026, 11, 20)),
        ("周一去了华信,没见到人", date(2026, 11, 23)),
        ("20号拜访过了", date(2026, 11, 20)),
        ("拜访了华信,下周二再去", date(2026, 11, 24)),
        ("visited Acme, follow up Friday", date(2026, 11, 24)),
    ],
)
def test_the_day_it_happened_is_found(text: str, expected: date) -> None:
    assert past_day(text, NOW) == expected
