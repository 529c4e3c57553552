"""Assembly: every part of the running program, in reading order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.error import InvalidToken, NetworkError
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot.background import Background
from bot.dispatching import AnyApplication, Dispatcher
from bot.niceties import TapAnswers, set_command_menu
from bot.pacing import Limits
from bot.receiving import Poller
from bot.sending import Sender
from bot.settling import Settler
from bot.telegram_api import ApiUrls, TelegramApi, api_urls
from crm.clock import Clock
from handlers import registry
from handlers.kit.context import Ctx
from handlers.kit.turn import Desk, Turn
from handlers.reminders.push import push_reminder
from handlers.team.notices import tell_unreachable
from scheduler.engine import Engine
from scheduler.reminders import sweep_reminders
from storage.store import Store

log = structlog.get_logger()

GRACE_SECONDS = 10.0
WAIT_FOR_TELEGRAM = (0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(slots=True)
class Fieldbook:
    """The running program."""

    store: Store
    poller: Poller
    dispatcher: Dispatcher
    sender: Sender
    settler: Settler
    background: Background
    username: str

    async def receive(self, update: dict[str, Any]) -> None:
        """Take an update that came another way than by polling, and wait until it is settled."""
        await self.poller.take([update])
        await self.settled()

    async def sweep(self) -> None:
        """Do at once what the scheduler does every second."""
        await sweep_reminders(self.store, push_reminder)
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything received is handled and everything sent is noted: for tests and stops."""
        await self.dispatcher.idle()
        await self.sender.quiet()
        await self.settler.settled()


@dataclass(frozen=True, slots=True)
class Frame:
    """What the program runs in.

    `ready` is told the bot's username before the first poll, `on_failure` every exception of a handler. A
    program that `is_driven` neither polls nor looks at the clock by itself: a test does both.
    """

    token: str
    api_url: str
    store: Store
    clock: Clock
    request: BaseRequest
    limits: Limits
    ready: Callable[[str], None] = lambda _username: None
    on_failure: Callable[[Exception], None] = lambda _error: None
    is_driven: bool = False


@asynccontextmanager
async def running(frame: Frame) -> AsyncIterator[Fieldbook]:
    """Run the program: wait for Telegram, take up what was left, poll, and stop in good order."""
    urls, store = api_urls(frame.api_url), frame.store
    application = build_application(frame.token, urls, frame.request)
    username = await wait_for_telegram(application)
    api = TelegramApi(frame.token, urls.methods, frame.request)
    background = Background()
    settler = Settler(store, tell_unreachable)
    sender = Sender(api, store, background, frame.limits, settler)
    store.on_commit = sender.committed
    registry.register(application)
    desk = Desk(store, frame.clock, username)
    dispatcher = Dispatcher(
        application, desk, background, TapAnswers(api, background).answer, frame.on_failure
    )
    poller = Poller(api, store, dispatcher.handle)
    fieldbook = Fieldbook(store, poller, dispatcher, sender, settler, background, username)
    engine = Engine()
    engine.every_second(lambda: sweep_reminders(store, push_reminder))

    background.start(settler.run(), "settler")
    await sender.start()
    await dispatcher.take_up()
    frame.ready(username)
    polling = None
    if not frame.is_driven:
        engine.start()
        polling = background.start(poller.run(dispatcher.room), "poller")
        background.start(set_command_menu(api), "command menu")
    try:
        yield fieldbook
    finally:
        if polling is not None:
            polling.cancel()
            engine.stop()
        await finish(fieldbook)
        await application.shutdown()


async def finish(fieldbook: Fieldbook) -> None:
    """Let what is under way end, give back what was not sent, and stop."""
    try:
        async with asyncio.timeout(GRACE_SECONDS):
            await fieldbook.dispatcher.idle()
            await fieldbook.sender.finish()
            await fieldbook.settler.settled()
    except TimeoutError:
        log.warning("stopped_before_all_was_sent")
    await fieldbook.background.stop()


async def wait_for_telegram(application: AnyApplication) -> str:
    """Initialise the application and return the bot's username; an unreachable Telegram is waited for.

    InvalidToken where Telegram does not know the token.
    """
    attempt = 0
    while True:
        try:
            await application.initialize()
            return str(application.bot.username)
        except InvalidToken:
            raise
        except NetworkError as trouble:
            pause = WAIT_FOR_TELEGRAM[min(attempt, len(WAIT_FOR_TELEGRAM) - 1)]
            log.warning("waiting_for_telegram", reason=type(trouble).__name__, again_in=pause)
            await asyncio.sleep(pause)
            attempt += 1


def build_application(token: str, urls: ApiUrls, request: BaseRequest) -> AnyApplication:
    """Return the library's application: it dispatches, and neither polls nor schedules nor persists."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(urls.methods)
        .base_file_url(urls.files)
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Ctx))
        .build()
    )
    application.add_error_handler(note_error)
    return application


async def note_error(update: object, context: Ctx) -> None:
    """Keep a handler's exception with its turn: the dispatcher decides what becomes of it."""
    assert isinstance(update, Turn)
    error = context.error
    assert isinstance(error, Exception)
    update.error = error
