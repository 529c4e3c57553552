"""The alarm clock: APScheduler wakes the duties, and holds nothing that could be lost.

What is due is in the database; a duty that finds nothing to do costs one indexed query.
"""

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from crm.duty import Duty
from scheduler.duties import perform
from storage.store import Store

log = structlog.get_logger()


class Engine:
    """Performs duties at intervals: late rather than never, once rather than twice, one at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)

    def add(self, duty: Duty) -> None:
        """Perform a duty every so often; one that fails is logged and performed again."""
        self._scheduler.add_job(self._kept_going, IntervalTrigger(seconds=duty.every), args=[duty])

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Begin no duty any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _kept_going(self, duty: Duty) -> None:
        try:
            await perform(self._store, duty)
        except Exception as error:
            log.error("duty_failed", duty=duty.name, error=type(error).__name__, exc_info=error)
