"""The follow-ups of an opportunity, as a rep reads them: when they come, and what is not certain about the days."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.follow_ups import Planned
from crm.instants import day_of
from handlers.kit.say import Say
from storage.tables import Reminder


def planned(shown: Planned, say: Say) -> Sequence[Markup]:
    """Return the lines of a receipt: the days, and a warning where a year's calendar is not out yet."""
    if not shown.reminders:
        return ()
    told = [coming(shown.reminders, say)]
    if shown.unknown:
        years = ", ".join(map(str, shown.unknown))
        told.append(
            say("⚠️ The official calendar of {years} is not out yet: check the days.", years=years)
        )
    return told


def coming(reminders: Sequence[Reminder], say: Say) -> Markup:
    """Return the days of follow-ups in one line."""
    days = ", ".join(say.day(day_of(one.due_at, one.zone)) for one in reminders)
    return say("🔁 Follow-ups until they answer: {days}", days=days)
