"""Telegram gone for hours, messages delivered twice, nonsense among them: it keeps running and catches up."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

import bot.sending
from bot.sending import Sender
from crm.ringing import ringing
from handlers.reminders.push import show_due
from sandbox.faults import Fault, Trouble
from scheduler.duties import perform
from storage.mail import InboxState, inbox
from storage.tables import Customer, Member, Reminder, ReminderState
from tests.faults.invariants import check_invariants
from tests.kit.looptime import LoopTime
from tests.kit.world import Rep, World

MANY = 1_000_000  # calls that find nobody
TRIES = 5  # in vain, at least, before Telegram is back


def remind(world: World, rep: Rep, count: int) -> None:
    """Plan reminders for the rep, due in an hour."""
    with world.store.begin() as work:
        member = work.session.scalars(
            select(Member).where(Member.telegram_id == rep.person.id)
        ).one()
        for number in range(count):
            work.session.add(
                Reminder(
                    member_id=member.id,
                    text=f"step {number}",
                    due_at=work.now + timedelta(hours=1),
                    zone=member.zone,
                    asked_time=True,
                    occurrence=1,
                    state=ReminderState.PLANNED,
                    created_at=work.now,
                )
            )
        work.session.flush()


async def two_hours_without_telegram(world: World) -> list[Rep]:
    """Let reminders ring while Telegram is gone, and return the reps once it is back and all has settled."""
    time = LoopTime()
    reps = [await world.rep(f"Rep {number}") for number in range(5)]
    for rep in reps:
        remind(world, rep, 20)
    gone = Fault(Trouble.CUT_BEFORE, calls=MANY)
    world.messenger.faults.add(gone)

    world.messenger.clock.move(3600)
    await perform(world.store, ringing(show_due))
    while (gone.calls or 0) > MANY - TRIES:
        await time.until(asyncio.sleep(1), step=5)
    world.messenger.clock.move(7200)
    world.messenger.faults.clear()
    await time.until(world.fieldbook.settled(), step=5)
    return reps


def check_all_rang_late(world: World, reps: list[Rep]) -> None:
    """Each came once, in order, and says that it is late."""
    for rep in reps:
        rang = [text for text in rep.messages if "⏰ step" in text]
        assert [text.split("\n")[0] for text in rang] == [f"⏰ step {n}" for n in range(20)]
        assert all(text.count("I could not reach you then") == 1 for text in rang)
    check_invariants(world.store, world.messenger)


async def test_two_hours_without_telegram_lose_nothing_and_what_is_late_says_so(
    world: World,
) -> None:
    reps = await two_hours_without_telegram(world)

    check_all_rang_late(world, reps)


async def test_a_sender_that_gives_up_while_telegram_is_gone_is_seen_losing_reminders(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failed(self: Any, row: Any, failure: Any, _begun: float) -> None:
        self._done(row, error=str(failure))

    monkeypatch.setattr(Sender, "_failed", failed)
    reps = await two_hours_without_telegram(world)

    with pytest.raises(AssertionError):
        check_all_rang_late(world, reps)


async def test_a_message_that_is_late_and_does_not_say_so_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.sending, "as_late", lambda _work, row: row)
    reps = await two_hours_without_telegram(world)

    with pytest.raises(AssertionError):
        check_all_rang_late(world, reps)


async def test_what_arrives_in_time_does_not_call_itself_late(world: World) -> None:
    rep = await world.rep()
    remind(world, rep, 1)

    await world.passes(hours=1)

    assert rep.sees.startswith("⏰ step 0")
    assert "could not reach" not in rep.sees


async def test_messages_delivered_twice_are_handled_once(world: World) -> None:
    rep = await world.rep()
    heard = world.messenger.bot.receiver
    assert heard is not None

    async def twice(update: dict[str, Any]) -> None:
        await heard(update)
        await heard(update)

    world.messenger.bot.receiver = twice
    await rep.says("/log")
    await rep.says("Acme")
    await rep.taps("New customer")
    await rep.says("Showed the pump")
    await rep.taps("Went well")
    await rep.taps("Tomorrow")
    await rep.taps("No")

    with world.store.begin() as work:
        assert len(list(work.session.scalars(select(Customer)))) == 1
        assert len(list(work.session.scalars(select(Reminder)))) == 1
    assert sum("Visit · Acme" in text for text in rep.messages) == 1
    check_invariants(world.store, world.messenger)


async def test_one_in_ten_updates_is_nonsense_and_the_rest_does_not_notice(world: World) -> None:
    time = LoopTime()
    rep = await world.rep()
    world.failures_are_meant = True
    number = 900_000_000

    for place in range(30):
        if place % 10 == 5:
            number += 1
            nonsense = {
                "update_id": number,
                "message": {"message_id": "none", "from": {"id": place}},
            }
            await time.until(world.fieldbook.receive(nonsense))
        assert "Log" in await rep.says("/help")

    with world.store.begin() as work:
        states = list(work.connection.scalars(select(inbox.c.state)))
    assert states.count(InboxState.PARKED) == 3


@pytest.mark.parametrize("seed", range(3))
async def test_a_bad_line_loses_and_doubles_no_record(world: World, seed: int) -> None:
    time = LoopTime()
    reps = [await world.rep(f"Rep {number}") for number in range(4)]
    faults = world.messenger.faults
    rates = {Trouble.FLOOD: 0.08, Trouble.ANSWER: 0.05, Trouble.CUT_BEFORE: 0.04}
    for trouble, rate in {**rates, Trouble.CUT_AFTER: 0.03}.items():
        faults.add(Fault(trouble, "sendMessage", calls=None, probability=rate, seed=seed))
    for rep in reps:
        remind(world, rep, 50)

    world.messenger.clock.move(3600)
    await perform(world.store, ringing(show_due))
    await time.until(world.fieldbook.settled(), step=2)

    for rep in reps:
        told = {line for text in rep.messages for line in text.split("\n")}
        assert {f"⏰ step {n}" for n in range(50)} <= told
    check_invariants(world.store, world.messenger)
