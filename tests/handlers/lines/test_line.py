"""One message is enough: saved, read back, put right; in doubt one question, in both languages."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables import Contact, Customer, History, Interaction, Opportunity, Reminder, Row
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import Rep, World

EXAMPLES = Path(__file__).parents[2] / "corpus" / "messages" / "examples.jsonl"
WHOLE = {
    "zh": "今天拜访了华信科技的王总,对报价有兴趣,预算50万,下周二上午10点跟进",
    "en": "Visited Acme today, John likes the new pump, wants a quote for $80k, follow up next Tuesday 10am",
}
SEEN = {
    "zh": ("拜访 · 华信科技有限公司 · 11月24日 周二", "王建国", "¥500,000", "12月1日 周二 10:00"),
    "en": ("Visit · Acme Pumps Ltd · Tue, 24 Nov", "John Miller", "US$80,000", "Tue, 1 Dec 10:00"),
}
BOTH = pytest.mark.parametrize("language", ["zh", "en"])


def count(world: World, kind: type[Row]) -> int:
    with world.store.looking() as work:
        return work.session.scalar(select(func.count()).select_from(kind)) or 0


def everything(world: World) -> str:
    """Every business row as text, but for the history itself."""
    kinds = (Customer, Contact, Interaction, Opportunity, Reminder)
    with world.store.looking() as work:
        rows = [
            dict(row._mapping)
            for kind in kinds
            for row in work.connection.execute(select(kind.__table__).order_by(kind.id))
        ]
    return json.dumps(rows, default=str, sort_keys=True)


@BOTH
async def test_a_whole_visit_is_one_message_and_no_tap(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)

    receipt = await rep.says(WHOLE[language])

    assert [part for part in SEEN[language] if part not in receipt] == []
    assert count(world, Interaction) == 1
    assert count(world, Reminder) == 1


@BOTH
async def test_undo_restores_every_row(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    before = everything(world)

    await rep.says(WHOLE[language])
    changed = everything(world)
    await rep.taps("↩")

    assert changed != before
    assert everything(world) == before


async def test_an_ambiguous_name_is_asked_about_once(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("新客户:北辰软件有限公司")
    await rep.taps("Enter")

    asked = await rep.says("拜访了北辰,周五再联系")
    saved_before = count(world, Interaction)
    receipt = await rep.taps("北辰软件")

    assert "Which customer do you mean?" in asked
    assert saved_before == 0
    assert count(world, Interaction) == 1
    assert "北辰软件有限公司" in receipt
    assert "Fri, 27 Nov" in receipt


@BOTH
async def test_a_new_customer_is_one_message_and_one_tap(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    line = {
        "zh": "新客户:苏州明锐光电有限公司,昆山,联系人钱勇,电话13812349999",
        "en": "new customer: Redwood Clinics, San Francisco, contact Emily Stone, +1 415 555 0100",
    }[language]

    await rep.says(line)
    await rep.taps("➕")

    with world.store.looking() as work:
        newest = work.session.scalars(select(Customer).order_by(Customer.id.desc())).first()
        contact = work.session.scalars(select(Contact).order_by(Contact.id.desc())).first()
    assert newest is not None
    assert newest.name in line
    assert newest.city in ("昆山", "San Francisco")
    assert contact is not None
    assert contact.name in line


@BOTH
async def test_what_is_to_be_done_at_a_new_customer_is_reminded_of(
    world: World, language: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    line, said = {
        "zh": (
            "新客户:苏州明锐光电有限公司,联系人钱勇,下周一上午九点半去拜访",
            "11月30日 周一 09:30",
        ),
        "en": (
            "new customer: Redwood Clinics, contact Emily Stone, visit her next Tuesday 10am",
            "Tue, 1 Dec 10:00",
        ),
    }[language]

    await rep.says(line)
    before = count(world, Reminder)
    receipt = await rep.taps("➕")

    assert before == 0
    assert said in receipt
    with world.store.looking() as work:
        reminder = work.session.scalars(select(Reminder)).one()
        customer = work.session.get(Customer, reminder.customer_id)
    assert customer is not None
    assert customer.name in line


async def test_a_visit_to_somebody_new_is_one_question(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    asked = await rep.says("visited Hydra Works, met Bob, they want a quote by Friday")
    receipt = await rep.taps("Enter")

    assert "Hydra Works is new to me" in asked
    assert "Visit · Hydra Works" in receipt
    assert "Fri, 27 Nov" in receipt


@BOTH
async def test_a_date_that_cannot_be_is_asked_about(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    line = {
        "zh": "今天拜访了华信科技,11月31号再联系",
        "en": "visited Acme, call them on the 31st of November",
    }[language]

    await rep.says(line)
    saved_before = count(world, Interaction)
    await rep.taps({"zh": "三天后", "en": "In 3 days"}[language])

    assert saved_before == 0
    assert count(world, Interaction) == 1
    assert {"zh": "11月27日", "en": "27 Nov"}[language] in rep.sees


async def test_the_answer_to_the_question_may_be_typed(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.says("remind me to call Acme")
    planned = await rep.says("Friday 3pm")

    assert "Fri, 27 Nov 15:00" in planned
    assert "call Acme" in planned


async def test_another_line_instead_of_the_answer_is_taken_as_one(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.says("remind me to call Acme")
    receipt = await rep.says("Called Sarah at Northwind yesterday, no answer")

    assert "Call · Northwind Traders · Mon, 23 Nov" in receipt
    assert count(world, Reminder) == 0


@BOTH
async def test_a_name_typed_in_answer_that_nobody_has_is_a_new_customer(
    world: World, language: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(
        {"zh": "今天开会聊了新产线", "en": "had a meeting about the new line"}[language]
    )

    asked = await rep.says({"zh": "苏州宏泰", "en": "Zenith Forge"}[language])
    receipt = await rep.taps({"zh": "录入", "en": "Enter"}[language])

    assert {"zh": "苏州宏泰", "en": "Zenith Forge"}[language] in asked
    assert {"zh": "苏州宏泰", "en": "Zenith Forge"}[language] in receipt
    assert count(world, Interaction) == 1


@BOTH
async def test_a_question_is_answered_while_another_is_open(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(
        {"zh": "今天开会聊了新产线", "en": "had a meeting about the new line"}[language]
    )

    answer = await rep.says(
        {"zh": "这个月还有谁没联系?", "en": "who haven't I called this month?"}[language]
    )

    later = await rep.says("Acme")

    assert {"zh": "本月没联系", "en": "not met this month"}[language] in answer
    assert "Acme Pumps Ltd" in later
    assert count(world, Interaction) == 1


async def test_an_amount_without_a_currency_is_in_that_of_its_opportunity(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("new opportunity Acme: ten pumps, £80k")

    moved = await rep.says("Acme won, 95k")

    assert "£95,000" in moved


@BOTH
async def test_a_reminder_whose_customer_is_unclear_may_be_about_none(
    world: World, language: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says("新客户:北辰软件有限公司")
    await rep.taps({"zh": "录入", "en": "Enter"}[language])
    await rep.says(
        {"zh": "提醒我明早9点给北辰打电话", "en": "remind me to call 北辰 tomorrow 9am"}[language]
    )

    receipt = await rep.taps({"zh": "不关联客户", "en": "Without a customer"}[language])

    assert "09:00" in receipt
    assert count(world, Reminder) == 1


async def test_the_question_survives_a_restart(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.says("remind me to call Acme")
    await world.restart()
    planned = await rep.taps("Tomorrow")

    assert "tomorrow (Wed, 25 Nov)" in planned


async def test_several_acts_in_one_message_are_several_records(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.says(
        "visited Acme, John wants 10 pumps; called Sarah at Northwind, follow up Friday"
    )

    assert count(world, Interaction) == 2
    assert "Visit · Acme Pumps Ltd" in rep.messages[-2]
    assert "Call · Northwind Traders" in rep.messages[-1]


async def test_each_part_of_a_receipt_can_be_put_right(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says(WHOLE["en"])

    await rep.taps("Kind")
    kind = await rep.taps("Call")
    await rep.taps("Outcome")
    outcome = await rep.taps("Not well")
    await rep.taps("Time")
    time = await rep.says("Thursday 4pm")
    await rep.taps("Customer")
    customer = await rep.says("Summit")

    assert "📞 Call" in kind
    assert "🙁 Not well" in outcome
    assert "Thu, 26 Nov 16:00" in time
    assert "Summit Steel" in customer
    assert count(world, Interaction) == 1
    assert count(world, Reminder) == 1


async def test_a_correction_can_be_undone(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says(WHOLE["en"])
    before = everything(world)

    await rep.taps("Kind")
    await rep.taps("Call")
    await rep.taps("Undo")

    assert everything(world) == before


@BOTH
async def test_a_recurring_reminder_rings_again_by_itself(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(
        {
            "zh": "每周一早上9点提醒我看销售漏斗",
            "en": "every Monday 9am remind me to review my pipeline",
        }[language]
    )

    await world.passes(days=6)
    first = [text for text in rep.messages if text.startswith("⏰ ")][-1]
    await world.passes(days=7)
    rung = [text for text in rep.messages if text.startswith("⏰ ")]

    assert {"zh": "看销售漏斗", "en": "review my pipeline"}[language] in first
    assert len(rung) == 3  # the receipt and two Mondays


@BOTH
async def test_small_talk_gets_one_short_line(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)

    answer = await rep.says({"zh": "谢谢", "en": "ok thanks"}[language])

    assert answer.startswith("👍")
    assert "\n" not in answer


async def test_conditions_list_customers(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.says("30天没联系的A级客户有哪些")

    assert "Acme · A · never met" in rep.labels
    assert all("Northwind" not in label for label in rep.labels)


@BOTH
async def test_who_was_not_met_this_month_is_a_list(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says({"zh": "今天拜访了Acme", "en": "visited Acme today"}[language])

    answer = await rep.says(
        {"zh": "这个月还有谁没跑", "en": "who haven't I seen this month"}[language]
    )

    assert {"zh": "本月没联系", "en": "not met this month"}[language] in answer
    assert rep.labels
    assert not any(label.startswith("Acme") for label in rep.labels)


@BOTH
async def test_won_and_lost_move_the_opportunity(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says("盛达电子有个新商机,采购200套传感器,大概120万,预计年底前签")

    await rep.says("盛达电子的单子赢了,成交金额100万")

    with world.store.looking() as work:
        (deal,) = work.session.scalars(select(Opportunity)).all()
    assert deal.stage == "won"
    assert deal.title == "采购200套传感器"
    assert deal.amount_minor == 100_000_000
    assert deal.close_on is not None
    assert deal.close_on.isoformat() == "2026-12-31"


@pytest.mark.parametrize(
    ("language", "line", "head", "asked", "stage"),
    [
        ("zh", "宏远丢单", "❌ 丢单：宏远机械", "为什么丢单", "lost"),
        ("en", "Acme lost", "❌ Lost: Acme", "Why was it lost?", "lost"),
        ("zh", "盛达电子赢单", "🏆 赢单：盛达电子", "最终成交金额", "won"),
        ("en", "Acme won", "🏆 Won: Acme", "What was the final amount?", "won"),
    ],
)
async def test_one_that_is_over_without_ever_being_entered_is_not_called_new(
    world: World, language: str, line: str, head: str, asked: str, stage: str
) -> None:
    rep = await a_rep_with_a_book(world, language)

    answer = await rep.says(line)

    with world.store.looking() as work:
        (deal,) = work.session.scalars(select(Opportunity)).all()
    assert deal.stage == stage
    assert answer.startswith(head)
    assert asked in answer
    assert {"zh": "新商机", "en": "New opportunity"}[language] not in answer


async def test_why_one_was_lost_that_was_never_entered_is_kept(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    answer = await rep.says("lost Acme, too expensive")

    assert "Reason: too expensive" in answer
    assert "Why was it lost?" not in answer


@BOTH
async def test_a_new_opportunity_for_spare_parts_is_no_ticket(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)

    answer = await rep.says(
        {"en": "new opportunity Acme: spare parts", "zh": "新商机 Acme:维修备件"}[language]
    )

    assert answer.startswith({"en": "✅ New opportunity", "zh": "✅ 新商机"}[language])


async def test_every_example_is_answered_without_a_failure(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        before = len(rep.person.screen)
        await rep.says(json.loads(line)["text"])
        assert len(rep.person.screen) > before + 1, line
        await rep.says("/cancel")


async def test_one_line_is_one_history_entry(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    before = count(world, History)

    await rep.says(WHOLE["en"])

    assert count(world, History) == before + 1


async def test_a_colleague_s_customer_is_not_found(world: World) -> None:
    await a_rep_with_a_book(world)
    other: Rep = await world.rep("Han Meimei", "en")

    answer = await other.says("visited Acme today, all fine")

    assert "Acme Pumps Ltd" not in answer


@BOTH
async def test_an_edited_line_corrects_its_record(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    first, second = {
        "zh": ("拜访了华信科技,周五再联系", "拜访了蓝海物流,下周二再联系"),
        "en": ("visited Acme, call them on Friday", "visited Summit, call them next Tuesday"),
    }[language]

    await rep.says(first)
    mine = [bubble for bubble in rep.person.screen if bubble.mine][-1]
    await rep.person.edit(mine, second)
    world.raise_failures()

    assert count(world, Interaction) == 1
    assert count(world, Reminder) == 1
    assert {"zh": "蓝海物流", "en": "Summit Steel"}[language] in rep.sees
    assert {"zh": "12月1日", "en": "1 Dec"}[language] in rep.sees


async def test_an_edit_of_what_saved_nothing_says_so(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.says("acme")
    mine = [bubble for bubble in rep.person.screen if bubble.mine][-1]
    await rep.person.edit(mine, "visited Acme")

    assert count(world, Interaction) == 0
    assert "send it again" in rep.sees


@pytest.mark.parametrize(
    "line", ["明天2点或4点提醒我给华信打电话", "每逢佳节提醒我明天给华信打电话"]
)
async def test_a_time_that_is_not_certain_is_asked_for(world: World, line: str) -> None:
    rep = await a_rep_with_a_book(world, "zh")

    asked = await rep.says(line)

    assert "什么时候提醒你" in asked
    assert count(world, Reminder) == 0


@pytest.mark.parametrize("word", ["undo", "撤销", "/undo", "刚才那条不对。", "Scratch that"])
async def test_a_word_takes_the_last_act_back(world: World, word: str) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Acme, all fine")

    await rep.says(word)

    assert count(world, Interaction) == 0


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("every two weeks on Monday at 9am remind me to review my pipeline", (14, 14)),
        ("每个工作日早上9点提醒我看邮件", (1, 1)),
        ("每两周周一上午10点提醒我给华信打电话", (14, 14)),
        ("每月1号早上9点提醒我交报表", (31, 31)),
    ],
)
async def test_a_recurrence_keeps_its_own_rule(
    world: World, line: str, days: tuple[int, int]
) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.says(line)
    dues = []
    for _ in range(3):
        with world.store.looking() as work:
            due = work.session.scalars(
                select(Reminder.due_at).where(Reminder.state == "planned")
            ).one()
        dues.append(due)
        await world.passes(seconds=(due - world.clock.now()).total_seconds() + 1)

    assert tuple((late - early).days for early, late in pairwise(dues)) == days


async def test_a_line_edited_into_a_name_that_nobody_has_is_answered(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Acme, all fine")
    mine = [bubble for bubble in rep.person.screen if bubble.mine][-1]

    await rep.person.edit(mine, "Zanzibar")
    world.raise_failures()

    assert "Zanzibar" in rep.sees
    assert count(world, Interaction) == 0


@pytest.mark.parametrize(
    ("language", "line", "due", "what"),
    [
        (
            "en",
            "meeting with Acme tomorrow at 3, remind me at 2",
            "14:00",
            "meeting with Acme tomorrow at 3",
        ),
        ("zh", "明天3点跟华信开会,2点提醒我", "14:00", "明天3点跟华信开会"),
        ("en", "wake me up at 6:45 tomorrow", "06:45", "wake me up"),
        ("zh", "明早6点叫我起床", "06:00", "叫我起床"),
        ("en", "demo at Acme on Friday, ask John then", "27 Nov", "demo at Acme, ask John then"),
    ],
)
async def test_a_reminder_says_what_for_and_nothing_of_being_reminded(
    world: World, language: str, line: str, due: str, what: str
) -> None:
    rep = await a_rep_with_a_book(world, language)

    answer = await rep.says(line)

    head, text, *_ = answer.split("\n")
    assert due in head
    assert text == what


@BOTH
async def test_each_errand_of_a_line_is_reminded_of_by_its_own_words(
    world: World, language: str
) -> None:
    rep = await a_rep_with_a_book(world, language)

    await rep.says(
        {
            "zh": "10点给华信打电话,11点给宏远打电话",
            "en": "call Acme at 10, ring Harbor at 11",
        }[language]
    )

    with world.store.looking() as work:
        kept = [one.text for one in work.session.scalars(select(Reminder).order_by(Reminder.id))]
    assert (
        kept
        == {
            "zh": ["给华信打电话", "给宏远打电话"],
            "en": ["call Acme", "ring Harbor"],
        }[language]
    )


@BOTH
async def test_small_talk_beside_an_open_question_is_no_name(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    asked = await rep.says({"zh": "拜访了他,聊得不错", "en": "visited him, went well"}[language])

    answer = await rep.says({"zh": "辛苦了", "en": "cheers"}[language])
    saved = await rep.says("Acme")

    assert {"zh": "哪个客户", "en": "Which customer"}[language] in asked
    assert answer.startswith("👍")
    assert "Acme Pumps Ltd" in saved


@BOTH
async def test_an_errand_with_a_time_is_no_answer_to_the_question_when(
    world: World, language: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(
        {"zh": "过几天联系李敏", "en": "remind me to call John in a few days"}[language]
    )

    answer = await rep.says({"zh": "明早6点叫我起床", "en": "wake me at 6 tomorrow"}[language])

    assert "06:00" in answer
    assert {"zh": "叫我起床", "en": "wake me"}[language] in answer


@BOTH
async def test_what_has_a_question_of_its_own_waits_and_it_is_said_so(
    world: World, language: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await world.passes(hours=24)
    await rep.person.forward_from("Nobody", "we want to lease 8 vans")

    await rep.person.send_photo(text={"zh": "交期很紧", "en": "they are in a hurry"}[language])
    asked = rep.sees
    await rep.taps("Pioneer Labs")
    then = rep.sees
    await rep.taps("Pioneer Labs")

    assert "we want to lease 8 vans" in asked
    assert {"zh": "还有 1 条消息", "en": "One more message"}[language] in asked
    assert {"zh": "交期很紧", "en": "they are in a hurry"}[language] in then
    assert "Pioneer Labs" in rep.sees


@pytest.mark.parametrize(
    ("language", "torn", "visit"),
    [
        ("zh", "下周二或周三去海纳", "拜访了宏远,下周五跟进"),
        ("en", "see Raj next Tuesday or Wednesday", "met Tom, call Friday"),
    ],
)
async def test_a_visit_with_a_date_is_no_answer_to_the_question_when(
    world: World, language: str, torn: str, visit: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(torn)

    await rep.says(visit)

    assert count(world, Interaction) == 1
