"""A reply to a card, receipt or reminder is about that record."""

from tests.kit.world import Rep, World


async def a_rep_with_acme(world: World) -> Rep:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")
    return rep


async def test_a_reply_with_a_date_plans_the_follow_up(world: World) -> None:
    rep = await a_rep_with_acme(world)

    await rep.person.reply(rep.last, "They want a quote, send it Friday 10am")

    assert "💬 Message · Acme" in rep.sees
    assert "Fri, 27 Nov 10:00" in rep.sees


async def test_a_reply_about_the_past_is_dated_back(world: World) -> None:
    rep = await a_rep_with_acme(world)

    await rep.person.reply(rep.last, "Met Li last Friday, all fine")
    noted = rep.sees
    planned = await rep.taps("In 3 days")

    assert "📅 Fri, 20 Nov" in noted
    assert "Next step?" in noted
    assert "Fri, 27 Nov 09:00" in planned


async def test_no_conversation_takes_a_reply_to_a_records_screen(world: World) -> None:
    rep = await a_rep_with_acme(world)
    receipt = rep.last
    await rep.says("/customer")

    await rep.person.reply(receipt, "They moved")
    noted = rep.sees
    asked = await rep.says("Bolt")

    assert "💬 Message · Acme" in noted
    assert "Who is your contact there?" in asked


async def test_a_reply_to_a_question_is_its_answer(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer")

    await rep.person.reply(rep.last, "Bolt")

    assert rep.sees.startswith("Bolt\nWho is your contact there?")


async def test_a_reply_to_a_reminder_is_noted_and_offers_done(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("remind me to call Acme tomorrow 10am")
    await world.passes(hours=24, minutes=30)

    await rep.person.reply(rep.last, "Nobody there")
    noted = rep.sees
    done = await rep.taps("Done")

    assert "💬 Message · Acme" in noted
    assert "What is the next step?" in done


async def test_a_time_alone_moves_the_reminder(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("/remind buy stamps tomorrow 10am")

    await rep.person.reply(rep.last, "Friday 9am")

    assert "Fri, 27 Nov 09:00\nbuy stamps" in rep.sees


async def test_the_next_step_may_be_a_reply_days_later(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("remind me to call Acme tomorrow 10am")
    await world.passes(hours=24, minutes=30)
    await rep.taps("Done")
    asked = rep.last
    await world.passes(days=1)

    await rep.person.reply(asked, "send contract Friday 10am")

    assert "(Fri, 27 Nov) 10:00\nsend contract\n🏢 Acme" in rep.sees


async def test_a_reply_to_an_opportunity_is_noted_at_its_customer(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("/opportunity acme")
    await rep.says("40 pumps, 80k")
    await rep.taps("Save now")

    await rep.person.reply(rep.last, "They compare with Bolt")

    assert "💬 Message · Acme" in rep.sees


async def test_a_reminder_is_answered_in_a_word(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    steps = ("给李总打电话", "发合同", "交报告")
    for what in steps:
        await rep.says(f"/remind 今天10点{what}")
    await world.passes(minutes=31)
    first, second, third = (
        next(one for one in rep.person.screen if one.text.startswith(f"⏰ {what}"))
        for what in steps
    )

    for pushed, word in ((first, "完成"), (second, "取消"), (third, "明天下午3点")):
        await rep.person.reply(pushed, word)
        world.raise_failures()

    await rep.person.reply(first, "完成")
    assert rep.sees == "这个提醒已经完成了。"
    assert any(text.startswith("✅ 已完成：给李总打电话") for text in rep.messages)
    assert any(text.startswith("🗑 已取消：发合同") for text in rep.messages)
    assert "1. 15:00 交报告" in await rep.says("/reminders")
