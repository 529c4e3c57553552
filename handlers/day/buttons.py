"""The buttons of the day."""

from datetime import date
from enum import StrEnum

from handlers.kit.buttons import button


class Fullness(StrEnum):
    """How much of a busy day is shown."""

    FULL = "f"
    SHORT = "s"


@button("yy")
class ShowDay:
    """Show a day."""

    day: date


@button("yk")
class PinDay:
    """Keep today's message at the top of the chat, or not any more."""


@button("yu")
class DayInFull:
    """Show a busy day in full, or what of it fits a phone screen."""

    day: date
    fullness: Fullness
