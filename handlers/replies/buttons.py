"""The buttons under what was noted by a reply."""

from datetime import date

from handlers.kit.buttons import button


@button("pf")
class FollowUpOn:
    """Follow a customer up on this day."""

    customer_id: int
    day: date
