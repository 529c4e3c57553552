"""The sandbox's time: it runs with the machine or stands still, and can be moved forward by hand."""

import asyncio
import contextlib
import time
from collections.abc import Callable


class Clock:
    """Seconds since 1970, as a float.

    A running clock goes on by itself (from the machine's monotonic clock, so that a correction of
    the system's time does not show); a standing one changes only by `move`.
    """

    def __init__(self, start: float | None = None, *, running: bool = True) -> None:
        self._now = time.time() if start is None else start
        self.running = running
        self._began = time.monotonic()
        self._moved = asyncio.Event()
        self.on_move: list[Callable[[float], None]] = []

    def now(self) -> float:
        """The instant, in seconds since 1970."""
        return self._now + (time.monotonic() - self._began if self.running else 0.0)

    def move(self, seconds: float) -> None:
        """Goes `seconds` forward at once; everyone who sleeps past that instant wakes."""
        if seconds < 0:
            raise ValueError("the sandbox's clock only goes forward")
        self._now += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        for listener in self.on_move:
            listener(seconds)

    def move_to(self, instant: float) -> None:
        """Goes forward to `instant` (seconds since 1970)."""
        self.move(instant - self.now())

    def limit(self, seconds: float) -> asyncio.Timeout:
        """A time limit for an `async with`; on a standing clock nothing ever takes too long."""
        return asyncio.timeout(seconds if self.running else None)

    async def sleep(self, seconds: float) -> None:
        """Returns when `seconds` of the sandbox's time have passed."""
        deadline = self.now() + seconds
        while (remaining := deadline - self.now()) > 0:
            with contextlib.suppress(TimeoutError):
                async with self.limit(remaining):
                    await self._moved.wait()
