"""The event loop's own clock, moved by hand: rests and timeouts pass without waiting for them."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

R = TypeVar("R")


class LoopTime:
    """Seconds of the running event loop; `passes` lets timers that are due by then go off."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._real = self._loop.time
        self._ahead = 0.0
        self._loop.time = self.now  # type: ignore[method-assign]

    def now(self) -> float:
        """Return the loop's present."""
        return self._real() + self._ahead

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead += seconds
        self._loop.call_soon(lambda: None)  # so that the loop looks at its timers again

    async def until(self, awaited: Awaitable[R], step: float = 0.5) -> R:
        """Let time pass, step by step, until something has happened."""
        task = asyncio.ensure_future(awaited)
        while not task.done():
            self.passes(step)
            await asyncio.wait({task}, timeout=0.005)  # the database's threads need real moments
        return await task
