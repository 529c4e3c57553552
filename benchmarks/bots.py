"""The bots that floors are measured with; each answers every text with itself.

Run as `python -m benchmarks.bots <name> <server> <token>`.
"""

import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.telegram_api import TelegramApi, api_urls
from bot.transport import AiohttpRequest


def as_shipped(server: str, token: str) -> None:
    """python-telegram-bot with its own httpx transport, updates side by side."""
    _run(_builder(server, token))


def over_aiohttp(server: str, token: str) -> None:
    """The same bot over our transport."""
    _run(_over_aiohttp(server, token))


def one_hop(server: str, token: str) -> None:
    """The same over our transport, with one insert committed in a database thread before the reply."""
    _run(_over_aiohttp(server, token), _Visits().add)


def one_hop_thin(server: str, token: str) -> None:
    """As `one_hop`, but replying through `TelegramApi`: nothing parses the message that was sent."""
    add = _Visits().add
    api = TelegramApi(token, api_urls(server), request := AiohttpRequest())

    async def reply(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        assert update.message.text
        await add(update.message.chat_id, update.message.text)
        payload = {"chat_id": update.message.chat_id, "text": update.message.text}
        await api.call("sendMessage", payload)

    async def open_connections(_: Any) -> None:
        await request.initialize()

    application = _over_aiohttp(server, token).post_init(open_connections).build()
    application.add_handler(MessageHandler(filters.TEXT, reply))
    application.run_polling()


def with_aiogram(server: str, token: str) -> None:
    """aiogram, which is built on aiohttp and handles updates as tasks."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def reply(message: Message) -> None:
        await message.answer(message.text or "")

    session = AiohttpSession(api=TelegramAPIServer.from_base(server))
    asyncio.run(dispatcher.start_polling(Bot(token, session=session)))


class _Visits:
    """One database thread and one table with two indexes: the least a durable bot must do."""

    def __init__(self) -> None:
        self.directory = tempfile.TemporaryDirectory()
        self.thread = ThreadPoolExecutor(1)
        self.thread.submit(self._open).result()

    def _open(self) -> None:
        self.database = sqlite3.connect(
            Path(self.directory.name) / "visits.db", isolation_level=None
        )
        self.database.executescript(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE visit (id INTEGER PRIMARY KEY, chat_id INTEGER, note TEXT, at TEXT);
            CREATE INDEX visit_chat ON visit (chat_id, at);
            CREATE INDEX visit_at ON visit (at);
            """
        )

    async def add(self, chat_id: int, note: str) -> None:
        await asyncio.get_running_loop().run_in_executor(self.thread, self._insert, chat_id, note)

    def _insert(self, chat_id: int, note: str) -> None:
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute(
            "INSERT INTO visit (chat_id, note, at) VALUES (?, ?, datetime())", (chat_id, note)
        )
        self.database.execute("COMMIT")


def _builder(server: str, token: str) -> Any:
    urls = api_urls(server)
    builder = ApplicationBuilder().token(token).base_url(urls.methods).base_file_url(urls.files)
    return builder.concurrent_updates(True)


def _over_aiohttp(server: str, token: str) -> Any:
    builder = _builder(server, token).request(AiohttpRequest())
    return builder.get_updates_request(AiohttpRequest(connections=1))


def _run(builder: Any, before: Callable[[int, str], Any] | None = None) -> None:
    async def reply(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        assert update.message.text
        if before:
            await before(update.message.chat_id, update.message.text)
        await update.message.reply_text(update.message.text)

    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, reply))
    application.run_polling()


BOTS: dict[str, Callable[[str, str], None]] = {
    "as_shipped": as_shipped,
    "over_aiohttp": over_aiohttp,
    "one_hop": one_hop,
    "one_hop_thin": one_hop_thin,
    "with_aiogram": with_aiogram,
}

if __name__ == "__main__":
    BOTS[sys.argv[1]](sys.argv[2], sys.argv[3])
