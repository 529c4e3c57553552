"""Servers on loopback that answer exactly when and how a test says, and a bot that calls them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.transport import AiohttpRequest, Timeouts

TOKEN = "123456:a-secret-nobody-may-read"  # the shape of a token, none that ever worked

SOON = Timeouts(connect=5, read=0.05, write=0.05, pool=0.05)  # for what never happens
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n"  # followed by eleven bytes

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Serve HTTP; gives the server's root address."""
    app = web.Application(client_max_size=1 << 30)
    app.router.add_route("*", "/{path:.*}", handler)
    async with TestServer(app) as server:
        yield str(server.make_url("/")).rstrip("/")


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[str]:
    """Serve bare connections, for what no decent HTTP server does."""
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await talk(reader, writer)
        except (asyncio.CancelledError, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def read_request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """Read one whole request; its head and its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(
        (
            int(line.split(":")[1])
            for line in head.splitlines()
            if line.lower().startswith("content-length")
        ),
        0,
    )
    return head, await reader.readexactly(length)


async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take a connection and let it wait for ever."""
    await asyncio.Event().wait()


def a_bot(root: str, layer: AiohttpRequest) -> Bot:
    """Return the library's own bot, over `layer`, at the server `root`."""
    return Bot(
        TOKEN,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=layer,
        get_updates_request=AiohttpRequest(),
    )
