"""What the server answers: a result, a refusal in Telegram's words, or a line that goes dead."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

NOT_FOUND = "Not Found: method not found"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status and the JSON body that goes with it."""

    status: int
    body: Json

    @property
    def result(self) -> Any:
        """The method's result; raises `KeyError` for a refusal."""
        return self.body["result"]


class Refusal(Exception):
    """A call that Telegram would not carry out, in the words of the Bot API."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters or {}

    def answer(self) -> Answer:
        """The refusal as it goes over the wire."""
        body: Json = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return Answer(self.status, body)


class ConnectionCut(Exception):
    """The connection broke; `accepted` says whether the call had been carried out by then."""

    def __init__(self, accepted: bool) -> None:
        super().__init__("connection cut " + ("after" if accepted else "before") + " acceptance")
        self.accepted = accepted


def bad_request(why: str) -> Refusal:
    """A 400 in Telegram's form."""
    return Refusal(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refusal:
    """A 403 in Telegram's form."""
    return Refusal(403, f"Forbidden: {why}")


def conflict(why: str) -> Refusal:
    """A 409 in Telegram's form."""
    return Refusal(409, f"Conflict: {why}")


def too_many_requests(retry_after: int) -> Refusal:
    """A 429; `retry_after` in whole seconds."""
    return Refusal(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )
