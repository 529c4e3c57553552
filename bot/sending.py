"""Sending: works through the outbox, within Telegram's limits, and remembers what became of each message.

In a chat, messages go out one after another: replies before pushes, each in the order they were written.
A message whose outcome a broken connection hid is sent again; a new message (not an edit, which repeats
without harm) then says that it may be a repeat.
"""

import asyncio
import dataclasses
import json
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import Any

import structlog

from bot.background import Background
from bot.pacing import BURST, Limits, Pace
from bot.settling import Settler
from bot.telegram_api import (
    Blocked,
    Flood,
    Refused,
    TelegramApi,
    TelegramFailure,
    Unreachable,
    is_message_gone,
    is_unmodified,
)
from crm.delivery import language_of_chat
from handlers.kit.repeats import marked_as_repeat
from storage.mail import PUSH, REPLY
from storage.outbox import Sent, has_waiting, note_repeat, recover, take
from storage.store import Store
from storage.work import Outgoing, Work

log = structlog.get_logger()

AT_ONCE = 32  # calls under way
PUSHES_HELD = 64  # pushes taken from the outbox ahead of their turn
SWEEP_SECONDS = 5.0
FIRST_REST, LONGEST_REST = 0.5, 15.0


class Chat:
    """What waits for one chat, and its pace."""

    __slots__ = ("busy", "is_armed", "pace", "waiting")

    def __init__(self, rate: float) -> None:
        self.waiting: list[tuple[int, int, Outgoing]] = []
        self.pace = Pace(rate, BURST)
        self.busy = False
        self.is_armed = False


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
        self._limits = limits
        self._settler = settler
        self._overall = Pace(limits.overall)
        self._chats: dict[int, Chat] = {}
        self._ready: list[tuple[int, int, int]] = []
        self._something_ready = asyncio.Event()
        self._pushes_wanted = asyncio.Event()
        self._pushes_held = 0
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._in_hand = 0
        self._is_finishing = False
        self._quiet = asyncio.Event()
        self._rest = FIRST_REST

    async def start(self) -> None:
        """Take up what an earlier process left, and begin."""
        await self._store.write(recover)
        self._pushes_wanted.set()
        self._background.start(self._send_in_turn(), "sender")
        self._background.start(self._fetch_waiting(), "outbox")

    def committed(self, rows: Iterable[Outgoing]) -> None:
        """Be told what a transaction put into the outbox: replies are handed over, pushes fetched."""
        for row in rows:
            if row.priority == REPLY:
                self._enqueue(row)
            else:
                self._pushes_wanted.set()
                self._quiet.clear()

    async def quiet(self) -> None:
        """Wait until nothing is left to send."""
        await self._quiet.wait()

    async def finish(self) -> None:
        """Send what is at hand and fetch no more: for a stop in good order.

        What a limit holds back beyond that is found again by the next process.
        """
        self._is_finishing = True
        self._note_quiet()
        await self._quiet.wait()

    def _enqueue(self, row: Outgoing) -> None:
        self._in_hand += 1
        self._quiet.clear()
        chat = self._chats.get(row.chat_id)
        if chat is None:
            chat = self._chats[row.chat_id] = Chat(self._limits.per_chat)
        heappush(chat.waiting, (row.priority, row.id, row))
        self._arm(row.chat_id, chat)

    def _arm(self, chat_id: int, chat: Chat) -> None:
        """Make a chat ready, now or when its pace allows."""
        if chat.busy or chat.is_armed:
            return
        if not chat.waiting:
            self._forget_if_rested(chat_id, chat)
            return
        loop = asyncio.get_running_loop()
        wait = (
            chat.pace.ready_at(loop.time()) - loop.time() if _is_paced(chat.waiting[0][2]) else 0
        )
        chat.is_armed = True
        if wait > 0:
            loop.call_later(wait, self._make_ready, chat_id, chat)
        else:
            self._make_ready(chat_id, chat)

    def _make_ready(self, chat_id: int, chat: Chat) -> None:
        priority, row_id, _ = chat.waiting[0]
        heappush(self._ready, (priority, row_id, chat_id))
        self._something_ready.set()

    def _forget_if_rested(self, chat_id: int, chat: Chat) -> None:
        now = asyncio.get_running_loop().time()
        if chat.pace.is_fresh(now):
            self._chats.pop(chat_id, None)
        else:
            asyncio.get_running_loop().call_later(
                BURST / max(chat.pace.rate, 0.1), self._arm, chat_id, chat
            )

    async def _send_in_turn(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._slots.acquire()
            while True:
                if not self._ready:
                    self._something_ready.clear()
                    await self._something_ready.wait()
                wait = self._overall.ready_at(loop.time()) - loop.time()
                if wait <= 0:
                    break
                await asyncio.sleep(wait)
            *_, chat_id = heappop(self._ready)
            chat = self._chats[chat_id]
            chat.is_armed = False
            *_, row = heappop(chat.waiting)
            chat.busy = True
            if _is_paced(row):
                self._overall.start(loop.time())
                chat.pace.start(loop.time())
            self._background.start(self._send(row, chat), "send")

    async def _send(self, row: Outgoing, chat: Chat) -> None:
        try:
            result = await self._api.call(row.method, json.loads(row.payload))
            self._rest = FIRST_REST
            self._done(row, Sent(row.id, message_id=_message_id(result)))
        except TelegramFailure as failure:
            await self._failed(row, chat, failure)
        finally:
            self._slots.release()
            chat.busy = False
            self._arm(row.chat_id, chat)

    async def _failed(self, row: Outgoing, chat: Chat, failure: TelegramFailure) -> None:
        now = asyncio.get_running_loop().time()
        match failure:
            case Flood(retry_after):
                log.warning("told_to_slow_down", retry_after=retry_after)
                chat.pace.rest_until(now + retry_after)
                self._overall.rest_until(now + retry_after)
                self._again(row, chat)
            case Unreachable(maybe_accepted, reason):
                log.warning("send_failed", reason=reason, again_in=self._rest)
                self._overall.rest_until(now + self._rest)
                self._rest = min(self._rest * 2, LONGEST_REST)
                self._again(await self._as_repeat(row) if maybe_accepted else row, chat)
            case Blocked():
                self._done(row, Sent(row.id, error=self._settler.blocked(row.chat_id)))
            case Refused() if is_unmodified(failure):
                self._done(row, Sent(row.id, message_id=json.loads(row.payload).get("message_id")))
            case Refused() if is_message_gone(failure) and row.method == "editMessageText":
                self._again(_as_new_message(row), chat)
            case Refused(code, description) if "parse_mode" in row.payload:
                log.error("markup_refused", row=row.id, code=code, description=description)
                self._again(_as_plain_text(row), chat)
            case _:
                log.error("send_refused", row=row.id, failure=type(failure).__name__)
                self._done(row, Sent(row.id, error=str(failure)))

    def _again(self, row: Outgoing, chat: Chat) -> None:
        heappush(chat.waiting, (row.priority, row.id, row))

    def _done(self, row: Outgoing, outcome: Sent) -> None:
        if row.priority == PUSH:
            self._pushes_held -= 1
            if self._pushes_held < PUSHES_HELD // 2:
                self._pushes_wanted.set()
        self._settler.add(outcome)
        self._in_hand -= 1
        self._note_quiet()

    def _note_quiet(self) -> None:
        if self._in_hand == 0 and (self._is_finishing or not self._pushes_wanted.is_set()):
            self._quiet.set()

    async def _as_repeat(self, row: Outgoing) -> Outgoing:
        def again(work: Work) -> Outgoing:
            note_repeat(work, row.id)
            return _marked(work, row)

        return await self._store.write(again)

    async def _fetch_waiting(self) -> None:
        """Take waiting rows whenever there is room; by the clock too, in case a wake-up was missed."""
        while True:
            try:
                await asyncio.wait_for(self._pushes_wanted.wait(), SWEEP_SECONDS)
            except TimeoutError:
                if not await self._store.read(has_waiting):
                    continue
            room = PUSHES_HELD - self._pushes_held
            self._pushes_wanted.clear()
            if room <= 0 or self._is_finishing:
                continue
            rows = await self._store.write(lambda work: _take_marked(work, room))  # noqa: B023
            self._pushes_held += sum(row.priority == PUSH for row in rows)
            for row in rows:
                self._enqueue(row)
            self._note_quiet()


def _take_marked(work: Work, limit: int) -> list[Outgoing]:
    return [_marked(work, row) if row.maybe_repeat else row for row in take(work, limit)]


def _marked(work: Work, row: Outgoing) -> Outgoing:
    payload = marked_as_repeat(row.method, row.payload, language_of_chat(work, row.chat_id))
    return dataclasses.replace(row, payload=payload, maybe_repeat=True)


def _is_paced(row: Outgoing) -> bool:
    return row.method.startswith("send")


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None


def _as_new_message(row: Outgoing) -> Outgoing:
    call = json.loads(row.payload)
    call.pop("message_id", None)
    return dataclasses.replace(row, method="sendMessage", payload=json.dumps(call))


def _as_plain_text(row: Outgoing) -> Outgoing:
    call = json.loads(row.payload)
    call.pop("parse_mode", None)
    return dataclasses.replace(row, payload=json.dumps(call))
