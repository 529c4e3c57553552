"""The buttons of exports."""

from handlers.kit.buttons import button


@button("ex")
class ExportAs:
    """Export the customers in a form: xlsx or csv."""

    form: str
