"""The buttons of contact cards."""

from handlers.kit.buttons import button


@button("vca")
class EnterCard:
    """Enter the contact as a customer."""


@button("vct")
class AddTo:
    """Enter the contact at this customer."""

    customer_id: int


@button("vco")
class OneCard:
    """Look at this card of several."""

    place: int


@button("vcx")
class EnterAll:
    """Enter all the cards that are not there yet."""
