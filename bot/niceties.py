"""Calls that are a nicety: answering a tap, setting the command menu. Failing, they are logged, no more."""

from typing import Any

import structlog

from bot.background import Background
from bot.telegram_api import Refused, TelegramApi, TelegramFailure, is_tap_too_old
from handlers.kit.commands import menu
from handlers.kit.say import LANGUAGES, Say
from handlers.kit.turn import Turn

log = structlog.get_logger()


class TapAnswers:
    """Ends the little clock on a tapped button, with a toast where there is something to say."""

    def __init__(self, api: TelegramApi, background: Background) -> None:
        self._api = api
        self._background = background

    async def answer(self, turn: Turn) -> None:
        """Answer a tap beside everything else."""
        query = turn.update.callback_query
        assert query is not None
        call = {"callback_query_id": query.id, "text": turn.toast}
        self._background.start(_try(self._api, "answerCallbackQuery", call), "tap answer")


async def set_command_menu(api: TelegramApi) -> None:
    """Set the command menu in every language; Telegram shows the one that fits."""
    for language in LANGUAGES:
        commands = menu(Say.of(language))
        code = None if language == "en" else language
        await _try(api, "setMyCommands", {"commands": commands, "language_code": code})


async def _try(api: TelegramApi, method: str, payload: dict[str, Any]) -> None:
    try:
        await api.call(method, payload)
    except Refused as refused:
        if not is_tap_too_old(refused):
            log.warning("nicety_refused", method=method, code=refused.code)
    except TelegramFailure as failure:
        log.warning("nicety_failed", method=method, failure=type(failure).__name__)
