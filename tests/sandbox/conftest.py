"""A messenger of one's own for each test, its clock standing still, and a bot that calls it."""

from typing import Any

import pytest

from sandbox.answers import Answer, Json
from sandbox.clock import Clock
from sandbox.messenger import TOKEN, Messenger
from sandbox.params import Upload
from sandbox.people import Person

MORNING = 1_780_300_800.0  # 2026-06-01 08:00 UTC


class BotSide:
    """The bot's end of the line."""

    def __init__(self, messenger: Messenger) -> None:
        self.messenger = messenger

    async def call(
        self, method: str, files: dict[str, Upload] | None = None, /, **params: Any
    ) -> Answer:
        return await self.messenger.call(TOKEN, method, params, files or {})

    async def ok(
        self, method: str, files: dict[str, Upload] | None = None, /, **params: Any
    ) -> Any:
        answer = await self.call(method, files, **params)
        assert answer.status == 200, answer.body
        return answer.result

    async def refused(
        self, method: str, files: dict[str, Upload] | None = None, /, **params: Any
    ) -> str:
        """Status and words of a refusal, as "400 message text is empty"."""
        answer = await self.call(method, files, **params)
        assert answer.body["ok"] is False
        assert answer.body["error_code"] == answer.status
        return f"{answer.status} {answer.body['description'].partition(': ')[2]}"

    async def updates(self, **params: Any) -> list[Json]:
        found: list[Json] = await self.ok("getUpdates", **params)
        return found


@pytest.fixture
def messenger() -> Messenger:
    return Messenger(Clock(MORNING, running=False))


@pytest.fixture
def bot(messenger: Messenger) -> BotSide:
    return BotSide(messenger)


@pytest.fixture
async def lin(messenger: Messenger) -> Person:
    """A rep who has pressed Start, with nothing left to fetch for the bot."""
    person = messenger.person(501, "Lin", "zh")
    await person.open_link()
    messenger.bot.updates.clear()
    return person


def buttons(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(label: str, data: str = "x") -> Json:
    return {"text": label, "callback_data": data}
