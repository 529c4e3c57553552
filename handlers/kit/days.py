"""Keys for the days that a follow-up is mostly put on."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from handlers.kit.say import Say
from handlers.kit.screen import Rows, Tap, grid


def day_keys(say: Say, button: Callable[[date], Any]) -> Rows:
    """Return keys for tomorrow, in 3 days, next Monday and in a week, each with its date."""
    today = say.today
    days = [
        (say.plain("Tomorrow"), today + timedelta(days=1)),
        (say.plain("In 3 days"), today + timedelta(days=3)),
        (say.plain("Next Monday"), today + timedelta(days=7 - today.weekday())),
        (say.plain("In a week"), today + timedelta(days=7)),
    ]
    return grid([Tap(f"{label} · {say.day(day)}", button(day)) for label, day in days], 2)
