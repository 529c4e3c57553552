"""Receiving by polling: an update is committed to the inbox before Telegram is told that it arrived.

Telegram takes a poll with an offset as the word that everything below it arrived (research: with the
library's own poller a killed bot lost 1,867 of 2,000 updates), so the offset follows the commit. After an
empty answer it is left out, for after a week of rest Telegram numbers updates anew, at random.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.background import Background
from bot.telegram_api import Conflict, Flood, TelegramApi, TelegramFailure, Unreachable
from bot.updates import as_received
from storage.inbox import Received

log = structlog.get_logger()

POLL_SECONDS = 25
ANSWER_SECONDS = POLL_SECONDS + 10.0
FIRST_REST, LONGEST_REST = 0.5, 15.0
CONFLICT_REST = 10.0
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")


class Poller:
    """Fetches updates; `receive` returns when they are stored."""

    def __init__(
        self, api: TelegramApi, receive: Callable[[Sequence[Received]], Awaitable[None]]
    ) -> None:
        self._api = api
        self._receive = receive
        self._offset: int | None = None
        self._polling: asyncio.Task[None] | None = None

    def start(self, background: Background, room: Callable[[], Awaitable[None]]) -> None:
        """Begin to poll."""
        self._polling = background.start(self.run(room), "poller")

    def stop(self) -> None:
        """Poll no more; what a last poll has brought is stored, and told to nobody."""
        if self._polling is not None:
            self._polling.cancel()

    async def run(self, room: Callable[[], Awaitable[None]]) -> None:
        """Poll for ever; `room` is awaited before each poll, so that a backlog stays at Telegram."""
        rest = FIRST_REST
        while True:
            await room()
            try:
                await self.poll_once()
                rest = FIRST_REST
                continue
            except Unreachable as trouble:
                log.warning("telegram_unreachable", reason=trouble.reason, again_in=rest)
                pause, rest = rest, min(rest * 2, LONGEST_REST)
            except Flood as flood:
                pause = flood.retry_after
            except Conflict as conflict:
                pause = await self._end(conflict)
            except TelegramFailure as failure:
                log.error("poll_refused", failure=type(failure).__name__, again_in=LONGEST_REST)
                pause = LONGEST_REST
            await asyncio.sleep(pause)

    async def _end(self, conflict: Conflict) -> float:
        """Take a webhook back that was set before, and return how long to rest then."""
        if "webhook" not in conflict.description.lower():
            log.error("another_program_polls_with_this_token", again_in=CONFLICT_REST)
            return CONFLICT_REST
        log.warning("webhook_taken_back")
        try:
            await self._api.call("deleteWebhook", {})
        except TelegramFailure:
            return FIRST_REST
        return 0.0

    async def poll_once(self) -> int:
        """Fetch one batch and have it stored; return its size."""
        asked = {"offset": self._offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
        raw = await self._api.call("getUpdates", asked, read_timeout=ANSWER_SECONDS)
        updates = await self.take(raw) if isinstance(raw, list) else []
        if raw != [] and not updates:
            raise Unreachable(maybe_accepted=False, reason="an answer that holds no updates")
        self._offset = max(one.update_id for one in updates) + 1 if updates else None
        return len(updates)

    async def take(self, raw: Sequence[Any]) -> list[Received]:
        """Have updates stored; return all that have a number."""
        updates = [stored for one in raw if (stored := as_received(one)) is not None]
        if updates:
            await self._receive(updates)
        return updates
