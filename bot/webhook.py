"""Receiving by webhook: Telegram posts each update, and hears that it arrived once it is on disk.

For whoever has an address that Telegram can reach; without one the bot polls. TLS is a reverse proxy's
business. That a post comes from Telegram is known by a secret that follows from the token, so that there is
nothing to configure and every worker of a database knows the same one.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from bot.receiving import WANTED
from bot.telegram_api import Flood, TelegramApi, TelegramFailure, Unreachable

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name
LARGEST = 1024 * 1024  # bytes of a post; an update has some kilobytes
RESTS = (1.0, 5.0, 15.0, 60.0)
LAST_ANSWERS = 5.0  # seconds for posts under way at a stop
Take = Callable[[Sequence[Any]], Awaitable[Any]]
Room = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram posts to, and where that arrives on this machine (port 0 takes a free one)."""

    url: str
    host: str
    port: int


def hook_at(url: str, listen: str) -> Hook:
    """Return a hook; `listen` is like 127.0.0.1:8443."""
    host, _, port = listen.rpartition(":")
    return Hook(url, host, int(port))


def secret_of(token: str) -> str:
    """Return what Telegram is to send with each post."""
    return hashlib.sha256(f"fieldbook webhook {token}".encode()).hexdigest()


class WebhookServer:
    """Takes what Telegram posts; `take` returns when it is on disk, `room` when there is room for more."""

    def __init__(self, api: TelegramApi, hook: Hook, secret: str, take: Take) -> None:
        self._api = api
        self._hook = hook
        self._secret = secret
        self._take = take
        self._room: Room | None = None
        self.port: int | None = None  # once it listens

    async def run(self, room: Room) -> None:
        """Listen, tell Telegram where, and serve for ever. OSError where the port is taken."""
        self._room = room
        async with self._listening():
            await self._tell_telegram()
            await asyncio.Event().wait()

    async def post(self, request: "Request") -> "Response":
        """Answer a post: 200 once its update is on disk, 403 without the secret."""
        from starlette.responses import Response

        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret.encode()):
            log.warning("webhook_without_secret")
            return Response(status_code=403)
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return Response(status_code=413)
        try:
            update = json.loads(body)
        except ValueError:
            log.error("webhook_without_sense")
            return Response(status_code=400)
        assert self._room is not None
        await self._room()
        await self._take([update])
        return Response(status_code=200)

    async def _tell_telegram(self) -> None:
        call = {"url": self._hook.url, "secret_token": self._secret, "allowed_updates": WANTED}
        attempt = 0
        while True:
            pause = RESTS[min(attempt, len(RESTS) - 1)]
            try:
                await self._api.call("setWebhook", call)
            except Flood as flood:
                pause = flood.retry_after
            except Unreachable as trouble:
                log.warning("telegram_unreachable", reason=trouble.reason, again_in=pause)
            except TelegramFailure as failure:
                log.error("webhook_refused", reason=str(failure), again_in=pause)
            else:
                log.info("webhook_set", port=self.port)
                return
            attempt += 1
            await asyncio.sleep(pause)

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        """uvicorn's protocol without its `Server`, which would take the signals for itself."""
        import uvicorn
        from starlette.applications import Starlette
        from starlette.routing import Route
        from uvicorn.protocols.http.h11_impl import H11Protocol
        from uvicorn.server import ServerState

        app = Starlette(routes=[Route("/{path:path}", self.post, methods=["POST"])])
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", lifespan="off")
        config.load()
        state = ServerState()
        server = await asyncio.get_running_loop().create_server(
            lambda: H11Protocol(config, state, {}), self._hook.host, self._hook.port
        )
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()
            if state.tasks:
                await asyncio.wait(list(state.tasks), timeout=LAST_ANSWERS)
            for connection in list(state.connections):
                connection.transport.abort()
