"""What a person's phone shows, as a test reads it, and waiting until it shows something."""

import asyncio
from collections.abc import Callable

from sandbox.answers import Json
from sandbox.bots import Bot
from sandbox.bubbles import Bubble, bubble
from sandbox.chats import Chat, Notification, Toast
from sandbox.clock import Clock
from sandbox.methods.profile import commands_for


class Phone:
    """One phone, open at the chat with one bot; `zone` is an IANA name, else its page takes the browser's."""

    def __init__(self, bot: Bot, chat: Chat, clock: Clock, zone: str = "") -> None:
        self.bot = bot
        self.chat = chat
        self.clock = clock
        self.zone = zone
        self.clipboard = ""
        self.opened: list[str] = []

    @property
    def id(self) -> int:
        """The person's number, which is the chat's too."""
        return self.chat.id

    @property
    def screen(self) -> list[Bubble]:
        """All messages, oldest first."""
        return [bubble(self.chat, message) for message in self.chat.messages.values()]

    @property
    def last(self) -> Bubble:
        """The newest message of the bot; `LookupError` if it never wrote."""
        for message in reversed(self.chat.messages.values()):
            if message.from_bot:
                return bubble(self.chat, message)
        raise LookupError(f"the bot has written nothing to {self.chat.user['first_name']}")

    def message(self, message_id: int) -> Bubble:
        """One message as it is shown now; `LookupError` if it is not there."""
        return bubble(self.chat, self.chat.messages[message_id])

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the keyboard below the chat, row by row; empty where there is none."""
        rows: list[list[Json]] = (self.chat.reply_keyboard or {}).get("keyboard", [])
        return [[item["text"] for item in row] for row in rows]

    @property
    def toasts(self) -> list[Toast]:
        """What answers to taps have shown, oldest first."""
        return self.chat.toasts

    @property
    def notifications(self) -> list[Notification]:
        """The pushes that arrived, oldest first."""
        return list(self.chat.notifications)

    @property
    def pinned(self) -> list[Bubble]:
        """The pinned messages, the newest pin first."""
        found = [self.chat.messages[number] for number in reversed(self.chat.pinned)]
        return [bubble(self.chat, message) for message in found]

    @property
    def menu(self) -> list[str]:
        """The commands the menu offers in this person's language."""
        language = str(self.chat.user.get("language_code", ""))
        return [str(item["command"]) for item in commands_for(self.bot, self.id, language)]

    @property
    def unread(self) -> int:
        """How many of the bot's messages came after the last one that was read or written."""
        read_to = self.chat.read_to
        return sum(item.from_bot and item.id > read_to for item in self.chat.messages.values())

    def read(self, message_id: int) -> None:
        """Has read everything up to this message."""
        if message_id > self.chat.read_to:
            self.chat.read_to = message_id
            self.chat.feed.tell("person", self.chat)

    @property
    def typing(self) -> bool:
        """Whether the bot is shown as typing (or uploading, ...)."""
        return bool(self.chat.action) and self.clock.now() < self.chat.action_until

    async def until(
        self, seen: "str | Callable[[Phone], bool]", *, within: float = 10.0
    ) -> Bubble:
        """Waits until the phone shows it: a part of the bot's last message, or any condition.

        Returns the bot's last message; `TimeoutError` saying what the phone shows instead after
        `within` seconds of real time.
        """
        try:
            await self._wait(lambda: self._sees(seen), within)
        except TimeoutError:
            shown = [item.text for item in self.screen[-3:]]
            raise TimeoutError(f"waited for {seen!r}; the phone ends with {shown}") from None
        return self.last

    async def _wait(self, reached: Callable[[], bool], within: float) -> None:
        changed = asyncio.Event()
        stop = self.chat.feed.listen(lambda _: changed.set())
        try:
            async with asyncio.timeout(within):
                while not reached():
                    changed.clear()
                    await changed.wait()
        finally:
            stop()

    def _sees(self, seen: "str | Callable[[Phone], bool]") -> bool:
        try:
            return seen in self.last.text if isinstance(seen, str) else seen(self)
        except LookupError:
            return False
