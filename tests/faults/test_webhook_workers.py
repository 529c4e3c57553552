"""Two real workers behind one address that Telegram posts to: one dies, and no update is lost or handled twice."""

import asyncio
import contextlib
import socket
from pathlib import Path

import aiohttp
import pytest

from sandbox.clock import Clock
from sandbox.limits import Limits
from sandbox.messenger import Messenger
from sandbox.server import serve
from sandbox.webhooks import post_on_this_machine
from storage.store import Store
from tests.faults.hooked_bots import CONFIRMED
from tests.faults.invariants import check_invariants
from tests.faults.load import Load
from tests.faults.two_workers import DIES
from tests.kit.process import BotProcess
from tests.kit.world import WorldClock

MESSAGES = 60
ENOUGH = 180.0  # seconds, for the slowest machine
BAD_GATEWAY = 502

pytestmark = [pytest.mark.postgres, pytest.mark.long, pytest.mark.timeout(600)]


def build(name: str) -> str:
    """Return a program: one of the bots of `tests/faults/hooked_bots.py`."""
    return f"from tests.faults.hooked_bots import {name}; {name}()"


class Front:
    """What Telegram posts to: it hands each post to one of two workers in turn, and tells of one that is gone."""

    def __init__(self) -> None:
        self.ports = [a_free_port(), a_free_port()]
        self.first: BotProcess | None = None  # to be killed as soon as it has confirmed enough
        self.confirmed = 0
        self.failed = 0
        self._posts = 0

    async def post(self, _url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Pass a post on: 502 where nobody is there, or the line is cut, as a reverse proxy says."""
        place, self._posts = self._posts % 2, self._posts + 1
        address = f"http://127.0.0.1:{self.ports[place]}/"
        try:
            status, answer = await post_on_this_machine(address, body, headers)
        except (OSError, aiohttp.ClientError):
            self.failed += 1
            return BAD_GATEWAY, b""
        self.confirmed += place == 0
        if self.first is not None and place == 0 and self.confirmed == CONFIRMED:
            self.first.kill()
        return status, answer

    async def listens(self, place: int) -> None:
        """Wait until a worker takes posts."""
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.ports[place])
                writer.close()
                return
            await asyncio.sleep(0.1)


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def one_of_two_dies(
    folder: Path, database: str, program: str, patience: float = ENOUGH
) -> Front:
    """Post a load to two workers; the first dies as its program says, or when it has confirmed enough."""
    front = Front()
    messenger = Messenger(Clock(), limits=Limits.lifted(), post=front.post)
    store = Store(database, WorldClock(messenger.clock).now)
    load = Load(messenger)
    load.join_all(store)
    async with serve(messenger) as serving:
        settings = [
            {"webhook_url": "https://crm.example.com/", "webhook_listen": f"127.0.0.1:{port}"}
            for port in front.ports
        ]
        start, url = BotProcess.start, serving.url
        first = await start(folder, url, database, program=build(program), **settings[0])
        await asyncio.wait_for(
            front.listens(0), ENOUGH
        )  # before the second: DIES is for the eldest
        second = await start(folder, url, database, program=build("hooked"), **settings[1])
        await asyncio.wait_for(front.listens(1), ENOUGH)
        front.first = first if program in {"hooked", "hearsay"} else None
        saying = asyncio.ensure_future(load.say(MESSAGES))
        try:
            await first.ended()
            with store.begin() as work:
                work.connection.execute(DIES)
            await asyncio.wait({saying}, timeout=patience)
        finally:
            saying.cancel()
            await asyncio.gather(saying, return_exceptions=True)
            code = await second.stop()
            await messenger.close()
    try:
        load.check(store)
        check_invariants(store, messenger)
        assert code == 0
    finally:
        store.close()
    return front


@pytest.mark.parametrize("program", ["hooked", "dies_before_it_stores", "dies_before_it_answers"])
async def test_what_was_posted_to_a_worker_that_dies_is_done_by_the_other(
    tmp_path: Path, postgres_database: str, program: str
) -> None:
    front = await one_of_two_dies(tmp_path, postgres_database, program)

    assert front.failed  # what found nobody was posted again


async def test_a_worker_that_confirms_before_it_stores_is_seen_losing_updates(
    tmp_path: Path, postgres_database: str
) -> None:
    with pytest.raises(AssertionError, match="lost"):
        await one_of_two_dies(tmp_path, postgres_database, "hearsay", patience=20)
