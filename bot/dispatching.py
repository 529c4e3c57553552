"""Handling: one chat's updates one after another, different chats side by side.

Each chat with something to do has a lane, a task that works its updates off in order, so that a slow chat
never holds up another. An update that fails three times is parked: the rep is told, with a reference,
and the administrators see it.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.background import Background
from bot.niceties import TapAnswer
from bot.parking import park_and_tell
from bot.updates import message_meant, tap_in
from crm.recognition import Recognised, Sign, recognise, recognise_all
from handlers.kit.late import late
from handlers.kit.turn import Desk, Turn
from storage.inbox import (
    AlreadyHandled,
    Received,
    adopt,
    mark_done,
    note_failure,
    receive,
    something_waits,
)
from storage.receipts import chats_with_waiting
from storage.work import Outgoing, Work

log = structlog.get_logger()

TRIES = 3
BACKLOG = 500
PATIENCE = 0.02  # seconds that an update may take before it is stored without its effect
RESTS = (0.2, 1.0)  # seconds before the second and the third try
catch_up = late("handlers.lines.waiting:catch_up")
NOBODY: Mapping[int, Recognised] = {}
HANDLING_SECONDS = 45.0  # beyond the 30 s that SQLite waits for a lock
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(slots=True)
class Job:
    """An update to handle, and the answer that its tap waits for if it is one.

    `who` is known where the sender was recognised before the update came into its lane; it holds for one
    try. `kept` is set once the update is on disk at the latest. `was_waiting` says that it came while
    another of the chat was being handled.
    """

    received: Received
    update: dict[str, Any]
    tap: TapAnswer | None
    kept: asyncio.Future[None]
    who: Recognised | None = None
    was_waiting: bool = False


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
        sent_just_now: Callable[[int, int], Outgoing | None],
        on_failure: Callable[[Exception], None] = lambda _error: None,
    ) -> None:
        self._application = application
        self._desk = desk
        self._background = background
        self._answer_to = answer_to
        self._sent_just_now = sent_just_now
        self._on_failure = on_failure
        self.receives_alone = desk.store.is_sqlite  # no other worker is given updates meanwhile
        self._receiving = asyncio.Lock()
        self._lanes: dict[int, deque[Job]] = {}
        self._unread: set[int] = set()  # chats with receipts that are still to be shown
        self._open = 0
        self._is_finishing = False
        self._room = asyncio.Event()
        self._idle = asyncio.Event()
        self._room.set()
        self._idle.set()

    async def take_up(self) -> None:
        """Begin with what was received, and read back what was saved, before the program was stopped."""
        await self.adopt()
        self._unread.update(
            await self._desk.store.read(lambda work: chats_with_waiting(work.connection))
        )
        for chat_id in self._unread - self._lanes.keys():
            await self._catch_up(chat_id)

    async def adopt(self) -> None:
        """Handle what waits in the inbox, is this worker's or nobody's, and is in no lane."""
        async with self._receiving:
            known = {job.received.update_id for lane in self._lanes.values() for job in lane}
            found = await self._desk.store.write(adopt)
            self.handle([one for one in found if one.update_id not in known])

    async def receive(self, updates: Sequence[Received]) -> None:
        """Put updates into their lanes, those that are new, and return when all are on disk.

        Where every chat is idle an update need not be stored beforehand: its effect, which commits within
        milliseconds, brings it along (docs/decisions/0008). Whatever takes longer is stored by itself, so
        that no slow chat holds up the next poll. One batch at a time, so that nothing can happen in a chat
        between its recognition and its handling.
        """
        async with self._receiving:
            ahead = await self._recognised(updates) if self._are_idle(updates) else None
            if ahead is None:
                await self._store_first(updates)
                return
            jobs = self.handle(updates, ahead)
        if jobs:
            await asyncio.wait([job.kept for job in jobs], timeout=PATIENCE)
        kept = {job.received.update_id for job in jobs if job.kept.done()}
        if left := [one for one in updates if one.update_id not in kept]:
            await self._desk.store.write(lambda work: receive(work, left))

    async def _store_first(self, updates: Sequence[Received]) -> None:
        def store(work: Work) -> tuple[list[Received], dict[int, Recognised]]:
            return receive(work, updates), _recognised_ahead(work, signs)

        signs = self._signs_of_idle(updates)
        self.handle(*await self._desk.store.write(store))

    def handle(
        self, updates: Sequence[Received], ahead: Mapping[int, Recognised] = NOBODY
    ) -> list[Job]:
        """Put updates into the lanes of their chats; a tap's time to be answered begins.

        `ahead` holds, by the number of the update, who was recognised already.
        """
        if self._is_finishing:
            return []
        self._count(len(updates))
        jobs = []
        kept = asyncio.get_running_loop().create_future
        for received in updates:
            lane = self._lanes.get(received.chat_id)
            if lane is None:
                lane = self._lanes[received.chat_id] = deque()
                self._background.start(self._work_off(received.chat_id, lane), "lane")
            update = received.parsed()
            query_id = tap_in(update)
            tap = self._answer_to(query_id) if query_id else None
            who = ahead.get(received.update_id)
            job = Job(received, update, tap, kept(), who, was_waiting=bool(lane))
            lane.append(job)
            jobs.append(job)
        return jobs

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
            lane[0].kept.set_result(None)
            if len(lane) == 1 and chat_id in self._unread:
                await self._catch_up(chat_id)
            lane.popleft()
            self._count(-1)
        self._count(-len(lane))
        del self._lanes[chat_id]

    async def _catch_up(self, chat_id: int) -> None:
        """Show what was kept back while more of a chat waited; where that fails, it stays kept."""
        try:
            await self._desk.store.write(lambda work: catch_up(work, chat_id))
        except Exception as error:
            log.error("not_read_back", error=type(error).__name__, exc_info=error)
            self._on_failure(error)
        else:
            self._unread.discard(chat_id)

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
            await self._desk.store.write(lambda work: note_failure(work, received, name))  # noqa: B023
            if self._is_finishing:
                return
            if attempt + 1 < TRIES:
                await asyncio.sleep(RESTS[attempt])
        reference = secrets.token_hex(3).upper()
        await self._desk.store.write(lambda work: park_and_tell(work, received, name, reference))

    async def _try(self, job: Job) -> Exception | None:
        """Handle an update once; return why it failed, none where its effect has committed."""
        turn: Turn | None = None
        try:
            async with asyncio.timeout(HANDLING_SECONDS):
                turn = await self._turn(job)
                if turn is not None:
                    await self._desk.ready_for(turn)
                    await self._application.process_update(turn)
                    if not turn.settled and turn.error is None:
                        turn.error = UnsettledTurn()
        except Exception as caught:
            error: Exception | None = caught
        else:
            error = turn.error if turn else None
        if turn is not None and turn.has_deferred:
            self._unread.add(job.received.chat_id)
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

    async def _turn(self, job: Job) -> Turn | None:
        update = Update.de_json(job.update, self._application.bot)
        if not is_private(update):
            await self._desk.store.write(lambda work: mark_done(work, job.received))
            return None
        who, job.who = job.who, None
        if who is None:
            sign = self._sign_of(job.received.chat_id, job.update)
            who = await self._desk.store.read(lambda work: recognise(work, sign))
        lane = self._lanes[job.received.chat_id]
        return Turn(job.received, update, self._desk, who, lambda: len(lane) > 1, job.was_waiting)

    def _are_idle(self, updates: Sequence[Received]) -> bool:
        """Say whether each update is the only one of its chat, and nobody else receives any."""
        if not self.receives_alone:
            return False
        chats = {one.chat_id for one in updates}
        return len(chats) == len(updates) and self._lanes.keys().isdisjoint(chats)

    async def _recognised(self, updates: Sequence[Received]) -> Mapping[int, Recognised] | None:
        """Recognise senders in a hop of its own: the writing thread's, whose view of the tables is warm.

        None where that fails, or workers share the database and another has something to handle in one of
        the chats.
        """
        signs = self._signs_of_idle(updates)
        chats = {one.chat_id for one in updates}

        def recognised(work: Work) -> Mapping[int, Recognised] | None:
            return None if something_waits(work, chats) else recognise_all(work, signs)

        try:
            return await self._desk.store.write(recognised)
        except Exception as error:
            log.error("not_recognised_ahead", error=type(error).__name__, exc_info=error)
            return None

    def _signs_of_idle(self, updates: Sequence[Received]) -> dict[int, Sign]:
        first = {one.chat_id: one for one in reversed(updates) if one.chat_id not in self._lanes}
        return {
            one.update_id: self._sign_of(chat_id, one.parsed()) for chat_id, one in first.items()
        }

    def _sign_of(self, chat_id: int, update: dict[str, Any]) -> Sign:
        message = message_meant(update)
        if message is not None and (row := self._sent_just_now(chat_id, message)):
            return Sign(chat_id, about=row.about)
        return Sign(chat_id, message)

    def _count(self, change: int) -> None:
        self._open += change
        (self._room.set if self._open < BACKLOG else self._room.clear)()
        (self._idle.clear if self._open else self._idle.set)()


def is_private(update: Update) -> bool:
    """Say whether an update comes from a private chat (or an inline query): the bot works in no others."""
    chat = update.effective_chat
    return update.effective_user is not None and (chat is None or chat.type == "private")


def _recognised_ahead(work: Work, signs: Mapping[int, Sign]) -> dict[int, Recognised]:
    """Recognise senders together, in the hop that stores their updates; or nobody.

    Each is recognised by himself then, so that only an update that cannot be handled is parked.
    """
    if not signs:
        return {}
    try:
        with work.connection.begin_nested():
            return recognise_all(work, signs)
    except Exception as error:
        log.error("not_recognised_ahead", error=type(error).__name__, exc_info=error)
        return {}
