"""Sending: works through the outbox and remembers what became of each message.

Which message goes when is decided in `bot/departures.py`. A message whose outcome a broken connection hid
is sent again; a new message (not an edit, which repeats without harm) then says that it may be a repeat.
"""

import asyncio
import contextlib
import json
from collections.abc import Iterable
from typing import Any

import structlog

from bot.background import Background
from bot.departures import Departures
from bot.pacing import Limits
from bot.second_tries import as_late, as_new_message, as_repeat, is_overdue, plainer_than
from bot.settling import Settler
from bot.telegram_api import (
    Blocked,
    FileToSend,
    Flood,
    Refused,
    TelegramApi,
    TelegramFailure,
    Unreachable,
    is_message_gone,
    is_unmodified,
)
from storage.mail import REPLY
from storage.outbox import give_back, has_waiting, made_file, note_repeat, take
from storage.store import Store
from storage.work import Outgoing, Work
from storage.workers import BEAT, Crew

log = structlog.get_logger()

AT_ONCE = 32  # calls under way
HELD = 64  # messages in hand up to which more are taken from the outbox
SWEEP_SECONDS = 5.0
SHARED_SWEEP_SECONDS = 0.5  # where other workers write what is to be sent here
UPLOAD = "upload"
UPLOADED = f'"attach://{UPLOAD}"'  # as a payload refers to it
FIRST_REST, LONGEST_REST = 0.5, 15.0


class Sender:
    """Sends what the outbox holds."""

    def __init__(
        self,
        api: TelegramApi,
        store: Store,
        background: Background,
        limits: Limits,
        settler: Settler,
    ) -> None:
        self._api = api
        self._store = store
        self._background = background
        self._settler = settler
        self._departures = Departures(limits)
        self._crew = Crew()
        self._changed = asyncio.Event()
        self._under_way = 0
        self._in_hand = 0
        self._wanted = asyncio.Event()  # something in the outbox waits to be fetched
        self._is_fetching = False
        self._is_more = False  # the last fetch left something behind
        self._is_finishing = False
        self._quiet = asyncio.Event()
        self._rest = 0.0
        self._trouble_at = 0.0

    def work_with(self, crew: Crew) -> None:
        """Take a share of the chats and of what may be sent in all, from now on.

        Who joins others waits until they have heard of it, so that together they stay within the limit.
        """
        if crew.count > self._crew.count:
            self._departures.rest(_now() + 2 * BEAT)
        self._crew = crew
        self._departures.share(crew.count)
        self._wanted.set()

    async def start(self) -> None:
        """Take up what an earlier process left, and begin."""
        self._wanted.set()
        self._background.start(self._send_in_turn(), "sender")
        self._background.start(self._fetch_waiting(), "outbox")

    def committed(self, rows: Iterable[Outgoing]) -> None:
        """Be told what a transaction put into the outbox: replies go at once, pushes are fetched."""
        for row in rows:
            if row.priority == REPLY:
                self._take_in(row)
            else:
                self._wanted.set()
        self._send_what_may_go()  # before whoever waits for the commit goes on
        self._note_quiet()

    async def quiet(self) -> None:
        """Wait until nothing is left to send."""
        await self._quiet.wait()

    async def finish(self) -> None:
        """Send what is at hand and fetch no more: for a stop in good order."""
        self._is_finishing = True
        self._note_quiet()
        await self._quiet.wait()

    async def hand_back(self) -> None:
        """Give back what was not sent, for the next process to find."""
        ids = [row.id for row in self._departures.take_all()]
        if ids:
            await self._store.write(lambda work: give_back(work, ids))

    async def _send_in_turn(self) -> None:
        while True:
            self._changed.clear()
            self._send_what_may_go()
            again_at = self._departures.next_at(_now()) if self._under_way < AT_ONCE else None
            await self._change_until(again_at)

    def _send_what_may_go(self) -> None:
        now = _now()
        while self._under_way < AT_ONCE and (row := self._departures.next(now)) is not None:
            self._under_way += 1
            self._background.start(self._send(row), "send")

    async def _change_until(self, instant: float | None) -> None:
        if instant is None:
            await self._changed.wait()
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(instant):
                await self._changed.wait()

    async def _send(self, row: Outgoing) -> None:
        begun = _now()
        try:
            if is_overdue(row, self._store.now()):
                row = await self._store.read(lambda work: as_late(work, row))
            result = await self._api.call(
                row.method, json.loads(row.payload), await self._files(row)
            )
        except TelegramFailure as failure:
            await self._failed(row, failure, begun)
        else:
            self._rest = 0.0
            self._done(row, message_id=_message_id(result))
        finally:
            self._under_way -= 1
            self._departures.ended(row.chat_id, _now())
            self._changed.set()

    async def _files(self, row: Outgoing) -> dict[str, FileToSend]:
        if UPLOADED not in row.payload:
            return {}
        made = await self._store.read(lambda work: made_file(work, row.id))
        assert (
            made is not None
        )  # written in one transaction with the row, deleted when it is settled
        return {UPLOAD: FileToSend(made.name, made.content, made.media_type)}

    async def _failed(self, row: Outgoing, failure: TelegramFailure, begun: float) -> None:
        match failure:
            case Flood(retry_after):
                log.warning("told_to_slow_down", retry_after=retry_after)
                self._departures.rest(_now() + retry_after, row.chat_id)
                self._again(row)
            case Unreachable(maybe_accepted, reason):
                self._rest_from_trouble(begun, reason)
                self._again(await self._as_repeat(row) if maybe_accepted else row)
            case Blocked():
                gone = self._settler.blocked(row.chat_id)
                for lost in (row, *self._departures.take_pushes(row.chat_id)):
                    self._done(lost, error=gone)
            case Refused() if is_unmodified(failure):
                self._done(row, message_id=json.loads(row.payload).get("message_id"))
            case Refused() if is_message_gone(failure) and row.method == "editMessageText":
                self._again(as_new_message(row))
            case Refused(400, description) if plainer := plainer_than(row, description):
                log.error("message_refused", row=row.id, description=description)
                self._again(plainer)
            case _:
                log.error("send_refused", row=row.id, failure=type(failure).__name__)
                self._done(row, error=str(failure))

    def _rest_from_trouble(self, begun: float, reason: str) -> None:
        """Rest, longer with each failure; calls that were under way together fail as one."""
        now = _now()
        if begun >= self._trouble_at:
            self._trouble_at = now
            self._rest = min(max(self._rest * 2, FIRST_REST), LONGEST_REST)
            self._departures.rest(now + self._rest)
            log.warning("send_failed", reason=reason, again_in=self._rest)

    def _take_in(self, row: Outgoing) -> None:
        self._in_hand += 1
        self._again(row)
        self._changed.set()

    def _again(self, row: Outgoing) -> None:
        self._departures.add(row, _now())

    def _done(
        self, row: Outgoing, message_id: int | None = None, error: str | None = None
    ) -> None:
        self._settler.add(row, message_id, error)
        self._in_hand -= 1
        if self._is_more and self._in_hand < HELD // 2:
            self._wanted.set()
        self._note_quiet()

    def _note_quiet(self) -> None:
        is_fetched = not (self._wanted.is_set() or self._is_fetching or self._is_more)
        is_quiet = self._in_hand == 0 and (self._is_finishing or is_fetched)
        (self._quiet.set if is_quiet else self._quiet.clear)()

    async def _as_repeat(self, row: Outgoing) -> Outgoing:
        def again(work: Work) -> Outgoing:
            note_repeat(work, row.id)
            return as_repeat(work, row)

        return await self._store.write(again)

    async def _fetch_waiting(self) -> None:
        """Take waiting rows whenever there is room; by the clock too, in case a wake-up was missed."""
        while True:
            try:
                async with asyncio.timeout(
                    SWEEP_SECONDS if self._crew.count == 1 else SHARED_SWEEP_SECONDS
                ):  # wait_for may swallow a cancellation
                    await self._wanted.wait()
            except TimeoutError:
                if not await self._store.read(lambda work: has_waiting(work, self._crew)):
                    continue
            self._wanted.clear()
            room = HELD - self._in_hand
            self._is_more = room <= 0
            if not self._is_more and not self._is_finishing:
                self._is_fetching = True
                rows = await self._store.write(lambda work: _take_marked(work, room, self._crew))  # noqa: B023
                self._is_fetching, self._is_more = False, len(rows) == room
                for row in rows:
                    self._take_in(row)
            self._note_quiet()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _take_marked(work: Work, limit: int, crew: Crew) -> list[Outgoing]:
    return [as_repeat(work, row) if row.maybe_repeat else row for row in take(work, limit, crew)]


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None
