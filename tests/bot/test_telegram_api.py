"""The thin client: what it sends over any request layer, and what it makes of every answer."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp import web
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.telegram_api import (
    TELEGRAM_URL,
    Blocked,
    Conflict,
    FileToSend,
    Flood,
    Refused,
    TelegramApi,
    TelegramFailure,
    Unauthorised,
    Unreachable,
    api_urls,
    is_message_gone,
    is_tap_too_old,
    is_unmodified,
)
from bot.transport import AiohttpRequest, ConnectionFailed
from tests.bot.wire_server import TOKEN, read_request, serving, talking


class Answering(BaseRequest):
    """A request layer without a network: keeps what it was given, answers or fails as told."""

    def __init__(
        self, status: int = 200, body: bytes = b"", error: Exception | None = None
    ) -> None:
        self.answer = (status, body)
        self.error = error
        self.urls: list[str] = []
        self.given: list[RequestData] = []
        self.read_timeouts: list[object] = []

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        *timeouts: object,
    ) -> tuple[int, bytes]:
        assert method == "POST"
        assert request_data is not None
        self.urls.append(url)
        self.given.append(request_data)
        self.read_timeouts.append(read_timeout)
        if self.error:
            raise self.error
        return self.answer


def an_api(layer: BaseRequest) -> TelegramApi:
    return TelegramApi(TOKEN, api_urls(), layer)


def answered(status: int, **answer: Any) -> Answering:
    return Answering(status, json.dumps({"ok": status == 200, **answer}).encode())


async def failure_of(layer: BaseRequest, method: str = "sendMessage") -> TelegramFailure:
    with pytest.raises(TelegramFailure) as failure:
        await an_api(layer).call(method, {"chat_id": 5})
    assert TOKEN not in f"{failure.value!s} {failure.value!r} {failure.value.args}"
    assert failure.value.__context__ is None or TOKEN not in repr(failure.value.__context__)
    return failure.value


class TestWhatIsSent:
    async def test_the_result_comes_back_as_it_is(self) -> None:
        layer = answered(200, result=[{"update_id": 1}])

        updates = await an_api(layer).call("getUpdates", {"offset": 1}, read_timeout=52)

        assert updates == [{"update_id": 1}]
        assert layer.urls == [f"https://api.telegram.org/bot{TOKEN}/getUpdates"]
        assert layer.read_timeouts == [52]

    async def test_a_layers_own_read_timeout_holds_unless_one_is_given(self) -> None:
        layer = answered(200, result=True)

        await an_api(layer).call("deleteWebhook", {})

        assert layer.read_timeouts == [BaseRequest.DEFAULT_NONE]

    async def test_a_layer_finds_everything_it_may_ask_of_the_librarys_request_data(self) -> None:
        layer = answered(200, result=True)
        keyboard = {"inline_keyboard": [[{"text": "撤销", "callback_data": "u:1"}]]}
        file = FileToSend("a.txt", b"abc", "text/plain")

        await an_api(layer).call(
            "sendDocument",
            {"chat_id": 5, "caption": "ok", "reply_markup": keyboard, "message_thread_id": None},
            {"document": file},
        )

        data = layer.given[0]
        assert data.contains_files
        assert data.parameters == {"chat_id": 5, "caption": "ok", "reply_markup": keyboard}
        assert data.json_parameters["chat_id"] == "5"
        assert data.json_parameters["caption"] == "ok"
        assert json.loads(data.json_parameters["reply_markup"]) == keyboard
        assert json.loads(data.json_payload) == data.json_parameters
        assert data.multipart_data == {"document": ("a.txt", b"abc", "text/plain")}

    @pytest.mark.parametrize("layer", [AiohttpRequest, HTTPXRequest])
    async def test_the_same_call_works_over_either_layer(self, layer: type[BaseRequest]) -> None:
        seen: list[dict[str, object]] = []

        async def answer(request: web.Request) -> web.Response:
            is_json = request.content_type == "application/json"
            fields = dict(await request.json() if is_json else await request.post())
            file = fields.get("document")
            if isinstance(file, web.FileField):
                fields["document"] = file.file.read()
            seen.append(
                {name: v if isinstance(v, bytes) else str(v) for name, v in fields.items()}
            )
            return web.json_response({"ok": True, "result": len(seen)})

        async with serving(answer) as root, layer() as request:
            api = TelegramApi(TOKEN, api_urls(root), request)
            first = await api.call("sendMessage", {"chat_id": 5, "text": "你好"})
            second = await api.call(
                "sendDocument", {"chat_id": 5}, {"document": FileToSend("a", b"abc")}
            )

        assert (first, second) == (1, 2)
        assert seen == [{"chat_id": "5", "text": "你好"}, {"chat_id": "5", "document": b"abc"}]


class TestWhatAnAnswerMeans:
    async def test_a_flood_says_how_long_to_rest(self) -> None:
        failure = await failure_of(answered(429, parameters={"retry_after": 17}))

        assert isinstance(failure, Flood)
        assert failure.retry_after == 17.0

    async def test_a_flood_that_does_not_say_is_given_a_pause(self) -> None:
        failure = await failure_of(answered(429, description="Too Many Requests"))

        assert isinstance(failure, Flood)
        assert failure.retry_after == 5.0

    async def test_a_member_who_blocked_the_bot_is_told_apart(self) -> None:
        failure = await failure_of(
            answered(403, description="Forbidden: bot was blocked by the user")
        )

        assert isinstance(failure, Blocked)
        assert failure.description == "Forbidden: bot was blocked by the user"

    async def test_a_second_poller_is_a_conflict(self) -> None:
        failure = await failure_of(answered(409, description="Conflict: terminated"))

        assert isinstance(failure, Conflict)

    @pytest.mark.parametrize(("status", "method"), [(401, "sendMessage"), (404, "getMe")])
    async def test_a_wrong_token_is_unauthorised(self, status: int, method: str) -> None:
        failure = await failure_of(answered(status, description="Not Found"), method)

        assert isinstance(failure, Unauthorised)

    @pytest.mark.parametrize("status", [400, 404, 413])
    async def test_what_telegram_declines_is_refused(self, status: int) -> None:
        failure = await failure_of(answered(status, description="Bad Request: chat not found"))

        assert isinstance(failure, Refused)
        assert (failure.code, failure.description) == (status, "Bad Request: chat not found")

    async def test_a_refusal_does_not_repeat_the_members_words(self) -> None:
        told = 'can\'t parse entities: Unsupported start tag "Frau Meier" at byte offset 3'

        failure = await failure_of(answered(400, description=told))

        assert isinstance(failure, Refused)
        assert "Meier" not in str(failure)
        assert "can't parse entities" in failure.description

    @pytest.mark.parametrize(
        ("description", "kind"),
        [
            ("Bad Request: message is not modified: specified new message content", is_unmodified),
            ("Bad Request: message to edit not found", is_message_gone),
            ("Bad Request: message can't be edited", is_message_gone),
            ("Bad Request: message to be replied not found", is_message_gone),
            (
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
                is_tap_too_old,
            ),
        ],
    )
    async def test_refusals_of_one_kind_are_known_in_one_place(
        self, description: str, kind: object
    ) -> None:
        failure = await failure_of(answered(400, description=description))

        assert isinstance(failure, Refused)
        kinds = [is_unmodified, is_message_gone, is_tap_too_old]
        assert [test for test in kinds if test(failure)] == [kind]


class TestWhetherItMayHaveBeenAccepted:
    @pytest.mark.parametrize(
        ("status", "body", "accepted"),
        [
            (502, b"<html><title>502 Bad Gateway</title></html>", True),
            (502, b'{"ok":false,"error_code":502,"description":"Bad Gateway"}', True),
            (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}', True),
            (504, b"", True),
            (503, b"<html>busy</html>", False),
            (503, b'{"ok":false,"error_code":503}', False),
            (200, b"<html>Welcome to the hotel's network</html>", True),
            (200, b"[]", True),
            (200, b"\xff\xfe", True),
            (200, b'{"ok":false}', True),
            (302, b"", False),
            (403, b"<html>The company's proxy does not like this</html>", False),
            (404, b"not found", False),
            (407, b"", False),
        ],
    )
    async def test_an_answer_that_is_no_word_of_telegram(
        self, status: int, body: bytes, accepted: bool
    ) -> None:
        failure = await failure_of(Answering(status, body))

        assert isinstance(failure, Unreachable)
        assert failure.maybe_accepted is accepted
        assert str(status) in failure.reason

    async def test_a_file_too_large_for_a_gateway_is_never_sent_again(self) -> None:
        failure = await failure_of(Answering(413, b"<html>Request Entity Too Large</html>"))

        assert isinstance(failure, Refused)

    @pytest.mark.parametrize(
        ("error", "accepted"),
        [
            (ConnectionFailed("refused", maybe_accepted=False), False),
            (ConnectionFailed("cut", maybe_accepted=True), True),
            (TimedOut(), True),  # a layer that does not tell
            (NetworkError(f"cannot connect to https://x/bot{TOKEN}"), True),
        ],
    )
    async def test_a_failing_layer_is_believed(self, error: Exception, accepted: bool) -> None:
        with pytest.raises(Unreachable) as failure:
            await an_api(Answering(error=error)).call("sendMessage", {})

        assert failure.value.maybe_accepted is accepted
        assert TOKEN not in str(failure.value)
        assert failure.value.__context__ is None

    async def test_a_cut_on_the_wire_is_known_from_end_to_end(self) -> None:
        async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await read_request(reader)

        async with talking(cut) as root, AiohttpRequest() as layer:
            api = TelegramApi(TOKEN, api_urls(root), layer)
            with pytest.raises(Unreachable) as before:
                await api.call("sendMessage", {"chat_id": 5, "text": "x"})
        async with AiohttpRequest() as layer:
            api = TelegramApi(TOKEN, api_urls(root), layer)
            with pytest.raises(Unreachable) as after:
                await api.call("sendMessage", {"chat_id": 5, "text": "x"})

        assert (before.value.maybe_accepted, after.value.maybe_accepted) == (True, False)


@pytest.mark.parametrize("server", ["http://127.0.0.1:8081", "http://127.0.0.1:8081/"])
def test_a_bot_api_server_of_ones_own_has_two_addresses(server: str) -> None:
    urls = api_urls(server)

    assert urls == ("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/file/bot")
    assert api_urls().methods == f"{TELEGRAM_URL}/bot"
