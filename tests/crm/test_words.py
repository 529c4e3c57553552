"""Answers to one question, and what an opportunity of a line is called."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crm.line_words import deal_title
from crm.money import Money
from crm.understanding.memory import book_of_rows
from crm.understanding.message import read_message
from crm.words import read_price
from storage.tables import Customer

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BOOK = book_of_rows([{"name": one} for one in ("Kestrel", "Harbor", "华信", "宏远")])


@pytest.mark.parametrize(
    ("words", "minor"),
    [
        ("800", 80_000),
        ("about 80k, after 10% off", 8_000_000),
        ("it is 800 each", 80_000),
        ("800元一台", 80_000),
        ("大概12万左右，打了9%的折", 12_000_000),
    ],
)
def test_how_much_is_answered_by_an_amount_with_few_words(words: str, minor: int) -> None:
    assert read_price(words, "CNY") == Money(minor, "CNY")


@pytest.mark.parametrize(
    "words",
    [
        "Harbor wants 40 pumps, 80k, end of March",
        "visited Kestrel today, Jan says the budget of 20k is approved",
        "华信要20台水泵，12万",
        "3 fittings at 55",
        "later",
    ],
)
def test_a_line_of_its_own_is_no_answer_to_it(words: str) -> None:
    assert read_price(words, "CNY") is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Kestrel wants 20 pallets of valves, 45k, end of January", "20 pallets of valves"),
        ("Harbor wants 12 boxes of gloves for 3k by Christmas", "12 boxes of gloves"),
        ("Harbor is interested in 5 forklifts, 150k", "5 forklifts"),
        ("Harbor budget 20k for sensors", "sensors"),
        ("宏远想要20套传感器，报价45万，月底前定", "20套传感器"),
        ("华信想要两吨不锈钢，12万", "两吨不锈钢"),
        ("华信想要一套新系统，50万", "新系统"),
        ("宏远对3台注塑机感兴趣，预算90万", "3台注塑机"),
    ],
)
def test_an_opportunity_is_called_by_what_is_wanted_and_how_many(line: str, title: str) -> None:
    reading = read_message(line, NOW, BOOK)

    assert deal_title(line, reading, Customer(name="Somebody")) == title
