"""What one `sendMessage` costs, layer by layer, against a loopback server."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
from telegram import Bot
from telegram.request import HTTPXRequest

from benchmarks.results import Metric, Results
from benchmarks.stub import Stub, stub_running
from bot.telegram_api import TelegramApi, api_urls
from bot.transport import AiohttpRequest

ONE = "one at a time: ms"
RATE = "calls/s, 50 at once"
CPU = "CPU ms/call"

BARE = "bare aiohttp"
THIN = "TelegramApi"
BOT = "PTB Bot + aiohttp"
SHIPPED = "PTB Bot as shipped"
JSON = "json alone"

SUBJECTS = {
    BARE: "aiohttp's session.post of ready bytes and json.loads of the answer: the floor",
    THIN: "bot/telegram_api.py over bot/transport.py",
    BOT: "telegram.Bot over bot/transport.py: builds and parses the library's objects",
    SHIPPED: "telegram.Bot over its own httpx transport",
    JSON: "the stdlib's json.dumps of the request and json.loads of the answer, without a network",
}
METRICS = (Metric(ONE, 3, floor=BARE), Metric(RATE, 0, floor=BARE), Metric(CPU, 3, floor=BARE))
PAYLOAD = {
    "chat_id": 5,
    "text": "Visit to Lakeside Trading saved. 下次跟进：周五 15:00",
    "parse_mode": "HTML",
    "reply_markup": {"inline_keyboard": [[{"text": "Undo", "callback_data": "u:123"}]]},
}
TOKEN = "1:calls"

Call = Callable[[], Awaitable[Any]]


def tables(rounds: int) -> list[Results]:
    """Measure each layer in turn, `rounds` times over, in this process."""
    results = Results("One sendMessage", SUBJECTS, METRICS)
    with stub_running() as stub:
        asyncio.run(_measure(stub, results, rounds))
    return [results]


async def _measure(stub: Stub, results: Results, rounds: int) -> None:
    async with AsyncExitStack() as stack:
        calls = await _calls(stack, stub)
        for call in calls.values():
            await _several(call, 100)
        for _ in range(rounds):
            for name, call in calls.items():
                # httpx is slow enough at 50 at once that fewer calls take as long
                await _measure_one(results, name, call, 300 if name == SHIPPED else 1500)
            _measure_json(results)


async def _measure_one(results: Results, name: str, call: Call, number: int) -> None:
    begun = time.perf_counter()
    for _ in range(number // 5):
        await call()
    results.add(name, ONE, (time.perf_counter() - begun) / (number // 5) * 1000)
    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(_several(call, number // 50) for _ in range(50)))
    results.add(name, RATE, number / (time.perf_counter() - begun))
    results.add(name, CPU, (time.process_time() - cpu) / number * 1000)


async def _several(call: Call, number: int) -> None:
    for _ in range(number):
        await call()


async def _calls(stack: AsyncExitStack, stub: Stub) -> dict[str, Call]:
    urls = api_urls(stub.url)
    session = await stack.enter_async_context(aiohttp.ClientSession())
    url, body = f"{urls.methods}{TOKEN}/sendMessage", json.dumps(PAYLOAD).encode()

    async def bare() -> None:
        async with session.post(url, data=body) as response:
            json.loads(await response.read())

    layer = await stack.enter_async_context(AiohttpRequest())
    api = TelegramApi(TOKEN, urls, layer)
    ours = Bot(TOKEN, base_url=urls.methods, request=layer)
    shipped_layer = await stack.enter_async_context(HTTPXRequest())
    shipped = Bot(TOKEN, base_url=urls.methods, request=shipped_layer)
    return {
        BARE: bare,
        THIN: lambda: api.call("sendMessage", PAYLOAD),
        BOT: lambda: ours.send_message(**PAYLOAD),  # type: ignore[arg-type]
        SHIPPED: lambda: shipped.send_message(**PAYLOAD),  # type: ignore[arg-type]
    }


def _measure_json(results: Results) -> None:
    answer = json.dumps({"ok": True, "result": {**PAYLOAD, "message_id": 7, "date": 1}}).encode()
    cpu = time.process_time()
    for _ in range(2000):
        json.dumps(PAYLOAD).encode()
        json.loads(answer)
    results.add(JSON, CPU, (time.process_time() - cpu) / 2000 * 1000)
