"""The sandbox's time."""

import asyncio

import pytest

from sandbox.clock import Clock


async def test_a_standing_clock_moves_by_hand() -> None:
    clock = Clock(1_000, running=False)
    heard: list[float] = []
    clock.on_move.append(heard.append)

    clock.move(60)
    clock.move_to(1_100)

    assert clock.now() == 1_100
    assert heard == [60, 40]


async def test_time_never_goes_back() -> None:
    with pytest.raises(ValueError, match="only goes forward"):
        Clock(1_000).move(-1)


async def test_sleepers_wake_when_their_time_has_come() -> None:
    clock = Clock(1_000, running=False)
    sleeping = [asyncio.ensure_future(clock.sleep(seconds)) for seconds in (0, 5, 10)]
    await asyncio.sleep(0)

    awake = []
    for seconds in (4, 1, 5):
        clock.move(seconds)
        for _ in range(3):
            await asyncio.sleep(0)
        awake.append([sleeper.done() for sleeper in sleeping])

    assert awake == [[True, False, False], [True, True, False], [True, True, True]]


async def test_a_running_clock_goes_on_by_itself() -> None:
    clock = Clock(1_000)

    async with asyncio.timeout(5):
        await clock.sleep(0.01)

    assert 1_000.01 <= clock.now() < 1_005


async def test_moving_a_running_clock_wakes_its_sleepers() -> None:
    clock = Clock(1_000)
    sleeping = asyncio.ensure_future(clock.sleep(3_600))
    await asyncio.sleep(0)

    clock.move(3_600)

    async with asyncio.timeout(5):
        await sleeping
