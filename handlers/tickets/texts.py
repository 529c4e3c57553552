"""What a rep reads about tickets: the receipt, the ticket itself, that it is settled."""

from markupsafe import Markup

from crm.tickets import TicketChanged
from handlers.kit.links import OpenCustomer, OpenTicket, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Receipt, Screen, Tap, clip, lines
from handlers.tickets.buttons import CloseTicket, ReopenTicket
from storage.tickets import Ticket, TicketState

TEXT_SHOWN = 400
ON_CARD = 120
IN_KEY = 34


def ticket(shown: TicketChanged, say: Say) -> Screen:
    """Show a ticket with what can be done about it, and the way to take the last act back."""
    one, customer = shown.ticket, shown.customer
    is_open = one.state is TicketState.OPEN
    head = (
        say("🛠 Ticket · <b>{customer}</b>", customer=customer.name)
        if is_open
        else say("✅ Ticket settled · <b>{customer}</b>", customer=customer.name)
    )
    settle: Key = (
        Tap(say.plain("✅ Settled"), CloseTicket(one.id))
        if is_open
        else Tap(say.plain("🛠 Open again"), ReopenTicket(one.id))
    )
    undo = (Tap(say.plain("↩ Undo"), Undo(shown.undo)),) if shown.undo else ()
    remind = (Tap(say.plain("⏰ Remind me"), RemindFor(customer.id)),) if is_open else ()
    return Screen(
        lines(
            head,
            Markup("👤 {}").format(shown.contact.name) if shown.contact else None,
            Markup("📝 {}").format(clip(one.text, TEXT_SHOWN)),
            _next(shown, say),
            None if shown.undo else say("Since {day}", day=say.moment(one.created_at)),
        ),
        (
            (settle, *remind),
            (*undo, Tap(say.plain("👤 Card"), OpenCustomer(customer.id))),
        ),
        about=f"customer:{customer.id}",
        receipt=Receipt(shown.undo, head) if shown.undo else None,
    )


def ticket_line(one: Ticket, say: Say) -> Markup:
    """Return an open ticket in one line."""
    text = clip(one.text.replace("\n", " "), ON_CARD)
    return say("🛠 {when}: {text}", when=say.moment(one.created_at), text=text)


def ticket_key(one: Ticket) -> Key:
    """Return the key that opens a ticket."""
    return Tap(f"🛠 {clip(one.text, IN_KEY)}", OpenTicket(one.id))


def _next(shown: TicketChanged, say: Say) -> Markup | None:
    if shown.reminder is None:
        return None
    what = shown.reminder.text or say.plain("follow up")
    return say(
        "⏰ <b>{when}</b>: {what}",
        when=say.moment(shown.reminder.due_at),
        what=clip(what, ON_CARD),
    )
