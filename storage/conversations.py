"""The step and the draft of a guided conversation: a row written in the same hop as the act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from storage.mail import conversations

KEPT_FOR = timedelta(days=7)
READY_KEPT = 5
COLUMNS = (
    conversations.c.id,
    conversations.c.name,
    conversations.c.step,
    conversations.c.draft,
    conversations.c.active,
    conversations.c.touched_at,
)

OF_CHAT = (
    select(*COLUMNS)
    .where(conversations.c.chat_id == bindparam("chat"))
    .order_by(conversations.c.touched_at.desc())
)


@dataclass(frozen=True, slots=True)
class OpenConversation:
    """A conversation that has not ended; `draft` is JSON, `id` the serial that its buttons carry."""

    id: int
    name: str
    step: str
    draft: str
    active: bool
    touched_at: datetime


def open_conversations(connection: Connection, chat_id: int) -> tuple[OpenConversation, ...]:
    """Return the chat's conversations that have not ended, the last touched first."""
    return tuple(OpenConversation(*row) for row in connection.execute(OF_CHAT, {"chat": chat_id}))


def start_conversation(
    connection: Connection, chat_id: int, name: str, step: str, draft: str, now: datetime
) -> int:
    """Begin a conversation, setting aside the one that the chat is in; return its serial."""
    set_aside(connection, chat_id)
    connection.execute(
        delete(conversations).where(
            conversations.c.chat_id == chat_id, conversations.c.touched_at < now - KEPT_FOR
        )
    )
    return _insert(
        connection, now, chat_id=chat_id, name=name, step=step, draft=draft, active=True
    )


def lay_ready(
    connection: Connection, chat_id: int, name: str, step: str, draft: str, now: datetime
) -> int:
    """Keep a conversation that a tap may begin and return its serial; of each name a chat keeps the last few."""
    same = (conversations.c.chat_id == chat_id) & (conversations.c.name == name)
    untouched = conversations.c.touched_at == conversations.c.started_at
    ready = same & untouched & conversations.c.active.is_(False)
    newest = select(conversations.c.id).where(ready).order_by(conversations.c.id.desc())
    kept = connection.scalars(newest.limit(READY_KEPT - 1)).all()
    connection.execute(delete(conversations).where(ready, conversations.c.id.not_in(kept)))
    return _insert(
        connection, now, chat_id=chat_id, name=name, step=step, draft=draft, active=False
    )


def move_conversation(
    connection: Connection, chat_id: int, serial: int, step: str, draft: str, now: datetime
) -> None:
    """Write the next step and the draft of a conversation, which becomes the active one."""
    set_aside(connection, chat_id)
    values = {"step": step, "draft": draft, "touched_at": now, "active": True}
    connection.execute(update(conversations).where(conversations.c.id == serial).values(values))


def end_conversation(connection: Connection, serial: int) -> None:
    """Forget a conversation."""
    connection.execute(delete(conversations).where(conversations.c.id == serial))


def end_conversations(connection: Connection, chat_id: int) -> None:
    """Forget every conversation of a chat."""
    connection.execute(delete(conversations).where(conversations.c.chat_id == chat_id))


def forget_left_at(
    connection: Connection, name: str, step: str, before: datetime, limit: int
) -> int:
    """Forget conversations that were left at a step before an instant; return how many there were."""
    left = _left_at(name, step, before).limit(limit)
    gone = delete(conversations).where(conversations.c.id.in_(connection.scalars(left).all()))
    return connection.execute(gone).rowcount


def is_left_at(connection: Connection, name: str, step: str, before: datetime) -> bool:
    """Say whether any conversation was left at a step before an instant."""
    return connection.scalar(_left_at(name, step, before).limit(1)) is not None


def _left_at(name: str, step: str, before: datetime) -> Select[tuple[int]]:
    there = (conversations.c.name == name) & (conversations.c.step == step)
    return select(conversations.c.id).where(there, conversations.c.touched_at < before)


def set_aside(connection: Connection, chat_id: int) -> None:
    """Leave the chat's conversation unfinished, to be offered again."""
    here = (conversations.c.chat_id == chat_id) & conversations.c.active
    connection.execute(update(conversations).where(here).values(active=False))


def leave(connection: Connection, serial: int) -> bool:
    """Set one conversation aside; say whether it was the chat's active one."""
    this = (conversations.c.id == serial) & conversations.c.active
    return connection.execute(update(conversations).where(this).values(active=False)).rowcount == 1


def _insert(connection: Connection, now: datetime, **columns: Any) -> int:
    row = {**columns, "started_at": now, "touched_at": now}
    serial: int = connection.execute(
        insert(conversations).returning(conversations.c.id), row
    ).scalar_one()
    return serial
