"""Call the Bot API on the hot path: plain JSON in, plain JSON out, and errors that carry facts.

The poller and the sender use this instead of `telegram.Bot`, which would build an object of about a
hundred attributes for every message sent. It works over any `telegram.request.BaseRequest`.

Whether a failed call may have been carried out decides if a second try may be a repeat:

- Only an answer in the Bot API's own form is Telegram's word. A 403 or 404 page written by a proxy or a
  hotel's network must not count a member as gone, so it is `Unreachable(maybe_accepted=False)`.
- A 5xx hides the outcome: a gateway writes 502 and 504 also after it passed the request on, and the Bot
  API server answers 500 ("restart") while it stops, whatever it had begun. So it is
  `Unreachable(maybe_accepted=True)`, and the sender's second try says that it may be a repeat. Only 503
  is written instead of passing a request on.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any, NamedTuple, cast

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

TELEGRAM_URL = "https://api.telegram.org"
DEFAULT_RETRY_AFTER = 5.0  # seconds, where a 429 does not say


class ApiUrls(NamedTuple):
    """Where methods are called and files fetched: the library's `base_url` and `base_file_url`."""

    methods: str
    files: str


def api_urls(server: str = TELEGRAM_URL) -> ApiUrls:
    """Return the addresses below the root of a Bot API server (`FIELDBOOK_API_URL`)."""
    root = server.rstrip("/")
    return ApiUrls(f"{root}/bot", f"{root}/file/bot")


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A file to upload: bytes, or a stream that is read from where it stands and left open."""

    name: str
    content: bytes | IO[bytes]
    media_type: str = "application/octet-stream"


class TelegramFailure(Exception):
    """A call that brought no result; each kind says what the caller may do next."""

    def __str__(self) -> str:
        return repr(self)


@dataclass(eq=False)
class Flood(TelegramFailure):
    """429: nothing was done; this chat, and all sending, rests for `retry_after` seconds."""

    retry_after: float


@dataclass(eq=False)
class Blocked(TelegramFailure):
    """403: the member blocked the bot or deleted the account; trying again is useless."""

    description: str


@dataclass(eq=False)
class Refused(TelegramFailure):
    """Telegram understood and declined (400, 404, 413 …): never to be tried again unchanged."""

    code: int
    description: str


@dataclass(eq=False)
class Conflict(TelegramFailure):
    """409: somebody else polls with this token, or a webhook is set."""

    description: str


@dataclass(eq=False)
class Unauthorised(TelegramFailure):
    """401, or 404 to `getMe`: the token is wrong or was revoked."""


@dataclass(eq=False)
class Unreachable(TelegramFailure):
    """No usable answer. `maybe_accepted`: Telegram may have done it nevertheless."""

    maybe_accepted: bool
    reason: str


class TelegramApi:
    """One bot's access to the Bot API."""

    def __init__(self, token: str, urls: ApiUrls, request: BaseRequest) -> None:
        self._token = token
        self._root = f"{urls.methods}{token}/"
        self._files = f"{urls.files}{token}/"
        self._request = request

    async def call(
        self,
        method: str,
        payload: Mapping[str, Any],
        files: Mapping[str, FileToSend] | None = None,
        read_timeout: float | None = None,
    ) -> Any:
        """Call `method` with JSON-able parameters; return the decoded `result`.

        `files` are parts of a form, referred to by their parameter's name or by `attach://name`.
        `read_timeout` is in seconds; without it the request layer's own holds.
        Raises a `TelegramFailure`.
        """
        parameters = {name: value for name, value in payload.items() if value is not None}
        status, body = await self._do(
            self._root + method,
            "POST",
            request_data=cast(RequestData, _ReadyData(parameters, files or {})),
            read_timeout=BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout,
        )
        return _result(method, status, body)

    async def download(self, file_id: str) -> bytes:
        """Return the content of a file that somebody sent, at most 20 MB; raises a `TelegramFailure`."""
        file = await self.call("getFile", {"file_id": file_id})
        status, body = await self._do(f"{self._files}{file['file_path']}", "GET")
        if status != HTTPStatus.OK:
            raise Unreachable(maybe_accepted=False, reason=f"no file: {status}")
        return body

    async def _do(self, url: str, verb: str, **options: Any) -> tuple[int, bytes]:
        try:
            return await self._request.do_request(url, verb, **options)
        except NetworkError as error:
            # Where a layer does not say how far it came, the outcome is unknown.
            reason = error.message.replace(self._token, "…")
            failure = Unreachable(getattr(error, "maybe_accepted", True), reason)
        raise failure  # out here, so that no `__context__` keeps the original, whose text may hold the address


def is_unmodified(error: Refused) -> bool:
    """The message already shows what the edit would show: as good as done."""
    return error.code == 400 and "message is not modified" in error.description.lower()


def is_message_gone(error: Refused) -> bool:
    """The message to edit, delete or reply to was deleted, or may no longer be edited."""
    return error.code == 400 and any(text in error.description.lower() for text in _GONE)


def is_tap_too_old(error: Refused) -> bool:
    """The tap waited too long for its answer (some 10 seconds); the rep's phone has given up."""
    return error.code == 400 and "query is too old" in error.description.lower()


_GONE = (
    "message to edit not found",
    "message to delete not found",
    "message to be replied not found",
    "message can't be edited",
    "message can't be deleted",
    "there is no text in the message to edit",
)


class _ReadyData:
    """What a request layer asks of `telegram.request.RequestData`, without its parsing of objects."""

    __slots__ = ("_files", "contains_files", "parameters")

    def __init__(self, parameters: dict[str, Any], files: Mapping[str, FileToSend]) -> None:
        self.parameters = parameters
        self.contains_files = bool(files)
        self._files = files

    @property
    def json_parameters(self) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in self.parameters.items()
        }

    @property
    def json_payload(self) -> bytes:
        return json.dumps(self.json_parameters).encode()

    @property
    def multipart_data(self) -> dict[str, tuple[str, bytes | IO[bytes], str]]:
        return {
            name: (file.name, file.content, file.media_type) for name, file in self._files.items()
        }


def _result(method: str, status: int, body: bytes) -> Any:
    """Return the result an answer holds, or raise what it says."""
    try:
        answer = json.loads(body)
        ok = answer["ok"]
    except (ValueError, TypeError, KeyError):
        raise _foreign(status) from None
    if ok and 200 <= status <= 299:
        return answer.get("result")
    raise _declined(method, status, answer)


def _declined(method: str, status: int, answer: dict[str, Any]) -> TelegramFailure:
    # A message's own words, which Telegram quotes in some descriptions, must not reach a log.
    description = re.sub(r'"[^"]*"', '"…"', str(answer.get("description", "")))
    if status == 401 or (status == 404 and method == "getMe"):
        return Unauthorised()  # getMe exists, so a 404 means that the token is malformed
    if status == 429:
        parameters = answer.get("parameters") or {}
        return Flood(float(parameters.get("retry_after", DEFAULT_RETRY_AFTER)))
    if status in _BY_STATUS:
        return _BY_STATUS[status](description)
    if 400 <= status <= 499:
        return Refused(status, description)
    return Unreachable(maybe_accepted=status != 503, reason=f"HTTP {status}")


_BY_STATUS: dict[int, Callable[[str], TelegramFailure]] = {403: Blocked, 409: Conflict}


def _foreign(status: int) -> TelegramFailure:
    """Read an answer that is not in the Bot API's form: a gateway or a proxy wrote it."""
    if status == 413:
        return Refused(status, "Request Entity Too Large")
    hidden = 200 <= status <= 299 or (status >= 500 and status != 503)
    return Unreachable(hidden, f"HTTP {status}, not in the form of the Bot API")
