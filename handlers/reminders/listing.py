"""/reminders: the whole list, what is overdue first; and the proof that none was lost."""

from crm.proof import own_proof
from crm.reminder_list import list_reminders
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from handlers.reminders import listing_texts, proof_texts
from handlers.reminders.buttons import ListReminders, ShowProof, Whose

PROOF = {"proof", "prove", "证明", "核对", "对账"}


async def reminders_asked(ctx: Ctx, words: str) -> None:
    """The rep wants to see his reminders, or the proof."""
    if words.strip().casefold() in PROOF:
        await _prove(ctx)
        return
    await _list(ctx, 0, Whose.OWN)


async def page_turned(ctx: Ctx, tap: ListReminders) -> None:
    """The rep turns a page, or looks at what he set for colleagues."""
    await _list(ctx, tap.page, tap.whose)


async def proof_asked(ctx: Ctx, _tap: ShowProof) -> None:
    """The rep taps the proof."""
    await _prove(ctx)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("reminders", reminders_asked),
        OnButton(ListReminders, page_turned),
        OnButton(ShowProof, proof_asked),
    ]


async def _list(ctx: Ctx, page: int, whose: Whose) -> None:
    await ctx.act(
        lambda work: list_reminders(work, page, for_colleagues=whose is Whose.COLLEAGUES),
        lambda shown, say: listing_texts.page(shown, whose, say),
    )


async def _prove(ctx: Ctx) -> None:
    await ctx.act(own_proof, proof_texts.proof)
