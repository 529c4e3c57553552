"""Polling: the offset follows the commit, and nothing that Telegram answers stops it for good."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from sqlalchemy import select
from telegram.request import BaseRequest

from bot.app import wait_for_telegram
from bot.background import Background
from bot.receiving import LONGEST_REST, Poller
from bot.telegram_api import TelegramApi, api_urls
from sandbox.clock import Clock
from sandbox.messenger import TOKEN
from storage.inbox import Received, receive
from storage.mail import inbox
from storage.store import Store
from tests.kit.looptime import LoopTime
from tests.kit.world import WorldClock


class Script(BaseRequest):
    """A Telegram that answers polls as written, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.answered = asyncio.Event()

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(  # type: ignore[override]
        self, url: str, method: str, request_data: Any = None, **_more: Any
    ) -> tuple[int, bytes]:
        self.asked.append(request_data.json_parameters)
        if not self.answers:
            self.answered.set()
            await asyncio.Event().wait()
        status, body = self.answers.pop(0)
        return status, body if isinstance(body, bytes) else json.dumps(body).encode()

    def gives(self, *updates: dict[str, Any]) -> "Script":
        """Answer a poll with updates."""
        self.answers.append((200, {"ok": True, "result": list(updates)}))
        return self

    def fails(self, status: int, **parameters: Any) -> "Script":
        """Answer a poll with an error."""
        body = {"ok": False, "error_code": status, "description": "x", "parameters": parameters}
        self.answers.append((status, body))
        return self

    @property
    def offsets(self) -> list[str | None]:
        """The offset of each poll."""
        return [one.get("offset") for one in self.asked]


class Polled:
    """A poller at work on a script."""

    def __init__(self, store: Store) -> None:
        self.time = LoopTime()
        self.script = Script()
        self.store = store
        self.handled: list[Received] = []
        self.stored_when_asked: list[int] = []
        api = TelegramApi(TOKEN, api_urls("http://telegram"), self.script)
        self.poller = Poller(api, self._receive)

    async def _receive(self, updates: Sequence[Received]) -> None:
        self.handled += await self.store.write(lambda work: receive(work, updates))

    async def until_idle(self) -> None:
        """Poll until the script has nothing left."""
        background = Background()
        room = asyncio.Event()
        room.set()
        self.poller.start(background, room.wait)  # type: ignore[arg-type]
        await self.time.until(self.script.answered.wait())
        self.poller.stop()
        await background.stop()

    @property
    def stored(self) -> list[int]:
        with self.store.begin() as work:
            return list(
                work.connection.scalars(select(inbox.c.update_id).order_by(inbox.c.update_id))
            )

    @property
    def numbers(self) -> list[int]:
        return [one.update_id for one in self.handled]


@pytest.fixture
async def polled(sqlite_database: str) -> AsyncIterator[Polled]:
    store = Store(sqlite_database, WorldClock(Clock(running=False)).now)
    yield Polled(store)
    store.close()


def update(number: int, **body: Any) -> dict[str, Any]:
    return {"update_id": number, "message": {"from": {"id": 7}, "text": "x"}, **body}


async def test_the_offset_follows_what_is_stored(polled: Polled) -> None:
    polled.script.gives(update(5), update(6)).gives(update(9))

    await polled.until_idle()

    assert polled.script.offsets == [None, "7", "10"]
    assert polled.stored == polled.numbers == [5, 6, 9]


async def test_nothing_is_confirmed_that_could_not_be_stored(polled: Polled) -> None:
    polled.script.gives(update(5))
    polled.store.close()

    with pytest.raises(RuntimeError):
        await polled.poller.poll_once()

    assert polled.script.offsets == [None]
    assert polled.poller._offset is None


async def test_an_update_that_comes_again_is_nothing(polled: Polled) -> None:
    polled.script.gives(update(5), update(6)).gives(update(5), update(6), update(7)).gives(
        update(8), update(8)
    )

    await polled.until_idle()

    assert polled.stored == polled.numbers == [5, 6, 7, 8]


async def test_after_an_empty_answer_any_number_is_good(polled: Polled) -> None:
    polled.script.gives(update(900)).gives().gives(update(3))

    await polled.until_idle()

    assert polled.script.offsets == [None, "901", None, "4"]
    assert polled.numbers == [900, 3]


@pytest.mark.parametrize("status", [401, 404, 409, 429, 500, 502, 503])
async def test_an_error_is_waited_out(polled: Polled, status: int) -> None:
    polled.script.fails(status).gives(update(5))

    await polled.until_idle()

    assert polled.numbers == [5]


async def test_a_429_is_obeyed(polled: Polled) -> None:
    polled.script.fails(429, retry_after=40).gives(update(5))
    before = polled.time.now()

    await polled.until_idle()

    assert polled.time.now() - before >= 40


async def test_rests_grow_and_end_with_the_first_good_poll(polled: Polled) -> None:
    for _ in range(7):
        polled.script.fails(502)
    polled.script.gives(update(5)).fails(502).gives(update(6))
    before = polled.time.now()

    await polled.until_idle()

    rests = 0.5 + 1 + 2 + 4 + 8 + LONGEST_REST + LONGEST_REST + 0.5
    assert rests <= polled.time.now() - before <= rests + 15 * 0.6
    assert polled.numbers == [5, 6]


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Sign in to the hotel's network</html>",
        b"",
        {"ok": True},
        {"ok": True, "result": {"not": "a list"}},
        {"ok": True, "result": ["no update"]},
        {"ok": True, "result": [{"message": {}}]},
        {"ok": True, "result": [{"update_id": "7"}]},
        {"ok": True, "result": [{"update_id": 10**30}]},
    ],
)
async def test_an_answer_that_makes_no_sense_is_rested_upon(polled: Polled, body: Any) -> None:
    polled.script.answers.append((200, body))
    polled.script.gives(update(5))
    before = polled.time.now()

    await polled.until_idle()

    assert polled.numbers == [5]
    assert polled.time.now() - before >= 0.5


async def test_a_malformed_update_among_good_ones_is_stored_like_them(polled: Polled) -> None:
    polled.script.gives(update(5), {"update_id": 6, "message": "broken"}, update(7, text="\ud83d"))

    await polled.until_idle()

    assert polled.stored == polled.numbers == [5, 6, 7]
    assert [one.chat_id for one in polled.handled] == [7, 0, 7]


async def test_no_poll_begins_without_room(polled: Polled) -> None:
    polled.script.gives(update(5)).gives(update(6))
    background, room = Background(), asyncio.Event()

    polled.poller.start(background, room.wait)  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    before = len(polled.script.asked)
    room.set()
    await polled.script.answered.wait()
    await background.stop()

    assert before == 0
    assert polled.numbers == [5, 6]


@pytest.mark.filterwarnings("ignore:.*retry_after.*")  # the library's, of a change to come
async def test_a_telegram_that_is_down_at_the_start_is_waited_for() -> None:
    time = LoopTime()
    failures = iter([(502, {}), (429, {"retry_after": 1}), (503, {})])
    me = {"id": 1, "is_bot": True, "first_name": "x", "username": "fieldbook_bot"}

    class Starting(Script):
        async def do_request(self, url: str, *more: Any, **_more: Any) -> tuple[int, bytes]:
            status, parameters = next(failures, (200, {}))
            body = {
                "ok": status == 200,
                "result": me,
                "description": "x",
                "parameters": parameters,
            }
            return status, json.dumps(body).encode()

    application = an_application(Starting())

    username = await time.until(wait_for_telegram(application))
    await application.shutdown()

    assert username == "fieldbook_bot"


def an_application(request: BaseRequest) -> Any:
    from bot.app import Frame, build_application
    from bot.pacing import Limits

    return build_application(
        Frame(TOKEN, "http://telegram", None, None, request, Limits())  # type: ignore[arg-type]
    )
