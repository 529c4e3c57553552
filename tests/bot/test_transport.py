"""The request layer on aiohttp, against real servers on loopback."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from telegram.error import NetworkError, TimedOut

from bot.telegram_api import FileToSend, TelegramApi, api_urls
from bot.transport import AiohttpRequest, ConnectionFailed
from tests.bot.wire_server import OK, SOON, TOKEN, a_bot, read_request, serving, talking

ME = {"id": 1, "is_bot": True, "first_name": "Fieldbook", "username": "fieldbook_bot"}
SENT = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}}


@pytest.fixture
async def request_layer() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as layer:
        yield layer


@pytest.fixture
async def impatient() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(timeouts=SOON) as layer:
        yield layer


def result(value: object) -> web.Response:
    return web.json_response({"ok": True, "result": value})


class TestTheLibrarysBot:
    async def test_it_asks_who_it_is(self, request_layer: AiohttpRequest) -> None:
        async def answer(request: web.Request) -> web.Response:
            assert request.path == f"/bot{TOKEN}/getMe"
            return result(ME)

        async with serving(answer) as root:
            me = await a_bot(root, request_layer).get_me()

        assert me.username == "fieldbook_bot"

    async def test_parameters_travel_as_json(self, request_layer: AiohttpRequest) -> None:
        seen: list[object] = []

        async def answer(request: web.Request) -> web.Response:
            seen.append(await request.json())
            return result(SENT)

        async with serving(answer) as root:
            await a_bot(root, request_layer).send_message(5, "拜访了 Lakeside \ud83d")

        assert seen == [{"chat_id": 5, "text": "拜访了 Lakeside \ud83d"}]

    @pytest.mark.parametrize("as_stream", [False, True])
    async def test_a_file_travels_beside_its_caption(
        self, request_layer: AiohttpRequest, tmp_path: Path, as_stream: bool
    ) -> None:
        content = bytes(range(256)) * 2000
        path = tmp_path / "visits.xlsx"
        path.write_bytes(content)
        seen: dict[str, object] = {}

        async def answer(request: web.Request) -> web.Response:
            form = await request.post()
            file = form["document"]
            assert isinstance(file, web.FileField)
            seen.update(caption=form["caption"], name=file.filename, content=file.file.read())
            return result(SENT)

        async with serving(answer) as root:
            bot = a_bot(root, request_layer)
            with path.open("rb") as stream:
                await bot.send_document(
                    5,
                    stream if as_stream else content,
                    caption='"五月" & more',
                    filename="五月 2026.xlsx",
                    read_timeout=5,
                )

        assert seen == {"caption": '"五月" & more', "name": "五月 2026.xlsx", "content": content}

    async def test_a_file_comes_down_whole(self, request_layer: AiohttpRequest) -> None:
        content = bytes(range(256)) * 4000

        async def answer(request: web.Request) -> web.Response:
            if request.path.endswith("/getFile"):
                return result({"file_id": "a", "file_unique_id": "b", "file_path": "photos/1.jpg"})
            assert request.path == f"/file/bot{TOKEN}/photos/1.jpg"
            return web.Response(body=content)

        async with serving(answer) as root:
            file = await a_bot(root, request_layer).get_file("a")
            downloaded = await file.download_as_bytearray()

        assert bytes(downloaded) == content

    async def test_a_long_poll_waits_as_long_as_it_is_told(
        self, impatient: AiohttpRequest
    ) -> None:
        asked = asyncio.Event()
        arrived = asyncio.Event()

        async def answer(request: web.Request) -> web.Response:
            asked.set()
            await arrived.wait()
            return result([])

        async with serving(answer) as root:
            body = impatient.post(f"{root}/bot{TOKEN}/getUpdates", read_timeout=30)
            poll = asyncio.ensure_future(body)
            await asked.wait()
            # Another call meets the layer's own read timeout while the poll goes on waiting.
            with pytest.raises(TimedOut):
                await impatient.post(f"{root}/bot{TOKEN}/getUpdates")
            arrived.set()
            updates = await poll

        assert updates == []


class TestAnswersAreBounded:
    @pytest.mark.parametrize("announced", [True, False])
    async def test_a_huge_answer_is_refused(self, announced: bool) -> None:
        async def huge(request: web.Request) -> web.StreamResponse:
            if announced:
                return web.Response(body=bytes(2_000_000))
            response = web.StreamResponse()
            response.enable_chunked_encoding()
            await response.prepare(request)
            try:
                while True:
                    await response.write(bytes(100_000))
            except ConnectionError:
                return response

        async with serving(huge) as root, AiohttpRequest(max_answer_bytes=1_000_000) as layer:
            with pytest.raises(ConnectionFailed, match="AnswerTooLarge") as failure:
                await layer.post(f"{root}/bot{TOKEN}/getUpdates")

        assert failure.value.maybe_accepted is True

    async def test_a_compressed_answer_is_not_unpacked(
        self, request_layer: AiohttpRequest
    ) -> None:
        async def compressed(request: web.Request) -> web.Response:
            assert request.headers["Accept-Encoding"] == "identity"
            return web.Response(body=b"packed", headers={"Content-Encoding": "gzip"})

        async with serving(compressed) as root:
            _, answer = await request_layer.do_request(f"{root}/file", "GET")

        assert answer == b"packed"

    async def test_a_redirect_is_not_followed(self, request_layer: AiohttpRequest) -> None:
        async def elsewhere(request: web.Request) -> web.Response:
            raise web.HTTPFound("http://127.0.0.1:1/elsewhere")

        async with serving(elsewhere) as root:
            status, _ = await request_layer.do_request(f"{root}/bot{TOKEN}/getMe", "POST")

        assert status == 302


class TestConnections:
    async def test_two_hundred_calls_share_a_bounded_pool(self) -> None:
        peers: set[object] = set()
        under_way: list[int] = [0, 0]
        full = asyncio.Event()

        async def answer(request: web.Request) -> web.Response:
            assert request.transport is not None
            peers.add(request.transport.get_extra_info("peername"))
            under_way[0] += 1
            under_way[1] = max(under_way)
            if under_way[0] == 20:
                full.set()
            await full.wait()
            under_way[0] -= 1
            return result((await request.json())["number"])

        async with serving(answer) as root, AiohttpRequest(connections=20) as layer:
            api = TelegramApi(TOKEN, api_urls(root), layer)
            answers = await asyncio.gather(
                *(api.call("echo", {"number": number}) for number in range(200))
            )

        assert answers == list(range(200))
        assert under_way[1] == 20
        assert len(peers) == 20

    async def test_initialising_twice_and_shutting_down_twice_is_harmless(self) -> None:
        async def answer(request: web.Request) -> web.Response:
            return result(ME)

        layer = AiohttpRequest()
        async with serving(answer) as root:
            await layer.initialize()
            await layer.initialize()
            first = await layer.post(f"{root}/bot{TOKEN}/getMe")
            await layer.shutdown()
            await layer.shutdown()
            with pytest.raises(NetworkError, match="initialize"):
                await layer.post(f"{root}/bot{TOKEN}/getMe")
            await layer.initialize()
            second = await layer.post(f"{root}/bot{TOKEN}/getMe")
            await layer.shutdown()

        assert first == second == ME

    @pytest.mark.parametrize("answered_so_far", [b"", OK, OK + b'{"ok"'])
    async def test_rebuilding_drops_what_went_silent(
        self, request_layer: AiohttpRequest, answered_so_far: bytes
    ) -> None:
        silent = asyncio.Event()

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await read_request(reader)
            if silent.is_set():
                writer.write(OK + b'{"ok":true}')
                await writer.drain()
            writer.write(answered_so_far)
            await writer.drain()
            silent.set()
            await asyncio.Event().wait()

        async with talking(talk) as root:
            stuck = asyncio.ensure_future(
                request_layer.do_request(f"{root}/stuck", "POST", read_timeout=None)
            )
            await silent.wait()
            await request_layer.rebuild()
            with pytest.raises(ConnectionFailed) as failure:
                await stuck
            _, answer = await request_layer.do_request(f"{root}/again", "POST")

        assert failure.value.maybe_accepted is True
        assert json.loads(answer) == {"ok": True}

    async def test_a_call_that_waits_for_a_connection_outlives_a_rebuild(self) -> None:
        first = asyncio.Event()

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if (await read_request(reader))[0].startswith("POST /first"):
                first.set()
                await asyncio.Event().wait()
            writer.write(OK + b'{"ok":true}')
            await writer.drain()

        async with AiohttpRequest(connections=1) as layer, talking(talk) as root:
            stuck = asyncio.ensure_future(layer.do_request(f"{root}/first", "POST"))
            await first.wait()
            waiting = asyncio.ensure_future(layer.do_request(f"{root}/second", "POST"))
            await asyncio.sleep(0)
            await layer.rebuild()
            _, answer = await waiting
            with pytest.raises(ConnectionFailed):
                await stuck

        assert json.loads(answer) == {"ok": True}

    async def test_a_cancelled_call_gives_its_connection_back(self) -> None:
        asked = asyncio.Event()

        async def answer(request: web.Request) -> web.Response:
            if request.path == "/slow":
                asked.set()
                await asyncio.Event().wait()
            return result(ME)

        async with serving(answer) as root, AiohttpRequest(connections=1) as layer:
            slow = asyncio.ensure_future(layer.post(f"{root}/slow"))
            await asked.wait()
            slow.cancel()
            with pytest.raises(asyncio.CancelledError):
                await slow
            me = await layer.post(f"{root}/bot{TOKEN}/getMe")

        assert me == ME


class TestProxies:
    async def test_a_proxy_carries_the_request_and_is_given_its_credentials(self) -> None:
        heads: list[str] = []

        async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head, _ = await read_request(reader)
            heads.append(head)
            writer.write(OK + b'{"ok":true}')
            await writer.drain()

        async with talking(proxy) as address:
            with_credentials = address.replace("//", "//rep:pa55@")
            async with AiohttpRequest(proxy=with_credentials) as layer:
                _, answer = await layer.do_request("http://bot-api.test/botT/getMe", "POST")

        assert json.loads(answer) == {"ok": True}
        assert heads[0].startswith("POST http://bot-api.test/botT/getMe HTTP/1.1\r\n")
        assert "Proxy-Authorization: Basic cmVwOnBhNTU=" in heads[0]

    async def test_the_environment_names_no_proxy(
        self, request_layer: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def answer(request: web.Request) -> web.Response:
            return result(ME)

        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        monkeypatch.delenv("no_proxy", raising=False)
        async with serving(answer) as root:
            me = await request_layer.post(f"{root}/bot{TOKEN}/getMe")

        assert me == ME


async def test_a_stream_is_left_open_and_where_it_was(request_layer: AiohttpRequest) -> None:
    stream = io.BytesIO(b"a heading to skip" + bytes(200_000))
    stream.seek(17)
    sizes: list[int] = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        sizes.append(len(file.file.read()))
        return result(SENT)

    async with serving(answer) as root:
        api = TelegramApi(TOKEN, api_urls(root), request_layer)
        for _ in range(2):
            await api.call("sendDocument", {"chat_id": 5}, {"document": FileToSend("a", stream)})

    assert sizes == [200_000, 200_000]
    assert stream.tell() == 17
