"""`fieldbook run`: the bot with a real token, until it is told to stop."""

import asyncio
import gc
import os
import signal
import sys
from typing import NoReturn

import structlog
from telegram.error import InvalidToken

from bot.app import Frame, running
from bot.assistant import Endpoint, HttpAssistant
from bot.logs import set_up_logs
from bot.pacing import Limits
from bot.settings import Settings, SettingsInvalid, read_settings
from bot.transport import AiohttpRequest
from bot.webhook import Hook, hook_at
from crm.book import open_store
from crm.clock import SystemClock
from crm.members import first_code
from storage.instance import DatabaseUnavailable, SecondInstance, only_instance
from storage.migrate import migrate
from storage.store import Store

log = structlog.get_logger()


def run_bot() -> None:
    """Read the settings, bring the database up to date, and run until told to stop.

    Ends with 1 and one sentence on a wrong setting, with 1 and a line in the log when a part fails.
    """
    set_up_logs("info")
    try:
        settings = read_settings(Settings)
        set_up_logs(settings.log_level, settings.token)
        with only_instance(settings.database_url):
            if migrate(settings.database_url):
                begin_anew()
            asyncio.run(run_until_stopped(settings))
    except (SettingsInvalid, SecondInstance, DatabaseUnavailable) as error:
        sys.exit(str(error))
    except InvalidToken:
        sys.exit("Telegram does not know this token: ask @BotFather for it again.")
    except Exception as error:
        log.critical("failed", error=type(error).__name__, exc_info=error)
        sys.exit(1)


def begin_anew() -> NoReturn:
    """Become a new process of the same program: what a migration has loaded is not kept for months."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  ourselves


async def run_until_stopped(settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C, or until a part of the program fails."""
    me = asyncio.current_task()
    assert me is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    clock = SystemClock()
    assistant = assistant_of(settings)
    store = open_store(settings.database_url, clock.now)
    frame = Frame(
        token=settings.token,
        api_url=settings.api_url,
        store=store,
        clock=clock,
        request=AiohttpRequest(proxy=settings.proxy),
        limits=Limits(settings.send_rate, settings.send_rate_per_chat),
        hook=hook_of(settings),
        files=settings.files,
        assistant=assistant,
        ready=lambda username: greet(store, username),
    )
    try:
        async with running(frame) as fieldbook:
            gc.freeze()  # what is there now stays: the collector need not look through it again
            await fieldbook.background.failure()
    except asyncio.CancelledError:
        log.info("stopped")
    finally:
        if assistant is not None:
            await assistant.close()
        store.close()


def hook_of(settings: Settings) -> Hook | None:
    """Return where Telegram posts to, where it is not to be polled."""
    if settings.webhook_url is None:
        return None
    return hook_at(settings.webhook_url, settings.webhook_listen)


def assistant_of(settings: Settings) -> HttpAssistant | None:
    """Return the helper outside, where one is configured."""
    if settings.assistant_url is None:
        return None
    return HttpAssistant(
        Endpoint(
            settings.assistant_url,
            settings.assistant_key,
            settings.assistant_model,
            settings.transcriber_model,
        )
    )


def greet(store: Store, username: str) -> None:
    """Say that the bot is there, and how the first administrator comes in."""
    log.info("ready", bot=username)
    with store.begin() as work:
        code = first_code(work)
    if code:
        sys.stdout.write(
            f"The first administrator opens https://t.me/{username}?start={code}\n"
            f"or sends the bot: /start {code}   (works once)\n"
        )
        sys.stdout.flush()
