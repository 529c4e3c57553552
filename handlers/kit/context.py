"""What a callback works with: the turn, and the one hop in which an act happens.

An act is a use-case and the screen that shows its result; both run in one transaction in a worker thread,
together with the conversation's step, the outgoing messages and the mark that the update is handled.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar, cast

from telegram.ext import Application, CallbackContext, ExtBot

from crm.delivery import is_lost, welcome_back
from crm.errors import CrmError, FileNotFetched, FileTooLarge
from handlers.kit.failures import refusal
from handlers.kit.files import DOWNLOAD_LIMIT, FileSent
from handlers.kit.receipts import keep_for_later, send_receipt
from handlers.kit.say import Say
from handlers.kit.screen import (
    TOAST_LIMIT,
    Receipt,
    Screen,
    clip,
    edit_payload,
    is_shown,
    method,
    payload,
)
from handlers.kit.turn import Turn
from handlers.kit.unfinished import is_left_alone, is_passing, offer
from storage.conversations import end_conversation, leave
from storage.inbox import forget_content, mark_done
from storage.tables import Member
from storage.work import Work

R = TypeVar("R")
Screens = Screen | Sequence[Screen]
NOTHING: Callable[[Work], None] = lambda _work: None  # noqa: E731


@dataclass(frozen=True, slots=True)
class Ahead(Generic[R]):
    """What was done before an act, or why it was refused."""

    result: R | None = None
    refused: CrmError | None = None

    def get(self) -> R:
        """Return the result; raise the refusal, for the act to tell."""
        if self.refused is not None:
            raise self.refused
        return cast("R", self.result)


class Ctx(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of a callback, made for one turn."""

    turn: Turn

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
    ) -> Self:
        """Make the context of a turn: called by the library's dispatcher."""
        assert isinstance(update, Turn)
        context = cls(application=application)
        context.turn = update
        return context

    @property
    def member(self) -> Member:
        """The member who acts."""
        return self.turn.member

    @property
    def say(self) -> Say:
        """How to speak to him."""
        return self.turn.say

    async def act(self, do: Callable[[Work], R], show: Callable[[R, Say], Screens]) -> R | None:
        """Run a use-case and show its result, in one transaction.

        A refusal by the business (`CrmError`) changes nothing, is told, and gives none.
        """

        def settle(work: Work) -> R:
            result = do(work)
            self.post(work, show(result, self.say))
            return result

        return await self.settle(settle)

    async def show(self, screen: Screens) -> None:
        """Show a screen that needs nothing from the database."""
        await self.act(NOTHING, lambda _none, _say: screen)

    async def fetch(self, file: FileSent, limit: int = DOWNLOAD_LIMIT) -> bytes:
        """Fetch a file that the member sent, at most `limit` bytes; FileTooLarge, FileNotFetched."""
        limit = min(limit, DOWNLOAD_LIMIT)
        if (file.size or 0) > limit:
            raise FileTooLarge(limit)
        content = await self.turn.desk.fetch(file.file_id)
        if content is None:
            raise FileNotFetched
        if len(content) > limit:
            raise FileTooLarge(limit)
        return content

    async def ahead(self, doing: Awaitable[R]) -> Ahead[R]:
        """Wait for what an act needs beforehand; its refusal is kept, to be raised and told within the act."""
        try:
            return Ahead(result=await doing)
        except CrmError as refused:
            return Ahead(refused=refused)

    async def look(self, query: Callable[[Work], R]) -> R:
        """Run a long query as the member, beside the acts of others: it locks nothing and keeps nothing."""

        def as_member(work: Work) -> R:
            work.actor = self.turn.who.member
            return query(work)

        return await self.turn.desk.store.read(as_member)

    async def settle(self, settle: Callable[[Work], R]) -> R | None:
        """Run one transaction that settles this turn; on a refusal roll back and tell it."""

        def whole(work: Work) -> R:
            self._begin(work)
            if self.turn.left is not None:
                end_conversation(work.connection, self.turn.left.id)
            result = settle(work)
            self._offer_what_was_left(work)
            self.turn.desk.after_act(work, self.say)
            return result

        def refused(work: Work) -> None:
            self._begin(work)
            self.post(work, refusal(error, self.say, is_tap=self.turn.tapped_message is not None))

        store = self.turn.desk.store
        try:
            result = await store.write(whole)
        except CrmError as caught:
            error = caught
            await store.write(refused)
            result = None
        self.turn.settled = True
        return result

    def _begin(self, work: Work) -> None:
        mark_done(work, self.turn.received)
        if self.turn.tells_a_place:
            forget_content(work.connection, self.turn.received.update_id)
        member = self.turn.who.member
        work.actor = member
        work.message_id = self.turn.message.message_id if self.turn.message else None
        if member is not None and is_lost(member) and not self.turn.has_blocked:
            welcome_back(work, self.turn.chat_id)

    def _offer_what_was_left(self, work: Work) -> None:
        current = self.turn.current
        if current is None or not self.turn.message or not is_left_alone(current, work.now):
            return
        if is_passing(current):
            end_conversation(work.connection, current.id)
        elif leave(work.connection, current.id):
            self.post(work, offer(current, self.say))

    def post(self, work: Work, screens: Screens, serial: int | None = None) -> None:
        """Put screens into the outbox: the first replaces the message whose button was tapped."""
        shown = (screens,) if isinstance(screens, Screen) else screens
        chat_id, replaced = self.turn.chat_id, self.turn.tapped_message
        for screen in shown:
            if screen.toast:
                self.turn.toast = clip(screen.toast, TOAST_LIMIT)
            if not (screen.text or screen.file or screen.place):
                continue
            if replaced is not None and _replaces(screen):
                call = edit_payload(screen, chat_id, replaced, serial)
                if self.turn.toast is None and is_shown(call, self.turn.tapped_in):
                    self.turn.toast = self.say.plain("Nothing has changed.")
                work.send(
                    chat_id, "editMessageText", call, about=screen.about, message_id=replaced
                )
                replaced = None
            elif screen.receipt is not None and replaced is None:
                self._read_back(work, screen.receipt, screen)
            else:
                work.send(
                    chat_id,
                    method(screen),
                    payload(screen, chat_id, serial),
                    about=screen.about,
                    upload=screen.file.made if screen.file else None,
                )

    def _read_back(self, work: Work, receipt: Receipt, screen: Screen) -> None:
        """Send a receipt, or keep it where more of the chat waits: then all are read back together."""
        if self.turn.is_followed() or self.turn.was_waiting:
            keep_for_later(work, self.turn.chat_id, receipt, screen)
            self.turn.has_deferred = True
        else:
            send_receipt(work, self.turn.chat_id, receipt, screen)


def _replaces(screen: Screen) -> bool:
    is_text = screen.file is None and screen.place is None
    return is_text and not screen.fresh and screen.keyboard is None
