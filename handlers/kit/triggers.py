"""What sets a callback off: a command, a text, a button, a shared contact or place.

Each trigger is a handler of the library; used inside a conversation it only matches.
"""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Message
from telegram.ext import Application, BaseHandler

from handlers.kit import occasions
from handlers.kit.context import Ctx
from handlers.kit.turn import Turn

Callback = Callable[[Any, Any], Awaitable[Any]]


async def not_by_the_library(_update: Turn, _context: Ctx) -> None:
    """Handlers of ours call their callbacks themselves: with the context and the answer."""


class Trigger(BaseHandler[Turn, Ctx, Any]):
    """Something a rep does, and the callback for it; a callback is given the context and the answer.

    It is asked about turns that bring its `occasion` (handlers/kit/occasions.py).
    """

    answer: Callback
    occasion: str = occasions.ALWAYS

    def __init__(self, callback: Callback) -> None:
        super().__init__(not_by_the_library)
        self.answer = callback

    @abstractmethod
    def match(self, turn: Turn) -> Any:
        """Return what the rep answered, or none where this trigger is not meant."""

    def lets_pass(self, turn: Turn) -> bool:  # noqa: ARG002
        """Say whether what is no answer within a conversation is for others, and not asked for again."""
        return False

    def check_update(self, update: object) -> Any:
        """Match members' turns: the library asks every handler in order."""
        assert isinstance(update, Turn)
        return self.match(update) if update.who.member is not None else None

    async def handle_update(
        self,
        update: Turn,  # noqa: ARG002
        application: Application[Any, Any, Any, Any, Any, Any],  # noqa: ARG002
        check_result: Any,
        context: Ctx,
    ) -> Any:
        """Give the answer to the callback."""
        return await self.answer(context, check_result)


class OnCommand(Trigger):
    """A command, typed or from the keyboard; the answer is what follows it."""

    def __init__(self, name: str, callback: Callback) -> None:
        super().__init__(callback)
        self.name = name
        self.occasion = occasions.of_command(name)

    def match(self, turn: Turn) -> str | None:
        """Match ``/name rest`` and the key that stands for it."""
        command = turn.command
        return command.rest if command and command.name == self.name else None


class OnText(Trigger):
    """Plain text: no command and no key of the keyboard."""

    occasion = occasions.TEXT

    def match(self, turn: Turn) -> str | None:
        """Match text that is not blank."""
        if turn.text is None or not turn.text.strip() or turn.command:
            return None
        return turn.text.strip()


class OnEdit(Trigger):
    """A text that was edited after it was sent; the answer is the message as it is now."""

    occasion = occasions.EDIT

    def match(self, turn: Turn) -> Message | None:
        """Match an edited text."""
        return turn.edited


class OnButton(Trigger):
    """A tap on one kind of button; the answer is the button with its fields."""

    def __init__(self, kind: type, callback: Callback) -> None:
        super().__init__(callback)
        self.kind = kind
        self.occasion = occasions.of_tap(kind.__tag__)  # type: ignore[attr-defined]  # see `button`

    def match(self, turn: Turn) -> Any:
        """Match a tap on this kind of button."""
        tapped = turn.tapped
        return tapped.button if tapped and isinstance(tapped.button, self.kind) else None


@dataclass(frozen=True, slots=True)
class Reply:
    """A text that answers a message about the record with that id."""

    record_id: int
    text: str


class OnReply(Trigger):
    """A text that replies to a card, receipt or reminder, to any message about one kind of record."""

    def __init__(self, noun: str, callback: Callback) -> None:
        super().__init__(callback)
        self.noun = noun
        self.occasion = occasions.of_reply(noun)

    def match(self, turn: Turn) -> Reply | None:
        """Match a reply to a message about such a record; a command stays a command."""
        noun, _, record = (turn.who.about or "").partition(":")
        is_text = turn.text is not None and turn.text.strip() and not turn.command
        if turn.message is None or not is_text or noun != self.noun:
            return None
        return Reply(int(record), (turn.text or "").strip())


class OnForward(Trigger):
    """A text that somebody else wrote and the member forwarded; the answer is the message."""

    occasion = occasions.FORWARD

    def match(self, turn: Turn) -> Message | None:
        """Match a forwarded text of another author."""
        return turn.message if turn.author and turn.message and turn.message.text else None


class OnContact(Trigger):
    """A contact shared from the phone's address book."""

    occasion = occasions.CONTACT

    def match(self, turn: Turn) -> Any:
        """Match a shared contact."""
        return turn.contact


class OnLocation(Trigger):
    """A place shared once."""

    occasion = occasions.PLACE

    def match(self, turn: Turn) -> Any:
        """Match a shared place."""
        return turn.location


class OnFile(Trigger):
    """A photo, document, voice note, audio or video; the answer is the file."""

    occasion = occasions.FILE

    def match(self, turn: Turn) -> Any:
        """Match a message that carries a file."""
        return turn.file


class OnFollowing(Trigger):
    """One more place of somebody who shares his way live."""

    occasion = occasions.MOVING

    def match(self, turn: Turn) -> Any:
        """Match a place that was edited."""
        return turn if turn.is_on_the_move else None


class OnAnything(Trigger):
    """Whatever no other handler took: the last in the registry."""

    def match(self, turn: Turn) -> Turn:
        """Match always."""
        return turn
