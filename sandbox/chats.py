"""The private chat between one person and one bot: its messages and what the phone shows of it."""

from collections import deque
from dataclasses import dataclass, field

from sandbox.answers import Json, bad_request, forbidden
from sandbox.feed import Feed
from sandbox.keyboards import NO_MARKUP, Markup


@dataclass(slots=True)
class Message:
    """A message as it stands now.

    `body` is what the Bot API shows of it and is replaced, never changed, by an edit.
    """

    body: Json
    from_bot: bool
    frozen: bool = False
    silent: bool = False
    protected: bool = False
    edited: bool = False
    reactions: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        number: int = self.body["message_id"]
        return number


@dataclass(frozen=True, slots=True)
class Toast:
    """What answering a tap showed; `alert` is a box to be closed. An empty text shows nothing."""

    text: str
    alert: bool
    url: str
    at: float


@dataclass(frozen=True, slots=True)
class Notification:
    """A push on the phone; a silent one makes no sound and shows no banner."""

    message_id: int
    text: str
    silent: bool
    at: float


@dataclass(slots=True)
class Tap:
    """A pressed button that waits for its answer."""

    id: str
    chat: "Chat"
    message_id: int
    at: float
    answered: bool = False


@dataclass(slots=True)
class Chat:
    """One private chat; its id is the person's."""

    user: Json
    feed: Feed
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    reply_keyboard: Json | None = None
    force_reply: Json | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    read_to: int = 0
    action: str = ""
    action_until: float = 0.0
    toasts: list[Toast] = field(default_factory=list)
    notifications: deque[Notification] = field(default_factory=lambda: deque(maxlen=1000))

    @property
    def id(self) -> int:
        """The chat's id, which in a private chat is the person's."""
        number: int = self.user["id"]
        return number

    @property
    def shown(self) -> Json:
        """The chat as a field of a message."""
        fields = ("id", "first_name", "last_name", "username")
        return {**{key: self.user[key] for key in fields if key in self.user}, "type": "private"}

    def check_open_to_bot(self) -> None:
        """403 where the bot may not write: blocked, never started, or the account is gone."""
        if self.deactivated:
            raise forbidden("user is deactivated")
        if self.blocked:
            raise forbidden("bot was blocked by the user")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")

    def find(self, message_id: int | None, missing: str) -> Message:
        """The message with this number; 400 with the words `missing` if there is none."""
        message = self.messages.get(message_id) if message_id is not None else None
        if message is None:
            raise bad_request(missing)
        return message

    def add(self, message: Message, markup: Markup = NO_MARKUP) -> None:
        """Shows a new message and what its markup does to the keyboard below the chat."""
        self.messages[message.id] = message
        if message.from_bot:
            self.action = ""
        self._apply(markup)
        self.feed.tell("message", self, message_id=message.id)

    def replace(self, message: Message, body: Json, *, visibly: bool = True) -> None:
        """Puts `body` in the place of the message's own; `visibly` marks it as edited."""
        message.body = body
        message.edited = message.edited or visibly
        self.feed.tell("edited", self, message_id=message.id)

    def remove(self, message_id: int) -> None:
        """Takes a message off the screen."""
        del self.messages[message_id]
        if message_id in self.pinned:
            self.pinned.remove(message_id)
            self.feed.tell("pinned", self)
        self.feed.tell("deleted", self, message_id=message_id)

    def hide_used_keyboard(self) -> None:
        """A one-time keyboard and a demanded reply end with the person's next message."""
        used = self.force_reply is not None
        self.force_reply = None
        if self.reply_keyboard and self.reply_keyboard.get("one_time_keyboard"):
            self.reply_keyboard = None
            used = True
        if used:
            self.feed.tell("keyboard", self)

    def _apply(self, markup: Markup) -> None:
        if markup.freezes:
            self.force_reply = markup.force_reply
            if markup.reply or markup.remove:
                self.reply_keyboard = markup.reply
            self.feed.tell("keyboard", self)
