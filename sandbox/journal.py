"""What the server accepted, for tests to compare with a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.answers import Json

# Asked all the time and changing nothing.
UNRECORDED = frozenset({"getupdates", "getme", "getwebhookinfo"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """A call that was carried out, at `at` (seconds since 1970), with its result."""

    at: float
    bot_id: int
    method: str
    params: Mapping[str, Any]
    result: Any

    @property
    def chat_id(self) -> int | None:
        """The chat it was about, if it named one."""
        given = self.params.get("chat_id")
        return int(given) if given is not None else None

    @property
    def text(self) -> str:
        """The visible text of the resulting message, "" where there is none."""
        message = self.result if isinstance(self.result, dict) else {}
        return str(message.get("text") or message.get("caption") or "")

    def to_json(self) -> Json:
        """For the control API."""
        return {
            "at": self.at,
            "bot_id": self.bot_id,
            "method": self.method,
            "params": dict(self.params),
            "result": self.result,
        }
