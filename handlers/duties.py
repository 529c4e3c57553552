"""Every duty of the program, with what it tells whom."""

from crm.duty import Duty
from crm.ringing import ringing
from handlers.reminders.push import push_reminder


def duties() -> list[Duty]:
    """Build every duty."""
    return [ringing(push_reminder)]
