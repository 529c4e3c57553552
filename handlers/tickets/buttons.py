"""The buttons of tickets."""

from handlers.kit.buttons import button


@button("kd")
class CloseTicket:
    """The ticket is settled."""

    ticket_id: int


@button("ko")
class ReopenTicket:
    """The ticket is not settled after all."""

    ticket_id: int
