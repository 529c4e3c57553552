"""[Undo] under a receipt: the act is put back, row for row."""

from crm.history import Undone, undo, undo_last
from handlers.kit.context import Ctx
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap
from handlers.kit.triggers import OnButton, OnCommand, Trigger


async def undone(ctx: Ctx, tap: Undo) -> None:
    """The rep takes an act back."""
    await ctx.act(lambda work: undo(work, tap.entry_id), put_back)


async def last_undone(ctx: Ctx, _words: str) -> None:
    """The rep takes his last act back, by a word."""
    await ctx.act(undo_last, shown_last)


def shown_last(done: Undone | None, say: Say) -> Screen:
    """Say what became of it."""
    return put_back(done, say) if done else Screen(say("There is nothing to undo."))


def put_back(done: Undone, say: Say) -> Screen:
    """Say that the act was undone, in place of its receipt."""
    if done.again:
        return Screen(toast=say.plain("That was undone already."))
    is_there = done.customer_id is not None and done.act != "create_customer"
    keys = ((Tap(say.plain("👤 Card"), OpenCustomer(done.customer_id or 0)),),) if is_there else ()
    return Screen(say("↩ Undone: everything is as it was before."), keys)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(Undo, undone), OnCommand("undo", last_undone)]
