"""A person with a phone, who writes, taps and shares in the chat with a bot."""

import re
from pathlib import Path

from sandbox import outbound
from sandbox.answers import Json
from sandbox.bubbles import Bubble, Button, bubble
from sandbox.chats import Tap
from sandbox.entities.formatted import TEXT_LIMIT
from sandbox.inline import InlineResult
from sandbox.methods.copying import COPIED, forward_origin
from sandbox.phone import Phone

# A tap's webhook lane is apart from its chat's (TBA Client.cpp).
INLINE_LANE = 1 << 33
TAP_LANE = 3 << 33

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_START_LINK = re.compile(r"https?://t\.me/(\w+)\?start=([A-Za-z0-9_-]+)")


class Person(Phone):
    """One person with a phone.

    Every act returns when the bot's receiver, if it has one, has handled the update; a bot that
    polls or has a webhook handles it in its own time (see `until`).
    """

    async def say(self, text: str) -> Bubble:
        """Types and sends; a longer text than a message holds goes out in several."""
        while len(text) > TEXT_LIMIT:
            await self._send(outbound.text(text[:TEXT_LIMIT]))
            text = text[TEXT_LIMIT:]
        return await self._send(outbound.text(text))

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
            return await self.send_tap(shown.id, button.data)
        await self._handle_here(button)
        return None

    async def send_tap(self, message_id: int, data: str) -> Tap:
        """Sends a tap as a phone does whose screen is behind: nothing is looked up."""
        tap = outbound.tap(self.bot, self.chat, message_id, self.clock.now())
        query = outbound.callback_query(tap, data)
        await self._update("callback_query", query, self.id + TAP_LANE)
        return tap

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
        return await self._send({**outbound.text(text), **self._from_elsewhere(author, at)})

    async def forward_photo_from(self, author: str, text: str = "") -> Bubble:
        """Forwards a picture that somebody else sent elsewhere."""
        picture = outbound.file(self.bot, "photo", outbound.PIXEL, text)
        return await self._send({**picture, **self._from_elsewhere(author, None)})

    async def share_contact(
        self,
        phone: str = "+8613800138000",
        first_name: str = "",
        last_name: str = "",
        vcard: str = "",
    ) -> Bubble:
        """Shares a contact card, the own one unless a name is given, with more about it as a vCard."""
        contact: Json = {"phone_number": phone, "first_name": first_name}
        if vcard:
            contact["vcard"] = vcard
        if last_name:
            contact["last_name"] = last_name
        if not first_name:
            contact |= {"first_name": self.chat.user["first_name"], "user_id": self.id}
        return await self._send({"contact": contact})

    async def share_location(self, latitude: float, longitude: float) -> Bubble:
        """Shares a place."""
        return await self._send({"location": {"latitude": latitude, "longitude": longitude}})

    async def send_photo(
        self,
        content: bytes | Path = outbound.PIXEL,
        text: str = "",
        answers: Bubble | None = None,
    ) -> Bubble:
        """Sends a picture, with a caption if there is one, perhaps as a reply."""
        file = outbound.file(self.bot, "photo", content, text)
        return await self._send({**file, **self._answering(answers)})

    async def send_album(self, count: int, text: str = "") -> list[Bubble]:
        """Sends several pictures together; the caption stands under the first."""
        group = {"media_group_id": str(13_000_000_000_000_000 + next(self.bot.message_ids))}
        captions = [text, *[""] * (count - 1)]
        files = [outbound.file(self.bot, "photo", outbound.PIXEL, said) for said in captions]
        return [await self._send({**file, **group}) for file in files]

    async def send_document(
        self,
        content: bytes | Path,
        text: str = "",
        *,
        name: str = "file.txt",
        answers: Bubble | None = None,
    ) -> Bubble:
        """Sends a file, perhaps as a reply; a path brings its own name."""
        file = outbound.file(self.bot, "document", content, text, name)
        return await self._send({**file, **self._answering(answers)})

    async def send_voice(
        self, content: bytes | Path = b"OggS", seconds: int = 3, answers: Bubble | None = None
    ) -> Bubble:
        """Sends a voice note, perhaps as a reply."""
        file = outbound.file(self.bot, "voice", content, seconds=seconds)
        return await self._send({**file, **self._answering(answers)})

    async def send_video(self, content: bytes | Path = b"ftypmp42", text: str = "") -> Bubble:
        """Sends a video, with a caption if there is one."""
        return await self._send(outbound.file(self.bot, "video", content, text))

    async def inline(self, query: str, offset: str = "") -> list[InlineResult]:
        """Types @bot and a query; returns what the bot offers, `TimeoutError` after ten seconds."""
        if not self.bot.takes_inline:
            raise LookupError(f"@{self.bot.username} has no inline mode")
        asked = self.bot.inline.ask(self.chat, query, offset, self.clock.now())
        if asked.results is None:
            await self._update("inline_query", asked.payload(), self.id + INLINE_LANE)
            await self._wait(lambda: asked.results is not None, 10.0)
        return asked.results or []

    async def pick(self, result: InlineResult) -> Bubble:
        """Sends one of the offers into the chat."""
        return await self._send(result.message_fields(self.bot.user))

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

    def _from_elsewhere(self, author: str, at: float | None) -> Json:
        date = int(self.clock.now() if at is None else at)
        return {
            "forward_origin": {"type": "hidden_user", "sender_user_name": author, "date": date}
        }

    def _answering(self, message: Bubble | None) -> Json:
        shown = self.bot.shown_reply(self.chat, message.id) if message else None
        return {"reply_to_message": shown} if shown else {}

    async def _send(self, content: Json) -> Bubble:
        message = outbound.message(self.bot, self.chat, content, self.clock.now())
        self.chat.started = True
        self.chat.read_to = message.id
        self.chat.add(message)
        self.chat.hide_used_keyboard()
        await self._update("message", message.body, self.id)
        return bubble(self.chat, message)

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
