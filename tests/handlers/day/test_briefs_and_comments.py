"""Half an hour before a visit; needs from notes; what a manager says and the rep answers."""

from storage.tables import Role
from tests.handlers.day.book import a_chinese_rep, an_english_rep
from tests.handlers.day.test_digests import sent
from tests.kit.world import World


async def test_the_brief_comes_half_an_hour_before_and_quotes_promises(world: World) -> None:
    rep = await a_chinese_rep(world)
    await rep.says("拜访了华信，我们答应周五前寄样品，王总承诺月底前付款，他们嫌价格太贵")
    await rep.says("计划今天 华信 2点 谈报价")

    await world.passes(hours=3, minutes=45)  # 13:15
    early = sent(rep, "📎")
    await world.passes(minutes=16)
    await world.passes(minutes=5)

    (text,) = sent(rep, "📎")
    assert early == []
    assert text.startswith("📎 华信科技有限公司 · 今天")
    assert "👤 Li Na" in text
    assert "我们答应过\n“我们答应周五前寄样品”" in text
    assert "对方答应过\n“王总承诺月底前付款”" in text
    assert "🚧 价格" in text


async def test_a_brief_is_one_tap_from_the_visit(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 10:30")
    await world.passes(minutes=31)

    asked = await rep.taps("✅ Visited")

    assert asked.startswith("✅ Visited: Harbor Foods")


async def test_a_moved_plan_is_not_briefed_at_its_old_time(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 10:30")
    await rep.taps("✏️ Harbor")
    await rep.taps("Move")
    await rep.says("today 4pm")

    await world.passes(minutes=40)

    assert sent(rep, "📎") == []


async def test_needs_are_taken_from_notes_and_changed_by_the_rep(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, they want a sample but say it is too expensive")

    card = await rep.says("Harbor Foods")
    await rep.taps("🎯 Needs")
    await rep.taps("✕ 🚧 price")
    shown = await rep.says("-slow support")

    assert "🎯 sample · 🚧 price" in card
    assert "🎯 sample · 🚧 slow support" in shown


async def test_a_need_goes_with_the_note_that_is_undone(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, they want a sample")

    await rep.taps("Undo")
    card = await rep.says("Harbor Foods")

    assert "🎯 sample" not in card


async def test_a_managers_reply_to_a_report_reaches_the_rep_and_his_answer_the_manager(
    world: World,
) -> None:
    boss = await world.rep("Zhang", "zh", Role.MANAGER)
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await rep.says("/report")
    await rep.taps("Send")

    await boss.person.reply(boss.last, "做得好，下次带样品")
    told = rep.sees
    await rep.person.reply(rep.last, "will do")

    assert told.startswith("💬 Zhang: 做得好，下次带样品\nReport of Tue, 24 Nov")
    assert boss.sees.startswith("💬 Li Lei: will do")


async def test_a_comment_on_a_line_is_a_reply_to_the_message_that_told_of_it(world: World) -> None:
    boss = await world.rep("Zhang", "en", Role.MANAGER)
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await rep.says("called Harbor, they will send the order")
    told_in = next(one for one in rep.person.screen if one.text == "visited Harbor, all fine")
    await rep.says("/report")
    await rep.taps("Send")

    keys = [one for one in boss.labels if "Harbor" in one]
    await boss.taps("💬 1. Harbor Foods")
    receipt = await boss.says("Take a sample next time.")

    assert receipt == "💬 Passed on to Li Lei."
    assert rep.sees.startswith("💬 Zhang: Take a sample next time.\n🚗 Visit · Harbor Foods")
    assert rep.last.reply_to == told_in.id
    assert keys == ["💬 1. Harbor Foods", "💬 2. Harbor Foods"]


async def test_one_more_word_is_a_reply_to_what_was_passed_on(world: World) -> None:
    boss = await world.rep("Zhang", "en", Role.MANAGER)
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await boss.says("Harbor Foods")
    await boss.person.reply(boss.last, "Why no next step?")

    await boss.person.reply(boss.last, "Call them on Friday.")

    assert boss.sees == "💬 Passed on to Li Lei."
    assert rep.sees.startswith("💬 Zhang: Call them on Friday.\n🚗 Visit · Harbor Foods")


async def test_a_managers_reply_to_a_card_is_to_the_rep_who_was_there(world: World) -> None:
    boss = await world.rep("Zhang", "en", Role.MANAGER)
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await boss.says("Harbor Foods")

    await boss.person.reply(boss.last, "Why no next step?")

    assert boss.sees == "💬 Passed on to Li Lei."
    assert rep.sees.startswith("💬 Zhang: Why no next step?")


async def test_a_rep_has_nothing_to_say_to_a_colleagues_visit(world: World) -> None:
    rep = await an_english_rep(world)
    other = await world.rep("Han Mei", "en")
    await rep.says("visited Harbor, all fine")

    told = await other.says("Harbor Foods")

    assert "all fine" not in told
