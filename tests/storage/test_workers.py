"""Several workers on one PostgreSQL database: what each holds, and what becomes of it when one dies."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import text

from storage.inbox import Received, adopt, mark_done, receive
from storage.mail import PUSH
from storage.outbox import take
from storage.store import Store
from storage.work import Work
from storage.workers import Crew, LeaseLost, beat, enter, leave, takes_its_turn

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
async def two(postgres_database: str) -> AsyncIterator[tuple[Store, Store]]:
    stores = [Store(postgres_database, lambda: NOW) for _ in range(2)]
    for store in stores:
        store.worker = await store.write(enter)
    yield stores[0], stores[1]
    for store in stores:
        store.close()


def an_update(number: int, chat: int) -> Received:
    return Received(number, chat, f'{{"update_id":{number}}}')


async def received(store: Store, *updates: Received) -> list[int]:
    return [one.update_id for one in await store.write(lambda work: receive(work, updates))]


async def adopted(store: Store) -> list[int]:
    return [one.update_id for one in await store.write(adopt)]


def falls_silent(work: Work) -> None:
    """Let the first worker's beat have stopped a minute ago."""
    work.connection.execute(
        text(
            "UPDATE workers SET seen_at = now() - interval '1 minute'"
            " WHERE id = (SELECT min(id) FROM workers)"
        )
    )


def beats(store: Store) -> Crew:
    assert store.worker is not None
    me = store.worker
    with store.begin() as work:
        return beat(work, me)


async def test_a_chat_belongs_to_one_worker_at_a_time(two: tuple[Store, Store]) -> None:
    one, other = two
    first = an_update(1, chat=7)

    assert await received(one, first) == [1]
    assert await received(other, an_update(2, chat=7), an_update(3, chat=8)) == [3]
    assert await adopted(other) == [3]
    assert await adopted(one) == [1, 2]
    for number in (1, 2):
        await one.write(lambda work: mark_done(work, an_update(number, chat=7)))  # noqa: B023

    assert await received(other, an_update(4, chat=7)) == [4]


async def test_of_many_at_once_in_one_chat_one_worker_has_them_all(
    two: tuple[Store, Store],
) -> None:
    got = await asyncio.gather(
        *(received(two[number % 2], an_update(number, chat=7)) for number in range(20))
    )
    owned = [await adopted(store) for store in two]

    assert sorted(len(all_) for all_ in owned) == [0, 20]
    assert sorted(number for numbers in got for number in numbers) != []


async def test_what_a_dead_worker_had_received_is_handled_by_the_next_in_order(
    two: tuple[Store, Store],
) -> None:
    one, other = two
    await received(one, an_update(1, chat=7), an_update(2, chat=8))

    assert await adopted(other) == []
    with other.begin() as work:
        falls_silent(work)
    beats(other)

    assert await received(other, an_update(3, chat=7)) == [1, 3]
    assert await adopted(other) == [1, 2, 3]


async def test_only_a_dead_workers_messages_go_out_again_and_say_so(
    two: tuple[Store, Store],
) -> None:
    one, other = two
    for store in two:
        await store.write(lambda work: work.send(7, "sendMessage", {"text": "reply"}))

    beats(other)
    before = await other.write(lambda work: take(work, 10))
    with other.begin() as work:
        falls_silent(work)
    crew = beats(other)
    after = await other.write(lambda work: take(work, 10))

    assert before == []
    assert [row.maybe_repeat for row in after] == [True]
    assert crew == Crew(1, 0)
    with pytest.raises(LeaseLost):
        beats(one)


async def test_pushes_are_shared_by_chat(two: tuple[Store, Store]) -> None:
    crews = [beats(store) for store in two]

    def write(work: Work) -> None:
        for number in range(40):
            work.send(number % 10, "sendMessage", {"n": number}, priority=PUSH)

    await two[0].write(write)
    taken = [
        await store.write(partial(take, limit=50, crew=crew))
        for store, crew in zip(two, crews, strict=True)
    ]

    chats = [{row.chat_id for row in rows} for rows in taken]
    assert chats[0].isdisjoint(chats[1])
    assert [len(rows) for rows in taken] == [20, 20]


async def test_who_leaves_leaves_what_waits_to_the_others(two: tuple[Store, Store]) -> None:
    one, other = two
    await received(one, an_update(1, chat=7))
    me = one.worker
    assert me is not None

    await one.write(lambda work: leave(work, me))

    assert beats(other) == Crew(1, 0)
    assert await adopted(other) == [1]


async def test_a_duty_is_performed_by_one_worker_at_a_time(two: tuple[Store, Store]) -> None:
    one, other = two
    with one.begin() as first, other.begin() as second:
        turns = [takes_its_turn(work, "reminders") for work in (first, second)]
        another = takes_its_turn(second, "digests")

    assert (turns, another) == ([True, False], True)
