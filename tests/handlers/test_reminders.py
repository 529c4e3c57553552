"""Setting, moving and answering reminders."""

from storage.tables import Reminder
from tests.handlers.day.book import an_english_rep
from tests.kit.world import Rep, World


async def a_rep_with_a_reminder(world: World, words: str = "call Li tomorrow 10am") -> Rep:
    rep = await world.rep("Li Lei", "en")
    await rep.says(f"/remind {words}")
    return rep


async def test_only_what_is_missing_is_asked_for(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    asked = await rep.says("/remind call Li about the quote")
    planned = await rep.says("Friday 3pm")

    assert "When?" in asked
    assert planned.startswith("⏰ I will remind you: Fri, 27 Nov 15:00\ncall Li about the quote")


async def test_a_customer_that_the_line_names_is_whom_it_is_about(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")

    planned = await rep.says("/remind call Acme tomorrow 10am")

    assert planned.endswith("call Acme\n🏢 Acme")


async def test_who_is_led_is_not_asked_for_a_customer_that_he_named(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")
    await rep.says("/remind")
    await rep.says("call Acme about the quote")

    planned = await rep.says("in 2 hours")
    await rep.says("/remind")
    asked = await rep.says("call Li in 2 hours")

    assert planned.endswith("call Acme about the quote\n🏢 Acme")
    assert "Which customer is it about?" in asked


async def test_a_time_that_is_over_is_asked_again(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    first = await rep.says("/remind call Li yesterday 10am")
    again = await rep.says("today 8am")
    planned = await rep.says("today 11am")

    assert "That time is over." in first
    assert "That time is over." in again
    assert "today (Tue, 24 Nov) 11:00" in planned


async def test_a_time_that_passes_while_the_rep_is_asked_is_asked_again(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind")
    await rep.says("call Li today 9:40")
    await world.passes(minutes=20)

    asked = await rep.taps("Skip")

    assert "That time is over." in asked
    assert "today (Tue, 24 Nov) 10:00" in await rep.says("in 10 minutes")


async def test_snoozing_respects_the_zone(world: World) -> None:
    rep = await a_rep_with_a_reminder(world)
    await world.passes(hours=24, minutes=30)
    await rep.taps("Snooze")
    labels = rep.labels

    planned = await rep.taps("This evening")
    await world.passes(hours=9)

    assert labels[:2] == ["1 hour · 11:00", "This evening · 19:00"]
    assert "today (Wed, 25 Nov) 19:00" in planned
    assert rep.sees.startswith("⏰ call Li")


async def test_done_twice_and_snooze_after_done_say_so(world: World) -> None:
    rep = await a_rep_with_a_reminder(world)
    await world.passes(hours=24, minutes=30)
    pushed = rep.last
    await rep.taps("Done", pushed)
    messages = len(rep.messages)

    for label in ("Done", "Snooze", "Reschedule"):
        await rep.taps(label, pushed)

        assert rep.toast == "This reminder is done already."
    assert len(rep.messages) == messages


async def test_it_is_moved_in_words_and_says_something_else(world: World) -> None:
    rep = await a_rep_with_a_reminder(world)

    await rep.taps("Reschedule")
    moved = await rep.says("Friday 4pm")
    await rep.taps("Reschedule")
    await rep.taps("Change the text")
    reworded = await rep.says("call Li about the price")
    await rep.taps("Undo")

    assert "Fri, 27 Nov 16:00\ncall Li" in moved
    assert "Fri, 27 Nov 16:00\ncall Li about the price" in reworded


async def test_cancelling_the_move_leaves_the_reminder_on_the_screen(world: World) -> None:
    rep = await a_rep_with_a_reminder(world)
    await world.passes(hours=24, minutes=30)
    pushed = rep.last

    await rep.taps("Reschedule", pushed)
    await rep.taps("Cancel")

    assert any(bubble.text == pushed.text for bubble in rep.person.screen)


async def test_a_late_one_says_how_late(world: World) -> None:
    rep = await a_rep_with_a_reminder(world)
    await world.stop()
    world.messenger.clock.move(27.5 * 3600)
    await world.comes_back()

    await world.passes(seconds=1)

    assert "3 hours late: this was due today (Wed, 25 Nov) 10:00." in rep.sees


async def test_one_without_a_time_waits_for_the_end_of_the_quiet_hours(world: World) -> None:
    rep = await a_rep_with_a_reminder(world, "call Li tomorrow")
    with world.store.begin() as work:
        reminder = work.session.get_one(Reminder, 1)
        reminder.due_at = reminder.due_at.replace(hour=14)  # 22:00 in Shanghai
    await world.passes(hours=37)
    before = rep.sees

    await world.passes(hours=10)

    assert not before.startswith("⏰ call Li")
    assert rep.sees.startswith("⏰ call Li")


async def test_today_lists_what_is_due_and_opens_each(world: World) -> None:
    rep = await a_rep_with_a_reminder(world, "call Li today 10am")
    await rep.says("/remind call Bo today 4pm")
    await world.passes(hours=2)

    listed = await rep.says("/today")
    await rep.taps("call Bo")

    assert "🔴 10:00 call Li\n16:00 call Bo" in listed
    assert rep.sees.startswith("⏰ call Bo\n")


async def test_a_look_up_after_done_is_a_look_up(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    for name in ("Acme", "Bolt"):
        await rep.says(f"/customer {name}")
        await rep.taps("Save now")
    await rep.says("remind me to call Acme tomorrow 10am")
    await world.passes(hours=24, minutes=30)
    await rep.taps("Done")

    card = await rep.says("Bolt")
    logged = await rep.says("visited Bolt, follow up Friday")

    assert card.startswith("Bolt\nOwner")
    assert "Visit · Bolt" in logged


async def test_done_in_the_middle_of_a_conversation_leaves_it_its_answers(world: World) -> None:
    rep = await a_rep_with_a_reminder(world, "call Li today 9:45")
    await rep.says("/customer")
    await world.passes(minutes=20)
    pushed = rep.last
    await rep.taps("Done", pushed)

    asked = await rep.says("Bolt")

    assert "Who is your contact there?" in asked


async def test_a_visit_without_a_word_leaves_no_dash_on_the_reminder(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("remind me to call Harbor tomorrow 10am")
    await rep.says("plan Harbor today 6pm")
    await rep.says("/today")
    await rep.taps("✅ 18:00 Harbor Foods")
    await rep.taps("Nothing to add")
    await world.passes(days=1, hours=1)

    rang = next(one for one in reversed(rep.messages) if one.startswith("⏰ call"))

    assert "Last: 🚗 Visit Tue, 24 Nov\n" in f"{rang}\n"
