"""The whole list of reminders, and the proof that none of them was lost."""

from storage.tables import Role
from tests.kit.world import Rep, World


async def sets(rep: Rep, count: int, day: str = "tomorrow") -> None:
    """Set reminders for a day, ten minutes apart from 9:00."""
    for number in range(count):
        await rep.says(f"/remind step {number} {day} {9 + number // 6}:{number % 6}0")


async def test_the_list_shows_what_is_overdue_first_and_pages(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await sets(rep, 10)
    await world.passes(hours=24, minutes=5)

    first = await rep.says("/reminders")
    second = await rep.taps("Later")
    back = await rep.taps("Earlier")

    assert first.startswith(
        "⏰ 10 open reminders\n🔴 4 overdue\n\nWed, 25 Nov\n1. 🔴 09:00 step 0"
    )
    assert "9. " not in first
    assert "1. 10:20 step 8\n2. 10:30 step 9" in second
    assert back == first


async def test_a_reminder_is_opened_from_the_list_and_answered(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    await rep.says("/remind 明天上午10点给李总打电话")

    listed = await rep.says("我的提醒")
    await rep.taps("给李总打电话")
    done = await rep.taps("完成")

    assert "1. 10:00 给李总打电话" in listed
    assert done.startswith("✅ 已完成")
    assert "没有未完成的提醒" in await rep.says("/reminders")


async def test_the_proof_adds_up_and_says_what_became_of_each(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await sets(rep, 4)
    await rep.says("/remind far away in 3 weeks")
    await world.passes(hours=24, minutes=31)
    pushed = [bubble for bubble in rep.person.screen if bubble.text.startswith("⏰ step")]
    await rep.taps("Done", pushed[0])
    await rep.taps("Snooze", pushed[1])
    (asked,) = [bubble for bubble in rep.person.screen if bubble.text.startswith("😴")]
    await rep.taps("1 hour", asked)
    await rep.taps("Reschedule", pushed[2])
    await rep.says("Friday 10am")

    proof = await rep.says("/reminders proof")

    assert (
        "Came due: 4\n= delivered 4\n+ on their way 0\n+ undeliverable 0\n✅ It adds up" in proof
    )
    assert "done: 1 · moved: 1 · snoozed: 1 · open: 1" in proof
    assert "Planned from now on: 3" in proof
    assert "Last sign of life: 0 seconds ago" in proof


async def test_the_proof_names_the_reason_where_nothing_could_be_delivered(world: World) -> None:
    admin = await world.rep("Han Mei", "en", Role.ADMIN)
    rep = await world.rep("Li Lei", "en")
    await sets(rep, 3)
    await rep.person.block()
    await world.passes(hours=24)
    await world.passes(hours=1)

    proof = await admin.says("/reminders proof")

    assert "Came due: 3\n= delivered 0\n+ on their way 0\n+ undeliverable 3" in proof
    assert "· the member blocked the bot: 3\n✅ It adds up" in proof


async def test_a_reps_proof_is_about_his_own_reminders(world: World) -> None:
    other, rep = await world.rep("Han Mei", "en"), await world.rep("Li Lei", "en")
    await sets(other, 2)
    await sets(rep, 1)
    await world.passes(hours=24)

    assert "Came due: 1\n" in await rep.says("/reminders proof")


async def test_an_undone_answer_leaves_the_proof_in_balance(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await sets(rep, 1)
    await world.passes(hours=24)
    await rep.taps("Done")
    await rep.taps("Undo")

    proof = await rep.says("/reminders proof")

    assert "✅ It adds up" in proof
    assert "Of those delivered: open: 1" in proof


async def test_an_administrator_hears_once_that_reminders_are_late_and_again_after_they_moved(
    world: World,
) -> None:
    admin = await world.rep("Han Mei", "en", Role.ADMIN)
    await sets(admin, 1)
    duties = list(world.fieldbook.duties)
    others = [duty for duty in duties if duty.name != "reminders"]

    def alarms() -> int:
        return sum("Reminders are late" in text for text in admin.messages)

    world.fieldbook.duties[:] = others  # the sweep stands still
    await world.passes(hours=24)
    await world.passes(minutes=5)
    once = alarms()
    world.fieldbook.duties[:] = duties
    await world.passes(minutes=1)
    await world.passes(minutes=1)
    await admin.says("/remind step 2 tomorrow 9am")
    world.fieldbook.duties[:] = others
    await world.passes(hours=24)

    assert (once, alarms()) == (1, 2)
