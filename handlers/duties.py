"""Every duty of the program, with what it tells whom."""

from crm.assigning import assigning
from crm.care import caring
from crm.digests import forgetting_digests
from crm.duty import Duty
from crm.health import alarming, ticking
from crm.import_duty import importing
from crm.likely_pairs import comparing
from crm.offers import expiring
from crm.pooling import pooling
from crm.ringing import ringing
from crm.search.missing import indexing
from crm.second_tellings import escalating, nudging
from crm.stalling import stalling
from handlers.day.living import pinning
from handlers.day.morning import morning
from handlers.importing.importing import tell_end, tell_progress
from handlers.opportunities.assigning import tell_expired
from handlers.opportunities.stalled import tell_stalled
from handlers.plans.brief import briefing
from handlers.pool.pool import tell_assigned, tell_pooled
from handlers.reminders.care_texts import show_suggestions
from handlers.reminders.proof_texts import tell_lagging
from handlers.reminders.push import show_due, show_escalated, show_unanswered
from handlers.reports.comments import delivering_comments
from handlers.reports.daily import delivering, evening
from handlers.reports.team import monthly, weekly
from handlers.visits.place import forgetting


def duties() -> list[Duty]:
    """Build every duty."""
    return [
        morning(),
        evening(),
        weekly(),
        monthly(),
        forgetting_digests(),
        delivering(),
        delivering_comments(),
        briefing(),
        ringing(show_due),
        nudging(show_unanswered),
        escalating(show_escalated),
        caring(show_suggestions),
        ticking(),
        alarming(tell_lagging),
        importing(tell_progress, tell_end),
        comparing(),
        indexing(),
        pooling(tell_pooled),
        assigning(tell_assigned),
        pinning(),
        stalling(tell_stalled),
        expiring(tell_expired),
        forgetting(),
    ]
