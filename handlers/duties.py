"""Every duty of the program, with what it tells whom."""

from crm.assignment import assigning
from crm.duty import Duty
from crm.health import alarming, ticking
from crm.import_jobs import importing
from crm.likely_pairs import comparing
from crm.pooling import pooling
from crm.ringing import ringing
from handlers.day.living import pinning
from handlers.importing.importing import tell_end, tell_progress
from handlers.pool.pool import tell_assigned, tell_pooled
from handlers.reminders.proof_texts import tell_lagging
from handlers.reminders.push import show_due


def duties() -> list[Duty]:
    """Build every duty."""
    return [
        ringing(show_due),
        ticking(),
        alarming(tell_lagging),
        importing(tell_progress, tell_end),
        comparing(),
        pooling(tell_pooled),
        assigning(tell_assigned),
        pinning(),
    ]
