"""Delivering updates to a bot's own address."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from sandbox.answers import Json
from sandbox.clock import Clock
from sandbox.messenger import Messenger
from sandbox.people import Person
from sandbox.webhooks import SECRET_HEADER
from tests.sandbox.conftest import MORNING, BotSide, button, buttons

URL = "https://bot.example.com/hook"


class Receiver:
    """A bot's web server: answers as told, and holds a delivery while it is told to."""

    def __init__(self) -> None:
        self.got: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []
        self.answer: Json = {}
        self.free = asyncio.Event()
        self.free.set()
        self._changed = asyncio.Event()

    async def __call__(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        self.got.append(json.loads(body))
        self.headers.append(headers)
        self._changed.set()
        await self.free.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        return status, json.dumps(self.answer).encode()

    async def texts(self, count: int) -> list[str]:
        """The texts of what arrived, once there are `count`."""
        async with asyncio.timeout(10):
            while len(self.got) < count:
                self._changed.clear()
                await self._changed.wait()
        return [update.get("message", {}).get("text", "tap") for update in self.got]


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def messenger(receiver: Receiver) -> AsyncIterator[Messenger]:
    messenger = Messenger(Clock(MORNING, running=False), post=receiver)
    yield messenger
    await messenger.close()


async def settled(messenger: Messenger) -> None:
    """Lets every delivery that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_updates_are_delivered_with_the_secret(
    bot: BotSide, lin: Person, receiver: Receiver
) -> None:
    await bot.ok("setWebhook", url=URL, secret_token="s3cret")

    await lin.say("hello")

    assert await receiver.texts(1) == ["hello"]
    assert receiver.headers[0][SECRET_HEADER] == "s3cret"
    await settled(bot.messenger)
    assert len(bot.messenger.bot.updates) == 0


async def test_what_waited_is_delivered_too(bot: BotSide, lin: Person, receiver: Receiver) -> None:
    await lin.say("before")

    await bot.ok("setWebhook", url=URL)

    assert await receiver.texts(1) == ["before"]


async def test_what_waited_can_be_dropped(bot: BotSide, lin: Person, receiver: Receiver) -> None:
    await lin.say("before")

    await bot.ok("setWebhook", url=URL, drop_pending_updates=True)
    await lin.say("after")

    assert await receiver.texts(1) == ["after"]


async def test_one_chat_is_served_in_order_and_one_at_a_time(
    bot: BotSide, lin: Person, receiver: Receiver
) -> None:
    await bot.ok("setWebhook", url=URL)
    receiver.free.clear()
    await lin.say("1")
    await lin.say("2")
    await settled(bot.messenger)
    held = len(receiver.got)

    receiver.free.set()

    assert held == 1
    assert await receiver.texts(2) == ["1", "2"]


async def test_other_chats_and_taps_do_not_wait(
    bot: BotSide, lin: Person, receiver: Receiver
) -> None:
    await bot.ok("sendMessage", chat_id=501, text="x", reply_markup=buttons([button("Go")]))
    await bot.ok("setWebhook", url=URL)
    receiver.free.clear()
    await lin.say("lin")
    await bot.messenger.person(502).say("sarah")
    await lin.tap("Go")

    arrived = await receiver.texts(3)
    receiver.free.set()

    assert arrived == ["lin", "sarah", "tap"]


async def test_no_more_connections_than_allowed(
    bot: BotSide, messenger: Messenger, receiver: Receiver
) -> None:
    await bot.ok("setWebhook", url=URL, max_connections=2)
    receiver.free.clear()
    for number in range(4):
        await messenger.person(600 + number).say("x")
    await settled(messenger)
    held = len(receiver.got)

    receiver.free.set()

    assert held == 2
    assert len(await receiver.texts(4)) == 4


async def test_a_failed_delivery_is_tried_again_in_growing_pauses(
    bot: BotSide, lin: Person, receiver: Receiver
) -> None:
    await bot.ok("setWebhook", url=URL)
    receiver.statuses = [500] * 4
    await lin.say("stubborn")
    tries = []
    for seconds in (0, 0.9, 0.1, 1.9, 0.1):
        bot.messenger.clock.move(seconds)
        await settled(bot.messenger)
        tries.append(len(receiver.got))
    info = await bot.ok("getWebhookInfo")

    bot.messenger.clock.move(4)

    assert tries == [2, 2, 3, 3, 4]
    assert info["last_error_message"] == "Wrong response from the webhook: 500"
    assert info["pending_update_count"] == 1
    assert await receiver.texts(5) == ["stubborn"] * 5


async def test_an_update_is_given_up_after_a_day(
    bot: BotSide, lin: Person, receiver: Receiver
) -> None:
    await bot.ok("setWebhook", url=URL)
    receiver.statuses = [500] * 1000
    await lin.say("never")
    await settled(bot.messenger)

    bot.messenger.clock.move(25 * 3600)
    await settled(bot.messenger)

    assert len(bot.messenger.bot.updates) == 0


async def test_an_answer_may_carry_a_call(bot: BotSide, lin: Person, receiver: Receiver) -> None:
    await bot.ok("setWebhook", url=URL)
    receiver.answer = {"method": "sendMessage", "chat_id": 501, "text": "At once"}

    await lin.say("hello")

    assert (await lin.until("At once")).text == "At once"


async def test_there_is_no_polling_beside_a_webhook(bot: BotSide, lin: Person) -> None:
    poll = asyncio.ensure_future(bot.refused("getUpdates", timeout=30))
    await asyncio.sleep(0)

    await bot.ok("setWebhook", url=URL)
    older = await poll
    refusal = await bot.refused("getUpdates")
    await bot.ok("deleteWebhook")

    assert older == "409 terminated by setWebhook request"
    assert refusal.startswith("409 can't use getUpdates method while webhook is active")
    assert await bot.updates() == []


async def test_a_deleted_webhook_delivers_nothing_more(
    bot: BotSide, lin: Person, receiver: Receiver
) -> None:
    await bot.ok("setWebhook", url=URL)
    await bot.ok("deleteWebhook")

    await lin.say("for polling")

    assert [update["message"]["text"] for update in await bot.updates()] == ["for polling"]
    assert receiver.got == []


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"url": "http://bot.example.com/x"}, "bad webhook: An HTTPS URL must be provided"),
        ({"url": "https://bot.example.com:8080/x"}, "bad webhook: Webhook can be set up only on"),
        ({"url": "nonsense"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://a.com:99999"}, "bad webhook: invalid webhook URL specified"),
        ({"url": URL, "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": URL, "secret_token": "x" * 257}, "secret token contains unallowed characters"),
        ({"url": URL, "max_connections": 101}, "max_connections must be between 1 and 100"),
    ],
)
async def test_a_webhook_that_will_not_do_is_refused(
    bot: BotSide, facts: dict[str, object], refusal: str
) -> None:
    assert (await bot.refused("setWebhook", **facts)).startswith(f"400 {refusal}")
    assert (await bot.ok("getWebhookInfo"))["url"] == ""


async def test_a_machine_elsewhere_is_out_of_reach(bot: BotSide) -> None:
    messenger = Messenger(Clock(MORNING, running=False))
    here = BotSide(messenger)
    await here.ok("setWebhook", url=URL)

    await messenger.person(501).say("hello")
    await settled(messenger)
    info = await here.ok("getWebhookInfo")
    await messenger.close()

    assert info["last_error_message"] == "Failed to resolve host: Name or service not known"
