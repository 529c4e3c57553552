"""Buttons that several features put on their screens; each is answered in the feature it belongs to."""

from handlers.kit.buttons import button


@button("c")
class OpenCustomer:
    """Show a customer's card."""

    customer_id: int


@button("l")
class LogFor:
    """Log an interaction with a customer."""

    customer_id: int


@button("la")
class LogAnswer:
    """Log an interaction with the customer of a reminder: if it has come due, it is done by that."""

    reminder_id: int


@button("r")
class RemindFor:
    """Set a reminder about a customer."""

    customer_id: int


@button("o")
class OpportunityFor:
    """Create an opportunity at a customer."""

    customer_id: int


@button("u")
class Undo:
    """Put an act back."""

    entry_id: int


@button("cvc")
class ShareContacts:
    """Send a customer's contacts as a file for the phone's address book."""

    customer_id: int


@button("nc")
class NewCustomer:
    """Begin with a customer."""


@button("no")
class NewOpportunity:
    """Begin with an opportunity."""


@button("nr")
class NewReminder:
    """Begin with a reminder."""


@button("ro")
class ShowReminder:
    """Show a reminder as it is pushed."""

    reminder_id: int


@button("oo")
class OpenOpportunity:
    """Show an opportunity's card."""

    opportunity_id: int


@button("fh")
class ShowFiles:
    """Show a customer's files, from the newest or from where a page begins."""

    customer_id: int
    at: int


@button("fhd")
class ShowFilesOf:
    """Show an opportunity's files, likewise."""

    opportunity_id: int
    at: int


@button("k")
class OpenTicket:
    """Show a ticket."""

    ticket_id: int


@button("kn")
class ShowNicknames:
    """Show what the member calls a customer."""

    customer_id: int


@button("vf")
class NeedsFor:
    """Show what a customer needs and objects to."""

    customer_id: int
