"""Work in the background: started here, kept here, ended here, and never failing in silence."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger()


class Background:
    """The tasks of the running program."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run a coroutine beside the rest; its failure is logged and ends the program."""
        task = asyncio.create_task(work, name=name)  # noqa: TID251  the one home of background tasks
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def failure(self) -> None:
        """Wait until something fails, and raise it."""
        await asyncio.wait({self.failed})  # awaited directly, it would end with who stops waiting
        self.failed.result()

    async def or_failure(self, work: Coroutine[Any, Any, Any]) -> None:
        """Wait for a coroutine, or raise what has failed beside it."""
        task = self.start(work, "wait")
        try:
            await asyncio.wait({task, self.failed}, return_when=asyncio.FIRST_COMPLETED)
            if self.failed.done():
                self.failed.result()
        finally:
            task.cancel()

    async def stop(self) -> None:
        """Cancel what still runs and wait for it."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if not self.failed.cancel() and not self.failed.cancelled():
            self.failed.exception()  # whoever could hear of it has

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        log.error(
            "background_failed", task=task.get_name(), error=type(error).__name__, exc_info=error
        )
        if not self.failed.done() and isinstance(error, Exception):
            self.failed.set_exception(error)
