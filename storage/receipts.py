"""Receipts: what was read back to a member, and what still waits to be read back together.

While further messages of a chat wait to be handled, their receipts are kept here and shown as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from storage.columns import Instant
from storage.mail import outbox
from storage.tables import Row

KEPT_FOR = timedelta(days=7)

receipts = Table(
    "receipts",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("entry_id", ForeignKey("history.id"), nullable=False, index=True),
    Column("head", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("about", String(40)),
    Column("shown_in", Integer),  # the outbox row that shows it; none while it waits
    Column("created_at", Instant, nullable=False),
    Index("ix_receipts_chat_id_shown_in", "chat_id", "shown_in"),
    sqlite_autoincrement=True,
)
COLUMNS = (
    receipts.c.id,
    receipts.c.entry_id,
    receipts.c.head,
    receipts.c.payload,
    receipts.c.about,
    receipts.c.shown_in,
)


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt: the act it reads back, one line of HTML, the whole message as JSON."""

    id: int
    entry_id: int
    head: str
    payload: str
    about: str | None
    shown_in: int | None


def keep_receipt(  # noqa: PLR0913  the columns of a row, each by its name
    connection: Connection,
    now: datetime,
    *,
    chat_id: int,
    entry_id: int,
    head: str,
    payload: str,
    about: str | None,
    shown_in: int | None,
) -> None:
    """Keep a receipt, in place of an earlier one of the same act; old ones of the chat are forgotten."""
    old = (receipts.c.chat_id == chat_id) & (receipts.c.created_at < now - KEPT_FOR)
    connection.execute(delete(receipts).where(old | (receipts.c.entry_id == entry_id)))
    row: dict[str, Any] = {
        "chat_id": chat_id,
        "entry_id": entry_id,
        "head": head,
        "payload": payload,
        "about": about,
        "shown_in": shown_in,
        "created_at": now,
    }
    connection.execute(insert(receipts).values(row))


def receipt_of(connection: Connection, entry_id: int) -> KeptReceipt | None:
    """Return the receipt of an act."""
    row = connection.execute(select(*COLUMNS).where(receipts.c.entry_id == entry_id)).first()
    return KeptReceipt(*row) if row else None


def receipt_for(connection: Connection, chat_id: int, receipt_id: int) -> KeptReceipt | None:
    """Return a receipt of a chat."""
    this = (receipts.c.id == receipt_id) & (receipts.c.chat_id == chat_id)
    row = connection.execute(select(*COLUMNS).where(this)).first()
    return KeptReceipt(*row) if row else None


def shown_together(
    connection: Connection, chat_id: int, shown_in: int | None
) -> list[KeptReceipt]:
    """Return the receipts that one message shows, or (none) those that still wait, in order."""
    here = (receipts.c.chat_id == chat_id) & receipts.c.shown_in.is_not_distinct_from(shown_in)
    return [
        KeptReceipt(*row)
        for row in connection.execute(select(*COLUMNS).where(here).order_by(receipts.c.id))
    ]


def note_shown(connection: Connection, ids: Sequence[int], shown_in: int) -> None:
    """Note which row of the outbox shows receipts."""
    connection.execute(update(receipts).where(receipts.c.id.in_(ids)).values(shown_in=shown_in))


def last_message(connection: Connection, chat_id: int, outbox_id: int) -> int | None:
    """Return the message that a row of the outbox became, where it is the last one sent to the chat."""
    newest = select(outbox.c.message_id).where(
        outbox.c.chat_id == chat_id, outbox.c.message_id.is_not(None)
    )
    last = newest.order_by(outbox.c.message_id.desc()).limit(1)
    became = select(outbox.c.message_id).where(outbox.c.id == outbox_id)
    found: int | None = connection.scalar(became)
    return found if found is not None and found == connection.scalar(last) else None


def chats_with_waiting(connection: Connection) -> list[int]:
    """Return the chats whose receipts wait to be shown: what a new process begins with."""
    waiting = select(receipts.c.chat_id).where(receipts.c.shown_in.is_(None)).distinct()
    return list(connection.scalars(waiting))
