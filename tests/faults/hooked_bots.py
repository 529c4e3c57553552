"""Bots that Telegram posts to, with the command `/keep <words>`, and three that die or lose at the worst moment."""

import asyncio
import os
import signal
from collections.abc import Sequence
from typing import Any

import bot.app
from bot.webhook import WebhookServer
from tests.faults.bot_under_test import keeping, patient

PATIENT = "from tests.faults.hooked_bots import hooked; hooked()"
CONFIRMED = 20  # posts before the one at which it dies


class DiesBeforeItStores(WebhookServer):
    """Dies while an update is posted to it, before that is on disk."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._store, self._take, self._left = self._take, self._dying, CONFIRMED

    async def _dying(self, raw: Sequence[Any]) -> None:
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1
        await self._store(raw)


class DiesBeforeItAnswers(DiesBeforeItStores):
    """Dies when an update is on disk, before it has said so."""

    async def _dying(self, raw: Sequence[Any]) -> None:
        await self._store(raw)
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


class Hearsay(DiesBeforeItStores):
    """Says that an update has arrived, and stores it by and by."""

    async def _dying(self, raw: Sequence[Any]) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(600, lambda: asyncio.ensure_future(self._store(raw)))


def hooked() -> None:
    """Run the bot, on a machine however slow."""
    patient()
    keeping()


def dies_before_it_stores() -> None:
    """Run the bot that dies before it stores."""
    vars(bot.app)["WebhookServer"] = DiesBeforeItStores
    hooked()


def dies_before_it_answers() -> None:
    """Run the bot that dies before it answers."""
    vars(bot.app)["WebhookServer"] = DiesBeforeItAnswers
    hooked()


def hearsay() -> None:
    """Run the bot that confirms before it stores."""
    vars(bot.app)["WebhookServer"] = Hearsay
    hooked()
