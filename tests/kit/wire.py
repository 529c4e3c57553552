"""python-telegram-bot talking to the sandbox in process: its request layer without a socket."""

import json
from typing import Any, cast
from urllib.parse import unquote

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot.transport import ConnectionFailed
from sandbox.answers import ConnectionCut
from sandbox.messenger import Messenger
from sandbox.params import Upload


class SandboxRequest(BaseRequest):
    """Hands the library's calls to a `Messenger` as its HTTP server would hand them over.

    A cut connection is a `NetworkError` that knows whether the call was carried out. Timeouts are
    not watched: nothing here waits but on the sandbox's clock.
    """

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    @property
    def read_timeout(self) -> float | None:
        """None: an answer may take as long as the sandbox's clock says."""
        return None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer to one call, or the content of one file."""
        place, _, token_and_rest = unquote(url).partition("/bot")
        token, _, rest = token_and_rest.partition("/")
        if place.endswith("/file"):
            return self._download(token, rest)
        params = dict(request_data.json_parameters) if request_data else {}
        try:
            answer = await self._messenger.call(token, rest, params, _uploads(request_data))
        except ConnectionCut as cut:
            raise ConnectionFailed(str(cut), maybe_accepted=cut.accepted) from None
        return answer.status, json.dumps(answer.body).encode()

    def _download(self, token: str, path: str) -> tuple[int, bytes]:
        bot = self._messenger.bots.get(token)
        file = bot.files.by_path(path) if bot else None
        return (200, file.content) if file else (404, b'{"ok":false,"description":"Not Found"}')


def _uploads(request_data: RequestData | None) -> dict[str, Upload]:
    if request_data is None or not request_data.contains_files:
        return {}
    uploads = {}
    for name, part in request_data.multipart_data.items():
        filename, content, mime = cast("tuple[str, Any, str]", part)
        data = content if isinstance(content, bytes) else content.read()
        uploads[name] = Upload(filename, data, mime)
    return uploads
