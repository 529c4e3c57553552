"""The duty that lets reminders ring: what is due goes into the outbox."""

from collections.abc import Callable

from crm.reminders import DueReminder
from crm.ringing import TAKE_AT_ONCE, has_due, take_due
from storage.store import Store
from storage.work import Work


async def sweep_reminders(store: Store, push: Callable[[Work, DueReminder], None]) -> int:
    """Move every due reminder into the outbox and return how many; a look comes before the lock."""
    moved = 0
    while await store.read(has_due):
        taken = await store.write(lambda work: take_due(work, push))
        moved += taken
        if taken < TAKE_AT_ONCE:
            break
    return moved
