"""A person with a phone, who writes, taps and shares in the chat with a bot."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

from sandbox import outbound
from sandbox.answers import Json
from sandbox.bots import Bot
from sandbox.chats import Chat, Notification, Tap, Toast
from sandbox.clock import Clock
from sandbox.entities.formatted import TEXT_LIMIT
from sandbox.methods.copying import COPIED, forward_origin
from sandbox.methods.profile import commands_for
from sandbox.screen import Bubble, Button, bubble

TAP_LANE = 3 << 33  # a tap's webhook lane is apart from its chat's (TBA Client.cpp)

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_START_LINK = re.compile(r"https?://t\.me/(\w+)\?start=([A-Za-z0-9_-]+)")


class Person:
    """One person's phone, open at the chat with one bot.

    Every act returns when the bot's receiver, if it has one, has handled the update; a bot that
    polls or has a webhook handles it in its own time (see `until`).
    """

    def __init__(self, bot: Bot, chat: Chat, clock: Clock) -> None:
        self.bot = bot
        self.chat = chat
        self.clock = clock
        self.clipboard = ""
        self.opened: list[str] = []

    # What the phone shows

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
    def typing(self) -> bool:
        """Whether the bot is shown as typing (or uploading, ...)."""
        return bool(self.chat.action) and self.clock.now() < self.chat.action_until

    async def until(
        self, seen: "str | Callable[[Person], bool]", *, within: float = 10.0
    ) -> Bubble:
        """Waits until the phone shows it: a part of the bot's last message, or any condition.

        Returns the bot's last message; `TimeoutError` saying what the phone shows instead after
        `within` seconds of real time.
        """
        changed = asyncio.Event()
        stop = self.chat.feed.listen(lambda _: changed.set())
        try:
            async with asyncio.timeout(within):
                while not self._sees(seen):
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            shown = [item.text for item in self.screen[-3:]]
            raise TimeoutError(f"waited for {seen!r}; the phone ends with {shown}") from None
        finally:
            stop()
        return self.last

    def _sees(self, seen: "str | Callable[[Person], bool]") -> bool:
        try:
            return seen in self.last.text if isinstance(seen, str) else seen(self)
        except LookupError:
            return False

    # What the person does

    async def say(self, text: str) -> Bubble:
        """Types and sends; a longer text than a message holds goes out in several."""
        for begin in range(0, len(text) - TEXT_LIMIT, TEXT_LIMIT):
            await self._send(outbound.text(text[begin : begin + TEXT_LIMIT]))
        rest = (len(text) - 1) // TEXT_LIMIT * TEXT_LIMIT
        return await self._send(outbound.text(text[rest:]))

    async def command(self, name: str, arguments: str = "") -> Bubble:
        """Sends /name, with arguments if there are any."""
        return await self.say(f"/{name.removeprefix('/')} {arguments}".strip())

    async def open_link(self, payload: str = "") -> Bubble:
        """Opens t.me/<bot>?start=<payload> and presses Start."""
        if not _PAYLOAD.fullmatch(payload):
            raise ValueError(f"{payload!r} cannot be in a deep link")
        await self.unblock()
        return await self.command("start", payload)

    async def tap(self, name: str, message: Bubble | None = None) -> Tap | Bubble | None:
        """Taps the button with this label or data; `LookupError` if it is not there.

        Looked for under `message` as it was when it was looked at, else under the newest message
        that has buttons, else on the keyboard below. Returns the tap, or the message that a
        keyboard button sent; None where the phone itself does all (links, copying).
        """
        shown = message or next((item for item in reversed(self.screen) if item.rows), None)
        if shown is None or (message is None and self._on_keyboard(name, shown)):
            return await self._press(name)
        button = shown.button(name)
        if button.data is not None:
            return await self._tap(shown, button.data)
        await self._handle_here(button)
        return None

    async def reply(self, message: Bubble, text: str) -> Bubble:
        """Answers a message on the screen."""
        shown = self.bot.shown_reply(self.chat, message.id)
        return await self._send({**outbound.text(text), "reply_to_message": shown})

    async def edit(self, message: Bubble, text: str) -> Bubble:
        """Changes an own message."""
        found = self.chat.messages[message.id]
        if found.from_bot:
            raise ValueError("a person edits only what they wrote themselves")
        body = {key: value for key, value in found.body.items() if "entities" not in key}
        body |= outbound.text(text) if "text" in body else outbound.caption(text)
        body["edit_date"] = int(self.clock.now())
        self.chat.replace(found, body)
        await self._update("edited_message", body, self.id)
        return bubble(self.chat, found)

    async def forward(self, message: Bubble) -> Bubble:
        """Forwards a message of this chat into it."""
        content = {key: message.body[key] for key in COPIED if key in message.body}
        return await self._send({**content, "forward_origin": forward_origin(message.body)})

    async def forward_from(self, author: str, text: str, at: float | None = None) -> Bubble:
        """Forwards what somebody else wrote elsewhere, at the instant `at`."""
        origin = {
            "type": "hidden_user",
            "sender_user_name": author,
            "date": int(self.clock.now() if at is None else at),
        }
        return await self._send({**outbound.text(text), "forward_origin": origin})

    async def share_contact(
        self, phone: str = "+8613800138000", first_name: str = "", last_name: str = ""
    ) -> Bubble:
        """Shares a contact card: the own one unless a name is given."""
        contact: Json = {"phone_number": phone, "first_name": first_name}
        if last_name:
            contact["last_name"] = last_name
        if not first_name:
            contact |= {"first_name": self.chat.user["first_name"], "user_id": self.id}
        return await self._send({"contact": contact})

    async def share_location(self, latitude: float, longitude: float) -> Bubble:
        """Shares a place."""
        return await self._send({"location": {"latitude": latitude, "longitude": longitude}})

    async def send_photo(self, content: bytes | Path = outbound.PIXEL, text: str = "") -> Bubble:
        """Sends a picture, with a caption if there is one."""
        return await self._send(outbound.file(self.bot, "photo", content, text))

    async def send_document(
        self, content: bytes | Path, text: str = "", *, name: str = "file.txt"
    ) -> Bubble:
        """Sends a file; a path brings its own name."""
        return await self._send(outbound.file(self.bot, "document", content, text, name))

    async def send_voice(self, content: bytes | Path = b"OggS", seconds: int = 3) -> Bubble:
        """Sends a voice note."""
        return await self._send(outbound.file(self.bot, "voice", content, seconds=seconds))

    async def delete(self, message: Bubble) -> None:
        """Deletes a message for both sides; the bot is not told."""
        self.chat.remove(message.id)

    async def block(self) -> None:
        """Blocks the bot, which is told so."""
        if not self.chat.blocked:
            self.chat.blocked = True
            await self._membership("member", "kicked")

    async def unblock(self) -> None:
        """Lets the bot write again."""
        if self.chat.blocked:
            self.chat.blocked = False
            await self._membership("kicked", "member")

    # How it reaches the bot

    async def _send(self, content: Json) -> Bubble:
        message = outbound.message(self.bot, self.chat, content, self.clock.now())
        self.chat.started = True
        self.chat.add(message)
        self.chat.hide_used_keyboard()
        await self._update("message", message.body, self.id)
        return bubble(self.chat, message)

    async def _tap(self, shown: Bubble, data: str) -> Tap:
        tap = outbound.tap(self.bot, self.chat, shown.id, self.clock.now())
        query = outbound.callback_query(tap, data)
        await self._update("callback_query", query, self.id + TAP_LANE)
        return tap

    async def _press(self, label: str) -> Bubble:
        rows: list[list[Json]] = (self.chat.reply_keyboard or {}).get("keyboard", [])
        for item in (item for row in rows for item in row if item["text"] == label):
            if item.get("request_contact"):
                return await self.share_contact()
            if item.get("request_location"):
                return await self.share_location(31.2304, 121.4737)
            return await self.say(label)
        raise LookupError(f"no button {label!r}; the keyboard has {self.keyboard}")

    def _on_keyboard(self, label: str, shown: Bubble) -> bool:
        below = any(label in row for row in self.keyboard)
        return below and all(label not in (item.label, item.data) for item in shown.buttons)

    async def _handle_here(self, button: Button) -> None:
        """Links and copying happen on the phone alone."""
        if button.copies is not None:
            self.clipboard = button.copies
        elif button.url is not None:
            self.opened.append(button.url)
            link = _START_LINK.match(button.url)
            if link and link.group(1) == self.bot.username:
                await self.open_link(link.group(2))

    async def _membership(self, old: str, new: str) -> None:
        payload = outbound.membership(self.bot, self.chat, old, new, self.clock.now())
        self.chat.feed.tell("person", self.chat)
        await self._update("my_chat_member", payload, self.id)

    async def _update(self, kind: str, payload: Json, lane: int) -> None:
        update = self.bot.updates.add(kind, payload, lane)
        if update and self.bot.receiver:
            self.bot.updates.remove(update)
            await self.bot.receiver(update.body)
