"""Calls beside the outbox: answering a tap, fetching a file, the command menu. Failing, they are logged."""

import asyncio
from typing import Any

import structlog

from bot.background import Background
from bot.telegram_api import Refused, TelegramApi, TelegramFailure, is_tap_too_old
from handlers.kit.commands import menu
from handlers.kit.say import LANGUAGES, Say

log = structlog.get_logger()


PATIENCE = 1.0  # seconds after which a tap is answered although its handling goes on


class TapAnswer:
    """Ends the little clock on a tapped button: once, in good time, whatever becomes of its handling."""

    def __init__(self, api: TelegramApi, background: Background, query_id: str) -> None:
        self._api = api
        self._background = background
        self._query_id = query_id
        loop = asyncio.get_running_loop()
        self._impatience: asyncio.TimerHandle | None = loop.call_later(PATIENCE, self.give)

    def give(self, toast: str | None = None) -> None:
        """Answer beside everything else, unless that is done, with a toast where there is something to say."""
        if self._impatience is None:
            return
        self._impatience.cancel()
        self._impatience = None
        call = {"callback_query_id": self._query_id, "text": toast}
        self._background.start(_try(self._api, "answerCallbackQuery", call), "tap answer")


async def set_command_menu(api: TelegramApi) -> None:
    """Set the command menu in every language; Telegram shows the one that fits."""
    for language in LANGUAGES:
        commands = menu(Say.of(language))
        code = None if language == "en" else language
        await _try(api, "setMyCommands", {"commands": commands, "language_code": code})


async def fetch(api: TelegramApi, file_id: str) -> bytes | None:
    """Return the content of a file that somebody sent; none where Telegram does not give it."""
    try:
        return await api.download(file_id)
    except TelegramFailure as failure:
        log.warning("file_not_fetched", failure=type(failure).__name__)
        return None


async def _try(api: TelegramApi, method: str, payload: dict[str, Any]) -> None:
    try:
        await api.call(method, payload)
    except Refused as refused:
        if not is_tap_too_old(refused):
            log.warning("nicety_refused", method=method, code=refused.code)
    except TelegramFailure as failure:
        log.warning("nicety_failed", method=method, failure=type(failure).__name__)
