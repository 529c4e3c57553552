"""What the rep calls a customer: learnt from his answers, seen on the card, forgotten by a tap."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.nicknames import forget, nicknames_of
from crm.policy import customer_for
from handlers.kit.buttons import button
from handlers.kit.context import Ctx
from handlers.kit.links import OpenCustomer, ShowNicknames, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, grid, lines
from handlers.kit.triggers import OnButton, Trigger
from storage.nicknames import Nickname
from storage.tables import Customer
from storage.work import Work


@button("kx")
class Forget:
    """Forget one of them."""

    nickname_id: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the member calls a customer; `undo` is the act that forgot one."""

    customer: Customer
    nicknames: Sequence[Nickname]
    undo: int | None = None


async def asked(ctx: Ctx, tap: ShowNicknames) -> None:
    """The rep wants to see what he calls a customer."""

    def read(work: Work) -> Known:
        customer = customer_for(work, tap.customer_id)
        return Known(customer, nicknames_of(work, customer.id))

    await ctx.act(read, shown)


async def forgotten(ctx: Ctx, tap: Forget) -> None:
    """The rep does not mean that customer by it any more."""

    def take_off(work: Work) -> Known:
        customer, undo = forget(work, tap.nickname_id)
        return Known(customer, nicknames_of(work, customer.id), undo)

    await ctx.act(take_off, shown)


def shown(known: Known, say: Say) -> Screen:
    """Show the words, each with the key that forgets it."""
    keys = [Tap(f"🗑 {one.text}", Forget(one.id)) for one in known.nicknames]
    undo = (Tap(say.plain("↩ Undo"), Undo(known.undo)),) if known.undo else ()
    name = known.customer.name
    head = (
        say("<b>You call {name}:</b>", name=name)
        if keys
        else say("You have no name of your own for <b>{name}</b>.", name=name)
    )
    return Screen(
        lines(head, say("Tap one and I forget it.") if keys else None),
        (*grid(keys, 2), (*undo, Tap(say.plain("👤 Card"), OpenCustomer(known.customer.id)))),
        about=f"customer:{known.customer.id}",
    )


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(ShowNicknames, asked), OnButton(Forget, forgotten)]
