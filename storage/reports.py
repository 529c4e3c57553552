"""What is remembered of reports: a rep's daily report as he sent it, and what managers said to it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import NEVER_REUSED, Row


class Report(Row):
    """A member's report of a day; a draft until it is sent."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("member_id", "day_on"), NEVER_REUSED)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    day_on: Mapped[date]
    text: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Comment(Row):
    """What a manager said to an interaction or a report of a rep."""

    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_interaction_id", "interaction_id"),
        Index("ix_comments_report_id", "report_id"),
        NEVER_REUSED,
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    text: Mapped[str]
    created_at: Mapped[datetime]
