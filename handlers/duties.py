"""Every duty of the program, with what it tells whom."""

from crm.duty import Duty
from crm.ringing import ringing
from handlers.reminders.push import show_due


def duties() -> list[Duty]:
    """Build every duty."""
    return [ringing(show_due)]
