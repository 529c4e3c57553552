"""The buttons of figures."""

from handlers.kit.buttons import button


@button("jm")
class FiguresOf:
    """Show a member's figures."""

    member_id: int
