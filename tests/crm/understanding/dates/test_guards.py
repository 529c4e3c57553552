"""Numbers and words that look like times and are none; times that must be asked about."""

import pytest

from crm.understanding.dates.line import when_line
from crm.understanding.dates.reading import read_times
from tests.crm.understanding.dates.sent import NOW, when


@pytest.mark.parametrize(
    "text",
    [
        "客户提了三点要求,有一点意见",
        "让了8个点,利润只有2点多",
        "预算50万,二期工程有3个联系人",
        "周一鸣和周总都在",
        "分机2214,型号X2026,订单PO4471-12",
        "3号楼2单元,第三批货",
        "五月花酒店和三一重工",
        "质保两年,账期60天,交期30天",
        "电话13812345678",
        "Mr. May and Sun Trading want 15 seats at 120 each",
        "March Logistics, suite 12, 2nd floor, ext 2214",
        "PO 4471-12 for 40 units, 10% off, 24/7 support",
        "the 3rd visit to site 4 was the second best",
        "room 1130, model 2025, version 3.1, $12,500",
        "www.example.com/2026-12-03 me@12.com",
        "Spoke w/ Jan and April about the 1/2 inch valve",
        "配比3:20,比例是1:30",
        "the mix is a ratio of 3:20",
        "要12/24V双电压的,24/48V也行",
        "1/3 paid up front, 预付1/3",
        "Friday's meeting is off",
        'last year\'s contract said "deliver by 1 December"',
        "合同写着“12月1日前交货”",
        "[08:52] Jan: will do",
        "设备保修期至2027年6月30日届满",
        "他们的验收推迟至下周三",
    ],
)
def test_a_number_that_is_no_date_sets_none(text: str) -> None:
    assert when(text) is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("3:20开会", "2026-11-24T15:20"),
        ("12/24 给客户回电话", "2026-12-24"),
        ("call Bob 1/3 about the deposit", "2027-01-03"),
        ("Friday's call is off, ring him Monday", "2026-11-30"),
        ("[09:10] 王总: 明天下午三点打给他", "2026-11-25T15:00"),
        ("check in two weeks from tomorrow", "2026-12-09"),
        ("in two weeks from Monday call Bob", "2026-12-14"),
        ("ten days from tomorrow call Bob", "2026-12-05"),
        ("twenty to four this afternoon, ring Bob", "2026-11-24T15:40"),
        ("2h后给他打电话", "2026-11-24T11:30"),
        ("原定周四的会议推迟至下周三下午两点", "2026-12-02T14:00"),
        ("十五号开标提醒我十四号去送标书", "2026-12-14"),
        ("明天3点开会提醒我2点出发", "2026-11-25T14:00"),
        ("仪器收到了明天下午四点让我过去调试", "2026-11-25T16:00"),
        ("廿八號送貨過去", "2026-11-28"),
    ],
)
def test_what_looks_alike_and_is_a_date_is_read(text: str, due: str) -> None:
    assert when(text) == due


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("remind me to pay the invoice tomorrow", 1),
        ("send the invoice next week", 6),
        ("payment terms: invoice 30 days", None),
        ("terms are net 45, lead time is 3 weeks", None),
    ],
)
def test_a_length_behind_an_invoice_is_a_term_and_a_day_is_none(
    text: str, day: int | None
) -> None:
    days = [(one.day - NOW.date()).days for one in read_times(text, NOW)]

    assert days == ([] if day is None else [day])


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("11月31号跟进", "impossible"),
        ("call on Nov 31", "impossible"),
        ("周五(12月5号)跟进", "conflict"),
        ("call Friday Dec 5", "conflict"),
        ("周二或者周三跟进", "ambiguous"),
        ("call Tuesday or Wednesday", "ambiguous"),
        ("call on 05/06/2027", "ambiguous"),
        ("过几天再联系", "vague"),
        ("call him in a few days", "vague"),
        ("农历八月十五前跟进", "vague"),
        ("提醒我今天8点打电话", "past"),
        ("remind me today at 8am to call", "past"),
    ],
)
def test_a_time_that_cannot_be_resolved_is_asked_about(text: str, doubt: str) -> None:
    line = when_line(text, NOW)

    assert (line["when"], line["doubt"]) == (None, doubt)


def test_a_weekday_settles_which_number_is_the_month() -> None:
    assert when("call Saturday 12/5") == "2026-12-05"
    assert when("call Wednesday 12/5") == "2027-05-12"


def test_every_moment_quotes_the_words_it_came_from() -> None:
    text = "昨天打了电话,下週二上午10點再談"

    moments = read_times(text, NOW)

    assert [moment.text for moment in moments] == ["昨天", "下週二上午10點"]
    assert all(text[slice(*moment.span)] == moment.text for moment in moments)
