"""The buttons of customers."""

from handlers.kit.buttons import button


@button("cn")
class NewNamed:
    """Enter the customer that was looked for in vain; its name is the text that the message answers."""


@button("ce")
class EditCustomer:
    """Change a customer."""

    customer_id: int
