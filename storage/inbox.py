"""The inbox: every update is on disk before Telegram is told that it arrived."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, select, text, update

from storage.mail import InboxState, inbox
from storage.work import Work
from storage.workers import is_shared, nobodys


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


COLUMNS = (inbox.c.update_id, inbox.c.chat_id, inbox.c.raw, inbox.c.attempts)
WAITS = inbox.c.state == InboxState.WAITING
# Held to the end of the transaction: in a chat, nobody else receives or claims meanwhile.
LOCK_CHAT = text("SELECT pg_advisory_xact_lock(hashtextextended('chat', :chat))")
TRY_CHAT = text("SELECT pg_try_advisory_xact_lock(hashtextextended('chat', :chat))")


class AlreadyHandled(Exception):
    """The update was handled before: this transaction must not have its effect again."""


def receive(work: Work, updates: Sequence[Received]) -> list[Received]:
    """Store updates and return those that are to be handled here: the new ones.

    An `update_id` that was stored before is nothing. Where workers share the database each chat belongs to
    one at a time: what comes for a chat that another handles is for that one, and what a dead one has left
    in a chat comes before what is new.
    """
    offered = {one.update_id: one for one in updates}
    owners = _lock_chats(work, {one.chat_id for one in updates}) if _is_shared(work) else {}
    known = set(work.connection.execute(KNOWN, {"numbers": list(offered)}).scalars())
    fresh = [one for number, one in offered.items() if number not in known]
    if fresh:
        rows = [_row(work, one, InboxState.WAITING, owners.get(one.chat_id)) for one in fresh]
        work.connection.execute(storing(work.connection.dialect.name), rows)
    if not _is_shared(work):
        return fresh
    return _claim(work, {one.chat_id for one in fresh} - owners.keys())


def adopt(work: Work) -> list[Received]:
    """Return everything that waits and is this worker's: its own, and on a shared database what nobody has."""
    if not _is_shared(work):
        return waiting(work)
    mine = (inbox.c.owner == work.worker) & WAITS
    orphaned = select(inbox.c.chat_id).where(WAITS, nobodys(inbox.c.owner)).distinct()
    free = [
        chat
        for chat in sorted(work.connection.scalars(orphaned))
        if work.connection.scalar(TRY_CHAT, {"chat": chat})
    ]
    _claim(work, set(free))
    found = select(*COLUMNS).where(mine).order_by(inbox.c.update_id)
    return [Received(*row) for row in work.connection.execute(found)]


def something_waits(work: Work, chats: Collection[int]) -> bool:
    """Say whether, on a shared database, any worker has something to handle in chats, or a dead one had."""
    if not _is_shared(work):
        return False
    there = select(inbox.c.update_id).where(WAITS, inbox.c.chat_id.in_(chats)).limit(1)
    return work.connection.scalar(there) is not None


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
    found = select(*COLUMNS).where(WAITS).order_by(inbox.c.update_id)
    return [Received(*row) for row in work.connection.execute(found)]


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


def _is_shared(work: Work) -> bool:
    return work.worker is not None and is_shared(work)


def _lock_chats(work: Work, chats: set[int]) -> dict[int, int]:
    """Lock chats, and return which of them other living workers handle: chat and worker."""
    for chat in sorted(chats):
        work.connection.execute(LOCK_CHAT, {"chat": chat})
    theirs = (inbox.c.owner != work.worker) & ~nobodys(inbox.c.owner)
    found = select(inbox.c.chat_id, inbox.c.owner).where(WAITS, inbox.c.chat_id.in_(chats), theirs)
    return {row.chat_id: row.owner for row in work.connection.execute(found)}


def _claim(work: Work, chats: set[int]) -> list[Received]:
    """Make this worker the owner of what nobody alive handles in chats that are locked; return it in order."""
    free = WAITS & inbox.c.chat_id.in_(chats) & nobodys(inbox.c.owner)
    claimed = update(inbox).where(free).values(owner=work.worker).returning(*COLUMNS)
    return sorted(
        (Received(*row) for row in work.connection.execute(claimed)),
        key=lambda one: one.update_id,
    )


def _row(work: Work, one: Received, state: InboxState, owner: int | None = None) -> dict[str, Any]:
    return {
        "update_id": one.update_id,
        "chat_id": one.chat_id,
        "raw": one.raw,
        "received_at": work.now,
        "state": state,
        "attempts": 0,
        "owner": owner,
    }


def _insert_into(dialect: str) -> Any:
    """Return an insert that knows of conflicts; PostgreSQL's is loaded only where it is used."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(inbox)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(inbox)
