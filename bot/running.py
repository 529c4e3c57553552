"""`fieldbook run`: the bot with a real token, until it is told to stop."""

import asyncio
import gc
import signal
import sys
from typing import NoReturn

import structlog
from rich.console import Console
from rich.markup import escape
from telegram.error import InvalidToken

from bot.app import Frame, running
from bot.logs import set_up_logs
from bot.pacing import Limits
from bot.settings import Settings, SettingsInvalid, read_settings
from bot.transport import AiohttpRequest
from crm.book import open_store
from crm.clock import SystemClock
from crm.members import first_code
from storage.instance import DatabaseUnavailable, SecondInstance, only_instance
from storage.migrate import migrate
from storage.store import Store

log = structlog.get_logger()
console = Console()


def run_bot() -> None:
    """Read the settings, bring the database up to date, and run until told to stop.

    Ends with 1 and one sentence on a wrong setting, with 1 and a line in the log when a part fails.
    """
    set_up_logs("info")
    try:
        settings = read_settings(Settings)
        set_up_logs(settings.log_level, settings.token.get_secret_value())
        with only_instance(settings.database_url):
            migrate(settings.database_url)
            asyncio.run(run_until_stopped(settings))
    except (SettingsInvalid, SecondInstance, DatabaseUnavailable) as error:
        refuse(str(error))
    except InvalidToken:
        refuse("Telegram does not know this token: ask @BotFather for it again.")
    except Exception as error:
        log.critical("failed", error=type(error).__name__, exc_info=error)
        sys.exit(1)


def refuse(sentence: str) -> NoReturn:
    """Say what is wrong, and end."""
    console.print(f"[red]{escape(sentence)}[/red]", soft_wrap=True)
    sys.exit(1)


async def run_until_stopped(settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C, or until a part of the program fails."""
    me = asyncio.current_task()
    assert me is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
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
            gc.freeze()  # what is there now stays: the collector need not look through it again
            await fieldbook.background.failure()
    except asyncio.CancelledError:
        log.info("stopped")
    finally:
        store.close()


def greet(store: Store, username: str) -> None:
    """Say that the bot is there, and how the first administrator comes in."""
    log.info("polling", bot=username)
    with store.begin() as work:
        code = first_code(work)
    if code:
        console.print(f"The first administrator opens [b]https://t.me/{username}?start={code}[/b]")
        console.print(f"or sends the bot: [b]/start {code}[/b]   (works once)")
