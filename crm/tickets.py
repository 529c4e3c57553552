"""Tickets: a complaint or a service request is entered, seen to, and closed."""

from dataclasses import dataclass

from crm.customers import tidy, touch
from crm.errors import Empty, NotThere, TextTooLong
from crm.instants import today_of
from crm.policy import actor_of, customer_for
from crm.reminders import Due, add_reminder
from storage.tables import Contact, Customer, Reminder
from storage.tickets import Ticket, TicketState
from storage.work import Work

TEXT_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class TicketChanged:
    """A ticket after an act on it; `reminder` is the next step that was planned with it."""

    ticket: Ticket
    customer: Customer
    contact: Contact | None
    reminder: Reminder | None
    undo: int | None


def open_ticket(
    work: Work,
    customer_id: int,
    text: str,
    due: Due | None = None,
    next_step: str = "",
    contact_id: int | None = None,
) -> TicketChanged:
    """Enter a ticket, which the actor sees to, and plan the next step where one is given.

    NotThere for a customer that the actor may not see; Empty and TextTooLong for the text; DueInPast.
    """
    actor, customer = actor_of(work), customer_for(work, customer_id)
    if not tidy(text):
        raise Empty("text")
    if len(text) > TEXT_LIMIT:
        raise TextTooLong("text", TEXT_LIMIT)
    ticket = work.add(
        Ticket(
            customer_id=customer.id,
            contact_id=contact_id,
            owner_id=actor.id,
            text=text,
            state=TicketState.OPEN,
            created_at=work.now,
            created_by=actor.id,
        )
    )
    today = today_of(work, actor)
    touch(work, customer, today, today)
    reminder = None
    if due is not None:
        what = next_step or tidy(text)[:200]
        reminder = add_reminder(work, text=what, due=due, customer_id=customer.id)
    undo = work.close_entry("open_ticket", customer.id)
    return TicketChanged(ticket, customer, _contact(work, ticket), reminder, undo)


def close_ticket(work: Work, ticket_id: int) -> TicketChanged:
    """Say that a ticket is settled; one that is changes nothing."""
    return _set(work, ticket_id, TicketState.DONE, "close_ticket")


def reopen_ticket(work: Work, ticket_id: int) -> TicketChanged:
    """Say that a ticket is not settled after all."""
    return _set(work, ticket_id, TicketState.OPEN, "reopen_ticket")


def read_ticket(work: Work, ticket_id: int) -> TicketChanged:
    """Read a ticket of a customer that the actor may see; NotThere otherwise."""
    ticket = work.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotThere("ticket", ticket_id)
    customer = customer_for(work, ticket.customer_id)
    return TicketChanged(ticket, customer, _contact(work, ticket), None, None)


def _set(work: Work, ticket_id: int, state: TicketState, act: str) -> TicketChanged:
    shown = read_ticket(work, ticket_id)
    closed_at = work.now if state is TicketState.DONE else None
    if shown.ticket.state is not state:
        work.change(shown.ticket, state=state, closed_at=closed_at)
    undo = work.close_entry(act, shown.customer.id)
    return TicketChanged(shown.ticket, shown.customer, shown.contact, None, undo)


def _contact(work: Work, ticket: Ticket) -> Contact | None:
    return work.session.get(Contact, ticket.contact_id) if ticket.contact_id else None
