"""How reps tell what happened, what is to come, and what others are going to do: classes of sentences."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from crm.understanding.reading import Intent, Kind, Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("今天call了Sarah,报价她收到了", Kind.CALL),
        ("跟wang总meeting,他说budget大概20万", Kind.MEETING),
        ("visitd acme, john wants 3 pumps", Kind.VISIT),
        ("emaild Karen the drawings", Kind.EMAIL),
        ("mtg w/ Karen at Summit, all fine", Kind.MEETING),
        ("跟冯经理在工地上转了一圈", Kind.VISIT),
        ("just got out of Acme, John is happy", Kind.VISIT),
        ("周五拜访的长虹桥梁,补记一下", Kind.VISIT),
    ],
)
def test_mixed_misspelt_and_colloquial_verbs_tell_of_an_interaction(
    line: str, kind: Kind, read: Read
) -> None:
    reading = read(line)

    assert (reading.intent, reading.kind) == (Intent.LOG, kind)


@pytest.mark.parametrize(
    "line", ["跑了18公里外勤", "吃饭去了", "stuck in traffic", "walked 5 miles"]
)
def test_what_is_about_no_customer_is_no_interaction(line: str, read: Read) -> None:
    assert read(line).intent is Intent.NONE


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("下周去趟北京,拜访东方精密和北辰", date(2026, 11, 30)),
        ("12.8 上午 约陈静 谈仓储合同", datetime(2026, 12, 8, 9)),  # noqa: DTZ001
        ("约了徐校长下周二下午四点一刻看样板间", datetime(2026, 12, 1, 16, 15)),  # noqa: DTZ001
        ("等长虹的冯经理出差回来,12月8号去签合同", date(2026, 12, 8)),
    ],
)
def test_what_follows_a_plan_is_planned_too(line: str, due: date | datetime, read: Read) -> None:
    reading = read(line)

    assert (reading.intent, reading.follow_up) == (Intent.REMIND, due)


@pytest.mark.parametrize(
    "line",
    [
        "Jan says they'd take 3 pallets in May, nothing till then",
        "上午和海纳黄经理视频会议,确认了需求,2号楼的网络下周装",
        "拜访了宏远,他们周三开会",
    ],
)
def test_what_others_are_going_to_do_is_no_next_step(line: str, read: Read) -> None:
    reading = read(line)

    assert (reading.intent, reading.follow_up) == (Intent.LOG, None)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("上午拜访華盛,林老闆說年底前要出清庫存,明年二月一號再聯絡", date(2027, 2, 1)),
        ("called Karen, wants delivery by mid january will send quote tmrw", date(2026, 11, 25)),
        ("拜访了宏远李敏,聊到他们老板和华信王总是同学,12月1号约她吃饭", date(2026, 12, 1)),
    ],
)
def test_the_reps_own_step_outweighs_what_others_do(line: str, due: date, read: Read) -> None:
    assert read(line).follow_up == due


@pytest.mark.parametrize(
    ("line", "amount", "currency"),
    [
        ("Northwind needs 2,000 tote bags at 3.20", "6400", None),
        ("Sarah would take 300 cases at $14", "4200", "USD"),
        ("Northwind holiday boxes, 5k units x $3.20", "16000", "USD"),
        ("盛达订了300套,8块5一套", "2550", "CNY"),
        ("蓝海想续约,一年36万", "360000", None),
        ("Kestrel wants to renew, 24k EUR per year", "24000", "EUR"),
        ("New deal Pioneer 15k USD/yr for 3 years, 45k total", "45000", "USD"),
    ],
)
def test_quantities_times_prices_and_yearly_sums(
    line: str, amount: str, currency: str | None, read: Read
) -> None:
    reading = read(line)

    assert (reading.amount, reading.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "line", ["meeting with 3 people at 9 tomorrow, Acme", "Acme tomorrow @ 2.30pm"]
)
def test_an_hour_is_no_price(line: str, read: Read) -> None:
    assert read(line).amount is None


@pytest.mark.parametrize(
    ("line", "customer"),
    [
        ("把华信的成功案例发给海纳黄丽参考,明天上午提醒我", "海纳软件有限公司"),
        ("send the Acme case study to Summit tomorrow", "Summit Steel"),
        ("提醒我周五把华信的报价改一下", "华信科技有限公司"),
    ],
)
def test_who_gets_something_of_another_is_the_customer(
    line: str, customer: str, read: Read
) -> None:
    known = read(line).customer

    assert known is not None
    assert known.name == customer


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("上个月我签了几单", Intent.REPORT),
        ("出个上个月的业绩报告", Intent.REPORT),
        ("show me last quarter's results", Intent.REPORT),
        ("明天我都要干嘛", Intent.AGENDA),
        ("请告知我本周的工作安排", Intent.AGENDA),
        ("下午跟领导汇报下周工作安排", Intent.REMIND),
        ("请查询超过六十天未拜访的A级客户", Intent.FIND),
        ("forcast this month?", Intent.REPORT),
        ("华信新opp 30w", Intent.OPPORTUNITY),
        ("宏远那单签下来了下周五去收款", Intent.STAGE),
        ("宏远那单签了的话下周五去收款", Intent.REMIND),
        ("等宏远签了下周五去收款", Intent.REMIND),
        ("下周有几个拜访", Intent.AGENDA),
        ("what's left for today", Intent.AGENDA),
        ("15928001122 谁啊", Intent.FIND),
        ("where does Bill Hart work again", Intent.FIND),
        ("把天成的资料发我看看", Intent.FIND),
        ("建档:青岛海润水产有限公司,丁总,0532-88776655", Intent.CUSTOMER),
        ("Tom moved to a new office, 12 May Street", Intent.LOG),
        ("长虹桥梁有个支座更换的项目要招标,估计两百三十万", Intent.OPPORTUNITY),
        ("please send a technician to Blue Lantern, machine is dead", Intent.TICKET),
        ("we got the Kestrel contract", Intent.STAGE),
    ],
)
def test_requests_and_acts_are_told_apart(line: str, intent: Intent, read: Read) -> None:
    assert read(line).intent is intent
