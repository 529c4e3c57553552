"""Every duty of the program, with what it tells whom."""

from crm.duty import Duty
from crm.health import alarming, ticking
from crm.import_jobs import importing
from crm.ringing import ringing
from handlers.day.living import pinning
from handlers.day.morning import morning
from handlers.importing.importing import tell_end, tell_progress
from handlers.plans.brief import briefing
from handlers.reminders.proof_texts import tell_lagging
from handlers.reminders.push import show_due
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
        delivering(),
        delivering_comments(),
        briefing(),
        ringing(show_due),
        ticking(),
        alarming(tell_lagging),
        importing(tell_progress, tell_end),
        pinning(),
        forgetting(),
    ]
