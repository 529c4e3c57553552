"""What a failed request says: whether Telegram may have accepted it, and never the token."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator

import pytest
from telegram.error import NetworkError

from bot.transport import AiohttpRequest, ConnectionFailed, ConnectionTimedOut, Timeouts
from tests.bot.wire_server import OK, SOON, TOKEN, a_bot, never, read_request, talking


@pytest.fixture
async def request_layer() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as layer:
        yield layer


@pytest.fixture
async def impatient() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(timeouts=SOON) as layer:
        yield layer


class TestAFailureSaysWhetherItMayHaveBeenAccepted:
    async def test_not_when_nobody_listens(self, request_layer: AiohttpRequest) -> None:
        async with talking(never) as root:
            pass

        with pytest.raises(ConnectionFailed) as failure:
            await request_layer.post(f"{root}/bot{TOKEN}/sendMessage")

        assert failure.value.maybe_accepted is False

    async def test_not_when_every_connection_is_busy(self) -> None:
        connected = asyncio.Event()

        async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connected.set()
            await never(reader, writer)

        async with (
            AiohttpRequest(connections=1, timeouts=Timeouts(pool=0.05)) as layer,
            talking(hold) as root,
        ):
            first = asyncio.ensure_future(layer.post(f"{root}/first"))
            await connected.wait()
            with pytest.raises(ConnectionTimedOut) as failure:
                await layer.post(f"{root}/second")
            first.cancel()

        assert failure.value.maybe_accepted is False

    async def test_when_the_connection_is_cut_after_the_request(
        self, request_layer: AiohttpRequest
    ) -> None:
        async def read_and_cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await read_request(reader)

        async with talking(read_and_cut) as root:
            with pytest.raises(ConnectionFailed) as failure:
                await request_layer.post(f"{root}/bot{TOKEN}/sendMessage")

        assert failure.value.maybe_accepted is True

    async def test_when_the_answer_does_not_come(self, impatient: AiohttpRequest) -> None:
        async with talking(never) as root:
            with pytest.raises(ConnectionTimedOut) as failure:
                await impatient.post(f"{root}/bot{TOKEN}/sendMessage")

        assert failure.value.maybe_accepted is True

    async def test_when_the_answer_breaks_off(self, request_layer: AiohttpRequest) -> None:
        async def half_an_answer(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            await read_request(reader)
            writer.write(OK + b'{"ok"')
            await writer.drain()

        async with talking(half_an_answer) as root:
            with pytest.raises(ConnectionFailed) as failure:
                await request_layer.post(f"{root}/bot{TOKEN}/sendMessage")

        assert failure.value.maybe_accepted is True

    async def test_not_when_an_upload_is_cut_on_the_way(
        self, request_layer: AiohttpRequest
    ) -> None:
        async def read_a_little(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            await reader.readexactly(1000)

        async with talking(read_a_little) as root:
            bot = a_bot(root, request_layer)
            with pytest.raises(ConnectionFailed) as failure:
                await bot.send_document(5, bytes(64_000_000))

        assert failure.value.maybe_accepted is False

    async def test_not_when_an_upload_finds_no_taker(self, impatient: AiohttpRequest) -> None:
        async with talking(never) as root:
            bot = a_bot(root, impatient)
            with pytest.raises(ConnectionTimedOut) as failure:
                await bot.send_document(5, bytes(64_000_000))

        assert failure.value.maybe_accepted is False

    async def test_not_when_a_proxy_refuses_the_way(self) -> None:
        async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await read_request(reader)
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            await writer.drain()

        async with talking(refuse) as proxy, AiohttpRequest(proxy=proxy) as layer:
            with pytest.raises(ConnectionFailed) as failure:
                await layer.post(f"https://api.telegram.org/bot{TOKEN}/sendMessage")

        assert failure.value.maybe_accepted is False


class TestNothingTellsTheToken:
    """T19: not in a text, not in a traceback, not in what an error drags along, not in a log."""

    async def all_failures(self) -> list[NetworkError]:
        async def garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await read_request(reader)
            writer.write(b"not http at all\r\n\r\n")
            await writer.drain()

        async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readexactly(10)

        async def failing(root: str, layer: AiohttpRequest) -> NetworkError:
            with pytest.raises(NetworkError) as failure:
                await a_bot(root, layer).send_document(5, bytes(3_000_000))
            return failure.value

        async with (
            AiohttpRequest(timeouts=SOON) as layer,
            talking(garbage) as garbled,
            talking(cut) as cutting,
            talking(never) as silent,
            AiohttpRequest(proxy=garbled.replace("//", "//user:hidden@")) as proxied,
        ):
            roots = [garbled, cutting, silent, "http://127.0.0.1:1", "http://[broken", "ftp://x"]
            failures = [await failing(root, layer) for root in roots]
            return [*failures, await failing("https://api.telegram.org", proxied)]

    async def test_in_any_failure(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        caplog.set_level(logging.CRITICAL, logger="telegram.Bot")  # the library's own, not ours

        failures = await self.all_failures()

        assert len(failures) == 7
        for failure in failures:
            told = [str(failure), repr(failure), *traceback.format_exception(failure)]
            told += [repr(vars(failure)), repr(failure.__context__), repr(failure.__cause__)]
            assert TOKEN not in " ".join(told)
            assert "hidden" not in " ".join(told)
        assert TOKEN not in caplog.text

    def test_nor_does_a_wrong_proxy_tell_its_password(self) -> None:
        with pytest.raises(ValueError, match="http") as refusal:
            AiohttpRequest(proxy="socks5://user:hidden@proxy:1080")

        assert "hidden" not in str(refusal.value)
