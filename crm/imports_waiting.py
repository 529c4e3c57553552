"""The duty that enters the rows of imports: apart from what it does, which is loaded when there are some."""

from collections.abc import Callable

from sqlalchemy import select

from crm.duty import Duty
from storage.imports import ImportJob, ImportState
from storage.work import Work


def importing(enter: Callable[[Work], int]) -> Duty:
    """Return the duty that enters the rows of imports that were started, some at a time."""
    return Duty("imports", 1, is_importing, enter, at_once=1)


def is_importing(work: Work) -> bool:
    """Say whether rows of any import are still to be entered."""
    running = select(ImportJob.id).where(ImportJob.state == ImportState.RUNNING)
    return work.connection.execute(running.limit(1)).first() is not None
