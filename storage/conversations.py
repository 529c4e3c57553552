"""The step and the draft of a guided conversation: a row written in the same hop as the act."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from storage.mail import conversations

KEPT_FOR = timedelta(days=7)
COLUMNS = (
    conversations.c.id,
    conversations.c.name,
    conversations.c.step,
    conversations.c.draft,
    conversations.c.active,
    conversations.c.touched_at,
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
    here = select(*COLUMNS).where(conversations.c.chat_id == chat_id)
    return tuple(
        OpenConversation(*row)
        for row in connection.execute(here.order_by(conversations.c.touched_at.desc()))
    )


def unfinished_conversation(
    connection: Connection, chat_id: int, besides: int | None
) -> OpenConversation | None:
    """Return the last unfinished conversation of a chat besides the one that goes on."""
    left = (one for one in open_conversations(connection, chat_id) if one.id != besides)
    return next(left, None)


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
    row = {
        "chat_id": chat_id,
        "name": name,
        "step": step,
        "draft": draft,
        "active": True,
        "started_at": now,
        "touched_at": now,
    }
    serial: int = connection.execute(
        insert(conversations).returning(conversations.c.id), row
    ).scalar_one()
    return serial


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


def set_aside(connection: Connection, chat_id: int) -> None:
    """Leave the chat's conversation unfinished, to be offered again."""
    here = (conversations.c.chat_id == chat_id) & conversations.c.active
    connection.execute(update(conversations).where(here).values(active=False))
