"""A helper outside of the program, where one is configured: it hears voice notes, and reads a line anew."""

from typing import Any, Protocol


class Assistant(Protocol):
    """What the program may ask; every answer may be none, and is checked before anything is done with it."""

    async def hear(self, content: bytes, media_type: str) -> str | None:
        """Return what a voice note says; none where that is not known in good time."""
        ...

    async def read(self, text: str) -> Any:
        """Return what a line means, field by field, each with the words it came from; none as above."""
        ...
