"""What is remembered of a rep's day: planned visits, the message that shows the day, which digests are off."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import NEVER_REUSED, Row


class PlanState(StrEnum):
    """The life of a plan; one that is moved leads to another plan."""

    PLANNED = "planned"
    VISITED = "visited"
    MOVED = "moved"
    DROPPED = "dropped"


class Digest(StrEnum):
    """What comes by itself at its hour; each can be switched off."""

    MORNING = "morning"
    EVENING = "evening"
    BRIEF = "brief"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Plan(Row):
    """A visit that is to happen on a day, at an instant where a time was named (meant in `zone`)."""

    __tablename__ = "plans"
    __table_args__ = (
        Index("ix_plans_member_id_visit_on", "member_id", "visit_on"),
        Index("ix_plans_state_starts_at", "state", "starts_at"),
        NEVER_REUSED,
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    visit_on: Mapped[date]
    starts_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    text: Mapped[str]
    state: Mapped[PlanState] = mapped_column(Code(PlanState))
    reason: Mapped[str | None]
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    moved_from: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    created_at: Mapped[datetime]


class Day(Row):
    """The one message that shows a member's day.

    `sent_id` is the outbox row that sent or last edited it, `shown` a digest of what it shows,
    `visit_order` the ids of open plans as the last shared place put them. `pinned_message` is the message
    that was pinned for it.
    """

    __tablename__ = "days"
    __table_args__ = (UniqueConstraint("member_id", "day_on"), NEVER_REUSED)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    day_on: Mapped[date] = mapped_column(index=True)
    sent_id: Mapped[int]
    shown: Mapped[str] = mapped_column(String(40))
    pin_wanted: Mapped[bool]
    pinned_message: Mapped[int | None] = mapped_column(BigInteger)
    visit_order: Mapped[list[Any]]


class DigestOff(Row):
    """A digest that a member does not want."""

    __tablename__ = "digests_off"
    __table_args__ = (UniqueConstraint("member_id", "digest"), NEVER_REUSED)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    digest: Mapped[Digest] = mapped_column(Code(Digest))


class DigestDone(Row):
    """That a digest was dealt with; `outbox_id` is its message, none where there was nothing to tell."""

    __tablename__ = "digests_done"
    __table_args__ = (UniqueConstraint("member_id", "digest", "day_on"), NEVER_REUSED)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    digest: Mapped[Digest] = mapped_column(Code(Digest))
    day_on: Mapped[date]
    outbox_id: Mapped[int | None]
