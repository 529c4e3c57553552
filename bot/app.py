"""Assembly: every part of the running program, in reading order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.background import Background
from bot.dispatching import Dispatcher
from bot.niceties import TapAnswers, set_command_menu
from bot.pacing import Limits
from bot.receiving import Poller
from bot.sending import Sender
from bot.settling import Settler
from bot.telegram_api import TelegramApi, Unreachable, api_urls
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

    async def settled(self) -> None:
        """Wait until everything received is handled and everything sent is noted: for tests and stops."""
        await self.dispatcher.idle()
        await self.sender.quiet()
        await self.settler.settled()


@asynccontextmanager
async def running(
    *,
    token: str,
    api_url: str,
    store: Store,
    clock: Clock,
    request: BaseRequest,
    limits: Limits,
    ready: Callable[[str], None] = lambda _username: None,
) -> AsyncIterator[Fieldbook]:
    """Run the program: wait for Telegram, take up what was left, poll, and stop in good order."""
    urls = api_urls(api_url)
    await request.initialize()
    api = TelegramApi(token, urls.methods, request)
    me = await wait_for_telegram(api)
    background = Background()
    settler = Settler(store, tell_unreachable)
    sender = Sender(api, store, background, limits, settler)
    store.on_commit = sender.committed
    application = build_application(token, urls.methods, request)
    registry.register(application)
    desk = Desk(store, clock, me["username"])
    dispatcher = Dispatcher(application, desk, background, TapAnswers(api, background).answer)
    poller = Poller(api, store, dispatcher.handle)
    fieldbook = Fieldbook(store, poller, dispatcher, sender, settler, background, me["username"])
    engine = Engine()
    engine.every_second(lambda: sweep_reminders(store, push_reminder))

    background.start(settler.run(), "settler")
    await sender.start()
    await dispatcher.take_up()
    engine.start()
    polling = background.start(poller.run(dispatcher.room), "poller")
    background.start(set_command_menu(api), "command menu")
    ready(me["username"])
    try:
        yield fieldbook
    finally:
        polling.cancel()
        engine.stop()
        await finish(fieldbook)
        await request.shutdown()


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


async def wait_for_telegram(api: TelegramApi) -> dict[str, str]:
    """Return who the bot is; an unreachable Telegram is waited for. Unauthorised for a wrong token."""
    attempt = 0
    while True:
        try:
            me: dict[str, str] = await api.call("getMe", {})
            return me
        except Unreachable as trouble:
            pause = WAIT_FOR_TELEGRAM[min(attempt, len(WAIT_FOR_TELEGRAM) - 1)]
            log.warning("waiting_for_telegram", reason=trouble.reason, again_in=pause)
            await asyncio.sleep(pause)
            attempt += 1


def build_application(
    token: str, base_url: str, request: BaseRequest
) -> "Application[ExtBot[None], Ctx, dict, dict, dict, None]":  # type: ignore[type-arg]
    """Return the library's application: it dispatches, and neither polls nor schedules nor persists."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
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
