"""The fields of a message beyond who, when and how much."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from crm.understanding.reading import Intent, Kind, Reading, Why

Read = Callable[[str], Reading]


def test_two_visits_in_one_message_are_two_acts(read: Read) -> None:
    reading = read("上午拜访了华信王总,预算50万;下午给蓝海陈静打了电话,周五再联系")

    second = reading.also[0]

    assert (reading.kind, reading.contact, reading.amount) == (
        Kind.VISIT,
        "王建国",
        Decimal(500_000),
    )
    assert reading.follow_up is None
    assert (second.kind, second.contact) == (Kind.CALL, "陈静")
    assert second.follow_up == date(2026, 11, 27)


def test_a_reminder_about_somebody_else_is_an_act_of_its_own(read: Read) -> None:
    reading = read("Visited Acme, all good; remind me to call Maria on Friday")

    assert reading.intent is Intent.LOG
    assert reading.follow_up is None
    assert reading.also[0].intent is Intent.REMIND
    assert reading.also[0].follow_up == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨天拜访了华信", date(2026, 11, 23)),
        ("周一拜访了华信", date(2026, 11, 23)),
        ("11/18拜访华信", date(2026, 11, 18)),
        ("visited Acme on Friday", date(2026, 11, 20)),
        ("had dinner with Tom last night", date(2026, 11, 23)),
        ("visited Acme", date(2026, 11, 24)),
    ],
)
def test_the_day_of_a_visit_lies_behind(text: str, day: date, read: Read) -> None:
    reading = read(text)

    assert reading.intent is Intent.LOG
    assert reading.at == day
    assert reading.follow_up is None


def test_an_expected_close_is_no_next_step(read: Read) -> None:
    reading = read("拜访了华信,预计年底前签,下周二跟进")

    assert reading.close_by == date(2026, 12, 31)
    assert reading.follow_up == date(2026, 12, 1)
    assert reading.next_step == "下周二跟进"


def test_a_visit_to_come_is_a_reminder(read: Read) -> None:
    reading = read("明天上午九点半去华信找王总")

    assert reading.intent is Intent.REMIND
    assert reading.at is None
    assert reading.follow_up == datetime.fromisoformat("2026-11-25T09:30")


def test_a_vague_time_is_asked_about(read: Read) -> None:
    reading = read("提醒我过几天给华信发资料")

    assert reading.follow_up is None
    assert [(doubt.about, doubt.why) for doubt in reading.doubts] == [("follow_up", Why.UNCLEAR)]


def test_a_range_of_money_is_asked_about(read: Read) -> None:
    reading = read("New deal with Kestrel, 80k-100k")

    assert reading.amount is None
    assert reading.doubts[0].values == ("80000", "100000")


def test_why_a_deal_was_lost_is_kept(read: Read) -> None:
    assert read("蓝海那个项目丢了,价格太高").lost_reason == "价格太高"
    assert read("lost Oakline because of price").lost_reason == "price"


def test_tags_and_work_for_colleagues_are_kept(read: Read) -> None:
    reading = read("拜访了华信 #重点 @李雷 明天送样")

    assert reading.tags == ("重点",)
    assert [(one.colleague, one.what) for one in reading.tasks] == [("李雷", "明天送样")]


def test_the_conditions_of_a_look_up_are_kept(read: Read) -> None:
    assert read("30天没联系的A级客户有哪些").conditions == {"grade": "A", "idle_days": 30}
    assert read("成都有哪些A类客户").conditions == {"grade": "A", "city": "成都"}
    assert read("list opportunities above 50k").conditions == {"amount_over": 50_000}


def test_a_customer_to_add_that_is_there_already_is_asked_about(read: Read) -> None:
    reading = read("新客户:华信科技有限公司,联系人钱勇")

    assert reading.intent is Intent.CUSTOMER
    assert reading.doubts[0].why is Why.EXISTS
    assert reading.doubts[0].choices[0].customer.name == "华信科技有限公司"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "把石家庄冀中药业加到客户里,联系人:贾文静",
            ("石家庄冀中药业", "贾文静", None),
        ),
        (
            "add Ridgeway Dental as a new customer, contact Paul Simmons, 617-555-0143",
            ("Ridgeway Dental", "Paul Simmons", "617-555-0143"),
        ),
        ("新客户 王记面馆 13511112222", ("王记面馆", None, "13511112222")),
    ],
)
def test_a_customer_to_add_keeps_what_was_written(
    text: str, fields: tuple[str | None, ...], read: Read
) -> None:
    reading = read(text)

    assert (reading.new_customer, reading.contact, reading.phone) == fields


@pytest.mark.parametrize(
    ("text", "city", "contact"),
    [
        ("new customer Zenith Forge, Leeds, machinery", "Leeds", None),
        ("new client Blue Ridge Labs in Austin, contact Amy Wong", "Austin", "Amy Wong"),
        ("new customer Kite Robotics, New York, Mark Lee 617-555-0143", "New York", "Mark Lee"),
        ("new customer Kite Robotics, contact Austin Reed", None, "Austin Reed"),
        ("new customer Leeds Forge, Austin Reed", None, "Austin Reed"),
        ("新客户 鼎盛机械 无锡 联系人王强", "无锡", "王强"),
        ("新客户鼎盛机械,温州,王强 13800001111", "温州", "王强"),
        ("新客户无锡鼎盛机械,做阀门的", None, None),
        ("新客户 鼎盛机械 无锡 行业机械 联系人赵丽", "无锡", "赵丽"),
        ("新客户 上海 凯德自动化 李娜 13800138000", "上海", "李娜"),
    ],
)
def test_a_city_is_no_contact(
    text: str, city: str | None, contact: str | None, read: Read
) -> None:
    reading = read(text)

    assert (reading.city, reading.contact) == (city, contact)


def test_every_field_says_which_words_it_came_from(read: Read) -> None:
    reading = read("今天拜访了华信科技的王总,预算50万,下周二上午10点跟进")

    quoted = {name: span.text for name, span in reading.spans.items()}

    assert quoted["customer"] == "华信科技"
    assert quoted["contact"] == "王总"
    assert quoted["amount"] == "50万"
    assert quoted["follow_up"] == "下周二上午10点"


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("给蓝海和金桥都发了报价", ["金桥置业集团"]),
        ("Stopped at Harbor Foods & Blue Lantern today", ["Blue Lantern Cafe"]),
        ("上午去了华信下午去了蓝海", ["蓝海物流有限公司"]),
        ("visited Acme, called Bill, emailed Karen", ["Greenfield Farms", "Summit Steel"]),
    ],
)
def test_nobody_who_was_met_is_forgotten(text: str, others: list[str], read: Read) -> None:
    also = read(text).also

    assert [act.customer.name for act in also if act.customer] == others
    assert {act.intent for act in also} == {Intent.LOG}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("刚从苏州宏泰回来,跟张总聊了新产线,让我周五前给方案", "苏州宏泰"),
        ("今天去了无锡鼎盛,见了采购部的赵经理,下周给报价", "无锡鼎盛"),
        ("was at Harlow Bakery today, quote on Friday", "Harlow Bakery"),
        ("visited Zenith Forge, they want 20 valves", "Zenith Forge"),
        ("just left Zenith Forge, met their buyer Paul", "Zenith Forge"),
    ],
)
def test_a_company_that_nobody_knows_is_named(read: Read, text: str, name: str) -> None:
    assert read(text).new_customer == name


@pytest.mark.parametrize("text", ["去北京出差,周五回来再联系", "昨天跑了苏州新区,很堵"])
def test_a_part_of_a_town_is_no_company(read: Read, text: str) -> None:
    assert read(text).new_customer is None
