"""The sender against a messenger that fails in every way it can."""

import asyncio
import json
from typing import Any

from sqlalchemy import select

from sandbox.answers import ConnectionCut
from sandbox.faults import Fault, Trouble
from storage.mail import PUSH, REPLY, OutboxState, outbox
from storage.tables import Member, Role
from tests.kit.looptime import LoopTime
from tests.kit.world import Rep, World

REPEAT = "This may be a repeat"


async def push(world: World, *texts: str, to: Rep, key: str | None = None) -> None:
    """Write pushes in one transaction and wait until they are sent."""
    await write(world, *texts, to=to, key=key)
    await world.fieldbook.settled()


async def write(
    world: World, *texts: str, to: Rep, priority: int = PUSH, key: str | None = None
) -> None:
    chat_id = to.person.id

    def put(work) -> None:
        for text in texts:
            call = {"chat_id": chat_id, "text": text, "parse_mode": "HTML"}
            work.send(chat_id, "sendMessage", call, priority=priority, key=key)

    await world.store.write(put)


def outbox_rows(world: World) -> list:
    with world.store.begin() as work:
        return list(work.connection.execute(select(outbox).order_by(outbox.c.id)))


async def test_what_is_written_together_arrives_in_order(world: World) -> None:
    rep = await world.rep()

    await push(world, *(f"push {n}" for n in range(20)), to=rep)

    assert rep.messages[-20:] == [f"push {n}" for n in range(20)]


async def test_a_chat_told_to_slow_down_gets_nothing_before_its_time(world: World) -> None:
    time = LoopTime()
    rep = await world.rep()
    before = time.now()
    world.messenger.faults.add(Fault(Trouble.FLOOD, "sendMessage", seconds=30))

    await write(world, "one", "two", to=rep)
    await time.until(world.fieldbook.settled())

    assert time.now() - before >= 30
    assert rep.messages[-2:] == ["one", "two"]
    assert not any(row.maybe_repeat for row in outbox_rows(world))


async def test_flood_control_lets_nobody_through(world: World) -> None:
    time = LoopTime()
    rep, other = await world.rep(), await world.rep("Han Meimei")
    before = time.now()
    world.messenger.faults.add(Fault(Trouble.FLOOD, "sendMessage", seconds=20))
    await write(world, "to one", to=rep)
    await rep.person.until(lambda _: bool(outbox_rows(world)))

    await write(world, "to another", to=other)
    await time.until(world.fieldbook.settled())

    assert time.now() - before >= 20
    assert (rep.sees, other.sees) == ("to one", "to another")


async def test_a_line_cut_before_acceptance_repeats_nothing(world: World) -> None:
    time = LoopTime()
    rep = await world.rep()
    world.messenger.faults.add(Fault(Trouble.CUT_BEFORE, "sendMessage"))

    await write(world, "once", to=rep)
    await time.until(world.fieldbook.settled())

    assert rep.messages[-1] == "once"
    assert rep.messages.count("once") == 1


async def test_a_line_cut_after_acceptance_sends_again_and_says_so(world: World) -> None:
    time = LoopTime()
    rep = await world.rep()
    world.messenger.faults.add(Fault(Trouble.CUT_AFTER, "sendMessage"))

    await write(world, "maybe twice", to=rep)
    await time.until(world.fieldbook.settled())

    first, second = rep.messages[-2:]
    assert first == "maybe twice"
    assert second.endswith("maybe twice")
    assert REPEAT in second
    (row,) = [row for row in outbox_rows(world) if "maybe twice" in row.payload]
    assert (row.state, row.maybe_repeat, row.attempts) == (OutboxState.SENT, True, 1)


async def test_ten_cuts_mark_a_message_once(world: World) -> None:
    time = LoopTime()
    rep = await world.rep()
    world.messenger.faults.add(Fault(Trouble.CUT_AFTER, "sendMessage", calls=10))

    await write(world, "again", to=rep)
    await time.until(world.fieldbook.settled(), step=5)

    assert rep.messages[-1].count(REPEAT) == 1
    assert sum("again" in text for text in rep.messages) == 11


async def test_an_edit_repeats_without_a_word(world: World) -> None:
    time = LoopTime()
    rep = await world.rep()
    await rep.says("/log")
    await rep.says("Acme")
    world.messenger.faults.add(Fault(Trouble.CUT_AFTER, "editMessageText"))

    shown = await time.until(rep.taps("New customer"))

    assert REPEAT not in shown
    assert not any(REPEAT in text for text in rep.messages)


async def test_a_gateways_502_is_waited_out(world: World) -> None:
    time = LoopTime()
    rep = await world.rep()
    world.messenger.faults.add(Fault(Trouble.ANSWER, "sendMessage", calls=3, status=502))

    await write(world, "through at last", to=rep)
    await time.until(world.fieldbook.settled())

    assert rep.sees.endswith("through at last")


async def test_many_calls_that_fail_together_cost_one_rest(world: World) -> None:
    time = LoopTime()
    reps = [await world.rep(f"Rep {n}") for n in range(12)]
    call, together, failures = world.messenger.call, asyncio.Barrier(12), iter(range(12))

    async def break_twelve(token: str, method: str, *rest: Any) -> Any:
        if method == "sendMessage" and next(failures, None) is not None:
            await together.wait()
            raise ConnectionCut(accepted=False)
        return await call(token, method, *rest)

    world.messenger.call = break_twelve  # type: ignore[method-assign,assignment]
    before = time.now()

    for rep in reps:
        await write(world, "news", to=rep)
    await time.until(world.fieldbook.settled(), step=0.1)

    assert time.now() - before < 5
    assert [rep.sees for rep in reps] == ["news"] * 12


async def test_a_member_who_blocked_the_bot_is_tried_once_and_his_manager_told_once(
    world: World,
) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    rep.person.chat.blocked = True  # as yet unknown to the bot
    calls: list[str] = []
    world.messenger.faults.for_call = spying(world.messenger.faults.for_call, calls)  # type: ignore[method-assign]

    await push(world, *(f"push {n}" for n in range(10)), to=rep)

    rows = [row for row in outbox_rows(world) if "push" in row.payload]
    assert {row.state for row in rows} == {OutboxState.FAILED}
    assert calls.count("sendmessage") == 2  # the one that was refused, and the manager's
    assert sum("Li Lei has blocked me" in text for text in boss.messages) == 1


def spying(answer, calls: list[str]):
    def spied(method: str):
        calls.append(method)
        return answer(method)

    return spied


async def test_who_lets_the_bot_in_again_is_known_to_be_back(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    rep = await world.rep("Li Lei")

    await rep.person.block()
    lost = unreachable(world, rep)
    await rep.person.unblock()
    back = unreachable(world, rep)
    await rep.person.block()

    assert (lost, back) == (True, False)
    assert sum("Li Lei has blocked me" in text for text in boss.messages) == 2


async def test_a_message_from_a_lost_member_brings_him_back(world: World) -> None:
    rep = await world.rep("Li Lei")
    rep.person.chat.blocked = True
    await push(world, "lost", to=rep)
    assert unreachable(world, rep)

    rep.person.chat.blocked = False
    await rep.says("/help")

    assert not unreachable(world, rep)


def unreachable(world: World, rep: Rep) -> bool:
    with world.store.begin() as work:
        member = work.session.scalars(
            select(Member).where(Member.telegram_id == rep.person.id)
        ).one()
        return member.unreachable_at is not None


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_one(world: World) -> None:
    rep = await world.rep()
    await rep.says("/log")
    await rep.says("Acme")
    asked = rep.last
    frozen = asked

    async def tap_on_a_message_deleted_meanwhile() -> None:
        world.messenger.faults.add(
            Fault(
                Trouble.ANSWER,
                "editMessageText",
                status=400,
                description="Bad Request: message to edit not found",
            )
        )
        await rep.taps("New customer", frozen)

    await tap_on_a_message_deleted_meanwhile()

    assert rep.last.id > asked.id
    assert "Acme" in rep.sees


async def test_markup_that_is_refused_arrives_as_plain_text(world: World) -> None:
    rep = await world.rep()

    await push(world, "<b>A & B</b> <i>unclosed", to=rep)

    assert rep.sees == "A & B unclosed"


async def test_buttons_that_are_refused_are_left_out(world: World) -> None:
    rep = await world.rep()
    rows = [[{"text": "x", "callback_data": "d" * 65}]]
    call = {
        "chat_id": rep.person.id,
        "text": "<b>words</b>",
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": rows},
    }

    await world.store.write(lambda work: work.send(rep.person.id, "sendMessage", call))
    await world.fieldbook.settled()

    assert rep.sees == "words"
    assert rep.labels == []


async def test_a_message_beyond_help_is_failed_and_holds_nobody_up(world: World) -> None:
    rep = await world.rep()

    await push(world, "x" * 5000, "the next one", to=rep)

    long, _ = (row for row in outbox_rows(world)[-2:])
    assert long.state is OutboxState.FAILED
    assert "too long" in long.error
    assert rep.sees == "the next one"


async def test_a_message_to_nobody_is_failed_after_one_call(world: World) -> None:
    await world.rep()
    calls: list[str] = []
    world.messenger.faults.for_call = spying(world.messenger.faults.for_call, calls)  # type: ignore[method-assign]
    nobody = world.stranger()
    call = {"chat_id": 31337, "text": "hello", "parse_mode": "HTML"}

    await world.store.write(lambda work: work.send(31337, "sendMessage", call, priority=PUSH))
    await world.fieldbook.settled()

    assert outbox_rows(world)[-1].state is OutboxState.FAILED
    assert calls == ["sendmessage"]
    assert nobody.messages == []


async def test_what_was_taken_by_a_sender_that_died_is_sent_and_marked(world: World) -> None:
    rep = await world.rep()
    await world.dies()
    with world.store.begin() as work:
        for number in range(200):
            call = {"chat_id": rep.person.id, "text": f"reply {number}"}
            work.send(rep.person.id, "sendMessage", call, priority=REPLY)

    await world.comes_back()

    arrived = rep.messages[-200:]
    assert [text.rsplit("\n")[-1] for text in arrived] == [f"reply {n}" for n in range(200)]
    assert all(REPEAT in text for text in arrived)


async def test_what_a_stop_left_unsent_is_sent_by_the_next_process_without_a_mark(
    world: World,
) -> None:
    time = LoopTime()
    rep = await world.rep()
    world.messenger.faults.add(Fault(Trouble.FLOOD, "sendMessage", seconds=600))
    await write(world, *(f"late {n}" for n in range(5)), to=rep, priority=REPLY)

    await time.until(world.restart(), step=1)
    await time.until(world.fieldbook.settled(), step=10)

    assert rep.messages[-5:] == [f"late {n}" for n in range(5)]


async def test_a_reply_is_remembered_with_the_message_it_became(world: World) -> None:
    rep = await world.rep()

    await rep.says("/help")

    row = outbox_rows(world)[-1]
    assert row.message_id == rep.last.id
    assert json.loads(row.payload)["chat_id"] == rep.person.id
