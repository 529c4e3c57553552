"""Which of the acts that are read back together still stand."""

from dataclasses import dataclass

from sqlalchemy import select

from crm.errors import NotThere
from crm.history import undo
from crm.policy import actor_of
from storage.receipts import KeptReceipt, receipt_for, shown_together
from storage.tables import History
from storage.work import Work


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Receipts that one message shows, and which of their acts are undone."""

    receipts: tuple[KeptReceipt, ...]
    undone: frozenset[int] = frozenset()


def kept_receipt(work: Work, receipt_id: int) -> KeptReceipt:
    """Return a receipt of the actor's; NotThere where it is another's, or forgotten."""
    receipt = receipt_for(work.connection, actor_of(work).telegram_id, receipt_id)
    if receipt is None:
        raise NotThere("receipt", receipt_id)
    return receipt


def undo_one(work: Work, receipt_id: int) -> ReadBack:
    """Put back one of several acts; raises what `undo` raises."""
    receipt = kept_receipt(work, receipt_id)
    undo(work, receipt.entry_id)
    return read_together(work, receipt.shown_in)


def read_together(work: Work, shown_in: int | None) -> ReadBack:
    """Read the receipts that one message shows; none: those that wait to be shown."""
    receipts = shown_together(work.connection, actor_of(work).telegram_id, shown_in)
    ids = [one.entry_id for one in receipts]
    undone = select(History.id).where(History.id.in_(ids), History.undone_at.is_not(None))
    return ReadBack(tuple(receipts), frozenset(work.session.scalars(undone)))
