"""Handling: one chat's updates one after another, different chats side by side.

Each chat with something to do has a lane, a task that works its updates off in order, so that a slow chat
never holds up another. An update that fails three times is parked: the rep is told, with a reference,
and the administrators see it.
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.background import Background
from crm.members import administrators
from crm.recognition import Recognised, recognise
from handlers.kit.failures import failed, failed_for_administrator
from handlers.kit.say import Say, language_of
from handlers.kit.screen import Screen, payload
from handlers.kit.turn import Desk, Turn
from storage.inbox import Received, mark_done, note_failure, park, waiting
from storage.mail import PUSH
from storage.work import Work

log = structlog.get_logger()

TRIES = 3
BACKLOG = 500
RESTS = (0.2, 1.0)  # seconds before the second and the third try
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Dispatcher:
    """Turns stored updates into handled ones."""

    def __init__(
        self,
        application: AnyApplication,
        desk: Desk,
        background: Background,
        answer_tap: Callable[[Turn], Awaitable[None]],
        on_failure: Callable[[Exception], None] = lambda _error: None,
    ) -> None:
        self._application = application
        self._desk = desk
        self._background = background
        self._answer_tap = answer_tap
        self._on_failure = on_failure
        self._lanes: dict[int, deque[Received]] = {}
        self._open = 0
        self._room = asyncio.Event()
        self._idle = asyncio.Event()
        self._room.set()
        self._idle.set()

    async def take_up(self) -> None:
        """Begin with what was received before the program was stopped."""
        self.handle(await self._desk.store.read(waiting))

    def handle(self, updates: Sequence[Received]) -> None:
        """Put updates into the lanes of their chats."""
        for update in updates:
            lane = self._lanes.get(update.chat_id)
            if lane is None:
                lane = self._lanes[update.chat_id] = deque()
                self._background.start(self._work_off(update.chat_id, lane), "lane")
            lane.append(update)
        self._count(len(updates))

    async def room(self) -> None:
        """Wait until the backlog leaves room for more."""
        await self._room.wait()

    async def idle(self) -> None:
        """Wait until everything in the lanes is handled."""
        await self._idle.wait()

    async def _work_off(self, chat_id: int, lane: deque[Received]) -> None:
        while lane:
            await self._handle_or_park(lane[0])
            lane.popleft()
            self._count(-1)
        del self._lanes[chat_id]

    async def _handle_or_park(self, received: Received) -> None:
        for attempt in range(received.attempts, TRIES):
            error = await self._try(received)
            if error is None:
                return
            self._on_failure(error)
            name = type(error).__name__
            log.error(
                "update_failed",
                update_id=received.update_id,
                attempt=attempt + 1,
                error=name,
                exc_info=error,
            )
            await self._desk.store.write(lambda work: note_failure(work, received.update_id, name))  # noqa: B023
            if attempt + 1 < TRIES:
                await asyncio.sleep(RESTS[attempt])
        await self._park(received, name if received.attempts < TRIES else "killed in handling")

    async def _try(self, received: Received) -> Exception | None:
        try:
            update = Update.de_json(json.loads(received.raw), self._application.bot)
            if not is_private(update):
                await self._desk.store.write(
                    lambda work: mark_done(work.connection, received.update_id)
                )
                return None
            turn = Turn(update, self._desk, await self._recognise(update))
            await self._application.process_update(turn)
        except Exception as error:
            return error
        if update.callback_query is not None:
            await self._answer_tap(turn)
        return turn.error or (None if turn.settled else UnsettledTurn())

    async def _recognise(self, update: Update) -> Recognised:
        user, message = update.effective_user, update.effective_message
        assert user is not None
        about = None
        if update.callback_query is not None and message is not None:
            about = message.message_id
        elif message is not None and message.reply_to_message is not None:
            about = message.reply_to_message.message_id
        return await self._desk.store.read(lambda work: recognise(work, user.id, user.id, about))

    async def _park(self, received: Received, error: str) -> None:
        reference = secrets.token_hex(3).upper()

        def settle(work: Work) -> None:
            park(work, received.update_id, error, reference)
            who = recognise(work, received.chat_id, received.chat_id).member
            language = who.language if who else language_of(None)
            say = Say(language, who.zone if who else "UTC", work.now)
            _push(work, received.chat_id, failed(reference, say))
            name = who.name if who else "?"
            for admin in administrators(work):
                say = Say(admin.language, admin.zone, work.now)
                _push(
                    work, admin.telegram_id, failed_for_administrator(reference, name, error, say)
                )

        await self._desk.store.write(settle)

    def _count(self, change: int) -> None:
        self._open += change
        (self._room.set if self._open < BACKLOG else self._room.clear)()
        (self._idle.clear if self._open else self._idle.set)()


class UnsettledTurn(Exception):
    """A handler ended without an effect and without an answer: silence, which is a defect."""


def is_private(update: Update) -> bool:
    """Say whether an update comes from a private chat (or an inline query): the bot works in no others."""
    chat = update.effective_chat
    return update.effective_user is not None and (chat is None or chat.type == "private")


def _push(work: Work, chat_id: int, screen: Screen) -> None:
    work.send(chat_id, "sendMessage", payload(screen, chat_id), priority=PUSH)
