"""Receiving by webhook: the real bot behind a real port, posted to by the sandbox."""

import asyncio
import socket
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.webhook import LARGEST, SECRET_HEADER, WebhookServer, hook_at, secret_of
from sandbox.messenger import TOKEN
from storage.mail import InboxState, inbox
from tests.bot.test_running import Office
from tests.bot.test_running import office as an_office
from tests.kit.process import next_poll

office = an_office
SECRET = secret_of(TOKEN)


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def states(office: Office) -> list[InboxState]:
    with office.store.begin() as work:
        return list(work.connection.scalars(select(inbox.c.state)))


async def test_what_telegram_posts_is_answered_and_the_way_back_is_polling(office: Office) -> None:
    port = a_free_port()
    url = f"http://127.0.0.1:{port}/fieldbook"
    await office.rep.say("/help")  # waits at Telegram
    posted = {"webhook_url": url, "webhook_listen": f"127.0.0.1:{port}"}

    bot = await office.start(**posted)
    await office.rep.until("Log", within=30)
    webhook = office.messenger.bot.webhook
    first = await bot.stop()
    again = await office.start()
    await next_poll(office.messenger)
    await office.rep.say("/log")
    await office.rep.until(lambda person: bool(person.last.rows), within=30)

    assert (first, await again.stop()) == (0, 0)
    assert webhook is not None
    assert (webhook.url, webhook.secret) == (url, SECRET)
    assert set(states(office)) == {InboxState.DONE}
    assert office.messenger.bot.webhook is None


class Posted:
    """A webhook's server whose `take` a test holds up, and the posts to it."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.on_disk = asyncio.Event()
        self.on_disk.set()
        self.was_told = asyncio.Event()
        self.failure: Exception | None = None
        self.server = WebhookServer(
            self,  # type: ignore[arg-type]  # only its calls are asked for
            hook_at("https://crm.example.com/fieldbook", "127.0.0.1:0"),
            SECRET,
            self.take,
        )
        self.told: list[tuple[str, dict[str, Any]]] = []

    async def call(self, method: str, payload: dict[str, Any]) -> bool:
        self.told.append((method, payload))
        self.was_told.set()
        return True

    async def take(self, raw: Any) -> None:
        await self.on_disk.wait()
        if self.failure:
            raise self.failure
        self.taken += raw

    async def post(self, body: bytes, secret: str | None = SECRET) -> int:
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        address = f"http://127.0.0.1:{self.server.port}/any/path"
        async with (
            aiohttp.ClientSession() as session,
            session.post(address, data=BytesIO(body), headers=headers) as answer,
        ):
            return answer.status


@pytest.fixture
async def posted() -> AsyncIterator[Posted]:
    one = Posted()
    room = asyncio.Event()
    room.set()
    serving = asyncio.ensure_future(one.server.run(room.wait))  # type: ignore[arg-type]
    await asyncio.wait_for(one.was_told.wait(), 10)
    yield one
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_telegram_is_told_where_to_and_with_which_secret(posted: Posted) -> None:
    ((method, call),) = posted.told

    assert method == "setWebhook"
    assert (call["url"], call["secret_token"]) == ("https://crm.example.com/fieldbook", SECRET)


async def test_a_post_is_answered_once_its_update_is_on_disk(posted: Posted) -> None:
    posted.on_disk.clear()
    posting = asyncio.ensure_future(posted.post(b'{"update_id": 7}'))

    await asyncio.sleep(0.1)
    assert not posting.done()
    posted.on_disk.set()

    assert await posting == 200
    assert posted.taken == [{"update_id": 7}]


async def test_what_could_not_be_stored_is_not_confirmed(posted: Posted) -> None:
    posted.failure = OSError("the disk is full")

    assert await posted.post(b'{"update_id": 7}') == 500


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], "ü"])
async def test_a_post_without_the_secret_is_refused(posted: Posted, secret: str | None) -> None:
    assert await posted.post(b'{"update_id": 7}', secret) == 403
    assert posted.taken == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"\xff\xfe", 400), (b'"' + b"x" * LARGEST + b'"', 413), (b"7", 200)],
)
async def test_what_is_no_update_harms_nobody(posted: Posted, body: bytes, status: int) -> None:
    assert await posted.post(body) == status
    assert await posted.post(b'{"update_id": 8}') == 200


def test_each_token_has_a_secret_of_its_own() -> None:
    assert secret_of(TOKEN) == SECRET != secret_of(TOKEN + "x")
