"""Remote control for tests in other processes: faults and the record of what was accepted."""

from dataclasses import fields
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.faults import Fault
from sandbox.messenger import Messenger
from sandbox.remote import problem, read_json


class Control:
    """The routes, for one messenger."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    def routes(self) -> list[Route]:
        """To be mounted under a prefix."""
        return [
            Route("/faults", self.faults, methods=["POST", "DELETE"]),
            Route("/accepted", self.accepted),
        ]

    async def faults(self, request: Request) -> Response:
        """POST plans a fault from the fields of `Fault`; DELETE clears all."""
        if request.method == "DELETE":
            self._messenger.faults.clear()
            return JSONResponse({})
        try:
            facts: dict[str, Any] = await read_json(request)
            self._messenger.faults.add(Fault(**facts))
        except (TypeError, ValueError) as wrong:
            known = [field.name for field in fields(Fault) if field.init]
            return problem(400, f"{wrong}; a fault has {known}")
        return JSONResponse({})

    async def accepted(self, request: Request) -> Response:
        """What was accepted from number `since` on, and the number to ask for next."""
        since = int(request.query_params.get("since", 0))
        record = self._messenger.accepted[since:]
        return JSONResponse(
            {"next": since + len(record), "accepted": [entry.to_json() for entry in record]}
        )
