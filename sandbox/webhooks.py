"""Delivering updates to a bot's own address: lanes in order, side by side, until they arrive."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sandbox.answers import Json
from sandbox.clock import Clock
from sandbox.updates import Update

if TYPE_CHECKING:
    from sandbox.bots import Bot

# Posts a body with headers to an address; returns status and answer, raises OSError if out of reach.
Post = Callable[[str, bytes, dict[str, str]], Awaitable[tuple[int, bytes]]]
MakeCall = Callable[[str, str, Json], Awaitable[Any]]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LONGEST_PAUSE = 60.0
PATIENCE = 60.0
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates, and what went wrong last."""

    url: str
    secret: str = ""
    max_connections: int = 40
    error: str = ""
    error_at: float = 0.0


class Couriers:
    """The tasks that deliver; one for each bot with a webhook."""

    def __init__(self, clock: Clock, call: MakeCall, post: Post | None) -> None:
        self._clock = clock
        self._call = call
        self._post = post or post_on_this_machine
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def start(self, bot: "Bot") -> None:
        """Begins to deliver to the bot's webhook, in the place of an earlier one."""
        self.stop(bot)
        courier = _Courier(bot, self._clock, self._call, self._post)
        self._tasks[bot.id] = asyncio.get_running_loop().create_task(courier.run())

    def stop(self, bot: "Bot") -> None:
        """Delivers nothing more to this bot."""
        if task := self._tasks.pop(bot.id, None):
            task.cancel()

    async def close(self) -> None:
        """Ends all deliveries."""
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Courier:
    def __init__(self, bot: "Bot", clock: Clock, call: MakeCall, post: Post) -> None:
        self._bot = bot
        self._clock = clock
        self._call = call
        self._post = post
        self._busy: set[int] = set()

    async def run(self) -> None:
        updates = self._bot.updates
        async with asyncio.TaskGroup() as deliveries:
            while True:
                updates.arrived.clear()
                for update in self._ready():
                    deliveries.create_task(self._deliver(update))
                await updates.arrived.wait()

    def _ready(self) -> list[Update]:
        """The first update of every lane that is free, as many as there are connections left."""
        webhook = self._bot.webhook
        ready: list[Update] = []
        for update in self._bot.updates.waiting():
            if webhook is None or len(self._busy) >= webhook.max_connections:
                break
            if update.lane not in self._busy:
                self._busy.add(update.lane)
                ready.append(update)
        return ready

    async def _deliver(self, update: Update) -> None:
        """Again and again until a 2xx answer or too old: at once, then in doubling pauses."""
        pause = 0.0
        while self._clock.now() < update.expires and not await self._arrives(update):
            await self._clock.sleep(pause)
            pause = min(max(1.0, pause * 2), LONGEST_PAUSE)
        self._bot.updates.remove(update)
        self._busy.discard(update.lane)
        self._bot.updates.arrived.set()

    async def _arrives(self, update: Update) -> bool:
        webhook = self._bot.webhook
        assert webhook
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers[SECRET_HEADER] = webhook.secret
        body = json.dumps(update.body, ensure_ascii=False).encode()
        try:
            async with asyncio.timeout(PATIENCE):
                status, answer = await self._post(webhook.url, body, headers)
        except OSError as error:  # a TimeoutError is one too
            return self._failed(webhook, str(error) or "Read timeout expired")
        if not 200 <= status < 300:
            return self._failed(webhook, f"Wrong response from the webhook: {status}")
        await self._act_on(answer)
        return True

    def _failed(self, webhook: Webhook, why: str) -> bool:
        webhook.error, webhook.error_at = why, self._clock.now()
        return False

    async def _act_on(self, answer: bytes) -> None:
        """An answer may carry one method to call; the bot never learns its result."""
        try:
            asked = json.loads(answer)
        except ValueError:
            return
        if isinstance(asked, dict) and isinstance(asked.get("method"), str):
            await self._call(self._bot.token, asked.pop("method"), asked)


async def post_on_this_machine(
    url: str, body: bytes, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Posts to an address of this machine; the sandbox has no way to any other."""
    import aiohttp

    if urlsplit(url).hostname not in LOOPBACK:
        raise OSError("Failed to resolve host: Name or service not known")
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers, ssl=False) as response,
    ):
        return response.status, await response.read()
