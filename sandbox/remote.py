"""People, clock and events over HTTP: the side of the server that phone pages and tests use."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.acts import act
from sandbox.answers import Json
from sandbox.bubbles import Bubble
from sandbox.feed import Event
from sandbox.messenger import Messenger
from sandbox.people import Person
from sandbox.views import clock_view, event_view, person_view, phone_view

HEARTBEAT = 15.0
RECONNECT = 500  # milliseconds until a page that lost the server asks again


class Remote:
    """The routes, for one messenger and its first bot."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    def routes(self) -> list[Route]:
        """To be mounted under a prefix."""
        return [
            Route("/people", self.people, methods=["GET", "POST"]),
            Route("/people/{id:int}", self.phone),
            Route("/people/{id:int}/file", self.send_file, methods=["POST"]),
            Route("/people/{id:int}/files/{file_id}", self.file),
            Route("/people/{id:int}/{act}", self.act, methods=["POST"]),
            Route("/clock", self.clock, methods=["GET", "POST"]),
            Route("/events", self.events),
        ]

    async def people(self, request: Request) -> Response:
        """GET lists the members; POST adds one from the fields of a User."""
        if request.method == "POST":
            facts = await read_json(request)
            taken = self._messenger.bot.chats
            number = int(facts.pop("id", 0)) or max(taken, default=500) + 1
            return JSONResponse(person_view(self._messenger.person(number, **facts)))
        return JSONResponse([person_view(person) for person in self._everybody()])

    async def phone(self, request: Request) -> Response:
        """Everything on one phone."""
        return JSONResponse(phone_view(self._person(request)))

    async def act(self, request: Request) -> Response:
        """One act of one person; 404 for what is not there, 400 for what makes no sense."""
        try:
            person, name = self._person(request), request.path_params["act"]
            return JSONResponse(await act(person, name, await read_json(request)))
        except LookupError as missing:
            return problem(404, missing)
        except (ValueError, TypeError) as wrong:
            return problem(400, wrong)

    async def send_file(self, request: Request) -> Response:
        """Sends a file from the phone: multipart with file, kind (photo, ...), text and reply_to."""
        person = self._person(request)
        async with request.form() as form:
            kind, text = str(form.get("kind", "document")), str(form.get("text", ""))
            answered = str(form.get("reply_to", ""))
            upload: Any = form["file"]
            content, name = await upload.read(), upload.filename
        answers = person.message(int(answered)) if answered.isdecimal() else None
        sent: Bubble
        if kind == "photo":
            sent = await person.send_photo(content, text, answers)
        elif kind == "voice":
            sent = await person.send_voice(content, answers=answers)
        else:
            sent = await person.send_document(content, text, name=name, answers=answers)
        return JSONResponse({"message_id": sent.id})

    async def file(self, request: Request) -> Response:
        """The content of a file that is shown in a message."""
        file = self._messenger.bot.files.by_id(request.path_params["file_id"])
        if file is None:
            return problem(404, "no such file")
        safe = file.mime if file.mime.startswith(("image/", "audio/", "video/")) else None
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return Response(
            file.content, media_type=safe or "application/octet-stream", headers=headers
        )

    async def clock(self, request: Request) -> Response:
        """GET says the time; POST {"move": seconds} goes forward."""
        if request.method == "POST":
            try:
                self._messenger.clock.move(float((await read_json(request))["move"]))
            except (LookupError, ValueError) as wrong:
                return problem(400, wrong)
        return JSONResponse(clock_view(self._messenger.clock))

    async def events(self, _: Request) -> Response:
        """Everything that happens from now on, as server-sent events."""
        return StreamingResponse(
            self._stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _stream(self) -> AsyncIterator[str]:
        waiting: asyncio.Queue[Json] = asyncio.Queue()
        clock = self._messenger.clock

        def happened(event: Event) -> None:
            if event.chat.id in self._messenger.bot.chats:
                waiting.put_nowait(event_view(event, self._messenger.person(event.chat.id)))

        def moved(_: float) -> None:
            waiting.put_nowait(clock_view(clock))

        stop = self._messenger.feed.listen(happened)
        clock.on_move.append(moved)
        try:
            yield f"retry: {RECONNECT}\n{_sse(clock_view(clock))}"
            while True:
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        view = await waiting.get()
                    yield _sse(view)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            stop()
            clock.on_move.remove(moved)

    def _everybody(self) -> list[Person]:
        return [self._messenger.person(number) for number in self._messenger.bot.chats]

    def _person(self, request: Request) -> Person:
        number = request.path_params["id"]
        if number not in self._messenger.bot.chats:
            raise LookupError(f"nobody has the number {number}")
        return self._messenger.person(number)


async def read_json(request: Request) -> Json:
    """The body as a JSON object; `ValueError` where it is none."""
    given = json.loads(await request.body() or b"{}")
    if not isinstance(given, dict):
        raise ValueError("expected a JSON object")
    return given


def problem(status: int, why: object) -> Response:
    """A refusal with its reason."""
    return JSONResponse({"error": str(why)}, status)


def _sse(view: Json) -> str:
    return f"data: {json.dumps(view, ensure_ascii=False)}\n\n"
