"""The buttons of exports."""

from handlers.kit.buttons import button


@button("ex")
class ExportAs:
    """Export the customers in a form: xlsx or csv."""

    form: str


@button("exl")
class ExportList:
    """Export a list: ask in which form."""

    list_id: int


@button("exf")
class ExportListAs:
    """Export a list in a form."""

    list_id: int
    form: str


@button("exg")
class ExportPool:
    """Export the pool, or that part of it which words name: ask in which form."""

    words: str


@button("exd")
class ExportPairs:
    """Export the customers that look like one: ask in which form."""


@button("exp")
class ExportPairsAs:
    """Export the customers that look like one in a form."""

    form: str
