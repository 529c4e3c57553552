"""Notes as they come: days gone by at the head or the tail, slashes for stops, what is told without a verb."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.memory import MemoryBook
from crm.understanding.message import read_message
from crm.understanding.reading import Intent, Kind, Reading
from tests.crm.understanding.conftest import NOW

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("17/11: factory tour at Oakline, all fine", 17),
        ("20/11 – Acme – John – pump seals ok", 20),
        ("11/17 w/ Raj @ Delta Dental: price list handed over", 17),
        ("【11.18】拜访金桥刘洋,看了样板间", 18),
        ("[11.19] 与海纳黄丽对接二期网络", 19),
        ("18 Nov, site walk with Jan at Kestrel", 18),
        ("Thursday gone, popped in to Harbor Foods, Tom happy", 19),
        ("Wednesday last, lunch w/ Olivia, she'll take 60 cases", 18),
        ("popped in to Harbor, Friday last.", 20),
        ("Monday: rang Karen O'Neil about the beams", 23),
        ("昨/电话/金桥刘副总/尾款12w/认", 23),
        ("给宏远李敏送了样品,上周四", 19),
        ("跟华信王总通了电话,他没意见,昨天下午", 23),
        ("合同寄给徐磊了,11月20号寄的", 20),
        ("去瑞丰转了转,吴大勇不在,他家属接待的,前天", 22),
        ("walked the line with Karen, she wants a second shift, last Thursday", 19),
        ("Brightwater; tasting with Olivia Grant yesterday; Pinotage loved", 23),
    ],
)
def test_a_day_gone_by_at_either_end_is_the_day_of_the_interaction(
    line: str, day: int, read: Read
) -> None:
    reading = read(line)

    assert (reading.intent, reading.at) == (Intent.LOG, date(2026, 11, day))
    assert reading.follow_up is None


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Friday: call Karen", date(2026, 11, 27)),
        ("周五:拜访金桥", date(2026, 11, 27)),
        ("12/4: demo at Pioneer", date(2026, 12, 4)),
        ("27/11, site walk with Jan at Kestrel", date(2026, 11, 27)),
    ],
)
def test_a_day_to_come_at_the_head_stays_a_plan(line: str, due: date, read: Read) -> None:
    reading = read(line)

    assert (reading.intent, reading.follow_up) == (Intent.REMIND, due)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("visited Acme 20/11, call again 4/12", date(2026, 12, 4)),
        ("19/11: site visit at Oakline; ring Maria 3/12", date(2026, 12, 3)),
        ("met John 11/20, f/u 12/4", date(2026, 12, 4)),
        ("visited Acme, 24/7 service, f/u 12/4", date(2026, 12, 4)),
    ],
)
def test_one_date_shows_the_order_of_the_others(line: str, due: date, read: Read) -> None:
    assert read(line).follow_up == due


@given(back=st.integers(1, 60), day_first=st.booleans())
def test_the_day_that_heads_a_note_is_never_in_the_future(
    back: int, day_first: bool, book: MemoryBook
) -> None:
    day = NOW.date() - timedelta(days=back)
    text = f"{day:%d %b}" if day_first else f"{day:%b %d}"

    reading = read_message(f"{text}: visited Oakline, chairs ok", NOW, book)

    assert (reading.intent, reading.at, reading.follow_up) == (Intent.LOG, day, None)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("went down to Kestrel warehouse, racking can, aircon cannot", Kind.VISIT),
        ("Called into Blue Lantern, dropped off 6 bottles", Kind.VISIT),
        ("visit Kestrel oredi, all ok", Kind.VISIT),
        ("驻厂宏远两天,李敏陪的", Kind.VISIT),
        ("在东方精密蹲点一上午", Kind.VISIT),
        ("下午去博雅教育听课了", Kind.VISIT),
        ("fitting with Mei at Blue Lantern, new uniform ok", Kind.MEETING),
        ("列席博雅教育教研组会议,未涉及采购", Kind.MEETING),
        ("旁听了海纳的评审会,黄丽主持", Kind.MEETING),
        ("call Jan already, no issue", Kind.CALL),
        ("吴理事长在电话那头没松口", Kind.CALL),
        ("email Jan oredi, he never complain", Kind.EMAIL),
        ("text Karen liao, she ok with price", Kind.MESSAGE),
        ("林老闆LINE我,說樣品收到了", Kind.MESSAGE),
    ],
)
def test_visits_and_talks_in_other_words(line: str, kind: Kind, read: Read) -> None:
    reading = read(line)

    assert (reading.intent, reading.kind) == (Intent.LOG, kind)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Karen reckon price too steep, I call her Friday", date(2026, 11, 27)),
        ("Olivia reckons 1,200 litres a month, I said I'd get her a price by Friday", date(2026, 11, 27)),
        ("Summit Steel - Karen - casing looking good, fixin to send her paper Thursday", date(2026, 11, 26)),
        ("Harbor order looking good, gonna send Tom the contract Friday", date(2026, 11, 27)),
        ("金桥/刘总/看完样板间/ok/下周五交深化图", date(2026, 12, 4)),
        ("Summit Steel | Karen | visit | happy | back 12/4", date(2026, 12, 4)),
    ],
)  # fmt: skip
def test_what_was_told_with_a_next_step_is_no_bare_reminder(
    line: str, due: date, read: Read
) -> None:
    reading = read(line)

    assert (reading.intent, reading.follow_up) == (Intent.LOG, due)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("菜心苗数目对不上,和瑞丰的会计在电话里对了半天,最后对上了", Intent.LOG),
        ("Greenfield pump was down, fixed on the spot, Bill happy", Intent.LOG),
        ("John at Acme never complains about the seals", Intent.LOG),
        ("没投诉,华信王总对服务满意", Intent.LOG),
        ("宏远那批货数量对不上", Intent.TICKET),
        ("Kestrel's reefer unit throws a fault code again", Intent.TICKET),
        ("Acme pump quits every hour, needs a service tech", Intent.TICKET),
        ("Oakline complains about the finish", Intent.TICKET),
        ("Kestrel tender we win liao", Intent.STAGE),
        ("长虹桥梁那单赢咧", Intent.STAGE),
        ("宏远那单签啦", Intent.STAGE),
        ("we lose Harbor bakery deal already lah", Intent.STAGE),
        ("金桥那单定下来啦,88万", Intent.STAGE),
        ("见面时间定下来了,金桥刘总周五", Intent.LOG),
        ("How many visits by rep this week", Intent.REPORT),
        ("how many visits tomorrow", Intent.AGENDA),
        ("Brightwater wine list; lost; they've gone Chilean", Intent.STAGE),
        ("if we win the Kestrel deal I owe Jan a beer", Intent.LOG),
        ("SALES BY CUSTOMER THIS YEAR", Intent.REPORT),
        ("orders per rep last month", Intent.REPORT),
        ("按区域统计本月业绩", Intent.REPORT),
        ("list customers in Shanghai", Intent.FIND),
        ("pls list my A customers", Intent.FIND),
        ("price list sent to Karen by email", Intent.LOG),
    ],
)
def test_trouble_told_and_trouble_reported_are_told_apart(
    line: str, intent: Intent, read: Read
) -> None:
    assert read(line).intent is intent


@pytest.mark.parametrize(
    ("line", "company", "person"),
    [
        ("新客户/佛山恒达陶瓷/区志强/13799990001", "佛山恒达陶瓷", "区志强"),
        ("新客户,丽江雪山旅行社,木青云,13988800123", "丽江雪山旅行社", "木青云"),
        ("来个新客户呗,丹东鸭绿江渔业,找邴建军,13941500088", "丹东鸭绿江渔业", "邴建军"),
        ("新客户啊 哈尔滨冰城食品,联系人鞠国庆,13904500011", "哈尔滨冰城食品", "鞠国庆"),
        ("NEW CUSTOMER PRAIRIE HOSE / DONNA KRUGER / 515-555-0111", "PRAIRIE HOSE", "DONNA KRUGER"),
        ("new customer => Mesa Roofing, contact Ana Ruiz, 505-555-0134", "Mesa Roofing", "Ana Ruiz"),
        ("new client -> fern hill clinic -> sam lee -> 02 5550 0199", "fern hill clinic", "sam lee"),
        ("Add client -- Koala Hire -- Bruce Nolan -- 0412 555 019", "Koala Hire", "Bruce Nolan"),
        ("Client add: Cedar Dairy Ltd., Hugh Barlow, 519-555-0180", "Cedar Dairy Ltd.", "Hugh Barlow"),
        ("Cust new - Redwood Print Co, Gail Frost, 707-555-0101", "Redwood Print Co", "Gail Frost"),
        ("Please add a client kindly: Lagos Foods Ltd, Ngozi Eze", "Lagos Foods Ltd", "Ngozi Eze"),
        ("Register this client Ibadan Steel the owner is Femi Ojo 0805 555 0112", "Ibadan Steel", "Femi Ojo"),
    ],
)  # fmt: skip
def test_newcomers_in_any_form(line: str, company: str, person: str, read: Read) -> None:
    reading = read(line)

    assert reading.intent is Intent.CUSTOMER
    assert (reading.new_customer, reading.contact) == (company, person)


@pytest.mark.parametrize(
    ("line", "amount", "currency"),
    [
        ("new deal Summit 620 thousand cedis", "620000", "GHS"),
        ("new deal Kestrel 2.4 million baht", "2400000", "THB"),
        ("new deal Kestrel NGN 45m", "45000000", "NGN"),
        ("Oakline new deal, 15,000 kiwi dollars", "15000", "NZD"),
        ("new opp Harbor 1.2 million kenyan shillings", "1200000", "KES"),
        ("new opp Harbor 1.2 million shillings", "1200000", None),
        ("Acme wants 12 pumps, 4,500 ringgit each", "54000", "MYR"),
        ("Summit wants 200 tonnes at eight hundred and fifty naira per tonne", "170000", "NGN"),
        ("华信新商机,85万兰特", "850000", "ZAR"),
        ("宏远新商机 300万泰铢", "3000000", "THB"),
        ("華盛新商機 NT$320萬OK", "3200000", "TWD"),
        ("Oakline new deal, 62 grand, sterling", "62000", "GBP"),
        ("Oakline after a pair of routers, £23,500 apiece, new opportunity", "47000", "GBP"),
        ("宏远机械要买俩50吨桥吊一台六十三万", "1260000", None),
        ("宏远订50吨钢材,一吨4000", "200000", None),
        ("宏远要仨,每台2万", "60000", None),
    ],
)
def test_sums_in_the_currencies_of_the_world(
    line: str, amount: str, currency: str | None, read: Read
) -> None:
    reading = read(line)

    assert (reading.amount, reading.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "line",
    [
        "e-mailed Amina Yusuf the CoA for lot 2611",
        "met Karen re batch 4410",
        "met Karen, 3 won deals this year and 5 real leads",
        "met John, 5 marks out of 10 for the demo",
        "拜访宏远,批号8830的货到了",
    ],
)
def test_numbers_of_lots_and_counts_are_no_money(line: str, read: Read) -> None:
    assert read(line).amount is None


@given(
    parts=st.lists(
        st.sampled_from(["王总", "样品ok", "w/ 李敏", "24/7", "f/u", "报价"]), max_size=6
    )
)
def test_slashes_change_no_offset(parts: list[str], book: MemoryBook) -> None:
    text = "/".join(["华信", *parts])

    reading: Any = read_message(text, NOW, book)

    assert all(text[one.start : one.end] == one.text for one in reading.spans.values())
