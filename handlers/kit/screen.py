"""A screen: what one message shows, and the call of the Bot API that shows it.

The Bot API's limits hold by construction: text is cut at a line, rows and labels are bounded.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup, escape
from telegram import Message

from handlers.kit.buttons import encode
from handlers.kit.escaping import escaped
from handlers.kit.files import CAPTION_LIMIT, FileToShow

TEXT_LIMIT = 4096
LABEL_LIMIT = 60
TOAST_LIMIT = 200
COPY_LIMIT = 256
ROWS_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Tap:
    """A key that comes back as a button; `own` ones belong to no conversation.

    One that `leaves` ends the conversation that it is shown in, for what it leads to takes its place.
    """

    label: str
    button: Any
    own: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """A key that copies text to the phone's clipboard."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A key that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a screen reads back an act, and the line that stands for it among others.

    An act may go on (`goes_on`), as an album does: its next receipt takes the place of this one.
    """

    entry_id: int
    head: Markup
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A pin on the map, in degrees, with what stands beside it."""

    latitude: float
    longitude: float
    title: str
    address: str


Key = Tap | Copy | Link
NO_TEXT = Markup()
Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: HTML text, rows of keys, the record it is about, a toast for the tap that asked for it.

    A screen that answers a tap replaces the tapped message unless it is `fresh`. `keyboard` is the
    persistent reply keyboard; a message that carries it cannot be edited later, so it carries no keys.
    An empty text shows the toast alone. A screen with a file (the text is its caption then) or a place
    (which has no text) is a message of its own. With a `receipt` it may be read back together with others.
    """

    text: Markup = NO_TEXT
    rows: Rows = ()
    about: str | None = None
    keyboard: tuple[tuple[Any, ...], ...] | None = None
    fresh: bool = False
    toast: str | None = None
    file: FileToShow | None = None
    place: Place | None = None
    receipt: Receipt | None = None


def lines(*parts: str | Markup | None) -> Markup:
    """Join the lines that are there; plain strings are escaped."""
    safe = [escaped(part) for part in parts if part is not None]
    return Markup("\n".join(safe))  # noqa: S704


def html(template: str, *facts: Any) -> Markup:
    """Return a piece of HTML with every fact escaped; the template is ours and has a ``{}`` for each."""
    return Markup(template.format(*[escaped(fact) for fact in facts]))  # noqa: S704


def grid(keys: Sequence[Key], columns: int) -> Rows:
    """Lay keys out in rows of so many columns."""
    return tuple(tuple(keys[at : at + columns]) for at in range(0, len(keys), columns))


def clip(text: str, limit: int) -> str:
    """Return text of at most `limit` characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def method(screen: Screen) -> str:
    """Return the method of the Bot API that sends a screen."""
    if screen.file is not None:
        return screen.file.kind.method
    return "sendVenue" if screen.place is not None else "sendMessage"


def payload(screen: Screen, chat_id: int, serial: int | None = None) -> dict[str, Any]:
    """Return the parameters of that method for a screen shown in a conversation of that serial."""
    call: dict[str, Any] = {"chat_id": chat_id, **_content(screen)}
    if screen.keyboard is not None:
        call["reply_markup"] = {
            "keyboard": [list(row) for row in screen.keyboard],
            "resize_keyboard": True,
            "is_persistent": True,
        }
    elif screen.rows:
        rows = [[_key(key, serial) for key in row] for row in screen.rows[:ROWS_LIMIT]]
        call["reply_markup"] = {"inline_keyboard": rows}
    return call


def edit_payload(
    screen: Screen, chat_id: int, message_id: int, serial: int | None = None
) -> dict[str, Any]:
    """Return the parameters of editMessageText for a screen."""
    return payload(screen, chat_id, serial) | {"message_id": message_id}


def is_shown(call: dict[str, Any], message: Message | None) -> bool:
    """Say whether a message has the text and the buttons that a call would give it."""
    if message is None:
        return False
    keys = message.reply_markup.to_dict() if message.reply_markup else None
    words = Markup(call["text"]).striptags()  # noqa: S704
    return keys == call.get("reply_markup") and " ".join((message.text or "").split()) == words


def fit(text: Markup, limit: int = TEXT_LIMIT) -> str:
    """Return HTML that Telegram takes: cut between lines (every line closes its own tags), never empty."""
    if len(text) <= limit:
        return str(text)
    kept: list[str] = []
    room = limit - 2
    for line in text.split("\n"):
        if len(line) + 1 > room:
            break
        kept.append(line)
        room -= len(line) + 1
    return "\n".join(kept) + "\n…" if kept else escape(clip(text.striptags(), limit // 6))


def _content(screen: Screen) -> dict[str, Any]:
    if screen.place is not None:
        return asdict(screen.place)
    if screen.file is not None:
        sent = screen.file.file_id if screen.file.made is None else "attach://upload"
        caption = {"caption": fit(screen.text, CAPTION_LIMIT)} if screen.text else {}
        return {screen.file.kind.value: sent, **caption, "parse_mode": "HTML"}
    return {
        "text": fit(screen.text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _key(key: Key, serial: int | None) -> dict[str, Any]:
    label = clip(key.label, LABEL_LIMIT)
    match key:
        case Tap():
            return {
                "text": label,
                "callback_data": encode(
                    key.button, None if key.own else serial, leaves=key.leaves
                ),
            }
        case Copy():
            return {"text": label, "copy_text": {"text": clip(key.text, COPY_LIMIT)}}
        case Link():
            return {"text": label, "url": key.url}
