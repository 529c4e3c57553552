"""Handling updates: in order within a chat, side by side between chats, parked after three failures."""

import asyncio
import json
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import func, select

from bot.dispatching import BACKLOG, PATIENCE, UnsettledTurn
from handlers.kit.context import Ctx
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnCommand
from storage.inbox import Received, adopt, receive
from storage.mail import InboxState, inbox
from storage.store import Store
from storage.tables import Role, Team
from storage.work import Work
from storage.workers import enter
from tests.kit.databases import BOTH
from tests.kit.looptime import LoopTime
from tests.kit.world import Rep, World

on_both = pytest.mark.parametrize("database", BOTH, indirect=True)


def shown(text: str) -> Screen:
    return Screen(Markup(text))


def inbox_rows(world: World) -> list:
    with world.store.begin() as work:
        return list(work.connection.execute(select(inbox).order_by(inbox.c.update_id)))


def a_team(work: Work) -> Team:
    return work.session.scalars(select(Team)).one()


async def test_messages_of_one_chat_are_handled_one_after_another(world: World) -> None:
    seen: list[str] = []

    async def slowly(ctx: Ctx, words: str) -> None:
        seen.append(f"begin {words}")
        await asyncio.sleep(0)
        await ctx.show(shown(words))
        seen.append(f"end {words}")

    rep = await world.rep()
    await world.handles(OnCommand("slow", slowly))

    await asyncio.gather(*(rep.says(f"/slow {n}") for n in range(5)))

    assert seen == [f"{what} {n}" for n in range(5) for what in ("begin", "end")]
    assert rep.messages[-5:] == ["0", "1", "2", "3", "4"]


async def test_a_slow_chat_does_not_hold_up_another(world: World) -> None:
    gate = asyncio.Event()

    async def stuck(ctx: Ctx, _words: str) -> None:
        await gate.wait()
        await ctx.show(shown("at last"))

    slow, quick = await world.rep("Slow"), await world.rep("Quick")
    await world.handles(OnCommand("stuck", stuck))

    async with asyncio.TaskGroup() as both:
        both.create_task(slow.says("/stuck"))
        both.create_task(quick.says("/help"))
        await quick.person.until(lambda person: "Log" in person.last.text)
        assert "at last" not in slow.messages
        gate.set()

    assert slow.sees == "at last"


def state_of(world: World, update: Received) -> InboxState | None:
    return next(
        (row.state for row in inbox_rows(world) if row.update_id == update.update_id), None
    )


@on_both
async def test_an_update_of_an_idle_chat_is_stored_together_with_its_effect(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatching.PATIENCE", 60)  # however slow the machine is
    commits: list[InboxState | None] = []
    rep = await world.rep()
    update, write = a_message(rep, 1, "/help"), world.store.write

    async def written(act: Any) -> Any:
        done = await write(act)
        commits.append(state_of(world, update))
        return done

    world.store.write = written  # type: ignore[method-assign]
    await world.fieldbook.dispatcher.receive([update])

    assert commits[:2] == [None, InboxState.DONE]  # who it is, and what came of it
    await world.fieldbook.settled()


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.parametrize("why", ["by webhook others receive too", "another handles the chat"])
async def test_where_workers_share_a_chat_an_update_is_stored_first(
    world: World, why: str
) -> None:
    rep = await world.rep()
    theirs, update = a_message(rep, 1, "/help"), a_message(rep, 2, "/new")
    is_another_at_it = why == "another handles the chat"
    if is_another_at_it:
        other = Store(world.url, world.clock.now)
        other.worker = await other.write(enter)
        await other.write(lambda work: receive(work, [theirs]))
    else:
        world.fieldbook.dispatcher.receives_alone = False
    states: list[InboxState | None] = []
    write = world.store.write

    async def written(act: Any) -> Any:
        done = await write(act)
        states.append(state_of(world, update))
        return done

    world.store.write = written  # type: ignore[method-assign]
    await world.fieldbook.dispatcher.receive([update])
    await world.fieldbook.settled()

    if is_another_at_it:
        assert set(states) == {
            None,
            InboxState.WAITING,
        }  # it is for the other, after what that has
        assert [one.update_id for one in await other.write(adopt)] == [
            theirs.update_id,
            update.update_id,
        ]
        other.close()
    else:
        assert states[:2] == [InboxState.WAITING, InboxState.DONE]


@on_both
async def test_what_takes_long_is_stored_meanwhile_and_handled_once(world: World) -> None:
    gate, handled = asyncio.Event(), []

    async def stuck(ctx: Ctx, words: str) -> None:
        await gate.wait()
        handled.append(words)
        await ctx.show(shown("at last"))

    rep = await world.rep()
    await world.handles(OnCommand("stuck", stuck))
    update = a_message(rep, 1, "/stuck")

    await asyncio.wait_for(world.fieldbook.dispatcher.receive([update]), 5)
    meanwhile = state_of(world, update)
    await world.fieldbook.dispatcher.receive([update])
    gate.set()
    await world.fieldbook.settled()

    assert (meanwhile, state_of(world, update)) == (InboxState.WAITING, InboxState.DONE)
    assert len(handled) == 1


@on_both
async def test_nothing_counts_as_received_before_it_is_on_disk(world: World) -> None:
    rep = await world.rep()
    gate, write = asyncio.Event(), world.store.write

    async def held_up(act: Any) -> Any:
        await gate.wait()
        return await write(act)

    world.store.write = held_up  # type: ignore[method-assign]
    update = a_message(rep, 1, "/help")
    receiving = asyncio.ensure_future(world.fieldbook.dispatcher.receive([update]))
    await asyncio.sleep(3 * PATIENCE)

    assert not receiving.done()
    gate.set()
    await receiving
    assert state_of(world, update) is not None
    await world.fieldbook.settled()


async def failing(_ctx: Ctx, _words: str) -> None:
    raise ZeroDivisionError("Wang Xiaoming 13800138000")


async def test_an_update_that_fails_three_times_is_parked_and_everybody_told(world: World) -> None:
    time = LoopTime()
    admin = await world.rep("Ada", role=Role.ADMIN)
    rep, other = await world.rep("Li Lei"), await world.rep("Han Meimei")
    await world.handles(OnCommand("boom", failing))
    world.failures_are_meant = True

    await time.until(rep.says("/boom"))
    unaffected = await other.says("/help")
    afterwards = await rep.says("/help")

    (parked,) = [row for row in inbox_rows(world) if row.state is InboxState.PARKED]
    assert (parked.attempts, parked.error) == (3, "ZeroDivisionError")
    assert len(world.failures) == 3
    told = next(text for text in rep.messages if "could not handle" in text)
    assert parked.reference in told
    assert parked.reference in admin.sees
    assert "Li Lei" in admin.sees
    assert "Wang" not in admin.sees
    assert unaffected == afterwards


async def test_a_failure_that_passes_is_never_noticed(world: World) -> None:
    time = LoopTime()
    tries: list[int] = []

    async def third_time_lucky(ctx: Ctx, _words: str) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise ZeroDivisionError
        await ctx.show(shown("done"))

    rep = await world.rep()
    await world.handles(OnCommand("try", third_time_lucky))
    world.failures_are_meant = True

    answer = await time.until(rep.says("/try"))

    assert answer == "done"
    assert not any("could not" in text for text in rep.messages)


async def test_silence_is_a_failure(world: World) -> None:
    time = LoopTime()

    async def silent(_ctx: Ctx, _words: str) -> None:
        return

    rep = await world.rep()
    await world.handles(OnCommand("silent", silent))
    world.failures_are_meant = True

    await time.until(rep.says("/silent"))

    assert {type(error) for error in world.failures} == {UnsettledTurn}
    assert "could not handle" in rep.sees


async def test_a_handler_that_hangs_fails_and_lets_the_next_message_through(world: World) -> None:
    time = LoopTime()

    async def hangs(_ctx: Ctx, _words: str) -> None:
        await asyncio.Event().wait()

    rep = await world.rep()
    await world.handles(OnCommand("hang", hangs))
    world.failures_are_meant = True

    await time.until(rep.says("/hang"), step=10)
    answer = await rep.says("/help")

    assert {type(error) for error in world.failures} == {TimeoutError}
    assert "Log" in answer


async def test_what_fails_after_its_effect_has_it_once(world: World) -> None:
    async def effect_then_failure(ctx: Ctx, words: str) -> None:
        await ctx.act(lambda work: add_team(work, words), lambda _team, _say: shown("added"))
        raise ZeroDivisionError

    rep = await world.rep()
    await world.handles(OnCommand("add", effect_then_failure))
    world.failures_are_meant = True

    answer = await rep.says("/add north")

    assert answer == "added"
    assert len(world.failures) == 1
    assert teams(world, "north") == 1


async def test_a_second_act_in_one_turn_is_a_defect_that_shows(world: World) -> None:
    async def twice(ctx: Ctx, words: str) -> None:
        for _ in range(2):
            await ctx.act(lambda work: add_team(work, words), lambda _team, _say: shown("added"))

    rep = await world.rep()
    await world.handles(OnCommand("twice", twice))
    world.failures_are_meant = True

    await rep.says("/twice north")

    assert len(world.failures) == 1
    assert teams(world, "north") == 1


async def test_an_effect_whose_commit_was_not_heard_of_happens_once(world: World) -> None:
    time = LoopTime()

    async def commit_unheard(ctx: Ctx, words: str) -> None:
        await ctx.act(lambda work: add_team(work, words), lambda _team, _say: shown("added"))
        ctx.turn.settled = False
        raise ConnectionError("the database went away with its answer")

    rep = await world.rep()
    await world.handles(OnCommand("add", commit_unheard))
    world.failures_are_meant = True

    answer = await time.until(rep.says("/add north"))

    assert answer == "added"
    assert teams(world, "north") == 1
    assert inbox_rows(world)[-1].state is InboxState.DONE


def add_team(work: Work, name: str) -> None:
    work.add(Team(name=name, country="CN", currency="CNY", created_at=work.now))


def teams(world: World, name: str) -> int:
    with world.store.begin() as work:
        return work.session.scalar(select(func.count()).where(Team.name == name)) or 0


@pytest.mark.parametrize(
    "raw",
    [
        {"message": {"message_id": "none", "date": "soon"}},
        {"message": None},
        {"message": []},
        {"message": {"from": {"id": 10**40}}},
        {"message": {"from": {"id": "x"}, "chat": 7}},
        {"callback_query": {"id": 7, "from": {"id": 1001}}},
        {"callback_query": "tap"},
        {"message": {"text": "\ud83d", "from": {"id": 1001}}},
        {"something_new": {"from": {"id": 1001, "is_bot": False, "first_name": "x"}}},
        {},
    ],
)
async def test_an_update_that_cannot_be_read_wedges_nobody(world: World, raw: dict) -> None:
    time = LoopTime()
    rep = await world.rep()
    world.failures_are_meant = True

    await time.until(world.fieldbook.receive({"update_id": 700_000_900, **raw}))
    answer = await rep.says("/help")

    (row,) = [row for row in inbox_rows(world) if row.update_id == 700_000_900]
    assert row.state in (InboxState.PARKED, InboxState.DONE)
    assert "Log" in answer


async def test_a_group_gets_no_answer(world: World) -> None:
    rep = await world.rep()
    before = len(world.messenger.accepted)
    message = {
        "message_id": 5,
        "date": 1,
        "from": rep.person.chat.user,
        "chat": {"id": -5, "type": "group", "title": "All"},
        "text": "/help",
    }

    await world.fieldbook.receive({"update_id": 700_000_900, "message": message})

    assert len(world.messenger.accepted) == before
    assert inbox_rows(world)[-1].state is InboxState.DONE


async def test_what_was_received_before_the_end_is_handled_once_by_the_next_process(
    world: World,
) -> None:
    rep = await world.rep()
    await world.dies()
    with world.store.begin() as work:
        receive(work, [a_message(rep, number, f"/help {number}") for number in range(3)])

    await world.comes_back()
    first = len(rep.messages)
    await world.restart()

    assert {row.state for row in inbox_rows(world)} == {InboxState.DONE}
    assert first == len(rep.messages) == 1 + 3  # the greeting, and an answer to each


def a_message(rep: Rep, number: int, text: str) -> Received:
    person = rep.person
    message = {
        "message_id": 9000 + number,
        "date": int(person.clock.now()),
        "from": person.chat.user,
        "chat": person.chat.shown,
        "text": text,
    }
    raw = {"update_id": 800_000_000 + number, "message": message}
    return Received(800_000_000 + number, person.id, json.dumps(raw))


async def test_a_backlog_lets_no_more_in_until_there_is_room(world: World) -> None:
    gate = asyncio.Event()

    async def stuck(ctx: Ctx, _words: str) -> None:
        await gate.wait()
        await ctx.show(shown("through"))

    rep = await world.rep()
    await world.handles(OnCommand("stuck", stuck))
    dispatcher = world.fieldbook.dispatcher
    many = [a_message(rep, number, "/stuck") for number in range(BACKLOG)]
    await world.store.write(lambda work: receive(work, many))
    dispatcher.handle(many[:-1])

    await asyncio.wait_for(dispatcher.room(), 1)
    dispatcher.handle(many[-1:])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(dispatcher.room(), 0.01)
    gate.set()

    await asyncio.wait_for(dispatcher.room(), 10)
    await world.fieldbook.settled()
    assert rep.messages.count("through") == BACKLOG
