"""Several messages at once are read back in one: each act can still be seen whole, and undone by itself."""

import json
from dataclasses import replace

from markupsafe import Markup

from crm.receipts import ReadBack, kept_receipt, read_together, undo_one
from crm.recognition import Sign, recognise
from handlers.kit.buttons import button
from handlers.kit.context import Ctx
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, grid, lines, payload
from handlers.kit.triggers import OnButton, Trigger
from storage.receipts import KeptReceipt, note_shown
from storage.work import Work

TOGETHER = 8


@button("hw")
class WholeReceipt:
    """Show one of several receipts whole, with its keys."""

    receipt_id: int


@button("hu")
class UndoOne:
    """Put back one of several acts."""

    receipt_id: int


async def one_undone(ctx: Ctx, tap: UndoOne) -> None:
    """The rep takes one of several acts back."""
    await ctx.act(lambda work: undo_one(work, tap.receipt_id), summary)


async def whole_asked(ctx: Ctx, tap: WholeReceipt) -> None:
    """The rep wants to see one of several receipts whole: it comes as a message of its own."""

    def show(work: Work) -> None:
        receipt = kept_receipt(work, tap.receipt_id)
        send_whole(work, ctx.turn.chat_id, receipt)

    await ctx.settle(show)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(UndoOne, one_undone), OnButton(WholeReceipt, whole_asked)]


def read_back(work: Work, chat_id: int) -> Say | None:
    """Show the receipts of a chat that wait: a single one as it is, several as summaries.

    The work is done on behalf of the chat's member; return how to speak to him, none where there is none.
    """
    member = recognise(work, Sign(chat_id)).member
    if member is None:
        return None
    work.actor = member
    say = Say(member.language, member.zone, work.now)
    waiting = read_together(work, None)
    parts = [
        waiting.receipts[at : at + TOGETHER] for at in range(0, len(waiting.receipts), TOGETHER)
    ]
    for some in parts:
        if len(some) == 1:
            row_id = send_whole(work, chat_id, some[0])
        else:
            shown = summary(replace(waiting, receipts=some), say)
            row_id = work.send(chat_id, "sendMessage", payload(shown, chat_id))
        note_shown(work.connection, [one.id for one in some], row_id)
    return say


def send_whole(work: Work, chat_id: int, receipt: KeptReceipt) -> int:
    """Send a receipt as it was made."""
    return work.send(chat_id, "sendMessage", json.loads(receipt.payload), about=receipt.about)


def summary(shown: ReadBack, say: Say) -> Screen:
    """Show several receipts in a line each; what was undone is struck out."""
    numbered = list(enumerate(shown.receipts, 1))
    left = [(number, one) for number, one in numbered if one.entry_id not in shown.undone]
    said = [_line(number, one, is_undone=(number, one) not in left) for number, one in numbered]
    if not left:
        return Screen(lines(say("↩ Undone: everything is as it was before."), *said))
    keys = [key for number, one in left for key in _keys(number, one)]
    head = say.count("✅ <b>{n} entry saved</b>", "✅ <b>{n} entries saved</b>", len(left))
    return Screen(
        lines(head, *said, say("✏️ shows one with its keys, ↩ takes it back.")), grid(keys, 4)
    )


def _keys(number: int, receipt: KeptReceipt) -> tuple[Key, Key]:
    return Tap(f"✏️ {number}", WholeReceipt(receipt.id)), Tap(f"↩ {number}", UndoOne(receipt.id))


def _line(number: int, receipt: KeptReceipt, *, is_undone: bool) -> Markup:
    head = Markup(receipt.head)  # noqa: S704  HTML of ours, escaped when it was made
    line = Markup("{}. {}").format(number, head)
    return Markup("<s>{}</s>").format(line) if is_undone else line
