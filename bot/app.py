"""Assembly: every part of the running program, in reading order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot.background import Background
from bot.dispatching import AnyApplication, Dispatcher
from bot.keeping import Keeper
from bot.niceties import TapAnswer, fetch, set_command_menu
from bot.pacing import Limits
from bot.receiving import Poller
from bot.sending import Sender
from bot.settling import Settler
from bot.telegram_api import TelegramApi, api_urls
from bot.watch import Watch
from bot.webhook import Hook, WebhookServer, secret_of
from crm.clock import Clock
from crm.duty import Duty
from handlers import registry
from handlers.duties import duties
from handlers.kit.assistant import Assistant
from handlers.kit.context import Ctx
from handlers.kit.late import late
from handlers.kit.turn import Desk, Turn
from scheduler.duties import perform
from scheduler.engine import Engine
from storage.store import Store

log = structlog.get_logger()

GRACE_SECONDS = 8.0  # for a stop; a supervisor's patience is at least 10
SENDING_SECONDS = 4.0  # of them for what is still to be sent
WAIT_FOR_TELEGRAM = (0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(slots=True)
class Fieldbook:
    """The running program."""

    api: TelegramApi
    store: Store
    poller: Poller
    dispatcher: Dispatcher
    sender: Sender
    settler: Settler
    background: Background
    engine: Engine
    duties: list[Duty]
    username: str
    keeper: Keeper | None
    webhook: WebhookServer | None
    watch: Watch
    _serving: asyncio.Task[None] | None = None

    def look_at_the_world(self) -> None:
        """Poll, or let Telegram post, and look at the clock."""
        for duty in self.duties:
            self.engine.add(duty)
        if not self.store.is_sqlite:
            self.background.start(self.watch.run(), "watch")
        self.engine.start()
        if self.keeper is not None:
            self.background.start(self.keeper.run(), "keeper")
        if self.webhook is not None:
            self._serving = self.background.start(
                self.webhook.run(self.dispatcher.room), "webhook"
            )
        else:
            self.poller.start(self.background, self._turn_to_poll)
        self.background.start(set_command_menu(self.api), "command menu")

    async def _turn_to_poll(self) -> None:
        await self.watch.leads()
        await self.dispatcher.room()

    async def receive(self, update: dict[str, Any]) -> None:
        """Take an update that came another way than by polling, and wait until it is settled."""
        await self.poller.take([update])
        await self.settled()

    async def sweep(self) -> None:
        """Do at once what the scheduler does every so often."""
        for duty in self.duties:
            await perform(self.store, duty)
        if self.keeper is not None:
            await self.keeper.keep()
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything received is handled and everything sent is noted; raise what failed."""
        await self.background.or_failure(self._settle())

    async def _settle(self) -> None:
        await self.dispatcher.idle()
        for _ in range(2):  # settling may have something to tell: that a member cannot be reached
            await self.sender.quiet()
            await self.settler.settled()

    async def finish(self) -> None:
        """Let what is under way end, give back what was not sent, and stop; after a failure just stop."""
        self.engine.stop()
        self.poller.stop()
        if self._serving is not None:
            self._serving.cancel()
        try:
            if not self.background.failed.done():
                async with asyncio.timeout(GRACE_SECONDS):
                    await self._wind_up()
        except TimeoutError:
            log.warning("stopped_before_all_was_done")
        finally:
            await self.background.stop()

    async def _wind_up(self) -> None:
        await self.dispatcher.finish()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SENDING_SECONDS):
                await self.sender.finish()
        await self.sender.hand_back()
        await self.settler.settled()
        await self.watch.leave()


@dataclass(frozen=True, slots=True)
class Frame:
    """What the program runs in.

    `ready` is told the bot's username before the first poll, `on_failure` every exception of a handler.
    With a `hook` Telegram posts updates, else it is polled. `files` is the directory in which attachments are kept, if they are.
    One that `is_alone` shares the database with no other worker as it starts.
    `register` gives the library's application its handlers. A program that `is_driven` neither polls nor looks at the clock by itself: a test does both.
    """

    token: str
    api_url: str
    store: Store
    clock: Clock
    request: BaseRequest
    limits: Limits
    ready: Callable[[str], None] = lambda _username: None
    on_failure: Callable[[Exception], None] = lambda _error: None
    register: Callable[[AnyApplication], None] = registry.register
    hook: Hook | None = None
    files: Path | None = None
    assistant: Assistant | None = None
    is_driven: bool = False
    is_alone: bool = True


@asynccontextmanager
async def running(frame: Frame) -> AsyncIterator[Fieldbook]:
    """Run the program: wait for Telegram, take up what was left, poll, and stop in good order."""
    application = build_application(frame)
    try:
        username = await wait_for_telegram(application)
        fieldbook = assemble(frame, application, username)
        try:
            await begin(fieldbook, frame)
            yield fieldbook
        finally:
            await fieldbook.finish()
    finally:
        await application.shutdown()
        await frame.request.shutdown()


def assemble(frame: Frame, application: AnyApplication, username: str) -> Fieldbook:
    """Put the parts together; none of them runs yet."""
    store = frame.store
    api = TelegramApi(frame.token, api_urls(frame.api_url), frame.request)
    fetch_file = partial(fetch, api)
    background = Background()
    settler = Settler(store, late("handlers.team.notices:tell_unreachable"))
    sender = Sender(api, store, background, frame.limits, settler)
    store.on_commit = sender.committed
    frame.register(application)
    dispatcher = Dispatcher(
        application,
        Desk(
            store,
            frame.clock,
            username,
            fetch_file,
            registry.after_act,
            registry.ready_for,
            frame.assistant,
        ),
        background,
        partial(TapAnswer, api, background),
        settler.sent_just_now,
        frame.on_failure,
    )
    dispatcher.receives_alone = store.is_sqlite or frame.hook is None  # one worker polls
    poller = Poller(api, dispatcher.receive)
    return Fieldbook(
        api=api,
        store=store,
        poller=poller,
        dispatcher=dispatcher,
        sender=sender,
        settler=settler,
        background=background,
        engine=Engine(store),
        duties=duties(),
        username=username,
        keeper=Keeper(fetch_file, store, frame.files) if frame.files else None,
        webhook=WebhookServer(api, frame.hook, secret_of(frame.token), poller.take)
        if frame.hook
        else None,
        watch=Watch(store, sender.work_with, dispatcher.adopt),
    )


async def begin(fieldbook: Fieldbook, frame: Frame) -> None:
    """Take up what an earlier process left, then look at the world."""
    await fieldbook.watch.enter(is_alone=frame.is_alone)
    fieldbook.background.start(fieldbook.settler.run(), "settler")
    await fieldbook.sender.start()
    await fieldbook.dispatcher.take_up()
    frame.ready(fieldbook.username)
    if not frame.is_driven:
        fieldbook.look_at_the_world()


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
        except (NetworkError, RetryAfter) as trouble:
            pause = WAIT_FOR_TELEGRAM[min(attempt, len(WAIT_FOR_TELEGRAM) - 1)]
            log.warning("waiting_for_telegram", reason=type(trouble).__name__, again_in=pause)
            await asyncio.sleep(pause)
            attempt += 1


def build_application(frame: Frame) -> AnyApplication:
    """Return the library's application: it dispatches, and neither polls nor schedules nor persists."""
    urls = api_urls(frame.api_url)
    application = (
        ApplicationBuilder()
        .token(frame.token)
        .base_url(urls.methods)
        .base_file_url(urls.files)
        .request(frame.request)
        .get_updates_request(frame.request)
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
