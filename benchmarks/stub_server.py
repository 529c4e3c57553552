"""A Bot API server as fast as Python allows, so that a bench measures the bot and not the server.

It checks nothing: the strict server is the sandbox. Run as `python -m benchmarks.stub_server`, it prints its
port; `benchmarks/stub.py` says how to talk to it.
"""

import asyncio
import json
import re
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

CHAT_ID = re.compile(rb"chat_id\D{1,9}?(\d+)")  # in JSON, in a form and in multipart alike
OFFSET = re.compile(rb"offset\D{1,9}?(\d+)")
TIMEOUT = re.compile(rb"timeout\D{1,9}?(\d+)")
NOW = 1_800_000_000  # the date of every message


@dataclass(slots=True)
class _Feed:
    left: int
    text: str
    pause: float
    begun: float
    done: asyncio.Future[None]
    awaited: dict[int, float] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    last: float = 0


class _BotState:
    """The updates of one token, the chats that talk to it and what it called."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}
        self.first_poll: float | None = None
        self.sent: list[tuple[float, int]] = []
        self.pending: deque[tuple[int, bytes]] = deque()
        self.next_id = 1
        self.poll: tuple[Connection, asyncio.TimerHandle] | None = None
        self.feed: _Feed | None = None

    async def run_feed(self, updates: int, chats: int, pause: float, text: str) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        self.feed = _Feed(updates, text, pause, time.perf_counter(), loop.create_future())
        for chat in range(1, min(chats, updates) + 1):
            self.say(chat)
        await self.feed.done
        feed, self.feed = self.feed, None
        return {
            "handled": len(feed.latencies),
            "seconds": feed.last - feed.begun,
            "latencies": feed.latencies,
        }

    def say(self, chat: int) -> None:
        feed = self.feed
        if feed is None or feed.left == 0:
            return
        feed.left -= 1
        number, self.next_id = self.next_id, self.next_id + 1
        update = _update(number, chat, feed.text or f"message {number}")
        self.pending.append((number, update))
        feed.awaited[chat] = time.perf_counter()
        if self.poll:
            connection, timer = self.poll
            self.poll = None
            timer.cancel()
            connection.answer(self.batch())

    def replied(self, chat: int) -> None:
        now = time.perf_counter()
        self.sent.append((now, chat))
        feed = self.feed
        if feed is None or chat not in feed.awaited:
            return
        feed.latencies.append(now - feed.awaited.pop(chat))
        feed.last = now
        if feed.left:
            if feed.pause:
                asyncio.get_running_loop().call_later(feed.pause, self.say, chat)
            else:
                self.say(chat)
        elif not feed.awaited and not feed.done.done():
            feed.done.set_result(None)

    def batch(self) -> bytes:
        updates = [update for _, update in list(self.pending)[:100]]
        return b'{"ok":true,"result":[' + b",".join(updates) + b"]}"

    def get_updates(self, connection: "Connection", body: bytes) -> None:
        if self.first_poll is None:
            self.first_poll = time.perf_counter()
        if (offset := OFFSET.search(body)) is not None:
            confirmed = int(offset[1])
            while self.pending and self.pending[0][0] < confirmed:
                self.pending.popleft()
        timeout = TIMEOUT.search(body)
        if self.pending or timeout is None or timeout[1] == b"0":
            connection.answer(self.batch())
            return
        if self.poll:
            self.poll[1].cancel()  # the poller lost its connection
        timer = asyncio.get_running_loop().call_later(int(timeout[1]), self.end_poll)
        self.poll = connection, timer

    def end_poll(self) -> None:
        if self.poll:
            self.poll[0].answer(self.batch())
            self.poll = None


class Connection(asyncio.Protocol):
    """One kept-alive connection, speaking as much HTTP/1.1 as bots do."""

    bots: dict[str, _BotState] = {}  # noqa: RUF012 - one server, one set of bots
    tasks: set[asyncio.Task[None]] = set()  # noqa: RUF012

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end]
            lower = head.lower()
            at = lower.find(b"content-length:")
            length = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self.buffer) < end + 4 + length:
                return
            body = self.buffer[end + 4 : end + 4 + length]
            self.buffer = self.buffer[end + 4 + length :]
            self.route(head.split(b" ", 2)[1].decode(), body)

    def route(self, path: str, body: bytes) -> None:
        who, _, method = path.strip("/").partition("/")
        token = who.removeprefix("bot").removeprefix("control")
        bot = self.bots.setdefault(token, _BotState())
        if who.startswith("control"):
            task = asyncio.ensure_future(self.control(bot, method, json.loads(body)))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
            return
        bot.seen[method] = bot.seen.get(method, 0) + 1
        if method == "getUpdates":
            bot.get_updates(self, body)
        elif method == "sendMessage":
            found = CHAT_ID.search(body)
            assert found
            chat = int(found[1])
            self.answer(_sent(len(bot.sent) + 1, chat))
            bot.replied(chat)
        else:
            self.answer(ME if method == "getMe" else b'{"ok":true,"result":true}')

    async def control(self, bot: _BotState, what: str, order: dict[str, Any]) -> None:
        result: Any
        if what == "feed":
            result = await bot.run_feed(**order)
        elif what == "sent":
            result = bot.sent
        elif what == "first":
            result = bot.first_poll
        else:
            result = bot.seen
        self.answer(json.dumps({"ok": True, "result": result}).encode())

    def answer(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self.transport.write(head % len(body) + body)


ME = json.dumps(
    {
        "ok": True,
        "result": {
            "id": 42,
            "is_bot": True,
            "first_name": "Stub",
            "username": "stub_bot",
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        },
    }
).encode()


def _update(number: int, chat: int, text: str) -> bytes:
    sender = {"id": chat, "is_bot": False, "first_name": f"Rep {chat}", "language_code": "en"}
    message = {
        "message_id": number,
        "from": sender,
        "chat": {"id": chat, "first_name": f"Rep {chat}", "type": "private"},
        "date": NOW,
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


def _sent(number: int, chat: int) -> bytes:
    message = {
        "message_id": number,
        "from": {"id": 42, "is_bot": True, "first_name": "Stub", "username": "stub_bot"},
        "chat": {"id": chat, "first_name": f"Rep {chat}", "type": "private"},
        "date": NOW,
        "text": "an answer of the usual length, forty letters",
    }
    return json.dumps({"ok": True, "result": message}).encode()


async def serve() -> None:
    """Serve until ended, and say on which port."""
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
