"""python-telegram-bot talks to the sandbox: in process, over HTTP, and by webhook."""

import datetime as dtm
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MenuButtonCommands,
    Message,
    Update,
)
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from sandbox import outbound
from sandbox.clock import Clock
from sandbox.faults import Fault, Trouble
from sandbox.limits import Limits
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
async def by_webhook(messenger: Messenger) -> AsyncIterator[None]:
    wire = SandboxRequest(messenger)
    app = Application.builder().token(TOKEN).request(wire).updater(None).build()

    async def arrived(request: web.Request) -> web.Response:
        await app.update_queue.put(Update.de_json(await request.json(), app.bot))
        return web.Response()

    server = web.Application()
    server.router.add_post("/hook", arrived)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = runner.addresses[0]
    add_handlers(app)
    async with app:
        await app.start()
        await app.bot.set_webhook(f"http://127.0.0.1:{address[1]}/hook")
        try:
            yield
        finally:
            await messenger.close()
            await app.stop()
            await runner.cleanup()


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[None]:
    add_handlers(app)
    async with app:
        await app.start()
        await app.updater.start_polling()
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()


def add_handlers(app: Any) -> None:
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(count, r"count:\d"))
    app.add_handler(MessageHandler(filters.Document.ALL, keep))


@pytest.fixture(params=[in_process, over_http, by_webhook])
def wired(request: pytest.FixtureRequest) -> Wired:
    chosen: Wired = request.param
    return chosen


@pytest.fixture
def messenger() -> Messenger:
    return Messenger(Clock(), limits=Limits.lifted())


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


@pytest.mark.parametrize("polling", [in_process, over_http])
async def test_what_was_polled_is_confirmed(messenger: Messenger, polling: Wired) -> None:
    lin = messenger.person(501, "Lin", "zh")

    async with polling(messenger):
        await lin.open_link()
        await lin.until("Ready")

    assert len(messenger.bot.updates) == 0


@asynccontextmanager
async def library(messenger: Messenger) -> AsyncIterator[Bot]:
    wire = SandboxRequest(messenger)
    async with Bot(TOKEN, request=wire, get_updates_request=wire) as bot:
        yield bot


async def test_the_library_understands_every_answer(messenger: Messenger) -> None:
    await messenger.person(501, "Lin", "zh").open_link()
    chat = 501
    pixel = outbound.PIXEL

    async with library(messenger) as bot:
        sent = [
            await bot.send_message(chat, "<b>x</b> /log a.com", parse_mode="HTML"),
            await bot.send_photo(chat, pixel, caption="<i>x</i>", parse_mode="HTML"),
            await bot.send_document(chat, b"x", filename="x.txt"),
            await bot.send_voice(chat, b"x", duration=3),
            await bot.send_audio(chat, b"x", title="x"),
            await bot.send_video(chat, b"x", duration=dtm.timedelta(seconds=3)),
            await bot.send_location(chat, 1.5, 2.5),
            await bot.send_venue(chat, 1.5, 2.5, "x", "y"),
            await bot.send_contact(chat, "+86", "x"),
        ]
        sent += await bot.send_media_group(chat, [InputMediaPhoto(pixel), InputMediaPhoto(pixel)])
        sent.append(await bot.forward_message(chat, chat, sent[0].id))
        copied = await bot.copy_message(chat, chat, sent[0].id)
        changed = await bot.edit_message_text("y", chat, sent[0].id)
        profile = [
            await bot.set_my_commands([BotCommand("log", "x")]),
            await bot.set_my_description("x"),
            await bot.set_my_short_description("x"),
            await bot.set_my_name("x"),
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands()),
            await bot.pin_chat_message(chat, copied.message_id),
            await bot.set_message_reaction(chat, copied.message_id, "👍"),
            await bot.send_chat_action(chat, "typing"),
        ]
        facts = [
            await bot.get_me(),
            await bot.get_chat(chat),
            await bot.get_webhook_info(),
            await bot.get_chat_menu_button(),
            *await bot.get_my_commands(),
            await bot.get_my_name(),
        ]

    assert isinstance(changed, Message)
    assert [fact.api_kwargs for fact in (*sent, changed, *facts)] == [{}] * (len(sent + facts) + 1)
    assert changed.edit_date
    assert sent[0].date.year >= 2026
    assert all(profile)


async def test_the_library_understands_every_update(messenger: Messenger) -> None:
    lin = messenger.person(501, "Lin", "zh", last_name="Wei", username="linwei")
    async with library(messenger) as bot:
        await lin.open_link("x")
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="g")]])
        await bot.send_message(501, "x", reply_markup=keyboard)
        card = lin.last
        await lin.tap("Go")
        await bot.delete_message(501, card.id)
        await lin.tap("Go", card)
        said = await lin.say("+86 139 1234 5678 #x @somebody a@b.cn")
        await lin.edit(said, "y")
        await lin.reply(said, "z")
        await lin.forward(said)
        await lin.forward_from("Anna", "x")
        await lin.share_contact()
        await lin.share_location(1, 2)
        await lin.send_photo(text="x")
        await lin.send_document(b"x")
        await lin.send_voice()
        await lin.block()
        await lin.unblock()
        updates = await bot.get_updates()

    assert len(updates) == 15
    assert [update.api_kwargs for update in updates] == [{}] * 15
    messages = [update.message for update in updates if update.message]
    assert all(message.api_kwargs == {} for message in messages)
    gone = updates[2].callback_query
    assert gone
    assert gone.message
    assert not gone.message.is_accessible


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(Trouble.CUT_BEFORE), NetworkError),
        (Fault(Trouble.CUT_AFTER), NetworkError),
        (Fault(Trouble.ANSWER), NetworkError),
        (Fault(Trouble.ANSWER, status=403, description="Forbidden: x"), Forbidden),
        (Fault(Trouble.ANSWER, status=404, description="Not Found"), InvalidToken),
        (Fault(Trouble.FLOOD, seconds=3), RetryAfter),
    ],
)
@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")
async def test_trouble_is_the_librarys_own_errors(
    messenger: Messenger, fault: Fault, error: type[Exception]
) -> None:
    async with library(messenger) as bot:
        messenger.faults.add(fault)

        with pytest.raises(error):
            await bot.get_me()


async def test_a_malformed_update_is_one_the_library_cannot_read(messenger: Messenger) -> None:
    messenger.faults.add(Fault(Trouble.MALFORMED))
    await messenger.person(501).say("x")

    async with library(messenger) as bot:
        with pytest.raises((TypeError, KeyError, AttributeError, ValueError)):
            await bot.get_updates()
