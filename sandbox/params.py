"""Reading the parameters of one call, whichever way they travelled: JSON, form or query string."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.answers import Json, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


class Params:
    """Typed access; a value may be a string or already what the string would say."""

    __slots__ = ("files", "given")

    def __init__(self, given: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self.given = given
        self.files = files

    def __contains__(self, name: str) -> bool:
        return self.given.get(name) not in (None, "") or name in self.files

    def text(self, name: str) -> str:
        """The parameter as a string, "" where it is missing."""
        value = self.given.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str) -> int | None:
        """The parameter as an integer, None where it is missing; 400 where it is no integer."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        return whole(value, f'parameter "{name}"')

    def number(self, name: str) -> float | None:
        """The parameter as a float, None where it is missing; 400 where it is no number."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        try:
            return float(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be a number') from None

    def flag(self, name: str) -> bool:
        """The parameter as a boolean the way the Bot API reads it: true, yes and 1 are true."""
        value = self.given.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        return str(value).strip().lower() in ("true", "yes", "1")

    def json(self, name: str, what: str) -> Any:
        """The parameter as JSON, None where it is missing; 400 naming `what` where it is none."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def object(self, name: str, what: str) -> Json:
        """The parameter as a JSON object, empty where it is missing; 400 where it is none."""
        value = self.json(name, what)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {what}: expected an Object")
        return value or {}

    def objects(self, name: str, what: str) -> list[Json] | None:
        """The parameter as an array of objects, None where it is missing; 400 where it is none."""
        value = self.json(name, what)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {what}: expected an Array of Object")
        return value


def whole(value: Any, what: str) -> int:
    """A value as an integer; 400 naming `what` where it is none."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise bad_request(f"{what} must be an integer") from None
