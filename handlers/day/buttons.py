"""The buttons of the day."""

from datetime import date

from handlers.kit.buttons import button


@button("yy")
class ShowDay:
    """Show a day."""

    day: date


@button("yk")
class PinDay:
    """Keep today's message at the top of the chat, or not any more."""
