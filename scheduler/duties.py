"""Performing a duty: a look before the lock, and transaction after transaction until nothing is left.

Of several workers one performs a duty at a time; the others pass.
"""

import asyncio

from crm.duty import Duty
from storage.store import Store
from storage.work import Work
from storage.workers import takes_its_turn


async def perform(store: Store, duty: Duty) -> int:
    """Do all of a duty that is due and return how many things it looked at."""
    done = 0
    while await store.read(duty.is_due):
        await asyncio.to_thread(duty.load)
        looked_at = await store.write(lambda work: _in_turn(work, duty))
        done += looked_at
        if looked_at < duty.at_once:
            break
    return done


def _in_turn(work: Work, duty: Duty) -> int:
    return duty.do(work) if takes_its_turn(work, duty.name) else 0
