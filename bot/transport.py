"""Carry requests to Telegram: python-telegram-bot's request layer on aiohttp.

The library's own layer (httpx) rescans its whole pool for every request and collapses when many chats
are answered at once; aiohttp does not. What this layer adds to the contract of `BaseRequest`:

- a failure says whether Telegram may have accepted the request (`maybe_accepted`), because the Bot API
  has no idempotency key and the sender has to know whether a second try may be a repeat;
- no text of an error holds the address, which carries the token, and none drags the original along;
- an answer is bounded before it fills the memory, and `rebuild` drops connections that have gone silent.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.request_body import RequestBody, form_body, json_body


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait for one step of a request, `None` for ever.

    `connect` covers the name, the connection and TLS; `write` and `read` are the longest silence while a
    piece is sent or awaited; `pool` is the wait for a free connection.
    """

    connect: float | None = 5.0
    read: float | None = 10.0
    write: float | None = 20.0
    pool: float | None = 5.0


class ConnectionFailed(NetworkError):
    """The request failed on the way; `maybe_accepted` says whether Telegram may have acted on it."""

    def __init__(self, message: str, *, maybe_accepted: bool) -> None:
        super().__init__(message)
        self.maybe_accepted = maybe_accepted


class ConnectionTimedOut(TimedOut):
    """The request took too long; `maybe_accepted` says whether Telegram may have acted on it."""

    def __init__(self, message: str, *, maybe_accepted: bool) -> None:
        super().__init__(message)
        self.maybe_accepted = maybe_accepted


DEFAULT_TIMEOUTS = Timeouts()
CLOSING_SECONDS = 2.0  # what a connection that takes no more bytes may hold up a shutdown


class AiohttpRequest(BaseRequest):
    """A bounded pool of kept-alive connections, for `telegram.Bot` and for `bot.telegram_api`.

    `proxy` is an `http://` or `https://` address, with credentials if need be; the environment's proxies
    and netrc are not looked at. `max_answer_bytes` bounds answers and downloads alike.
    """

    __slots__ = ("_free", "_max_answer_bytes", "_proxy", "_session", "_timeouts")

    def __init__(
        self,
        *,
        connections: int = 64,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        proxy: str | None = None,
        max_answer_bytes: int = 64 * 1024 * 1024,
    ) -> None:
        self._free = asyncio.Semaphore(connections)
        self._timeouts = timeouts
        self._proxy = _proxy_address(proxy)
        self._max_answer_bytes = max_answer_bytes
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds; the library adds them to the time a long poll waits by itself."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the pool. Does nothing when it is open; opens it again after `shutdown`."""
        if self._session is None:
            self._session = _open_session()

    async def shutdown(self) -> None:
        """Close every connection. Requests under way fail as `ConnectionFailed`."""
        session, self._session = self._session, None
        await _close_session(session)

    async def rebuild(self) -> None:
        """Drop every connection and start afresh: a watchdog's cure for a pool that went silent.

        Requests under way fail as `ConnectionFailed`; those waiting for a connection get a new one.
        """
        session, self._session = self._session, _open_session()
        await _close_session(session)

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; return the HTTP status and the bytes of the answer.

        Raises `ConnectionFailed` or `ConnectionTimedOut`, never an exception of aiohttp, and
        `RuntimeError` before `initialize`.
        """
        body = _body(method, request_data, _seconds(write_timeout, self._timeouts.write))
        limits = aiohttp.ClientTimeout(
            total=None,
            connect=_seconds(connect_timeout, self._timeouts.connect),
            sock_read=_seconds(read_timeout, self._timeouts.read),
        )
        await self._wait_for_connection(_seconds(pool_timeout, self._timeouts.pool))
        try:
            return await self._exchange(url, method, body, limits)
        except (aiohttp.ClientError, OSError) as error:
            failure = _failure(error, body)
        finally:
            self._free.release()
        # Raised out here, so that no `__context__` keeps the original, whose text may hold the address.
        raise failure

    async def _wait_for_connection(self, seconds: float | None) -> None:
        if not self._free.locked():
            await self._free.acquire()  # at once
            return
        try:
            async with asyncio.timeout(seconds):
                await self._free.acquire()
        except TimeoutError:
            message = "every connection is busy"
            raise ConnectionTimedOut(message, maybe_accepted=False) from None

    async def _exchange(
        self, url: str, method: str, body: RequestBody | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("initialize() opens the connections first")
        async with self._session.request(
            method,
            url,
            data=body,
            timeout=limits,
            proxy=self._proxy,
            allow_redirects=False,  # the Bot API never redirects; the address must not travel on
        ) as response:
            return response.status, await self._read(response)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        length = response.content_length
        if length is not None and length > self._max_answer_bytes:
            raise _AnswerTooLarge
        if length is not None:
            return await response.read()
        answer = bytearray()
        async for chunk in response.content.iter_any():
            answer += chunk
            if len(answer) > self._max_answer_bytes:
                raise _AnswerTooLarge
        return bytes(answer)


class _AnswerTooLarge(aiohttp.ClientError):
    """The answer is larger than what this layer was told to hold."""


def _open_session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),  # bounded by the layer, which outlives a session
        cookie_jar=aiohttp.DummyCookieJar(),
        # Compressed answers could grow past every bound, and cost more than they save.
        headers={"User-Agent": BaseRequest.USER_AGENT, "Accept-Encoding": "identity"},
        auto_decompress=False,
        trust_env=False,
    )


async def _close_session(session: aiohttp.ClientSession | None) -> None:
    if session is not None:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await session.close()


def _proxy_address(proxy: str | None) -> URL | None:
    if proxy is None:
        return None
    address = URL(proxy)
    if address.scheme not in {"http", "https"} or not address.host:
        raise ValueError("a proxy is an http:// or https:// address")  # its password stays unsaid
    return address


def _seconds(given: object, default: float | None) -> float | None:
    """The library marks "not given" with an object of its own; everything else is meant."""
    return given if given is None or isinstance(given, int | float) else default


def _body(
    method: str, request_data: RequestData | None, write_timeout: float | None
) -> RequestBody | None:
    if request_data is None:
        return None if method == "GET" else json_body({}, write_timeout)
    if request_data.contains_files:
        fields, files = request_data.json_parameters, request_data.multipart_data
        return form_body(fields, files, write_timeout)
    return json_body(request_data.parameters, write_timeout)


def _failure(error: Exception, body: RequestBody | None) -> NetworkError:
    """Turn an error into ours. A download (no body) has nothing that could be accepted."""
    accepted = body is not None and body.may_have_arrived
    if isinstance(error, TimeoutError):
        step = "the answer did not come" if accepted else "no connection or no progress"
        return ConnectionTimedOut(f"{step} in time", maybe_accepted=accepted)
    reason = type(error).__name__.lstrip("_")
    if isinstance(error, aiohttp.ClientConnectorError):
        reason += f": {error.strerror}"
    return ConnectionFailed(reason, maybe_accepted=accepted)
