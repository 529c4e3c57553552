"""A real Chromium of the size of a phone, open at the page of a served messenger."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, ViewportSize, async_playwright, expect

from sandbox.answers import Json
from sandbox.clock import Clock
from sandbox.limits import Limits
from sandbox.messenger import Messenger
from sandbox.server import Serving, serve
from tests.sandbox.conftest import MORNING, BotSide, button, buttons

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE: ViewportSize = {"width": 390, "height": 844}

OpenPage = Callable[..., Awaitable[Page]]

expect.set_options(timeout=5_000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        await running.close()


class Office(BotSide):
    """A bot that answers a few words; taps it answers only when `patient` is off."""

    patient = False

    async def received(self, update: Json) -> None:
        if message := update.get("message"):
            await self._hear(message)
        elif (query := update.get("callback_query")) and not self.patient:
            await self.answer(query)

    async def answer(self, query: Json) -> None:
        alert = query["data"] == "alert"
        await self.ok(
            "answerCallbackQuery", callback_query_id=query["id"], text="Saved", show_alert=alert
        )
        if query["data"] == "done":
            message = query["message"]
            await self.ok(
                "editMessageText",
                chat_id=message["chat"]["id"],
                message_id=message["message_id"],
                text="<b>Acme</b> · done",
                parse_mode="HTML",
            )

    async def _hear(self, message: Json) -> None:
        text = message.get("text", "")
        if text.startswith("/start"):
            await self.ok("sendMessage", chat_id=message["chat"]["id"], text="Welcome")
        elif text == "acme":
            rows = [[button("Done", "done"), button("Delete", "alert")]]
            await self.card(message["chat"]["id"], "<b>Acme</b> · call Anna", *rows)

    async def card(self, chat_id: int, html: str, *rows: list[Json], **more: Any) -> Json:
        sent: Json = await self.ok(
            "sendMessage",
            chat_id=chat_id,
            text=html,
            parse_mode="HTML",
            reply_markup=buttons(*rows),
            **more,
        )
        return sent


@pytest_asyncio.fixture(loop_scope="session")
async def messenger() -> AsyncIterator[Messenger]:
    messenger = Messenger(Clock(MORNING, running=False), limits=Limits.lifted())
    messenger.bot.receiver = Office(messenger).received
    for number, (name, language) in enumerate([("Sarah", "en"), ("林伟", "zh")], 501):
        await messenger.person(number, name, language).open_link()
    yield messenger


@pytest_asyncio.fixture(loop_scope="session")
async def office(messenger: Messenger) -> Office:
    office = Office(messenger)
    messenger.bot.receiver = office.received
    return office


@pytest_asyncio.fixture(loop_scope="session")
async def serving(messenger: Messenger) -> AsyncIterator[Serving]:
    async with serve(messenger) as serving:
        yield serving


@asynccontextmanager
async def window(browser: Browser, url: str, member: int, **looks: Any) -> AsyncIterator[Page]:
    """A page that speaks to this server alone and raises what goes wrong in it."""
    context = await browser.new_context(
        viewport=SIZE, has_touch=True, reduced_motion="reduce", **looks
    )
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def sent(request: Request) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            wrong.append(request.url)

    page.on("request", sent)
    await page.goto(f"{url}/#{member}")
    await expect(page.locator("#bot-name")).to_have_text("Fieldbook")
    try:
        yield page
    finally:
        await context.close()
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, serving: Serving) -> AsyncIterator[OpenPage]:
    """Opens the page of one member; closed with the test."""
    async with AsyncExitStack() as stack:

        async def opened(member: int = 501, **looks: Any) -> Page:
            return await stack.enter_async_context(window(browser, serving.url, member, **looks))

        yield opened
