"""What the phone shows: bubbles and buttons, as a test reads them."""

from dataclasses import dataclass

from sandbox.answers import Json
from sandbox.chats import Chat, Message
from sandbox.entities.render import to_html
from sandbox.methods.media import FILE_KINDS

KINDS = (*FILE_KINDS, "venue", "location", "contact")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `facts` is it as the Bot API writes it."""

    label: str
    facts: Json

    @property
    def data(self) -> str | None:
        """Its callback_data, if it has any."""
        return self.facts.get("callback_data")

    @property
    def url(self) -> str | None:
        """Its link, if it has one."""
        return self.facts.get("url")

    @property
    def copies(self) -> str | None:
        """What it copies, if it does."""
        copied = self.facts.get("copy_text")
        return copied["text"] if copied else None


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as it was on the screen at the moment of looking."""

    body: Json
    mine: bool
    edited: bool
    pinned: bool
    silent: bool
    reactions: tuple[str, ...]

    @property
    def id(self) -> int:
        """The message's number."""
        number: int = self.body["message_id"]
        return number

    @property
    def text(self) -> str:
        """What is read: the text or the caption."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def html(self) -> str:
        """The same with its formatting, as Telegram's HTML."""
        entities = self.body.get("entities") or self.body.get("caption_entities") or []
        return to_html(self.text, entities)

    @property
    def kind(self) -> str:
        """Text, photo, document, voice, audio, video, venue, location or contact."""
        return next((kind for kind in KINDS if kind in self.body), "text")

    @property
    def reply_to(self) -> int | None:
        """The number of the message that it answers, if it does."""
        answered = self.body.get("reply_to_message")
        return answered["message_id"] if answered else None

    @property
    def rows(self) -> list[list[Button]]:
        """The buttons under it, row by row."""
        markup = self.body.get("reply_markup") or {}
        rows: list[list[Json]] = markup.get("inline_keyboard", [])
        return [[Button(item["text"], item) for item in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        """All buttons under it in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [button.label for button in self.buttons]

    def button(self, name: str) -> Button:
        """The button with this label or callback_data; `LookupError` naming those there are."""
        for button in self.buttons:
            if name in (button.label, button.data):
                return button
        raise LookupError(f"no button {name!r} under {self.text!r}; there are {self.labels}")


def bubble(chat: Chat, message: Message) -> Bubble:
    """The message as the phone shows it now."""
    return Bubble(
        message.body,
        mine=not message.from_bot,
        edited=message.edited,
        pinned=message.id in chat.pinned,
        silent=message.silent,
        reactions=tuple(reaction["emoji"] for reaction in message.reactions),
    )
