"""What a rep types about reminders that are there: answers to the one he was just told of, and many in one line."""

import pytest

from tests.kit.world import Rep, World


async def is_told(world: World, language: str) -> Rep:
    """Return a rep whose reminder has just rung, at 10:00 on Tuesday."""
    rep = await world.rep("Li Lei", language)
    await rep.says(
        "remind me to call the landlord at 10am"
        if language == "en"
        else "上午10点提醒我给房东打电话"
    )
    await world.passes(minutes=31)
    assert rep.sees.startswith("⏰")
    return rep


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "done"),
        ("en", "Ok, done!"),
        ("en", "all done, thanks"),
        ("en", "already did it"),
        ("zh", "搞定了"),
        ("zh", "已经处理好了"),
        ("zh", "完成"),
    ],
)
async def test_that_it_is_done_may_be_typed_and_so_may_the_next_step(
    world: World, language: str, said: str
) -> None:
    rep = await is_told(world, language)

    done = await rep.says(said)
    following = await rep.says(
        "send the contract Friday 3pm" if language == "en" else "周五下午3点寄合同"
    )

    assert done.startswith(("✅ Done: call the landlord", "✅ 已完成：给房东打电话"))
    assert ("Fri, 27 Nov 15:00\nsend the contract" in following) or (
        "11月27日 周五 15:00\n寄合同" in following
    )


@pytest.mark.parametrize(("language", "said"), [("en", "nothing"), ("zh", "没有了")])
async def test_after_one_that_is_done_there_may_be_nothing_next(
    world: World, language: str, said: str
) -> None:
    rep = await is_told(world, language)
    await rep.says("done" if language == "en" else "搞定了")

    answer = await rep.says(said)

    assert answer in ("All right, no next step.", "好的，没有下一步。")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "later"),
        ("en", "not now"),
        ("en", "remind me again later"),
        ("en", "snooze"),
        ("zh", "等会儿再提醒"),
        ("zh", "晚点再说"),
        ("zh", "现在没空"),
        ("zh", "在开会,晚点再说"),
    ],
)
async def test_where_he_says_later_he_is_asked_when(
    world: World, language: str, said: str
) -> None:
    rep = await is_told(world, language)

    asked = await rep.says(said)
    await rep.taps("In a week" if language == "en" else "一周后")

    assert asked.startswith("😴")
    assert rep.sees.startswith(
        ("⏰ I will remind you: Tue, 1 Dec 09:00", "⏰ 到时提醒你：12月1日 周二 09:00")
    )


@pytest.mark.parametrize(
    ("language", "said", "when"),
    [
        ("en", "can you remind me again in half an hour", "today (Tue, 24 Nov) 10:31"),
        ("en", "not now, tomorrow morning at 9", "tomorrow (Wed, 25 Nov) 09:00"),
        ("en", "busy, remind me about it at 4pm", "today (Tue, 24 Nov) 16:00"),
        ("en", "I'll do it on Friday", "Fri, 27 Nov 09:00"),
        ("en", "snooze it till 5pm please", "today (Tue, 24 Nov) 17:00"),
        ("zh", "晚上7点再说", "今天 (11月24日 周二) 19:00"),
        ("zh", "半小时后再叫我", "今天 (11月24日 周二) 10:31"),
        ("zh", "在开会，下午3点再提醒我", "今天 (11月24日 周二) 15:00"),
        ("zh", "明天上午再打", "明天 (11月25日 周三) 09:00"),
        ("zh", "过两天再说吧", "11月26日 周四"),
    ],
)
async def test_another_time_may_be_said_in_many_ways(
    world: World, language: str, said: str, when: str
) -> None:
    rep = await is_told(world, language)

    moved = await rep.says(said)

    assert when in moved
    assert moved.endswith(("\ncall the landlord", "\n给房东打电话"))


@pytest.mark.parametrize(
    "said", ["Later Acme wants a quote", "done deal with Acme", "Not now is their new product"]
)
async def test_a_line_that_says_more_is_no_answer(world: World, said: str) -> None:
    rep = await is_told(world, "en")

    await rep.says(said)

    assert "call the landlord" in await rep.says("/reminders")


async def test_one_that_was_only_set_is_not_done_by_a_word(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("remind me to call the landlord at 5pm")

    await rep.says("done")

    assert "17:00 call the landlord" in await rep.says("/reminders")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "move all tomorrow's reminders to Monday"),
        ("en", "push my reminders for tomorrow to next Monday"),
        ("en", "reschedule all reminders of tomorrow to Monday"),
        ("zh", "把明天的提醒都挪到周一"),
        ("zh", "明天的所有提醒改到下周一"),
        ("zh", "帮我把明天的提醒全部推到周一吧"),
    ],
)
async def test_all_of_a_day_are_moved_each_at_its_own_time(
    world: World, language: str, said: str
) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind rent 明天9点30")
    await rep.says("/remind visa 明天15点")
    await rep.says("/remind bank 后天10点")

    moved = await rep.says(said)
    listed = await rep.says("/reminders")
    undone = rep.person.screen[-3]
    await rep.taps("↩", undone)
    restored = await rep.says("/reminders")

    assert moved.startswith(
        ("📅 2 reminders are on Mon, 30 Nov now.", "📅 2 条提醒已改到11月30日 周一。")
    )
    assert "09:30 rent" in moved
    assert "15:00 visa" in moved
    assert listed.index("bank") < listed.index("rent") < listed.index("visa")
    assert restored.index("rent") < restored.index("visa") < restored.index("bank")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "cancel all reminders for tomorrow"),
        ("en", "delete tomorrow's reminders"),
        ("zh", "取消明天的所有提醒"),
        ("zh", "把明天的提醒都取消掉"),
    ],
)
async def test_all_of_a_day_are_given_up(world: World, language: str, said: str) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind rent 明天9点30")
    await rep.says("/remind visa 明天15点")
    await rep.says("/remind bank 后天10点")

    gone = await rep.says(said)
    listed = await rep.says("/reminders")

    assert gone.startswith(("🗑 2 reminders are cancelled.", "🗑 已取消 2 条提醒。"))
    assert "bank" in listed
    assert "rent" not in listed


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "move the rent reminder to Friday 4pm"),
        ("en", "move my reminder about the rent to Friday 4pm"),
        ("zh", "把交rent的提醒改到周五下午4点"),
    ],
)
async def test_one_is_moved_by_what_it_says(world: World, language: str, said: str) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind 交rent 明天9点30")
    await rep.says("/remind bank 明天10点")

    moved = await rep.says(said)

    assert "16:00" in moved
    assert "交rent" in moved


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "cancel the rent reminder"),
        ("zh", "取消rent的提醒"),
        ("en", "cancel the Wednesday reminder"),
    ],
)
async def test_of_several_that_fit_he_taps_the_one_that_he_means(
    world: World, language: str, said: str
) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/remind pay rent 明天9点30")
    await rep.says("/remind check rent 明天15点")
    await rep.says("/remind bank 后天10点")

    asked = await rep.says(said)
    listed = await rep.says("/reminders")

    assert asked.startswith(("⏰ 2 reminders fit.", "⏰ 有 2 条提醒符合。"))
    assert "bank" not in asked
    assert "rent" in listed


async def test_what_is_overdue_is_moved_in_one_line(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind rent today 10am")
    await rep.says("/remind visa today 11am")
    await world.passes(hours=5)

    moved = await rep.says("move all overdue reminders to tomorrow")

    assert moved.startswith("📅 2 reminders are on Wed, 25 Nov now.")
    assert "Came due: 2\n= delivered 2" in await rep.says("/reminders proof")


async def test_moved_to_today_what_is_over_by_its_own_time_rings_in_an_hour(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind rent tomorrow 9am")
    await rep.says("/remind visa tomorrow 5pm")

    moved = await rep.says("move tomorrow's reminders to today")

    assert "10:30 rent\n17:00 visa" in moved
