"""`fieldbook run`: the bot with a real token, until it is told to stop."""

import asyncio
import contextlib
import signal
import sys

import structlog
from rich.console import Console
from telegram.error import InvalidToken

from bot.app import Fieldbook, Frame, running
from bot.logs import set_up_logs
from bot.pacing import Limits
from bot.settings import Settings, SettingsInvalid, read_settings
from bot.transport import AiohttpRequest
from crm.book import open_store
from crm.clock import SystemClock
from crm.members import first_code
from storage.instance import SecondInstance, only_instance
from storage.migrate import migrate
from storage.store import Store

log = structlog.get_logger()
console = Console()


def run_bot() -> None:
    """Read the settings, bring the database up to date, and run; end with 1 and a sentence on a wrong setting."""
    try:
        settings = read_settings()
        set_up_logs(settings.log_level, settings.token.get_secret_value())
        with only_instance(settings.database_url):
            migrate(settings.database_url)
            asyncio.run(run_until_stopped(settings))
    except (SettingsInvalid, SecondInstance) as error:
        console.print(f"[red]{error}[/red]")
        sys.exit(1)
    except InvalidToken:
        console.print("[red]Telegram does not know this token: ask @BotFather for it again.[/red]")
        sys.exit(1)


async def run_until_stopped(settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C, or until a part of the program fails."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    clock = SystemClock()
    store = open_store(settings.database_url, clock.now)
    frame = Frame(
        token=settings.token.get_secret_value(),
        api_url=settings.api_url,
        store=store,
        clock=clock,
        request=AiohttpRequest(proxy=settings.proxy),
        limits=Limits(settings.send_rate, settings.send_rate_per_chat),
        ready=lambda username: greet(store, username),
    )
    try:
        async with running(frame) as fieldbook:
            await first_of(stop, fieldbook)
            log.info("stopping")
    finally:
        store.close()


async def first_of(stop: asyncio.Event, fieldbook: Fieldbook) -> None:
    """Wait for the stop or for a failure, whichever comes first; raise the failure."""
    stopping = fieldbook.background.start(stop.wait(), "stop")
    failed = fieldbook.background.failed
    await asyncio.wait({stopping, failed}, return_when=asyncio.FIRST_COMPLETED)
    with contextlib.suppress(asyncio.InvalidStateError):
        failed.result()


def greet(store: Store, username: str) -> None:
    """Say that the bot is there, and how the first administrator comes in."""
    log.info("polling", bot=username)
    with store.begin() as work:
        code = first_code(work)
    if code:
        console.print(f"The first administrator opens [b]https://t.me/{username}?start={code}[/b]")
        console.print(f"or sends the bot: [b]/start {code}[/b]   (works once)")
