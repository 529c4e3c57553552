"""Whom a message means: by any of the ways in which reps write names."""

from collections.abc import Callable
from typing import Any

import pytest

from crm.understanding.book import Known, Person
from crm.understanding.memory import MemoryBook
from crm.understanding.message import read_message
from crm.understanding.reading import Intent, Reading, Why
from tests.crm.understanding.conftest import NOW

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        ("拜访了华信科技有限公司", "华信科技有限公司"),  # in full
        ("拜访了华信", "华信科技有限公司"),  # a part
        ("拜訪了華信科技", "华信科技有限公司"),  # traditional
        ("拜访了huaxin", "华信科技有限公司"),  # pinyin
        ("hxkj", "华信科技有限公司"),  # initials
        ("拜访了华新科技", "华信科技有限公司"),  # a homophone
        ("拜访了重庆长虹", "重庆长虹桥梁工程有限公司"),  # with its city
        ("visited brightwater", "Brightwater Hotels"),
        ("visited Brigtwater", "Brightwater Hotels"),  # a letter missing
        ("visited Kestral today", "Kestrel Logistics"),  # a wrong letter
        ("visited Blue-Lantern", "Blue Lantern Cafe"),
        ("Acme's pump is leaking", "Acme Pumps Ltd"),
        ("called 512-555-0177, no answer", "Oakline Furniture"),
        ("尾号0044是谁", "重庆长虹桥梁工程有限公司"),
    ],
)
def test_a_customer_is_known_by(text: str, customer: str, read: Read) -> None:
    known = read(text).customer

    assert known is not None
    assert known.name == customer


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("给王总打了电话", "王建国"),
        ("见了赵主任", "赵雪梅"),
        ("跟小周吃了饭", "周婷"),
        ("老吴说没问题", "吴大勇"),
        ("张工发来图纸", "张伟"),
        ("called Wang zong", "王建国"),
        ("called Mr Miller", "John Miller"),
        ("met Dr. Yusuf", "Dr. Amina Yusuf"),
        ("Jan de Vries called", "Jan de Vries"),
        ("called karen", "Karen O'Neil"),
        ("bill hart wants a quote", "Bill Hart"),
    ],
)
def test_a_contact_is_known_by(text: str, contact: str, read: Read) -> None:
    assert read(text).contact == contact


@pytest.mark.parametrize(
    "text",
    [
        "the view at the summit was great",
        "we walked along the harbor",
        "今天成功了",  # 天成 is not in it
        "本周总结一下",  # 周总 is not in it
        "由于主任不在",  # 于主任 is not in it
        "send the bill on Jan 12",
        "mark this as done",
        "the delta between two quotes",
    ],
)
def test_an_everyday_word_is_no_customer(text: str, read: Read) -> None:
    reading = read(text)

    assert reading.customer is None
    assert reading.contact is None


def test_the_customer_that_is_named_wins_over_a_contact_of_another(read: Read) -> None:
    reading = read("拜访了金桥置业的王总")

    assert reading.customer is not None
    assert reading.customer.name == "金桥置业集团"
    assert reading.contact == "王总"
    assert [(doubt.about, doubt.why) for doubt in reading.doubts] == [("contact", Why.UNKNOWN)]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("拜访了宝山钢构的刘总", "宝山钢构"),
        ("上午去了鑫源建材,老板不在", "鑫源建材"),
        ("visited Crestview Motors today", "Crestview Motors"),
    ],
)
def test_a_company_that_nobody_knows_is_proposed_and_asked_about(
    text: str, company: str, read: Read
) -> None:
    reading = read(text)

    assert reading.intent is Intent.LOG
    assert reading.customer is None
    assert reading.new_customer == company
    assert reading.doubts[0].why is Why.UNKNOWN


def test_one_of_several_is_a_doubt_and_not_a_guess() -> None:
    book = MemoryBook(
        [_known(1, "华信科技有限公司", "王建国"), _known(2, "华信实业有限公司", "王芳")]
    )

    by_name = read_message("拜访了华信", NOW, book)
    by_person = read_message("给王总打了电话", NOW, book)

    for reading in (by_name, by_person):
        assert reading.customer is None
        assert reading.doubts[0].why is Why.SEVERAL
        assert {choice.customer.id for choice in reading.doubts[0].choices} == {1, 2}


def test_a_contact_decides_between_customers_of_the_same_name() -> None:
    book = MemoryBook(
        [_known(1, "华信科技有限公司", "王建国"), _known(2, "华信实业有限公司", "李敏")]
    )

    reading = read_message("拜访了华信的李敏", NOW, book)

    assert reading.customer is not None
    assert reading.customer.id == 2


def test_a_learnt_name_is_known_like_any_other() -> None:
    book = MemoryBook([Known(7, "苏州明锐光电有限公司", aliases=("老钱家",))])

    reading = read_message("去了趟老钱家", NOW, book)

    assert reading.customer is not None
    assert reading.customer.id == 7


def test_a_name_that_only_looks_alike_is_asked_about() -> None:
    book = MemoryBook([Known(1, "华信科技有限公司"), Known(2, "Acme Pumps Ltd")])

    reading = read_message("拜访了华星科技", NOW, book)

    assert reading.customer is None
    assert reading.doubts[0].why in (Why.SIMILAR, Why.UNKNOWN)


def _known(number: int, name: str, contact: str) -> Known:
    return Known(number, name, contacts=(Person(number, contact, "总经理"),))


def test_the_doubt_reaches_the_line(understand: Callable[[str], dict[str, Any]]) -> None:
    line = understand("拜访了宝山钢构的刘总")

    assert line["customer"] is None
    assert line["doubts"][0]["span"]["text"] == "宝山钢构"


def test_a_contact_in_full_outweighs_a_place_that_nobody_knows(read: Read) -> None:
    met = read("ran into Tom Becker at Bunnings on Sunday")

    assert met.customer is not None
    assert met.customer.name == "Harbor Foods"
    assert met.at is not None
    assert met.at.isoformat() == "2026-11-22"
