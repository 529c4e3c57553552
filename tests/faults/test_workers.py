"""Two real workers on one PostgreSQL database: one is killed, and the other leaves nothing of its work undone."""

import asyncio
from pathlib import Path

import pytest

from sandbox.clock import Clock
from sandbox.limits import Limits
from sandbox.messenger import Messenger
from sandbox.server import serve
from storage.store import Store
from tests.faults.hooked_bots import PATIENT
from tests.faults.invariants import check_invariants
from tests.faults.load import Load
from tests.faults.two_workers import DIES, until_both_know
from tests.kit.process import BotProcess, next_poll
from tests.kit.world import WorldClock

ENOUGH = 120.0  # seconds, for the slowest machine
NOBODY_BURIES = (
    "import storage.workers\n"
    "storage.workers.bury = lambda work: None\n"
    "storage.workers.nobodys = lambda owner: owner.is_(None)\n"
)


async def one_of_two_is_killed(folder: Path, database: str, program: str, patience: float) -> None:
    """Kill the one that polls in the middle of a load; AssertionError where the other does not make it good."""
    messenger = Messenger(Clock(), limits=Limits.lifted())
    store = Store(database, WorldClock(messenger.clock).now)
    load = Load(messenger)
    load.join_all(store)
    async with serve(messenger) as serving:
        first = await BotProcess.start(folder, serving.url, database, program=program)
        await next_poll(messenger)
        second = await BotProcess.start(folder, serving.url, database, program=program)
        await asyncio.wait_for(until_both_know(store), ENOUGH)
        saying = asyncio.ensure_future(load.say(100))
        while len(load.answers) < 30:  # noqa: ASYNC110  the load tells nobody
            await asyncio.sleep(0.02)
        first.kill()
        await first.ended()
        with store.begin() as work:
            work.connection.execute(DIES)
        await asyncio.wait({saying}, timeout=patience)
        saying.cancel()
        await asyncio.gather(saying, return_exceptions=True)
        code = await second.stop()
    try:
        assert code == 0
        load.check(store)
        check_invariants(store, messenger)
    finally:
        store.close()


@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_the_other_worker_takes_over_what_a_killed_one_had(
    tmp_path: Path, postgres_database: str
) -> None:
    await one_of_two_is_killed(tmp_path, postgres_database, PATIENT, patience=ENOUGH)


@pytest.mark.long
@pytest.mark.postgres
async def test_where_nobody_buries_the_dead_their_work_is_seen_undone(
    tmp_path: Path, postgres_database: str
) -> None:
    with pytest.raises(AssertionError):
        await one_of_two_is_killed(
            tmp_path, postgres_database, NOBODY_BURIES + PATIENT, patience=15
        )
