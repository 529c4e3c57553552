"""The buttons of contact cards."""

from handlers.kit.buttons import button


@button("va")
class EnterCard:
    """Enter the contact as a customer."""


@button("vt")
class AddTo:
    """Enter the contact at this customer."""

    customer_id: int


@button("vo")
class OneCard:
    """Look at this card of several."""

    place: int


@button("vx")
class EnterAll:
    """Enter all the cards that are not there yet."""
