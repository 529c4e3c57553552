"""A ticket is opened from the card, settled by a tap, and opened again by another."""

from crm.tickets import close_ticket, read_ticket, reopen_ticket
from handlers.kit.context import Ctx
from handlers.kit.links import OpenTicket
from handlers.kit.triggers import OnButton, Trigger
from handlers.tickets import texts
from handlers.tickets.buttons import CloseTicket, ReopenTicket


async def ticket_asked(ctx: Ctx, tap: OpenTicket) -> None:
    """The rep wants to see a ticket."""
    await ctx.act(lambda work: read_ticket(work, tap.ticket_id), texts.ticket)


async def settled(ctx: Ctx, tap: CloseTicket) -> None:
    """The rep says that a ticket is settled."""
    await ctx.act(lambda work: close_ticket(work, tap.ticket_id), texts.ticket)


async def opened_again(ctx: Ctx, tap: ReopenTicket) -> None:
    """The rep says that it is not."""
    await ctx.act(lambda work: reopen_ticket(work, tap.ticket_id), texts.ticket)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnButton(OpenTicket, ticket_asked),
        OnButton(CloseTicket, settled),
        OnButton(ReopenTicket, opened_again),
    ]
