"""Any time in words: recurring ones, before a close, for oneself and for colleagues, in both languages."""

import re
from datetime import date

import pytest

from crm.opportunities import NewOpportunity, create_opportunity
from crm.opportunity_changes import expect_close
from crm.reminder_words import read_lead
from storage.tables import Member, Role
from tests.kit.world import TUESDAY, Rep, World

SAVE = {"en": "Save now", "zh": "现在保存"}


async def a_customer(rep: Rep, name: str, language: str = "en") -> None:
    await rep.says(f"/customer {name}")
    await rep.taps(SAVE[language])


@pytest.mark.parametrize(
    ("said", "first", "then"),
    [
        ("check orders every day at 9am", "tomorrow (Wed, 25 Nov) 09:00", "Thu, 26 Nov 09:00"),
        ("report every Friday at 4pm", "Fri, 27 Nov 16:00", "Fri, 4 Dec 16:00"),
        ("plan every Monday and Thursday 10am", "Thu, 26 Nov 10:00", "Mon, 30 Nov 10:00"),
        ("stock every 2 weeks on Friday 9am", "Fri, 27 Nov 09:00", "Fri, 11 Dec 09:00"),
        ("invoices every month on the 31st 9am", "Mon, 30 Nov 09:00", "Thu, 31 Dec 09:00"),
        (
            "invoices on the 1st and 15th of each month 9am",
            "Tue, 1 Dec 09:00",
            "Tue, 15 Dec 09:00",
        ),
        (
            "plan on the first working day of every month 9am",
            "Tue, 1 Dec 09:00",
            "Mon, 4 Jan 2027 09:00",
        ),
        ("call every Tue and Thu 3pm", "today (Tue, 24 Nov) 15:00", "Thu, 26 Nov 15:00"),
        ("wishes every Chinese New Year 10am", "Sat, 6 Feb 2027 10:00", "Wed, 26 Jan 2028 10:00"),
        ("review the last Friday of every month 9am", "Fri, 27 Nov 09:00", "Fri, 25 Dec 09:00"),
        ("audit every year on March 8 9am", "Mon, 8 Mar 2027 09:00", "Wed, 8 Mar 2028 09:00"),
        ("calls every working day at 9am", "tomorrow (Wed, 25 Nov) 09:00", "Thu, 26 Nov 09:00"),
    ],
)
async def test_recurring_ones_in_english(world: World, said: str, first: str, then: str) -> None:
    rep = await world.rep("Li Lei", "en")

    typed = await rep.says(f"/remind {said}")
    line = await rep.says(f"remind me to {said}")

    for planned in (typed, line):
        assert f"I will remind you: {first}\n" in planned
        assert f"🔁 Then {then}, and so on" in planned.replace("tomorrow (", "").replace(") ", " ")


@pytest.mark.parametrize(
    ("said", "first", "then"),
    [
        ("每天早上9点看订单", "明天 (11月25日 周三) 09:00", "11月26日 周四 09:00"),
        ("每周五下午4点交周报", "11月27日 周五 16:00", "12月4日 周五 16:00"),
        ("每月31号上午9点对账", "11月30日 周一 09:00", "12月31日 周四 09:00"),
        ("每月1号和15号上午9点催款", "12月1日 周二 09:00", "12月15日 周二 09:00"),
        ("每月最后一个周五上午9点盘点", "11月27日 周五 09:00", "12月25日 周五 09:00"),
        ("每月第一个工作日上午9点交计划", "12月1日 周二 09:00", "2027年1月4日 周一 09:00"),
        ("每季度第一天上午9点回访", "2027年1月1日 周五 09:00", "2027年4月1日 周四 09:00"),
        ("每隔一天上午9点打卡", "11月26日 周四 09:00", "11月28日 周六 09:00"),
        ("每两周的周三上午9点复盘", "明天 (11月25日 周三) 09:00", "12月9日 周三 09:00"),
        ("每年春节上午9点拜年", "2027年2月6日 周六 09:00", "2028年1月26日 周三 09:00"),
        ("每个工作日早上9点打电话", "明天 (11月25日 周三) 09:00", "11月26日 周四 09:00"),
        ("每年3月8号上午9点送花", "2027年3月8日 周一 09:00", "2028年3月8日 周三 09:00"),
    ],
)
async def test_recurring_ones_in_chinese(world: World, said: str, first: str, then: str) -> None:
    rep = await world.rep("王伟", "zh")

    for planned in (await rep.says(f"/remind {said}"), await rep.says(f"提醒我{said}")):
        assert first in planned
        assert then in planned


async def test_how_it_recurs_is_asked_where_the_words_are_not_clear(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    asked = await rep.says("/remind water the plants every now and then tomorrow 9am")

    assert "When?" in asked


async def test_a_recurring_one_rings_again_and_ends_after_its_count(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind stretch every day at 10am 3 times")

    for _ in range(6):
        await world.passes(hours=24)

    assert sum(text.startswith("⏰ stretch") for text in rep.messages) == 3
    assert "Came due: 3\n= delivered 3" in await rep.says("/reminders proof")


async def test_one_that_names_its_end_rings_until_then(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    await rep.says("每周二和周四下午3点提醒我伸懒腰,共3次")

    for _ in range(20):
        await world.passes(hours=24)

    assert sum(text.startswith("⏰ 伸懒腰") for text in rep.messages) == 3


@pytest.mark.parametrize(
    ("language", "said", "what", "ends"),
    [
        (
            "en",
            "every Monday at 9am to send the report, 5 times",
            "send the report",
            "5 times with this",
        ),
        (
            "en",
            "every Monday at 9am send the report for 6 weeks",
            "send the report",
            "6 times with",
        ),
        (
            "en",
            "every Friday file expenses until 31 March",
            "file expenses",
            "until Wed, 31 Mar 2027",
        ),
        ("zh", "每周五下午交周报，直到年底", "交周报", "直到 12月31日 周四"),
        ("zh", "每天早上9点打卡，共5次", "打卡", "连这次共 5 次"),
        ("zh", "每周一发周报，到3月31号为止", "发周报", "直到 2027年3月31日 周三"),
    ],
)
async def test_when_it_ends_is_read_back_and_no_part_of_what_it_is_for(
    world: World, language: str, said: str, what: str, ends: str
) -> None:
    rep = await world.rep("王伟", language)
    asked = {"en": "remind me ", "zh": "提醒我"}[language]

    for planned in (await rep.says(f"/remind {said}"), await rep.says(f"{asked}{said}")):
        assert ends in planned
        assert what in planned.split("\n")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "show my reminders"),
        ("en", "what reminders do I have?"),
        ("zh", "我有哪些提醒？"),
        ("zh", "看看我的提醒"),
    ],
)
async def test_the_list_is_asked_for_in_words(world: World, language: str, said: str) -> None:
    rep = await world.rep("王伟", language)
    await rep.says("/remind pay the rent tomorrow 3pm")

    listed = await rep.says(said)

    assert listed == await rep.says("/reminders")
    assert "pay the rent" in listed


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("en", "cancel my reminder about paying the rent", "🗑 Cancelled: pay the rent"),
        ("en", "delete the rent reminder", "🗑 Cancelled: pay the rent"),
        ("zh", "取消交房租的提醒", "🗑 已取消：交房租"),
        ("zh", "不用再提醒我交房租了", "🗑 已取消：交房租"),
        ("en", "cancel the reminder about the moon", "⏰ 2 open reminders"),
    ],
)
async def test_one_is_given_up_by_what_it_says(
    world: World, language: str, said: str, told: str
) -> None:
    rep = await world.rep("王伟", language)
    await rep.says("/remind " + {"en": "pay the rent", "zh": "交房租"}[language] + " tomorrow 3pm")
    await rep.says("/remind call the bank tomorrow 4pm")
    await rep.says("/reminders")

    assert (await rep.says(said)).startswith(told)


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("remind me at noon to eat", "eat"),
        (
            "remind me every quarter to review the list",
            "🔁 Then Mon, 24 May 2027 09:00, and so on",
        ),
        ("ping me Friday 3pm about the quote", "about the quote"),
        ("don't let me forget to call the bank tomorrow", "call the bank"),
    ],
)
async def test_the_words_that_remind_are_no_part_of_it(
    world: World, said: str, read_back: str
) -> None:
    rep = await world.rep("Li Lei", "en")

    assert (await rep.says(said)).split("\n")[1] == read_back


@pytest.mark.parametrize(
    ("language", "said", "read_back"),
    [
        ("en", "send the quote tomorrow at 9am, remind me", "send the quote"),
        ("en", "call Acme tomorrow at 9am remind me", "call Acme"),
        ("zh", "给Acme打电话，明天下午3点提醒我", "给Acme打电话"),
        ("zh", "拜访Acme，提醒我明天下午3点", "拜访Acme"),
    ],
)
async def test_the_word_that_reminds_may_come_last(
    world: World, language: str, said: str, read_back: str
) -> None:
    rep = await world.rep("王伟", language)

    planned = await rep.says(said)

    assert planned.startswith("⏰")
    assert read_back in planned.split("\n")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "remind me twice a week to call Bob"), ("zh", "每周一和每月1号提醒我打电话")],
)
async def test_what_no_rule_can_say_is_asked(world: World, language: str, said: str) -> None:
    rep = await world.rep("王伟", language)

    asked = await rep.says(said)

    assert {"en": "When", "zh": "什么时候"}[language] in asked


async def test_moving_one_occurrence_leaves_the_others_where_they_are(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind report every Friday at 4pm")
    await rep.taps("Reschedule")

    moved = await rep.says("Thursday 11am")
    await world.passes(days=2, hours=2)
    await world.passes(days=8, hours=5)

    assert "Thu, 26 Nov 11:00" in moved
    assert "🔁 Then Fri, 4 Dec 16:00" in moved
    assert sum(text.startswith("⏰ report") for text in rep.messages) == 2


async def test_before_a_close_it_moves_with_the_close(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep, "Acme")
    with world.store.begin() as work:
        work.actor = work.session.get(Member, 1)
        create_opportunity(work, NewOpportunity(1, "40 pumps", close_on=date(2026, 12, 18)))
    planned = await rep.says("remind me to send the contract to Acme 2 days before close")
    await rep.says("/remind check stock at Acme a week before closing at 10am")

    listed = await rep.says("/reminders")
    with world.store.begin() as work:
        work.actor = work.session.get(Member, 1)
        expect_close(work, 1, date(2026, 12, 28))
    moved = await rep.says("/reminders")

    assert "I will remind you: Wed, 16 Dec 09:00\n" in planned
    assert "🎯 2 days before the expected close of 40 pumps (Fri, 18 Dec); it moves" in planned
    assert re.search(r"Fri, 11 Dec\n\d+\. 10:00", listed)
    assert re.search(r"Mon, 21 Dec\n\d+\. 10:00", moved)
    assert re.search(r"Sat, 26 Dec\n\d+\. 09:00", moved)


@pytest.mark.parametrize(
    ("language", "title", "said", "what"),
    [
        (
            "en",
            "Line 4",
            "remind me to chase the contract for Line 4 2 days before close",
            "for Line 4",
        ),
        (
            "en",
            "Ten pumps",
            "2 days before close of Ten pumps remind me to check the quote",
            "\nTen pumps – check the quote\n",
        ),
        ("zh", "机房改造", "机房改造成交前两天提醒我催合同", "机房改造 – 催合同"),
        ("zh", "机房改造", "机房改造截止前2天提醒我催合同", "机房改造 – 催合同"),
    ],
)
async def test_before_the_close_of_an_opportunity_that_is_named_by_its_title(
    world: World, language: str, title: str, said: str, what: str
) -> None:
    rep = await world.rep("王伟", language)
    await a_customer(rep, "Acme", language)
    with world.store.begin() as work:
        work.actor = work.session.get(Member, 1)
        create_opportunity(work, NewOpportunity(1, title, close_on=date(2026, 12, 18)))

    planned = await rep.says(said)

    assert planned.startswith("⏰")
    assert what in planned
    assert planned.endswith("🏢 Acme")


async def test_before_a_close_that_nobody_expects_it_says_so(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    await a_customer(rep, "华信科技", "zh")

    answer = await rep.says("提醒我华信科技成交前三天准备合同")

    assert "预计成交" in answer


@pytest.mark.parametrize("who", ["Wang Wei", "Wang"])
async def test_a_colleague_is_reminded_and_knows_who_set_it(world: World, who: str) -> None:
    rep, other = await world.rep("Li Lei", "en"), await world.rep("Wang Wei", "en")

    set_for = await rep.says(f"remind {who} to call the bank tomorrow 10am")
    await world.passes(hours=24.6)
    mine = [text for text in rep.messages if text.startswith("⏰ call")]

    assert "⏰ I will remind Wang Wei: tomorrow (Wed, 25 Nov) 10:00\ncall the bank" in set_for
    assert other.sees.startswith("⏰ call the bank\n✍️ Li Lei set it for you on Tue, 24 Nov.")
    assert mine == []


@pytest.mark.parametrize(
    ("language", "said", "asked", "name"),
    [
        ("en", "remind Wang to call the bank tomorrow 10am", "Which colleague", "Wang Wei"),
        ("en", "/remind Wang to call the bank tomorrow 10am", "Which colleague", "Wang Wei"),
        ("zh", "提醒李雷明天10点交报告", "哪位同事", "李雷"),
        ("zh", "/remind 李雷 明天10点交报告", "哪位同事", "李雷"),
    ],
)
async def test_where_two_colleagues_have_the_name_one_tap_says_which(
    world: World, language: str, said: str, asked: str, name: str
) -> None:
    rep = await world.rep("韩梅", language)
    one = await world.rep("李雷" if language == "zh" else "Wang Min", language)
    other = await world.rep(name, language)

    question = await rep.says(said)
    labels = [label for label in rep.labels if label.startswith("👤")]
    assert asked in question
    assert len(labels) == len(set(labels)) == 2
    await rep.taps(labels[1])
    told = rep.sees
    await world.passes(hours=24.6)

    assert name in told
    assert asked not in told
    rang = [text for text in other.messages if text.startswith(("⏰ call the bank", "⏰ 交报告"))]
    assert len(rang) == 1
    assert not [text for text in rep.messages + one.messages if text.startswith(rang[0][:5])]


async def test_until_he_says_which_colleague_the_reminder_is_his_own(world: World) -> None:
    rep = await world.rep("Han Mei", "en")
    await world.rep("Wang Min", "en")
    await world.rep("Wang Wei", "en")

    await rep.says("remind Wang to call the bank tomorrow 10am")
    await world.passes(hours=24.6)

    assert any(text.startswith("⏰ call the bank") for text in rep.messages)


async def test_in_chinese_too_and_by_the_command(world: World) -> None:
    rep, other = await world.rep("李雷", "zh"), await world.rep("王伟", "zh")

    line = await rep.says("提醒王伟明天10点交报告")
    await rep.says("/remind 王伟 明天11点交合同")
    await world.passes(hours=25.6)

    assert "我会提醒王伟" in line
    assert [text.split("\n")[0] for text in other.messages if text.startswith("⏰")] == [
        "⏰ 交报告",
        "⏰ 交合同",
    ]


async def test_what_was_set_for_a_colleague_is_listed_changed_and_given_up(world: World) -> None:
    rep, other = await world.rep("Li Lei", "en"), await world.rep("Wang Wei", "en")
    await rep.says("remind Wang Wei to call the bank tomorrow 10am")
    await rep.says("/reminders")
    listed = await rep.taps("Set for colleagues")
    await rep.taps("call the bank")
    await rep.taps("Reschedule")
    await rep.taps("Cancel it")

    await world.passes(hours=24.6)

    assert "10:00 call the bank → Wang Wei" in listed
    assert not any(text.startswith("⏰") for text in other.messages)


async def test_a_colleague_who_may_not_see_the_customer_is_not_reminded_of_it(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    await world.rep("Wang Wei", "en")
    await a_customer(rep, "Acme")

    answer = await rep.says("remind Wang Wei to call Acme tomorrow 10am")

    assert answer == "Wang Wei may not see that customer. Hand it over first."


async def test_a_manager_sets_reminders_about_customers_of_the_team(world: World) -> None:
    rep = await world.rep("Wang Wei", "en")
    await a_customer(rep, "Acme")
    manager = await world.rep("Han Mei", "en", Role.MANAGER)

    await manager.says("remind Wang Wei to call Acme tomorrow 10am")
    await world.passes(hours=24.6)

    assert rep.sees.startswith("⏰ call Acme\n🏢 Acme\n✍️ Han Mei set it for you")


async def test_a_name_that_is_no_colleagues_is_just_a_word(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    planned = await rep.says("remind Bob to call the bank tomorrow 10am")

    assert "I will remind you" in planned
    assert "Bob" in planned


@pytest.mark.parametrize(
    ("said", "days", "at"),
    [
        ("2 days before close", 2, None),
        ("the day before the expected close date", 1, None),
        ("a week before closing at 10am", 7, "10:00"),
        ("two weeks before it closes", 14, None),
        ("成交前三天", 3, None),
        ("签单前1周下午3点", 7, "15:00"),
        ("close前2天", 2, None),
        ("截止日期前3天", 3, None),
        ("3 days before the deadline", 3, None),
    ],
)
def test_times_before_a_close(said: str, days: int, at: str | None) -> None:
    lead = read_lead(said, TUESDAY, "Asia/Shanghai")

    assert lead is not None
    assert (lead.days, lead.at and f"{lead.at:%H:%M}") == (days, at)


@pytest.mark.parametrize("said", ["before closing time", "two days after close", "三天前成交"])
def test_what_is_no_time_before_a_close(said: str) -> None:
    assert read_lead(said, TUESDAY, "Asia/Shanghai") is None


MOVED = [
    ("en", "move it to Friday 10am", "Fri, 27 Nov 10:00"),
    ("en", "Put it off until next Monday 9am", "Mon, 30 Nov 09:00"),
    ("en", "snooze 2 hours", "tomorrow (Wed, 25 Nov) 17:00"),
    ("en", "push it back 2 days", "Fri, 27 Nov 15:00"),
    ("en", "remind me again tomorrow 8am", "tomorrow (Wed, 25 Nov) 08:00"),
    ("zh", "改到后天上午10点", "11月26日 周四 10:00"),
    ("zh", "推迟到周五下午3点", "11月27日 周五 15:00"),
    ("zh", "推迟两小时", "明天 (11月25日 周三) 17:00"),
    ("zh", "推迟两天", "11月27日 周五 15:00"),
    ("zh", "明早8点再提醒我", "明天 (11月25日 周三) 08:00"),
]


@pytest.mark.parametrize(("language", "said", "when"), MOVED)
async def test_a_line_after_a_reminder_moves_it_without_naming_it(
    world: World, language: str, said: str, when: str
) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind pay the rent tomorrow 3pm")

    moved = await rep.says(said)

    assert when in moved
    assert "pay the rent" in moved
    listed = await rep.says("/reminders")
    assert listed.count("pay the rent") == 1


@pytest.mark.parametrize(
    ("language", "said", "when"),
    [
        ("en", "snooze 2 hours", "today (Tue, 24 Nov) 12:00"),
        ("zh", "推迟两小时", "今天 (11月24日 周二) 12:00"),
    ],
)
async def test_one_that_has_rung_is_put_off_from_now(
    world: World, language: str, said: str, when: str
) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind pay the rent today 9:35")
    await world.passes(minutes=30)

    assert when in await rep.says(said)


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [("en", "don't remind me", "Cancelled"), ("zh", "不用提醒了", "已取消")],
)
async def test_a_line_after_a_reminder_gives_it_up(
    world: World, language: str, said: str, told: str
) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind pay the rent tomorrow 3pm")

    answer = await rep.says(said)

    assert told in answer
    assert "pay the rent" not in await rep.says("/reminders")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "move it to Friday 10am"), ("zh", "改到后天上午10点")]
)
async def test_where_no_reminder_was_told_of_last_such_a_line_moves_none(
    world: World, language: str, said: str
) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind pay the rent tomorrow 3pm")
    before = await rep.says("/reminders")

    await rep.says(said)
    await rep.says("/cancel")

    assert await rep.says("/reminders") == before
