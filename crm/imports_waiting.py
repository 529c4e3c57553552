"""The duty that enters the rows of imports: apart from what it does, which is loaded when there are some."""

from collections.abc import Callable

from sqlalchemy import select

from crm.duty import Duty
from storage.imports import ImportJob, ImportState
from storage.work import Work


def importing(enter: Callable[[Work], int]) -> Duty:
    """Return the duty that enters the rows of imports that were started, some at a time."""
    return Duty("imports", 1, _is_running, enter, at_once=1)


def _is_running(work: Work) -> bool:
    running = select(ImportJob.id).where(ImportJob.state == ImportState.RUNNING)
    return work.connection.execute(running.limit(1)).first() is not None
