"""What is remembered about the way of reminders: each time one came due, and the heartbeat of the program."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import NEVER_REUSED, Row


class RingState(StrEnum):
    """Where a ring stands: on its way, delivered by Telegram, or not to be delivered."""

    DUE = "due"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"


class Answer(StrEnum):
    """What the rep did about a ring."""

    DONE = "done"
    SNOOZED = "snoozed"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Ring(Row):
    """One occurrence of a reminder that came due: the message that told of it, and what became of both.

    `outbox_id` is the message, which several rings may share; none where there was nobody to send it to.
    `member_id` is whose chat it went to. Unanswered, it is told once more at `nudge_at`, and his manager at
    `escalate_at`; `nudged_at` and `escalated_at` say that it was.
    """

    __tablename__ = "rings"
    __table_args__ = (
        UniqueConstraint("reminder_id", "occurrence"),
        Index("ix_rings_outbox_id", "outbox_id"),
        Index("ix_rings_member_id_rang_at", "member_id", "rang_at"),
        Index("ix_rings_state_answer_rang_at", "state", "answer", "rang_at"),
        Index("ix_rings_nudge_at", "nudge_at"),
        Index("ix_rings_escalate_at", "escalate_at"),
        NEVER_REUSED,
    )

    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminders.id"))
    occurrence: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    due_at: Mapped[datetime]
    rang_at: Mapped[datetime]
    outbox_id: Mapped[int | None]
    state: Mapped[RingState] = mapped_column(Code(RingState))
    sent_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(200))
    answer: Mapped[Answer | None] = mapped_column(Code(Answer))
    answered_at: Mapped[datetime | None]
    nudge_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    escalate_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]


class Pulse(Row):
    """When something that the program does by itself was last seen doing it."""

    __tablename__ = "pulses"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    at: Mapped[datetime]
