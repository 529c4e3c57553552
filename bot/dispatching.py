"""Handling: one chat's updates one after another, different chats side by side.

Each chat with something to do has a lane, a task that works its updates off in order, so that a slow chat
never holds up another. An update that fails three times is parked: the rep is told, with a reference,
and the administrators see it.
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.background import Background
from bot.niceties import TapAnswer
from crm.members import administrators
from crm.recognition import Recognised, recognise
from handlers.kit.failures import failed, failed_for_administrator
from handlers.kit.say import Say
from handlers.kit.screen import Screen, payload
from handlers.kit.turn import Desk, Turn
from storage.inbox import AlreadyHandled, Received, mark_done, note_failure, park, waiting
from storage.mail import PUSH
from storage.tables import Member
from storage.work import Work

log = structlog.get_logger()

TRIES = 3
BACKLOG = 500
RESTS = (0.2, 1.0)  # seconds before the second and the third try
HANDLING_SECONDS = 45.0  # beyond the 30 s that SQLite waits for a lock
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """An update to handle, and the answer that its tap waits for if it is one."""

    received: Received
    tap: TapAnswer | None


class UnsettledTurn(Exception):
    """A handler ended without an effect and without an answer: silence, which is a defect."""


class Dispatcher:
    """Turns stored updates into handled ones."""

    def __init__(
        self,
        application: AnyApplication,
        desk: Desk,
        background: Background,
        answer_to: Callable[[str], TapAnswer],
        on_failure: Callable[[Exception], None] = lambda _error: None,
    ) -> None:
        self._application = application
        self._desk = desk
        self._background = background
        self._answer_to = answer_to
        self._on_failure = on_failure
        self._lanes: dict[int, deque[Job]] = {}
        self._open = 0
        self._is_finishing = False
        self._room = asyncio.Event()
        self._idle = asyncio.Event()
        self._room.set()
        self._idle.set()

    async def take_up(self) -> None:
        """Begin with what was received before the program was stopped."""
        self.handle(await self._desk.store.read(waiting))

    def handle(self, updates: Sequence[Received]) -> None:
        """Put updates into the lanes of their chats; a tap's time to be answered begins."""
        if self._is_finishing:
            return
        self._count(len(updates))
        for received in updates:
            lane = self._lanes.get(received.chat_id)
            if lane is None:
                lane = self._lanes[received.chat_id] = deque()
                self._background.start(self._work_off(received.chat_id, lane), "lane")
            query_id = tap_in(received.raw)
            lane.append(Job(received, self._answer_to(query_id) if query_id else None))

    async def room(self) -> None:
        """Wait until the backlog leaves room for more."""
        await self._room.wait()

    async def idle(self) -> None:
        """Wait until everything in the lanes is handled."""
        await self._idle.wait()

    async def finish(self) -> None:
        """Let what is being handled end and begin nothing more: the rest is safe in the inbox."""
        self._is_finishing = True
        await self._idle.wait()

    async def _work_off(self, chat_id: int, lane: deque[Job]) -> None:
        while lane and not self._is_finishing:
            await self._handle_or_park(lane[0])
            lane.popleft()
            self._count(-1)
        self._count(-len(lane))
        del self._lanes[chat_id]

    async def _handle_or_park(self, job: Job) -> None:
        received, name = job.received, "stopped before it was parked"
        for attempt in range(received.attempts, TRIES):
            error = await self._try(job)
            if error is None:
                return
            name = type(error).__name__
            log.error(
                "update_failed",
                update_id=received.update_id,
                attempt=attempt + 1,
                error=name,
                exc_info=error,
            )
            await self._desk.store.write(lambda work: note_failure(work, received.update_id, name))  # noqa: B023
            if self._is_finishing:
                return
            if attempt + 1 < TRIES:
                await asyncio.sleep(RESTS[attempt])
        await self._park(received, name)

    async def _try(self, job: Job) -> Exception | None:
        """Handle an update once; return why it failed, none where its effect has committed."""
        turn: Turn | None = None
        try:
            async with asyncio.timeout(HANDLING_SECONDS):
                turn = await self._turn(job.received)
                if turn is not None:
                    await self._application.process_update(turn)
                    if not turn.settled and turn.error is None:
                        turn.error = UnsettledTurn()
        except Exception as caught:
            error: Exception | None = caught
        else:
            error = turn.error if turn else None
        if job.tap is not None:
            job.tap.give(turn.toast if turn else None)
        if error is None or (isinstance(error, AlreadyHandled) and not (turn and turn.settled)):
            return None
        self._on_failure(error)
        if turn is None or not turn.settled:
            return error
        # The effect is there, so a second try would double it: what failed came after.
        log.error("failed_after_effect", error=type(error).__name__, exc_info=error)
        return None

    async def _turn(self, received: Received) -> Turn | None:
        update = Update.de_json(json.loads(received.raw), self._application.bot)
        if not is_private(update):
            await self._desk.store.write(
                lambda work: mark_done(work.connection, received.update_id)
            )
            return None
        return Turn(update, self._desk, await self._recognise(update))

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
            if who is not None:
                _push(work, who.telegram_id, failed(reference, _say_to(who, work)))
            name = who.name if who else "?"
            for admin in administrators(work):
                say = _say_to(admin, work)
                seen = failed_for_administrator(reference, name, error, say)
                _push(work, admin.telegram_id, seen)

        await self._desk.store.write(settle)

    def _count(self, change: int) -> None:
        self._open += change
        (self._room.set if self._open < BACKLOG else self._room.clear)()
        (self._idle.clear if self._open else self._idle.set)()


def is_private(update: Update) -> bool:
    """Say whether an update comes from a private chat (or an inline query): the bot works in no others."""
    chat = update.effective_chat
    return update.effective_user is not None and (chat is None or chat.type == "private")


def tap_in(raw: str) -> str | None:
    """Return the id by which a tap is answered, if a raw update is one."""
    if '"callback_query"' not in raw:
        return None
    query = json.loads(raw).get("callback_query")
    query_id = query.get("id") if isinstance(query, dict) else None
    return query_id if isinstance(query_id, str) else None


def _say_to(member: Member, work: Work) -> Say:
    return Say(member.language, member.zone, work.now)


def _push(work: Work, chat_id: int, screen: Screen) -> None:
    work.send(chat_id, "sendMessage", payload(screen, chat_id), priority=PUSH)
