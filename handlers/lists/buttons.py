"""The buttons of lists of customers."""

from datetime import date

from crm.understanding.coming import About, Paper
from handlers.kit.buttons import button


@button("klp")
class TurnList:
    """Another page of a list."""

    list_id: int
    page: int


@button("kln")
class NameList:
    """Keep the list under a name."""

    list_id: int


@button("kld")
class DropList:
    """Take the list's name away."""

    list_id: int


@button("kcd")
class TurnDays:
    """Another page of the days that come."""

    about: About
    first: date
    last: date
    page: int
    paper: Paper | None = None
