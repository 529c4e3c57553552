"""What a member is to reach in a month, and work that one member asks another to do."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import NEVER_REUSED, Row


class TaskState(StrEnum):
    """The life of a task: asked, then accepted or declined, at last done."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


class Target(Row):
    """What a member is to win in a month (its first day), in minor units; perhaps how often he is to visit."""

    __tablename__ = "targets"
    __table_args__ = (UniqueConstraint("member_id", "month"), NEVER_REUSED)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    month: Mapped[date]
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    visits: Mapped[int | None]


class Task(Row):
    """Work that a member asked a colleague to do, perhaps by a day and about a customer."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index("ix_tasks_member_id_state", "member_id", "state"),
        Index("ix_tasks_asker_id", "asker_id"),
        NEVER_REUSED,
    )

    asker_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("reminders.id"))
    text: Mapped[str] = mapped_column(String(1000))
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(Code(TaskState))
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
