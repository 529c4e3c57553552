"""One of several workers: this one lives, who else does, and what the dead have left.

On SQLite there is one worker, and nothing to watch.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from storage.store import Store
from storage.workers import BEAT, Crew, LeaseLost, beat, enter, leave

log = structlog.get_logger()


class Watch:
    """Beats for this worker; tells `changed` who is there, and has `adopt` take up what nobody handles."""

    def __init__(
        self,
        store: Store,
        changed: Callable[[Crew], None],
        adopt: Callable[[], Awaitable[None]],
    ) -> None:
        self._store = store
        self._changed = changed
        self._adopt = adopt
        self._crew = Crew()
        self._first = asyncio.Event()
        self._first.set()

    async def enter(self, *, is_alone: bool) -> None:
        """Join those who work on the database, giving back what the dead had taken."""
        me = await self._store.write(lambda work: enter(work, is_alone=is_alone))
        self._store.worker = me
        if not self._store.is_sqlite:
            self._heed(await self._store.write(lambda work: beat(work, me)))

    async def leads(self) -> None:
        """Wait until this worker is the first of all: the one that polls."""
        await self._first.wait()

    async def run(self) -> None:
        """Beat for ever. LeaseLost where this worker was taken for dead; a hanging database is waited for."""
        me = self._store.worker
        assert me is not None
        while True:
            await asyncio.sleep(BEAT)
            try:
                self._heed(await self._store.write(lambda work: beat(work, me)))
                await self._adopt()
            except LeaseLost:
                raise
            except Exception as error:
                log.error("no_beat", error=type(error).__name__, exc_info=error)

    async def leave(self) -> None:
        """Leave what is not handled to the others."""
        me = self._store.worker
        if me is not None:
            await self._store.write(lambda work: leave(work, me))

    def _heed(self, crew: Crew) -> None:
        if crew == self._crew:
            return
        log.info("workers", count=crew.count, rank=crew.rank)
        self._crew = crew
        (self._first.clear if crew.rank else self._first.set)()
        self._changed(crew)
