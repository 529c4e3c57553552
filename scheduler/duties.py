"""Performing a duty: a look before the lock, and transaction after transaction until nothing is left."""

from crm.duty import Duty
from storage.store import Store


async def perform(store: Store, duty: Duty) -> int:
    """Do all of a duty that is due and return how many things it looked at."""
    done = 0
    while await store.read(duty.is_due):
        looked_at = await store.write(duty.do)
        done += looked_at
        if looked_at < duty.at_once:
            break
    return done
