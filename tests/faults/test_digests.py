"""Digests under faults: killed anywhere in the middle, run twice or by two at once, each goes out exactly once."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

import crm.digests
from crm.book import open_store
from crm.digests import KEPT_FOR, forgetting_digests
from crm.duty import Duty
from handlers.duties import duties
from scheduler.duties import perform
from storage.mail import outbox
from storage.plans import DigestDone
from storage.store import Store
from storage.tables import Role
from storage.work import Work
from tests.handlers.day.book import customer
from tests.kit.world import World

DIGESTS: dict[str, tuple[timedelta, int]] = {  # from Tuesday 09:30, and how many get it
    "evening": (timedelta(hours=8, minutes=40), 3),
    "morning": (timedelta(hours=23, minutes=40), 3),
    "weekly": (timedelta(days=5, hours=23, minutes=40), 2),
    "monthly": (timedelta(days=6, hours=23, minutes=40), 2),
}
NAMES = sorted(DIGESTS)


class Killed(Exception):
    """The process is gone."""


async def a_day_with_a_story(world: World) -> None:
    """Three reps logged a visit and planned one for tomorrow; two managers lead them."""
    for number in range(2):
        await world.rep(f"Boss {number}", role=Role.MANAGER)
    for number in range(3):
        rep = await world.rep(f"Rep {number}")
        customer(world, rep, f"Harbor {number}")
        await rep.says(f"visited Harbor {number}, all fine")
        await rep.says(f"/plan Harbor {number} tomorrow 2pm")


def sending(name: str) -> Duty:
    """The duty that sends a digest."""
    return next(one for one in duties() if one.name == f"digest {name}")


def written(store: Store, name: str) -> list[str]:
    """The keys of a digest's messages."""
    with store.looking() as work:
        keys = select(outbox.c.key).where(outbox.c.key.startswith(f"{name}:"))
        return [key for key in work.connection.scalars(keys) if key]


def die_at(monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    """Let the process be gone as it writes its so-manieth message."""
    send, seen = Work.send, [0]

    def dying(work: Work, *args: Any, **more: Any) -> int:
        seen[0] += 1
        if seen[0] == moment:
            raise Killed
        return send(work, *args, **more)

    monkeypatch.setattr(Work, "send", dying)


@pytest.mark.parametrize("name", NAMES)
async def test_killed_at_any_message_each_goes_out_once(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later, expected = DIGESTS[name]
    await a_day_with_a_story(world)
    world.messenger.clock.move(later.total_seconds())
    for moment in range(1, expected + 1):
        with monkeypatch.context() as patch:
            die_at(patch, moment)
            with pytest.raises(Killed):
                await perform(world.store, sending(name))
        assert written(world.store, name) == []

    await perform(world.store, sending(name))
    await world.dies()
    await world.comes_back()
    await perform(world.store, sending(name))

    keys = written(world.store, name)
    assert len(keys) == len(set(keys)) == expected


@pytest.mark.parametrize("name", NAMES)
async def test_killed_between_two_of_them_the_rest_follow(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later, expected = DIGESTS[name]
    monkeypatch.setattr(crm.digests, "AT_ONCE", 1)
    await a_day_with_a_story(world)
    world.messenger.clock.move(later.total_seconds())

    counts = []
    for _ in range(expected + 3):
        await perform(world.store, sending(name))
        counts.append(len(written(world.store, name)))
        await world.dies()
        await world.comes_back()

    assert counts[-1] == expected
    assert counts == sorted(counts)
    assert counts[0] <= 1


@pytest.mark.parametrize("name", NAMES)
async def test_two_at_once_send_each_once(world: World, name: str) -> None:
    later, expected = DIGESTS[name]
    await a_day_with_a_story(world)
    world.messenger.clock.move(later.total_seconds())
    other = open_store(world.url, world.clock.now)
    try:
        await asyncio.gather(
            *(perform(one, sending(name)) for one in (world.store, other) for _ in "ab")
        )
    finally:
        other.close()

    assert len(written(world.store, name)) == expected


async def test_it_bites_where_nothing_notes_what_is_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the note and the key of its own, the same digest goes out again."""
    later, expected = DIGESTS["evening"]
    await a_day_with_a_story(world)
    world.messenger.clock.move(later.total_seconds())
    send = Work.send

    def keyless(work: Work, *args: Any, **more: Any) -> int:
        more["key"] = None
        return send(work, *args, **more)

    def count() -> int:
        with world.store.looking() as work:
            return work.connection.scalar(select(func.count()).select_from(outbox)) or 0

    before = count()
    monkeypatch.setattr(Work, "send", keyless)
    await perform(world.store, sending("evening"))
    with world.store.begin() as work:
        work.session.query(DigestDone).delete()
    await perform(world.store, sending("evening"))

    assert count() - before == 2 * expected


async def test_what_was_dealt_with_long_ago_is_forgotten(world: World) -> None:
    await a_day_with_a_story(world)
    await world.passes(hours=8, minutes=40)
    with world.store.looking() as work:
        there = work.session.query(DigestDone).count()

    await world.passes(days=KEPT_FOR.days)
    kept = oldest(world.store)
    await world.passes(days=2)
    await perform(world.store, forgetting_digests())

    assert there > 0
    assert kept == date(2026, 11, 24)
    assert oldest(world.store) > kept


def oldest(store: Store) -> date:
    with store.looking() as work:
        day: date | None = work.session.scalar(select(func.min(DigestDone.day_on)))
        assert day is not None
        return day
