"""Receipts of acts that come close together: kept while more waits to be handled, or put in each other's place."""

import json
from typing import Any

from handlers.kit.screen import Receipt, Screen, payload
from storage.receipts import keep_receipt, last_message, receipt_of, shown_together
from storage.work import Work


def keep_for_later(work: Work, chat_id: int, receipt: Receipt, screen: Screen) -> None:
    """Keep a receipt until everything that waits in the chat is handled: they are read back together."""
    _keep(work, chat_id, receipt, screen, payload(screen, chat_id), shown_in=None)


def send_receipt(work: Work, chat_id: int, receipt: Receipt, screen: Screen) -> None:
    """Send a receipt; of an act that goes on it takes the place of the one before, if that is the last message."""
    call = payload(screen, chat_id)
    if (replaced := _last_and_alone(work, chat_id, receipt)) is not None:
        edit = call | {"message_id": replaced}
        row_id = work.send(
            chat_id, "editMessageText", edit, about=screen.about, message_id=replaced
        )
    else:
        row_id = work.send(chat_id, "sendMessage", call, about=screen.about)
    if receipt.goes_on:
        _keep(work, chat_id, receipt, screen, call, shown_in=row_id)


def _last_and_alone(work: Work, chat_id: int, receipt: Receipt) -> int | None:
    before = receipt_of(work.connection, receipt.entry_id) if receipt.goes_on else None
    if before is None or before.shown_in is None:
        return None
    if len(shown_together(work.connection, chat_id, before.shown_in)) > 1:
        return None
    return last_message(work.connection, chat_id, before.shown_in)


def _keep(
    work: Work,
    chat_id: int,
    receipt: Receipt,
    screen: Screen,
    call: dict[str, Any],
    *,
    shown_in: int | None,
) -> None:
    keep_receipt(
        work.connection,
        work.now,
        chat_id=chat_id,
        entry_id=receipt.entry_id,
        head=str(receipt.head),
        payload=json.dumps(call, ensure_ascii=False),
        about=screen.about,
        shown_in=shown_in,
    )
