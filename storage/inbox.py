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


@cache
def storing(dialect: str) -> Insert:
    """Return the statement that stores what is new; PostgreSQL's is loaded only where it is used."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(inbox).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(inbox).on_conflict_do_nothing()


class AlreadyHandled(Exception):
    """The update was handled before: this transaction must not have its effect again."""


def receive(work: Work, updates: Sequence[Received]) -> list[Received]:
    """Store updates and return those that are new; an `update_id` that was stored before is nothing."""
    offered = {one.update_id: one for one in updates}
    known = set(work.connection.execute(KNOWN, {"numbers": list(offered)}).scalars())
    fresh = [one for number, one in offered.items() if number not in known]
    if fresh:
        work.connection.execute(
            storing(work.connection.dialect.name),
            [
                {
                    "update_id": one.update_id,
                    "chat_id": one.chat_id,
                    "raw": one.raw,
                    "received_at": work.now,
                    "state": InboxState.WAITING,
                    "attempts": 0,
                }
                for one in fresh
            ],
        )
    return fresh


def waiting(work: Work) -> list[Received]:
    """Return what was received and not handled, in order: what a new process begins with."""
    columns = (inbox.c.update_id, inbox.c.chat_id, inbox.c.raw, inbox.c.attempts)
    rows = work.connection.execute(
        select(*columns).where(inbox.c.state == InboxState.WAITING).order_by(inbox.c.update_id)
    )
    return [Received(*row) for row in rows]


DONE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("handled"), inbox.c.state == InboxState.WAITING)
    .values(state=InboxState.DONE)
)


def mark_done(connection: Connection, update_id: int) -> None:
    """Note, in the transaction of its effect, that an update is handled; AlreadyHandled if it was.

    So an effect happens once, even where a lost connection hid that its transaction had committed.
    """
    if connection.execute(DONE, {"handled": update_id}).rowcount != 1:
        raise AlreadyHandled(update_id)


def forget_content(connection: Connection, update_id: int) -> None:
    """Forget what an update that is handled said: a place that was shared is nobody's business any more."""
    here = inbox.c.update_id == update_id
    connection.execute(update(inbox).where(here).values(raw="{}"))


def note_failure(work: Work, update_id: int, error: str) -> None:
    """Count a failed attempt."""
    here = inbox.c.update_id == update_id
    work.connection.execute(
        update(inbox).where(here).values(attempts=inbox.c.attempts + 1, error=error)
    )


def park(work: Work, update_id: int, error: str, reference: str) -> None:
    """Set an update aside for good, with its error and the reference that the rep was given."""
    values = {"state": InboxState.PARKED, "error": error, "reference": reference}
    work.connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(values))
