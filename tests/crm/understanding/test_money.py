"""Amounts as reps write them, and the numbers that are none."""

import pytest

from crm.understanding.amounts import Amount
from crm.understanding.fold import fold
from crm.understanding.money import choose_amount, find_amounts


def amount_in(text: str) -> Amount | None:
    plain = fold(text)
    return choose_amount(plain, find_amounts(plain))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("预算50万", 500_000),
        ("30w左右", 300_000),
        ("两百万", 2_000_000),
        ("4万8", 48_000),
        ("38万5", 385_000),
        ("一百二十万", 1_200_000),
        ("十来万", 100_000),
        ("三十五万六千", 356_000),
        ("1.2亿", 120_000_000),
        ("5千块", 5_000),
        ("INR 12 lakh", 1_200_000),
        ("PO value 1.4 crore", 14_000_000),
        ("12,50,000 inr", 1_250_000),
        ("his account, 6480 outstanding", 6_480),
        ("ninety thousand", 90_000),
        ("half a million", 500_000),
        ("1.2 million", 1_200_000),
        ("quote for $80k", 80_000),
        ("about 30 grand", 30_000),
        ("final price 245,000", 245_000),
        ("budget 55000", 55_000),
        ("从80万降到72万", 720_000),
        ("要3台X9,单价2.8w", 84_000),
        ("要3台X200,单价2.8w", 84_000),
        ("要5台x5000", 25_000),
        ("要200pcs传感器 单价45", 9_000),
    ],
)
def test_an_amount_is_read(text: str, value: int) -> None:
    amount = amount_in(text)

    assert amount is not None
    assert amount.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3台,单价28万", 840_000),
        ("15 seats at 120 each", 1_800),
        ("two tractors, 64k each", 128_000),
        ("200套每套300", 60_000),
        ("3套,一套2万8", 84_000),
        ("20 crates at $85 per crate", 1_700),
        ("200 legs @ 3.50 each", 700),
        ("28万x3", None),
        ("3x28万", 840_000),
        ("a dozen pipettes at 310 each", 3_720),
        ("300套浴袍,每套42,1月中旬签", 12_600),  # no 421
        ("2台磨豆机,一台1900,12月14号送", 3_800),
    ],
)
def test_a_quantity_times_a_unit_price_is_multiplied_out(text: str, value: int | None) -> None:
    amount = amount_in(text)

    assert value is None or (amount is not None and amount.value == value)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("5万", None),
        ("5万元", "CNY"),
        ("¥5000", "CNY"),
        ("3万美元", "USD"),
        ("5万美金", "USD"),
        ("$80k", "USD"),
        ("2万欧元", "EUR"),
        ("€22k", "EUR"),
        ("£8k", "GBP"),
        ("HK$5000", "HKD"),
        ("NT$5000", "TWD"),
        ("800台币", "TWD"),
        ("A$5000", "AUD"),
        ("3万新币", "SGD"),
        ("200万日元", "JPY"),
    ],
)
def test_a_currency_is_named_by_word_or_sign(text: str, currency: str | None) -> None:
    amount = amount_in(text)

    assert amount is not None
    assert amount.currency == currency


@pytest.mark.parametrize(
    "text",
    [
        "给8个点的折扣",
        "8% discount",
        "model 2025",
        "ext 2214",
        "PO 4471-12",
        "二期工程",
        "3个联系人",
        "一点意见",
        "5万件",
        "200w电机",
        "4k screen",
        "1,500 people",
        "便宜了2万",
        "gate code is 4471",
        "2026年",
        "第3批",
        "单价28万",  # of how many is not said
    ],
)
def test_a_number_that_is_no_amount_is_none(text: str) -> None:
    assert amount_in(text) is None


@pytest.mark.parametrize("text", ["30到50万", "80k-100k", "三四十万", "between 80k and 100k"])
def test_a_range_has_two_ends(text: str) -> None:
    amount = amount_in(text)

    assert amount is not None
    assert amount.high is not None
    assert amount.value < amount.high
