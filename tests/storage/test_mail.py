"""Inbox, outbox and conversations: the tables of a message's way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.conversations import (
    end_conversation,
    move_conversation,
    open_conversations,
    start_conversation,
)
from storage.inbox import AlreadyHandled, Received, mark_done, note_failure, park, receive, waiting
from storage.mail import PUSH, REPLY, OutboxState, outbox
from storage.outbox import Sent, give_back, has_waiting, note_repeat, recover, settle, take
from storage.store import Store
from storage.work import Work

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = Store(database, lambda: NOW)
    yield opened
    opened.close()


def updates(*numbers: int) -> list[Received]:
    return [Received(number, 7, f'{{"update_id":{number}}}') for number in numbers]


async def test_an_update_is_new_once(store: Store) -> None:
    first = await store.write(lambda work: receive(work, updates(3, 1, 2, 1)))
    again = await store.write(lambda work: receive(work, updates(1, 2, 3, 4)))
    nothing = await store.write(lambda work: receive(work, updates(1, 2)))

    assert [one.update_id for one in first] == [3, 1, 2]
    assert [one.update_id for one in again] == [4]
    assert nothing == []


async def test_deliveries_at_once_store_an_update_once(store: Store) -> None:
    await asyncio.gather(
        *(store.write(lambda work: receive(work, updates(1, 2))) for _ in range(8))
    )

    assert [one.update_id for one in await store.read(waiting)] == [1, 2]


async def test_what_waits_is_found_in_order_until_it_is_done_or_parked(store: Store) -> None:
    five, three, four, far = updates(5, 3, 4, 2**40)
    await store.write(lambda work: receive(work, [five, three, four, far]))

    await store.write(lambda work: note_failure(work, four, "E"))
    await store.write(lambda work: mark_done(work, three))
    await store.write(lambda work: park(work, 5, "E", "ABC"))
    left = await store.read(waiting)

    assert [(one.update_id, one.attempts) for one in left] == [(4, 1), (2**40, 0)]


async def test_a_failure_stores_what_was_not_stored_before(store: Store) -> None:
    (one,) = updates(1)

    for _ in range(2):
        await store.write(lambda work: note_failure(work, one, "E"))

    assert [(left.raw, left.attempts) for left in await store.read(waiting)] == [(one.raw, 2)]


@pytest.mark.parametrize("stored_before", [True, False])
async def test_an_update_has_its_effect_once_however_many_handle_it(
    store: Store, stored_before: bool
) -> None:
    (one,) = updates(1)
    if stored_before:
        await store.write(lambda work: receive(work, [one]))

    def handle(work: Work) -> None:
        work.send(7, "sendMessage", {"text": "effect"})
        mark_done(work, one)

    results = await asyncio.gather(
        *(store.write(handle) for _ in range(8)), return_exceptions=True
    )
    rows = await store.read(lambda work: work.connection.execute(select(outbox)).all())

    assert sum(isinstance(result, AlreadyHandled) for result in results) == 7
    assert len(rows) == 1
    assert await store.read(waiting) == []


def write_some(work: Work) -> list[int]:
    sends = [(1, PUSH), (2, REPLY), (1, PUSH), (2, PUSH)]
    return [
        work.send(chat, "sendMessage", {"n": n}, priority=p) for n, (chat, p) in enumerate(sends)
    ]


def states(work: Work) -> list[tuple[OutboxState, bool]]:
    rows = work.connection.execute(select(outbox).order_by(outbox.c.id))
    return [(row.state, row.maybe_repeat) for row in rows]


async def test_a_reply_is_in_hand_at_once_and_pushes_wait(store: Store) -> None:
    await store.write(write_some)

    taken = await store.write(lambda work: take(work, 10))

    assert [row.priority for row in taken] == [PUSH] * 3
    assert [row.id for row in taken] == sorted(row.id for row in taken)
    assert not await store.read(has_waiting)


async def test_nothing_is_taken_twice_however_many_take(store: Store) -> None:
    for _ in range(10):
        await store.write(write_some)

    taken = await asyncio.gather(*(store.write(lambda work: take(work, 4)) for _ in range(12)))

    ids = [row.id for rows in taken for row in rows]
    assert len(ids) == len(set(ids)) == 30


async def test_what_a_dead_sender_had_taken_comes_back_marked_and_replies_first(
    store: Store,
) -> None:
    await store.write(write_some)
    await store.write(lambda work: take(work, 1))

    count = await store.write(recover)
    again = await store.write(lambda work: take(work, 10))

    assert count == 2
    assert [(row.priority, row.maybe_repeat) for row in again] == [
        (REPLY, True),
        (PUSH, True),
        (PUSH, False),
        (PUSH, False),
    ]


async def test_what_is_given_back_is_not_marked(store: Store) -> None:
    ids = await store.write(write_some)

    await store.write(lambda work: give_back(work, ids[:2]))

    assert await store.read(states) == [(OutboxState.WAITING, False)] * 4


async def test_outcomes_are_kept(store: Store) -> None:
    ids = await store.write(write_some)
    await store.write(lambda work: note_repeat(work, ids[0]))

    outcomes = [Sent(ids[0], message_id=2**40), Sent(ids[1], error="why")]
    await store.write(lambda work: settle(work, outcomes, NOW))
    sent, failed = await store.read(
        lambda work: work.connection.execute(
            select(outbox).where(outbox.c.id.in_(ids[:2])).order_by(outbox.c.id)
        ).all()
    )

    assert (sent.state, sent.message_id, sent.sent_at, sent.attempts) == (
        OutboxState.SENT,
        2**40,
        NOW,
        1,
    )
    assert (failed.state, failed.error, failed.sent_at) == (OutboxState.FAILED, "why", None)


async def test_a_conversation_goes_step_by_step_and_ends(store: Store) -> None:
    def talk(work: Work) -> list[tuple[str, str, bool]]:
        first = start_conversation(work.connection, 7, "log", "customer", "{}", NOW)
        start_conversation(work.connection, 8, "log", "other", "{}", NOW)
        second = start_conversation(
            work.connection, 7, "remind", "what", "{}", NOW + timedelta(minutes=1)
        )
        later = NOW + timedelta(minutes=2)
        move_conversation(work.connection, 7, first, "note", '{"a": 1}', later)
        end_conversation(work.connection, second)
        return [
            (one.step, one.draft, one.active) for one in open_conversations(work.connection, 7)
        ]

    assert await store.write(talk) == [("note", '{"a": 1}', True)]


async def test_a_conversation_left_for_a_week_is_forgotten_when_another_begins(
    store: Store,
) -> None:
    def talk(work: Work) -> int:
        start_conversation(work.connection, 7, "log", "customer", "{}", NOW - timedelta(days=8))
        start_conversation(work.connection, 7, "log", "customer", "{}", NOW)
        return len(open_conversations(work.connection, 7))

    assert await store.write(talk) == 1
