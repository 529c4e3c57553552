"""The buttons of hand-overs."""

from handlers.kit.buttons import button


@button("ha")
class AskFor:
    """Ask the owner of a customer for it."""

    customer_id: int


@button("hy")
class GiveIt:
    """Yes: the customer is the asker's."""

    request_id: int


@button("hn")
class KeepIt:
    """No: it stays where it is."""

    request_id: int
