"""A bot as the server knows it: its profile, its chats, its updates and its files."""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sandbox.answers import Json, bad_request
from sandbox.chats import Chat, Message, Tap
from sandbox.files import FileStore
from sandbox.inline import InlineDesk
from sandbox.limits import Limits
from sandbox.updates import UpdateQueue
from sandbox.webhooks import Webhook

Receiver = Callable[[Json], Awaitable[None]]


@dataclass(slots=True)
class Bot:
    """One bot. `receiver`, where set, is handed every update at once instead of the queue."""

    token: str
    username: str
    first_name: str
    updates: UpdateQueue
    limits: Limits
    takes_inline: bool = True
    receiver: Receiver | None = None
    chats: dict[int, Chat] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    webhook: Webhook | None = None
    poll: object = None
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    inline: InlineDesk = field(default_factory=InlineDesk)
    message_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    @property
    def user(self) -> Json:
        """The bot as the author of a message."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    def chat(self, chat_id: int | None) -> Chat:
        """The chat with this id; 400 if nobody has it."""
        if chat_id is None:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def shown_reply(self, chat: Chat, message_id: int) -> Json | None:
        """The message as `reply_to_message`, which itself never nests another."""
        found: Message | None = chat.messages.get(message_id)
        if found is None:
            return None
        return {key: value for key, value in found.body.items() if key != "reply_to_message"}
