"""What is not answered: told once more and never a third time, then to a manager; many at once in one message."""

import pytest
from sqlalchemy import select

from crm.customers import NewCustomer, create_customer
from sandbox.bubbles import Bubble
from storage.tables import Member, Role
from tests.handlers.team.words import BOTH, word
from tests.kit.world import Rep, World

FIRMS = ("Acme", "Borealis", "Cobalt", "Dynamo", "Everest")


async def a_customer(rep: Rep, name: str = "Acme", grade: str = "A") -> None:
    await rep.says(f"/customer {name}")
    await rep.taps("Save now")
    await rep.taps("Card")
    await rep.taps("Edit")
    await rep.taps("Grade")
    await rep.taps(grade)


async def quiet(rep: Rep, label: str, hours: str) -> None:
    await rep.says("/settings")
    await rep.taps(label)
    await rep.says(hours)


def escalations(manager: Rep) -> int:
    return sum("📣" in text for text in manager.messages)


def receipt_of(rep: Rep) -> Bubble:
    return next(one for one in reversed(rep.person.screen) if "They take two pumps" in one.text)


def nudges(rep: Rep) -> int:
    return sum(text.startswith("🔔") for text in rep.messages)


async def test_what_is_not_answered_is_told_once_more_and_never_a_third_time(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind call Li today 10am")
    await world.passes(minutes=30)

    await world.passes(minutes=179)
    early = nudges(rep)
    await world.passes(minutes=2)
    told = rep.sees
    for _ in range(6):
        await world.passes(hours=12)

    assert early == 0
    assert told.startswith(
        "🔔 Not answered yet. I will not ring again: it stays on /today.\n⏰ call"
    )
    assert nudges(rep) == 1
    assert "call Li" in await rep.says("/today")


@pytest.mark.parametrize("answer", ["Done", "Snooze", "Reschedule", "Log"])
async def test_what_is_answered_is_not_told_again(world: World, answer: str) -> None:
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep)
    await rep.says("/remind call Acme today 10am")
    await world.passes(minutes=31)
    await rep.taps(answer)
    if answer == "Log":
        await rep.says("They take two pumps")
        await rep.taps("Went well")
        await rep.taps("Skip")
        await rep.taps("No")
    if answer == "Snooze":
        await rep.taps("In a week")
    if answer == "Reschedule":
        await rep.says("in 3 days")

    await world.passes(hours=4)
    await world.passes(hours=20)

    assert nudges(rep) == 0


async def test_the_member_says_after_how_long_or_never(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    await rep.says("/settings")
    await rep.taps("再次提醒")
    set_to = await rep.says("1小时半")
    await rep.says("/remind 今天10点给李总打电话")
    await world.passes(minutes=31)
    await world.passes(minutes=91)
    told = rep.sees

    await rep.says("/settings")
    await rep.taps("再次提醒")
    never = await rep.taps("不再提醒")

    assert "再提醒一次：90 分钟后" in set_to
    assert told.startswith("🔔 还没有处理")
    assert "再提醒一次：不提醒" in never


async def test_a_second_telling_waits_for_the_end_of_the_quiet_hours(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind call Li today 7pm")
    await world.passes(hours=9.6)

    await world.passes(hours=3.5)
    in_the_night = nudges(rep)
    await world.passes(hours=9.5)

    assert in_the_night == 0
    assert nudges(rep) == 1


async def test_a_second_telling_waits_until_a_member_is_back_from_leave(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind call Li today 10am")
    await world.passes(hours=1)
    await rep.says("/away 24-26")

    await world.passes(hours=30)
    on_leave = nudges(rep)
    await world.passes(days=2)

    assert on_leave == 0
    assert nudges(rep) == 1


@pytest.mark.parametrize("language", BOTH)
async def test_what_is_logged_from_a_reminder_answers_it_and_undo_takes_that_back(
    world: World, language: str
) -> None:
    rep = await world.rep("Li Lei", language)
    with world.store.begin() as work:
        work.actor = work.session.scalars(select(Member)).one()
        create_customer(work, NewCustomer("Acme"))
        work.close_entry("set_up")
    await rep.says("/remind call Acme today 10am")
    await world.passes(minutes=31)

    await rep.taps(word(language, "📝 Log"))
    await rep.says("They take two pumps")
    await rep.taps(word(language, "🙂 Went well"))
    await rep.taps(word(language, "Skip ›"))
    saved = await rep.taps(word(language, "No"))
    listed = await rep.says("/reminders")
    await rep.taps(word(language, "↩ Undo"), receipt_of(rep))
    taken_back = await rep.says("/reminders")

    assert word(language, "✅ Done: {what}", what="call Acme") in saved
    assert "call Acme" not in listed
    assert "call Acme" in taken_back


async def test_where_nobody_was_there_the_reminder_stays(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep)
    await rep.says("/remind call Acme today 10am")
    await world.passes(minutes=31)

    await rep.taps("Log")
    await rep.says("Rang three times")
    await rep.taps("Not there")
    await rep.taps("Skip")
    saved = await rep.taps("No")

    assert "Done" not in saved
    assert "1 open reminder" in await rep.says("/reminders")


async def test_what_is_logged_before_a_reminder_is_due_leaves_it_planned(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep)
    await rep.says("/remind call Acme tomorrow 10am")
    await rep.says("/reminders")
    await rep.taps("1 Acme")

    await rep.taps("Log")
    await rep.says("They take two pumps")
    await rep.taps("Went well")
    await rep.taps("Skip")
    saved = await rep.taps("No")

    assert "Done" not in saved
    assert "1 open reminder" in await rep.says("/reminders")


async def test_four_without_a_time_come_as_one_message_and_asked_times_by_themselves(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    for number in range(4):
        await rep.says(f"/remind step {number} tomorrow")
    await rep.says("/remind the doctor tomorrow 9am")
    before = len(rep.messages)

    await world.passes(hours=23.6)
    bundle = next(one for one in rep.person.screen if "reminders are due" in one.text)
    opened = await rep.taps("2. step 1", bundle)
    done = await rep.taps("Done")

    # The one, the bundle, what was opened from it, and the morning's list.
    assert len(rep.messages) == before + 4
    assert bundle.text.startswith("⏰ 4 reminders are due. Tap one to answer it.\n1. step 0\n2. ")
    assert opened.startswith("⏰ step 1")
    assert done.startswith("✅ Done: step 1")
    assert "Came due: 5\n= delivered 5" in await rep.says("/reminders proof")


async def test_three_without_a_time_come_one_by_one(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    for number in range(3):
        await rep.says(f"/remind step {number} tomorrow")

    await world.passes(hours=23.6)

    assert sum(text.startswith("⏰ step") for text in rep.messages) == 3


async def test_several_unanswered_ones_are_told_again_in_one_message(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    for number in range(5):
        await rep.says(f"/remind step {number} today 10:0{number}")
    await world.passes(minutes=36)

    await world.passes(hours=4)

    assert nudges(rep) == 1
    assert "5 reminders are due" in rep.sees


async def test_what_an_a_customers_owner_leaves_unanswered_reaches_the_manager_once(
    world: World,
) -> None:
    manager = await world.rep("Han Mei", "en", Role.MANAGER)
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep, "Acme", "A")
    await a_customer(rep, "Beta", "B")
    await rep.says("/remind call Acme today 10am")
    await rep.says("/remind call Beta today 10am")
    await world.passes(hours=1)

    await world.passes(hours=22)
    early = [text for text in manager.messages if "📣" in text]
    for _ in range(4):
        await world.passes(hours=10)
    told = [text for text in manager.messages if "📣" in text]

    assert early == []
    assert len(told) == 1
    assert told[0].startswith("📣 Acme (A) waits for Li Lei\n⏰ call Acme\nDue yesterday")


async def test_what_could_not_be_delivered_is_escalated_and_says_so(world: World) -> None:
    manager = await world.rep("韩梅", "zh", Role.MANAGER)
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep)
    await rep.says("/remind call Acme today 10am")
    await rep.person.block()
    await world.passes(hours=1)

    await world.passes(hours=25)

    assert any("📣 Acme（A 级）还在等Li Lei" in text for text in manager.messages)
    assert any("无法送达：Li Lei收不到我的消息。" in text for text in manager.messages)


async def test_a_manager_who_is_awake_hears_at_once_and_one_who_rests_does_not(
    world: World,
) -> None:
    awake = await world.rep("Han Mei", "en", Role.MANAGER)
    rests = await world.rep("韩梅", "zh", Role.MANAGER)
    await quiet(rests, "免打扰", "8-20")
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep)
    await rep.says("/remind call Acme today 10am")
    await world.passes(hours=1)

    await world.passes(hours=24)
    at_once = escalations(awake), escalations(rests)
    await world.passes(hours=24)

    assert at_once == (1, 0)
    assert (escalations(awake), escalations(rests)) == (1, 0)


async def test_while_all_managers_rest_the_first_to_be_up_hears(world: World) -> None:
    later = await world.rep("Han Mei", "en", Role.MANAGER)
    first = await world.rep("Lucy King", "en", Role.MANAGER)
    await quiet(later, "Quiet hours", "9-20")
    await quiet(first, "Quiet hours", "9-17")
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep)
    await rep.says("/remind call Acme today 10am")
    await world.passes(hours=1)

    await world.passes(hours=24)
    by_day = escalations(first), escalations(later)
    await world.passes(hours=8)

    assert by_day == (0, 0)
    assert (escalations(first), escalations(later)) == (1, 0)


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        ("en", "📣 5 reminders were left unanswered.", "2. Borealis (A) · Li Lei · call Borealis"),
        ("zh", "📣 有 5 条提醒没有处理。", "2. Borealis (A) · Li Lei · call Borealis"),
    ],
)
async def test_several_that_reach_a_manager_together_are_one_message(
    world: World, language: str, title: str, line: str
) -> None:
    manager = await world.rep("Han Mei", language, Role.MANAGER)
    rep = await world.rep("Li Lei", "en")
    for firm in FIRMS:
        await a_customer(rep, firm)
        await rep.says(f"/remind call {firm} today 10am")
    await world.passes(hours=1)

    for _ in range(3):
        await world.passes(hours=12)
    told = [text for text in manager.messages if "📣" in text]
    bundle = next(one for one in manager.person.screen if "📣" in one.text)
    opened = await manager.taps("2. Borealis", bundle)

    assert len(told) == 1
    assert told[0].startswith(f"{title}\n1. ")
    assert line in told[0]
    assert "Borealis" in opened


async def test_three_that_reach_a_manager_together_come_one_by_one(world: World) -> None:
    manager = await world.rep("Han Mei", "en", Role.MANAGER)
    rep = await world.rep("Li Lei", "en")
    for firm in FIRMS[:3]:
        await a_customer(rep, firm)
        await rep.says(f"/remind call {firm} today 10am")
    await world.passes(hours=1)

    await world.passes(hours=25)

    assert sum("waits for Li Lei" in text for text in manager.messages) == 3


async def test_of_several_a_manager_sees_which_could_not_be_delivered(world: World) -> None:
    manager = await world.rep("Han Mei", "en", Role.MANAGER)
    rep = await world.rep("Li Lei", "en")
    for firm in FIRMS[:4]:
        await a_customer(rep, firm)
        await rep.says(f"/remind call {firm} today 10am")
    await rep.person.block()
    await world.passes(hours=1)

    await world.passes(hours=25)

    told = next(text for text in manager.messages if "📣" in text)
    assert "Li Lei 🚫 · call Dynamo\n🚫 could not be delivered" in told


async def test_a_team_decides_how_long_and_for_which_grades(world: World) -> None:
    manager = await world.rep("Han Mei", "en", Role.MANAGER)
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep, "Beta", "B")
    await manager.says("/rules")
    await manager.taps("Escalation")
    await manager.taps("Hours")
    await manager.says("2")
    await manager.taps("Grades")
    await manager.says("A, B")
    await rep.says("/remind call Beta today 10am")
    await world.passes(hours=1)

    await world.passes(hours=2)

    assert manager.sees.startswith("📣 Beta (B) waits for Li Lei")


async def a_rep_who_waits(world: World) -> Rep:
    """A rep who is reminded to call Acme, and leaves it until the customer answers."""
    rep = await world.rep("Li Lei", "en")
    await a_customer(rep)
    await rep.says("/remind call Acme today 10am")
    await world.passes(minutes=31)
    await rep.taps("Snooze")
    asked = await rep.taps("Until he answers")
    waits = await rep.taps("By Fri, 27 Nov")

    assert "Wait for the customer's answer until when?" in asked
    assert "Unless the customer answers before" in waits
    return rep


async def test_one_is_left_until_the_customer_answers(world: World) -> None:
    rep = await a_rep_who_waits(world)

    logged = await rep.says("Acme wrote that they accept the quote")
    await world.passes(days=4)

    assert "💬 He has answered, so this reminder is done: call Acme" in logged
    assert sum(text.startswith("⏰ call Acme") for text in rep.messages) == 0
    assert "No open reminders" in await rep.says("/reminders")


async def test_what_the_rep_sent_is_no_answer(world: World) -> None:
    rep = await a_rep_who_waits(world)

    sent = await rep.says("Emailed Acme the new catalogue")
    waits = await rep.says("/reminders")

    assert "He has answered" not in sent
    assert "call Acme" in waits


async def test_without_an_answer_it_rings_on_the_latest_day(world: World) -> None:
    rep = await a_rep_who_waits(world)

    await world.passes(days=3)

    assert rep.sees.startswith("⏰ call Acme")
    assert "💬 You gave the customer until Fri, 27 Nov to answer." in rep.sees
