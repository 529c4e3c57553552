"""When members are away, and who stands in for them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import NEVER_REUSED, Row


class Leave(Row):
    """Days on which a member is away, the first and the last included; his reminders go to a stand-in, or wait."""

    __tablename__ = "leaves"
    __table_args__ = (
        Index("ix_leaves_member_id_until_on", "member_id", "until_on"),
        NEVER_REUSED,
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime]
