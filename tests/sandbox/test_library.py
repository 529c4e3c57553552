"""python-telegram-bot talks to the sandbox, in process and over HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from sandbox.clock import Clock
from sandbox.messenger import TOKEN, Messenger
from sandbox.server import serve
from tests.kit.wire import SandboxRequest

Context = ContextTypes.DEFAULT_TYPE
Wired = Callable[[Messenger], AbstractAsyncContextManager[None]]


async def start(update: Update, context: Context) -> None:
    assert update.message
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Count", callback_data="count:1")]])
    await update.message.reply_html("<b>Ready</b> &amp; waiting", reply_markup=keyboard)


async def count(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Counted")
    await update.callback_query.edit_message_text("Counted to 1")


async def keep(update: Update, context: Context) -> None:
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    content = bytes(await file.download_as_bytearray())
    await update.message.reply_document(content[::-1], filename="back.txt", caption="Reversed")


@asynccontextmanager
async def in_process(messenger: Messenger) -> AsyncIterator[None]:
    wire = SandboxRequest(messenger)
    builder = Application.builder().token(TOKEN).request(wire).get_updates_request(wire)
    async with running(builder.build()):
        yield


@asynccontextmanager
async def over_http(messenger: Messenger) -> AsyncIterator[None]:
    async with serve(messenger) as serving:
        builder = Application.builder().token(TOKEN)
        builder = builder.base_url(serving.api_url).base_file_url(serving.file_url)
        async with running(builder.build()):
            yield


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[None]:
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(count, r"count:\d"))
    app.add_handler(MessageHandler(filters.Document.ALL, keep))
    async with app:
        await app.start()
        await app.updater.start_polling()
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()


@pytest.fixture(params=[in_process, over_http])
def wired(request: pytest.FixtureRequest) -> Wired:
    chosen: Wired = request.param
    return chosen


@pytest.fixture
def messenger() -> Messenger:
    return Messenger(Clock())


async def test_a_card_is_sent_tapped_and_changed_in_place(
    messenger: Messenger, wired: Wired
) -> None:
    lin = messenger.person(501, "Lin", "zh")

    async with wired(messenger):
        await lin.open_link()
        card = await lin.until("Ready")
        await lin.tap("Count")
        changed = await lin.until("Counted to 1")

    assert card.html == "<b>Ready</b> &amp; waiting"
    assert changed.id == card.id
    assert changed.edited
    assert changed.labels == []
    assert [toast.text for toast in lin.toasts] == ["Counted"]


async def test_files_go_up_and_come_down(messenger: Messenger, wired: Wired) -> None:
    lin = messenger.person(501, "Lin", "zh")

    async with wired(messenger):
        await lin.send_document(b"abc" * 1000, "Please keep", name="note.txt")
        answer = await lin.until("Reversed")

    document = answer.body["document"]
    stored = messenger.bot.files.by_id(document["file_id"])
    assert stored
    assert stored.content == b"cba" * 1000
    assert document["file_name"] == "back.txt"


async def test_what_was_polled_is_confirmed(messenger: Messenger, wired: Wired) -> None:
    lin = messenger.person(501, "Lin", "zh")

    async with wired(messenger):
        await lin.open_link()
        await lin.until("Ready")

    assert len(messenger.bot.updates) == 0
