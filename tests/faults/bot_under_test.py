"""The real bot with one command more, `/keep <words>`: one message, one record, one answer.

Run as a program of its own by the kill tests. `careless` confirms updates before it stores them, as the
library's own updater does; `hasty` does not wait until what it handles is on disk: builds that the tests must
see losing updates.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

import bot.app
import bot.running
import bot.sending
import storage.workers
from bot.departures import Departures, is_paced
from bot.dispatching import Dispatcher
from bot.receiving import ANSWER_SECONDS, POLL_SECONDS, WANTED, Poller
from bot.running import run_bot
from bot.sending import Sender
from bot.transport import AiohttpRequest, Timeouts
from crm.clock import SystemClock
from crm.customers import NewCustomer, create_customer
from handlers import registry
from handlers.kit.context import Ctx
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnCommand
from storage.inbox import Received
from storage.mail import OutboxState, outbox
from storage.outbox import FIELDS
from storage.work import Outgoing, Work
from storage.workers import Crew

KEEPING = "from tests.faults.bot_under_test import keeping; keeping()"
STARTS = "starts"  # the file into which a bot that is counted writes when each message left
HASTY = "from tests.faults.bot_under_test import hasty; hasty()"
CARELESS = "from tests.faults.bot_under_test import careless; careless()"

own_handlers = registry.handlers


async def kept(ctx: Ctx, words: str) -> None:
    """Keep a customer and say so."""
    await ctx.act(
        lambda work: create_customer(work, NewCustomer(f"Customer {words}")),
        lambda _done, say: Screen(say("kept {words}", words=words)),
    )


class CarelessPoller(Poller):
    """Tells Telegram that updates arrived, and stores them then."""

    async def poll_once(self) -> int:
        """Fetch, confirm, store."""
        asked: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": WANTED}
        raw = await self._api.call("getUpdates", asked, read_timeout=ANSWER_SECONDS)
        if raw:
            beyond = raw[-1]["update_id"] + 1
            await self._api.call("getUpdates", {"offset": beyond, "timeout": 0, "limit": 1})
        await self.take(raw)
        return len(raw)


class HastyDispatcher(Dispatcher):
    """Lets the next poll begin before the effects of the last one have committed."""

    async def receive(self, updates: Sequence[Received]) -> None:
        """Receive beside everything else."""
        self._background.start(self._by_and_by(updates), "hasty")

    async def _by_and_by(self, updates: Sequence[Received]) -> None:
        await asyncio.sleep(0.02)
        await super().receive(updates)


def keeping() -> None:
    """Run the bot."""
    registry.handlers = lambda: [OnCommand("keep", kept), *own_handlers()]
    run_bot()


def failing() -> None:
    """Run the bot with one command more, `/fail <words>`, that fails quoting the words."""

    async def failed(_ctx: Ctx, words: str) -> None:
        raise ValueError(words)

    with_keep = [OnCommand("keep", kept), OnCommand("fail", failed)]
    registry.handlers = lambda: [*with_keep, *own_handlers()]
    run_bot()


def careless() -> None:
    """Run the bot that confirms before it commits."""
    vars(bot.app)["Poller"] = CarelessPoller
    keeping()


def hasty() -> None:
    """Run the bot that does not wait for its commits."""
    vars(bot.app)["Dispatcher"] = HastyDispatcher
    keeping()


def patient() -> None:
    """Let a slow machine be taken neither for a dead worker nor for a line that was cut."""
    vars(storage.workers)["LEASE"] = timedelta(hours=1)
    for_ever = Timeouts(connect=None, read=None, write=None, pool=None)
    vars(bot.running)["AiohttpRequest"] = partial(AiohttpRequest, timeouts=for_ever)


def brisk() -> None:
    """Run the bot that rests a fiftieth as long as it is told to, so that thousands of faults take seconds."""
    rest = Departures.rest

    def rest_briefly(self: Departures, until: float, chat_id: int | None = None) -> None:
        now = asyncio.get_running_loop().time()
        rest(self, now + (until - now) / 50, chat_id)

    Departures.rest = rest_briefly  # type: ignore[method-assign]
    patient()
    run_bot()


def counted() -> None:
    """Run the bot that writes down, in seconds of the machine's monotonic clock, when each message left."""
    leave = Departures.next

    def noted(self: Departures, now: float) -> Outgoing | None:
        row = leave(self, now)
        if row is not None and is_paced(row):
            with Path(STARTS).open("a", encoding="ascii") as file:
                file.write(f"{now}\n")
        return row

    Departures.next = noted  # type: ignore[method-assign]
    patient()
    run_bot()


def greedy() -> None:
    """Run the bot that sends what waits without telling the other workers that it does."""
    begun: set[int] = set()

    def take(work: Work, limit: int, _crew: Crew) -> list[Outgoing]:
        waits = (outbox.c.state == OutboxState.WAITING) & outbox.c.id.not_in(begun)
        wanted = select(*FIELDS).where(waits).order_by(outbox.c.id).limit(limit)
        rows = [Outgoing(*row) for row in work.connection.execute(wanted)]
        begun.update(row.id for row in rows)
        return rows

    vars(bot.sending)["take"] = take
    brisk()


def resigned() -> None:
    """Run the bot that gives up a message whose line was cut."""

    async def failed(self: Any, row: Outgoing, failure: Exception, begun: float) -> None:
        self._done(row, error=str(failure))

    Sender._failed = failed  # type: ignore[method-assign]
    brisk()


def silent() -> None:
    """Run the bot that does not say of a repeat that it may be one."""
    vars(bot.sending)["as_repeat"] = lambda _work, row: row
    brisk()


def hurried() -> None:
    """Run the bot whose reminders ring an hour before they are due."""
    instant = SystemClock.now
    SystemClock.now = lambda self: instant(self) + timedelta(hours=1)  # type: ignore[method-assign]
    brisk()


def selfish() -> None:
    """Run the bot that sends as fast as one alone may, whoever else sends."""
    Departures.share = lambda self, workers: None  # type: ignore[method-assign]
    counted()
