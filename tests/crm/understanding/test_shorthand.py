"""Habits of writers: telegraph style, small letters, German and Indian English, Cantonese, formal Chinese."""

from collections.abc import Callable
from typing import Any

import pytest

from crm.understanding.fold import fold

Understand = Callable[[str], dict[str, Any]]

TOLD = (
    ("visit blue lantern yday mei says cups by xmas", "visit"),
    ("harbor walkthru 11/19, tom likes vac pouches", "visit"),
    ("3rd visit to oakline this month, no dice", "visit"),
    ("saw new guy at lakeshore bottling this am", "visit"),
    ("saw tom @ harbor, left 3 samples", "visit"),
    ("harbor drop in this am, tom out sick, cb mon", "visit"),
    ("saw tom at the trade show last thu", "meeting"),
    ("mtg w karen yday, 48k/yr on the table", "meeting"),
    ("cold call kestrel yest, jan out, lvm", "call"),
    ("Telephoned with Karen, she needs the drawings until Friday", "call"),
    ("Had telco with Jan about the conveyor, next step offer", "call"),
    ("John told in our call that the budget is frozen", "call"),
    ("txt from mei, logo sleeve proof approved", "message"),
    ("bill hart txt - melon boxes - wants net 60", "message"),
    ("Have written Olivia Grant a WhatsApp that the parts leave on Friday", "message"),
    ("Karen O'Neil wrote in Teams chat that the mill stands still", "message"),
    ("My visit at Blue Lantern was cancelled by Mei this morning per SMS", "message"),
    ("Received mail from Karen: budget approved, 45.000 USD", "email"),
    ("em from raj re pump seals, all good", "email"),
    ("VISITED OAKLINE TODAY MARIA WANTS 40 CHAIRS", "visit"),
    ("went Harbor just now, Tom say ok can", "visit"),
    ("今日上华信搵王总签咗NDA", "visit"),
    ("call左周婷,佢话单已经落左", "call"),
    ("尋日同林生飲茶,傾咗報價", "meeting"),
)

ASKED = (
    ("any mtgs thu", "agenda"),
    ("any appts tmrw", "agenda"),
    ("whats my sched thu", "agenda"),
    ("聽日有咩安排", "agenda"),
    ("後日有冇meeting", "agenda"),
    ("聽日要見邊個", "agenda"),
    ("下周我的日程是怎样的?", "agenda"),
    ("How high is my turnover in November so far?", "report"),
    ("how strong are our sales this month?", "report"),
    ("业绩几多", "report"),
    ("412 555 0150 who dat", "find"),
    ("13907110022系边个", "find"),
    ("超过20日冇跟过嘅B级客有边几个", "find"),
    ("sat am load samples in van rmd me", "remind"),
    ("Every Tuesday at 13:00 I want to be reminded on the open offers.", "remind"),
    ("Please remember me tomorrow at 9 of the tender", "remind"),
    ("长虹桥梁个商机入咗negotiation", "stage"),
)

# Near misses: none of them is what its words resemble.
NOT_SO = (
    ("Karen will remember me from the fair", "remind"),
    ("sent bill to acme for 4,500", "find"),
    ("Acceptance test at Summit Steel passed, protocol signed.", "stage"),
    ("宏远的控制柜不转1500转,报价45万不变", "ticket"),
    ("这边几家都去过了", "find"),
)

NEWCOMERS = (
    ("new acct great plains candle co - becky olsen - 515 555 0162", "becky olsen"),
    ("add customer hoosier meats, contact dale krantz 317-555-0148", "dale krantz"),
    ("create customer two rivers pickle co, pam weber 920.555.0133", "pam weber"),
    ("add customer lonestar bbq, contact jim bob tucker 512-555-0101", "jim bob tucker"),
    ("new client Weber & Sohn GmbH, Mr. Klaus Weber, +49 30 555 0166", "Klaus Weber"),
    ("Add client Pine Valley School, attn: Mrs. Holt, 208-555-0155", "Mrs. Holt"),
    ("Add Muller AG to our customer list, contact Petra Vogt, +41 44 555 01 77", "Petra Vogt"),
    ("请新增客户:南京江北新材料有限公司,联系人为采购部的马骏先生,联系电话13951880077。", "马骏"),
    ("今天收到名片,请帮我建一个新客户:常州恒久涂料,副总经理方志远,0519-85667788。", "方志远"),
    ("新客户:高雄宏盛五金行,联系人陈先生,电话07-3216548", "陈先生"),
    ("加个客 惠州科锐达电子 联系人 曾伟强 电话13502240099", "曾伟强"),
    ("new cust: big sky lumber, austin tx, 406-555-0144", None),
    ("add customer prairie wind, candle wax, 515 555 0100", None),
)


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_what_happened_is_logged_with_how(text: str, kind: str, understand: Understand) -> None:
    read = understand(text)

    assert (read["intent"], read["kind"]) == ("log", kind)


@pytest.mark.parametrize(("text", "intent"), ASKED)
def test_a_request_in_few_words_is_one(text: str, intent: str, understand: Understand) -> None:
    assert understand(text)["intent"] == intent


@pytest.mark.parametrize(("text", "intent"), NOT_SO)
def test_what_only_looks_like_it_is_not(text: str, intent: str, understand: Understand) -> None:
    assert understand(text)["intent"] != intent


@pytest.mark.parametrize(("text", "contact"), NEWCOMERS)
def test_a_new_customers_contact_is_found(
    text: str, contact: str | None, understand: Understand
) -> None:
    read = understand(text)

    assert (read["intent"], read["contact"]) == ("customer", contact)


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        ("sent bill the corrugate quote 6.2k", "Greenfield Farms"),
        ("gave grant the new price list", "Brightwater Hotels"),
        ("sent bill to acme for 4,500", "Acme Pumps Ltd"),
        ("林生打嚟話報價太貴", "華盛貿易行"),
        ("郑生产线那边缺人", None),
        ("卫生局下周检查", None),
    ],
)
def test_a_name_that_is_a_word_is_one_where_something_is_given(
    text: str, customer: str | None, understand: Understand
) -> None:
    assert understand(text)["customer"] == customer


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("仲有邊個冇跟", "还有哪个没跟"),
        ("搵林生傾偈", "找林生聊天"),
        ("call左佢", "call了他"),
        ("这边几家", "这边几家"),
        ("而家里人", "而家里人"),
        ("我左边", "我左边"),
    ],
)
def test_cantonese_is_folded_into_mandarin_letter_for_letter(written: str, read: str) -> None:
    assert fold(written) == read
