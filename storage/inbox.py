"""The inbox: every update is on disk before Telegram is told that it arrived."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, select, update

from storage.mail import InboxState, inbox
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Received:
    """An update as Telegram sent it: raw JSON, kept until it is handled; `update` is the same, parsed."""

    update_id: int
    chat_id: int
    raw: str
    attempts: int = 0
    update: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    def parsed(self) -> dict[str, Any]:
        """Return the update."""
        parsed: dict[str, Any] = self.update or json.loads(self.raw)
        return parsed


KNOWN = select(inbox.c.update_id).where(
    inbox.c.update_id.in_(bindparam("numbers", expanding=True))
)


class AlreadyHandled(Exception):
    """The update was handled before: this transaction must not have its effect again."""


def receive(work: Work, updates: Sequence[Received]) -> list[Received]:
    """Store updates and return those that are new; an `update_id` that was stored before is nothing."""
    offered = {one.update_id: one for one in updates}
    known = set(work.connection.execute(KNOWN, {"numbers": list(offered)}).scalars())
    fresh = [one for number, one in offered.items() if number not in known]
    if fresh:
        rows = [_row(work, one, InboxState.WAITING) for one in fresh]
        work.connection.execute(storing(work.connection.dialect.name), rows)
    return fresh


@cache
def storing(dialect: str) -> Insert:
    """Return the statement that stores what is new."""
    storing: Insert = _insert_into(dialect).on_conflict_do_nothing()
    return storing


@cache
def marking_done(dialect: str) -> Insert:
    """Return the statement that marks what waits, and stores as done what is not there yet."""
    done = {"state": InboxState.DONE}
    waits = inbox.c.state == InboxState.WAITING
    marking: Insert = _insert_into(dialect).on_conflict_do_update(
        index_elements=[inbox.c.update_id], set_=done, where=waits
    )
    return marking.execution_options(preserve_rowcount=True)


def waiting(work: Work) -> list[Received]:
    """Return what was received and not handled, in order: what a new process begins with."""
    columns = (inbox.c.update_id, inbox.c.chat_id, inbox.c.raw, inbox.c.attempts)
    rows = work.connection.execute(
        select(*columns).where(inbox.c.state == InboxState.WAITING).order_by(inbox.c.update_id)
    )
    return [Received(*row) for row in rows]


def mark_done(work: Work, received: Received) -> None:
    """Note, in the transaction of its effect, that an update is handled; AlreadyHandled if it was.

    It need not have been stored before. So an effect happens once, even where an update comes twice, or
    a lost connection hid that its transaction had committed.
    """
    row = _row(work, received, InboxState.DONE)
    if work.connection.execute(marking_done(work.connection.dialect.name), row).rowcount != 1:
        raise AlreadyHandled(received.update_id)


def forget_content(connection: Connection, update_id: int) -> None:
    """Forget what an update that is handled said: a place that was shared is nobody's business any more."""
    here = inbox.c.update_id == update_id
    connection.execute(update(inbox).where(here).values(raw="{}"))


def note_failure(work: Work, received: Received, error: str) -> None:
    """Count a failed attempt, storing the update unless that was done before."""
    receive(work, [received])
    here = inbox.c.update_id == received.update_id
    work.connection.execute(
        update(inbox).where(here).values(attempts=inbox.c.attempts + 1, error=error)
    )


def park(work: Work, update_id: int, error: str, reference: str) -> None:
    """Set an update aside for good, with its error and the reference that the rep was given."""
    values = {"state": InboxState.PARKED, "error": error, "reference": reference}
    work.connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(values))


def _row(work: Work, one: Received, state: InboxState) -> dict[str, Any]:
    return {
        "update_id": one.update_id,
        "chat_id": one.chat_id,
        "raw": one.raw,
        "received_at": work.now,
        "state": state,
        "attempts": 0,
    }


def _insert_into(dialect: str) -> Any:
    """Return an insert that knows of conflicts; PostgreSQL's is loaded only where it is used."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(inbox)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(inbox)
