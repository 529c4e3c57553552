"""Lists of customers by conditions, as members asked for them; those that were given a name stay."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Row


class KeptList(Row):
    """A list: the text that says its conditions, and its name if it has one."""

    __tablename__ = "kept_lists"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    name: Mapped[str | None] = mapped_column(String(40))
    made_at: Mapped[datetime]
