"""The alarm clock: APScheduler wakes the duties, and holds nothing that could be lost.

What is due is in the database; a duty that finds nothing to do costs one indexed query.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = structlog.get_logger()

Duty = Callable[[], Awaitable[Any]]


class Engine:
    """Runs duties at intervals: late rather than never, once rather than twice, one at a time."""

    def __init__(self) -> None:
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)

    def every_second(self, duty: Duty) -> None:
        """Run a duty once a second; one that fails is logged and run again."""
        self._scheduler.add_job(_kept_going, IntervalTrigger(seconds=1), args=[duty])

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Begin no duty any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


async def _kept_going(duty: Duty) -> None:
    try:
        await duty()
    except Exception as error:
        log.error("duty_failed", error=type(error).__name__, exc_info=error)
