"""The buttons of the pool and of assigning."""

from handlers.kit.buttons import button


@button("gl")
class ListPool:
    """Show the pool from a place on."""

    at: int


@button("gp")
class PoolPart:
    """Show that part of the pool which words name, from a place on."""

    at: int
    words: str


@button("gc")
class Claim:
    """Let this customer be mine."""

    customer_id: int


@button("gb")
class ToPool:
    """Put this customer into the pool."""

    customer_id: int


@button("ga")
class ListAssignments:
    """Show who is to get whom, from a place on."""

    at: int


@button("gy")
class AssignShown:
    """Give the customers of this page to whom the rule proposes."""

    at: int


@button("gw")
class AssignOne:
    """Choose who gets this customer."""

    customer_id: int


@button("gm")
class AssignTo:
    """This member gets it."""

    customer_id: int
    member_id: int
