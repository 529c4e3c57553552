"""kill -9 at random points of the real process: nothing is lost, no record doubled, everything answered."""

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.feed import Event
from sandbox.limits import Limits
from sandbox.messenger import Messenger
from sandbox.server import serve
from storage.store import Store
from tests.faults.bot_under_test import CARELESS, HASTY, KEEPING
from tests.faults.invariants import check_invariants
from tests.faults.load import Load
from tests.kit.process import BotProcess, next_poll
from tests.kit.world import WorldClock


class Assassin:
    """Kills the bot again and again: as it confirms, as it sends, or at any time."""

    def __init__(self, messenger: Messenger, seed: int, kinds: str = "confirm send time") -> None:
        self._messenger = messenger
        self._random = random.Random(seed)
        self._kinds = kinds.split()
        self._victim: BotProcess | None = None
        self._left = {"confirm": 0, "send": 0}
        updates = messenger.bot.updates
        confirm = updates.confirm_below

        def watched(update_id: int) -> None:
            before = len(updates)
            confirm(update_id)
            if len(updates) < before:
                self._strike("confirm")

        updates.confirm_below = watched  # type: ignore[method-assign]
        messenger.feed.listen(self._heard)

    def aims_at(self, victim: BotProcess) -> None:
        """Choose the moment at which the next one dies."""
        self._victim = victim
        kind = self._random.choice(self._kinds)
        if kind == "time":
            delay = self._random.uniform(0.3, 1.5)
            asyncio.get_running_loop().call_later(delay, victim.kill)
        else:
            self._left[kind] = 1 if kind == "confirm" else self._random.randint(1, 10)

    def _heard(self, event: Event) -> None:
        if event.kind == "message":
            self._strike("send")

    def _strike(self, kind: str) -> None:
        self._left[kind] -= 1
        if self._left[kind] == 0 and self._victim is not None:
            self._victim.kill()


@dataclass
class Survived:
    """What is left to compare."""

    load: Load
    messenger: Messenger
    store: Store


async def killed_again_and_again(
    folder: Path,
    database: str,
    *,
    program: str,
    kinds: str,
    kills: int,
    messages: int,
    patience: float = 60,
) -> Survived:
    """Run a load over a bot that is killed so often, each time in the middle of its share of the messages."""
    messenger = Messenger(Clock(), limits=Limits.lifted())
    store = Store(database, WorldClock(messenger.clock).now)
    load = Load(messenger)
    load.join_all(store)
    assassin = Assassin(messenger, seed=kills, kinds=kinds)
    async with serve(messenger) as serving:
        for _ in range(kills):
            victim = await BotProcess.start(folder, serving.url, database, program=program)
            assassin.aims_at(victim)
            await before_its_end(victim, load.say(messages // (kills + 1)))
            victim.kill()
            await victim.ended()
        last = await BotProcess.start(folder, serving.url, database, program=program)
        await next_poll(messenger)
        await before_its_end(last, load.say(messages // (kills + 1)), within=patience)
        assert await last.stop() == 0
    return Survived(load, messenger, store)


async def before_its_end(
    victim: BotProcess, saying: Coroutine[Any, Any, None], within: float = 20
) -> None:
    """Let reps speak until the bot has died, or until all is answered."""
    spoken, end = asyncio.ensure_future(saying), asyncio.ensure_future(victim.ended())
    await asyncio.wait({spoken, end}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    for task in (spoken, end):
        task.cancel()
    await asyncio.gather(spoken, end, return_exceptions=True)


async def check_survival(folder: Path, database: str, kills: int, messages: int) -> None:
    survived = await killed_again_and_again(
        folder,
        database,
        program=KEEPING,
        kinds="confirm send time",
        kills=kills,
        messages=messages,
    )

    survived.load.check(survived.store)
    check_invariants(survived.store, survived.messenger)
    survived.store.close()


async def test_five_kills_during_sixty_updates(tmp_path: Path, sqlite_database: str) -> None:
    await check_survival(tmp_path, sqlite_database, kills=5, messages=60)


@pytest.mark.postgres
async def test_two_kills_on_postgres(tmp_path: Path, postgres_database: str) -> None:
    await check_survival(tmp_path, postgres_database, kills=2, messages=60)


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_fifty_kills_during_five_hundred_updates(tmp_path: Path, database: str) -> None:
    await check_survival(tmp_path, database, kills=50, messages=500)


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_two_hundred_kills_during_two_thousand_updates(
    tmp_path: Path, sqlite_database: str
) -> None:
    await check_survival(tmp_path, sqlite_database, kills=200, messages=2000)


@pytest.mark.parametrize("program", [CARELESS, HASTY])
async def test_a_bot_that_confirms_before_it_stores_is_seen_losing_messages(
    tmp_path: Path, sqlite_database: str, program: str
) -> None:
    await check_loss(tmp_path, sqlite_database, program)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("program", [CARELESS, HASTY])
async def test_it_is_seen_losing_them_on_postgres(
    tmp_path: Path, postgres_database: str, program: str
) -> None:
    await check_loss(tmp_path, postgres_database, program)


async def check_loss(folder: Path, database: str, program: str) -> None:
    survived = await killed_again_and_again(
        folder,
        database,
        program=program,
        kinds="confirm",
        kills=1,
        messages=30,
        patience=2,
    )

    with pytest.raises(AssertionError, match="lost"):
        survived.load.check(survived.store)
    with pytest.raises(AssertionError, match="confirmed and lost"):
        check_invariants(survived.store, survived.messenger)
    survived.store.close()
