"""The tables of a message's way: inbox, conversation step, outbox.

They are read and written with SQLAlchemy Core, for they are on the way of every message. What an index
leaves out stands in its migration alone: said here, it would load PostgreSQL's dialect everywhere (3 MB).
"""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from storage.columns import Code, Instant
from storage.tables import Row


class InboxState(StrEnum):
    """Where a received update stands."""

    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"


class OutboxState(StrEnum):
    """Where an outgoing message stands; `taken` may have been sent already if its sender died."""

    WAITING = "waiting"
    TAKEN = "taken"
    SENT = "sent"
    FAILED = "failed"


REPLY, PUSH = 0, 1  # priorities: an answer to a rep goes before a push

inbox = Table(
    "inbox",
    Row.metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("raw", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", Code(InboxState), nullable=False),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("error", Text),
    Column("reference", String(12)),
    Column("owner", Integer),  # the worker that handles it
    Index("ix_inbox_open", "update_id"),  # WHERE state = 'waiting'
)

conversations = Table(
    "conversations",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("name", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("draft", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Index("ix_conversations_chat_id", "chat_id"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("method", String(40), nullable=False),
    Column("payload", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("key", String(80), unique=True),
    Column("about", String(40)),
    Column("state", Code(OutboxState), nullable=False),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("maybe_repeat", Boolean, nullable=False, default=False),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("message_id", BigInteger),
    Column("error", Text),
    Column("owner", Integer),  # the worker that sends it
    Index("ix_outbox_chat_id_message_id", "chat_id", "message_id"),
    Index("ix_outbox_open", "priority", "id"),  # WHERE state IN ('waiting', 'taken')
    sqlite_autoincrement=True,
)

# The content of a message that carries a made file, until it is sent.
uploads = Table(
    "uploads",
    Row.metadata,
    Column(
        "outbox_id",
        ForeignKey("outbox.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
