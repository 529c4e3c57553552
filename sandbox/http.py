"""The Bot API over HTTP: what a request says, and the answer as bytes."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sandbox.answers import Answer, ConnectionCut, Refusal
from sandbox.files import UPLOAD_LIMIT
from sandbox.messenger import Messenger
from sandbox.params import Upload

DROP = "sandbox.drop_connection"  # the extension by which a request's connection is cut
_BODY_LIMIT = UPLOAD_LIMIT + 2**20


class BotApi:
    """The ASGI application behind /bot<token>/<method>."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or drops its connection where a fault says so."""
        request = Request(scope, receive)
        path: Mapping[str, str] = scope["path_params"]
        try:
            params, files = await read_call(request)
            answer = await self._messenger.call(path["token"], path["method"], params, files)
        except ConnectionCut:
            scope["extensions"][DROP]()
            return
        except Refusal as refusal:
            answer = refusal.answer()
        await as_response(answer)(scope, receive, send)


async def read_call(request: Request) -> tuple[Mapping[str, Any], Mapping[str, Upload]]:
    """Parameters and files of a call: query string, JSON, form or multipart.

    Raises 400 for a JSON body that is none, 413 for one that is larger than a file may be.
    """
    params: dict[str, Any] = {}
    if query := request.scope["query_string"]:
        params.update(parse_qsl(query.decode(), keep_blank_values=True))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if int(request.headers.get("content-length") or 0) > _BODY_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "application/json":
        params.update(_json_object(await request.body()))
    elif kind == "application/x-www-form-urlencoded":
        body = (await request.body()).decode()
        params.update(parse_qsl(body, keep_blank_values=True))
    elif kind == "multipart/form-data":
        return await _multipart(request, params)
    return params, {}


def as_response(answer: Answer) -> Response:
    """The answer as JSON, with `Retry-After` beside a 429."""
    content = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"))
    response = Response(content, answer.status, media_type="application/json")
    if seconds := answer.body.get("parameters", {}).get("retry_after"):
        response.headers["Retry-After"] = str(seconds)
    return response


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refusal(400, "Bad Request: can't parse request: expected a JSON object")
    return given


async def _multipart(
    request: Request, params: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Upload]]:
    files: dict[str, Upload] = {}
    async with request.form(max_files=100, max_fields=1000, max_part_size=_BODY_LIMIT) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content = await value.read()
                mime = value.content_type or "application/octet-stream"
                files[name] = Upload(value.filename or name, content, mime)
            else:
                params[name] = value
    return params, files
