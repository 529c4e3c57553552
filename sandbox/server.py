"""The messenger as a web server on this machine: Bot API, files, phone page and remote control."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from sandbox.answers import Refusal
from sandbox.control import Control
from sandbox.guard import OwnPagesOnly
from sandbox.http import DROP, BotApi, as_response
from sandbox.messenger import Messenger
from sandbox.remote import Remote, problem

PAGE = Path(__file__).with_name("page")
HOST = "127.0.0.1"
METHODS = ["GET", "POST"]


def build_app(messenger: Messenger) -> Starlette:
    """The whole application; runs under any ASGI server, cut connections need `serve`."""

    async def file(request: Request) -> Response:
        bot = messenger.bots.get(request.path_params["token"])
        found = bot.files.by_path(request.path_params["path"]) if bot else None
        if found is None:
            return as_response(Refusal(404, "Not Found").answer())
        return Response(found.content, media_type="application/octet-stream")

    async def page(_: Request) -> Response:
        return FileResponse(PAGE / "phone.html")

    async def nobody(_: Request, missing: Exception) -> Response:
        return problem(404, missing)

    remote, control = Remote(messenger).routes(), Control(messenger).routes()
    guarded = [Middleware(OwnPagesOnly)]
    return Starlette(
        routes=[
            Route("/bot{token}/{method}", BotApi(messenger), methods=METHODS),
            Route("/file/bot{token}/{path:path}", file),
            Mount("/phone", routes=remote, middleware=guarded),
            Mount("/control", routes=[*control, *remote], middleware=guarded),
            Route("/", page),
            Mount("/page", StaticFiles(directory=PAGE)),
        ],
        exception_handlers={LookupError: nobody},
    )


class Serving:
    """A running server: where it is reached."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://{HOST}:{port}"

    @property
    def api_url(self) -> str:
        """What a bot library takes as its base address; the token follows."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """The same for files."""
        return f"{self.url}/file/bot"


@asynccontextmanager
async def serve(messenger: Messenger, port: int = 0) -> AsyncIterator[Serving]:
    """Serves on the loopback address inside this event loop for the length of an `async with`.

    Port 0 takes a free one. Raises `OSError` where the port is taken. uvicorn's protocol without
    its `Server`: no signal handlers, and starting and stopping take no time.
    """
    config = uvicorn.Config(build_app(messenger), log_config=None, access_log=False, ws="none")
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Droppable(config, state, {}), HOST, port, backlog=1024
    )
    try:
        yield Serving(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for connection in list(state.connections):
            connection.transport.abort()
        for task in list(state.tasks):
            task.cancel()
        await asyncio.gather(*state.tasks, return_exceptions=True)


class _Droppable(H11Protocol):
    """Lets a request cut its own connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        app = self.app

        async def droppable(scope: Scope, receive: Receive, send: Send) -> None:
            scope["extensions"] = {DROP: self._drop}
            try:
                await app(scope, receive, send)
            except asyncio.CancelledError:
                if not self.transport.is_closing():  # else the server stops, and nobody waits
                    raise

        self.app = droppable

    def _drop(self) -> None:
        self.transport.abort()
        self.cycle.disconnected = True
