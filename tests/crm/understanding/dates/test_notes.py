"""Ways of naming a time that notes on the road use, and what only looks like them."""

import pytest

from tests.crm.understanding.dates.sent import when


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("12.22下午3点15分联系华信", "2026-12-22T15:15"),
        ("12.15去宏远", "2026-12-15"),
        ("11.27前给报价", "2026-11-27"),
        ("ring Jan tmrw 0900", "2026-11-25T09:00"),
        ("call Jan Thursday at 1545", "2026-11-26T15:45"),
        ("call John at ten to five tomorrow", "2026-11-25T16:50"),
        ("call Tom at twenty to three on Friday", "2026-11-27T14:40"),
        ("一刻钟后叫我给黄丽打电话", "2026-11-24T09:45"),
        ("ping Olivia in three quarters of an hour", "2026-11-24T10:15"),
        ("check in with Greenfield mid-Jan", "2027-01-15"),
        ("call Tom by year-end", "2026-12-31"),
        ("下个月中旬去天成", "2026-12-11"),
        ("ping Bill weds arvo... 2pm", "2026-11-25T14:00"),
        ("send the contract to Jan by COB tomorrow", "2026-11-25"),
        ("过完年给王总打电话", "2027-02-07"),
        ("过了元旦去拜访林老板", "2027-01-02"),
        ("月内拜访一次", "2026-11-30"),
        ("call Raj this time next week", "2026-12-01"),
        ("visit Acme the weekend after next", "2026-12-12"),
    ],
)
def test_short_forms_are_read(message: str, meant: str) -> None:
    assert when(message) == meant


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("Friday call Raj at 3", "2026-11-27T15:00"),
        ("tomorrow call Jan and Maria at 4", "2026-11-25T16:00"),
        ("周五跟李总在公司见 下午三点", "2026-11-27T15:00"),
        ("3pm call with Raj on Friday", "2026-11-27T15:00"),
        ("first Monday of each month remind me at 9", "2026-12-07T09:00"),
        ("call Raj Friday and email Karen at 4", "2026-11-27"),
    ],
)
def test_an_hour_away_from_its_day_is_on_that_day(message: str, meant: str) -> None:
    assert when(message) == meant


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("visit Acme Wednesday, sorry, I mean Thursday at 2", "2026-11-26T14:00"),
        ("visit on the 3rd of December at half two? make that 2:30 pm", "2026-12-03T14:30"),
        ("周三拜访,不对,周四拜访", "2026-11-26"),
        ("moved the Acme demo from Thursday to next Tuesday 11am", "2026-12-01T11:00"),
    ],
)
def test_what_is_corrected_no_longer_holds(message: str, meant: str) -> None:
    assert when(message) == meant


@pytest.mark.parametrize(
    "message",
    [
        "报价12.15给他们了",
        "版本12.15已经装好",
        "12.5万的单子",
        "Tom moved to 12 May Street",
        "send it to Jan",
        "隔天再打给他",
        "早上8点到的客户那里,一直谈到中午12点",
        "spoke about 1500 units",
        "他们周三开会",
        "10-15台左右",
    ],
)
def test_what_only_looks_like_one_of_them_is_none(message: str) -> None:
    assert when(message) is None
