"""Keeps other web sites away from the phone page's side of the server."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OWN_NAMES = frozenset({"127.0.0.1", "localhost"})


class OwnPagesOnly:
    """Refuses a request under a foreign name (DNS rebinding) or from a foreign page.

    A browser names the page a request comes from in `Origin`; a program sends none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers 403."""
        headers = Headers(scope=scope)
        named = [f"//{headers.get('host', '')}", headers.get("origin", "//localhost")]
        if all(urlsplit(name).hostname in OWN_NAMES for name in named):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("only from this machine", 403)(scope, receive, send)
