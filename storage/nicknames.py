"""What a member calls a customer: remembered when he says whom a word of his means."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import NEVER_REUSED, Row


class Nickname(Row):
    """A member's word for a customer, as he wrote it and folded; of each folded word he has one."""

    __tablename__ = "nicknames"
    __table_args__ = (UniqueConstraint("member_id", "folded"), NEVER_REUSED)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    folded: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
