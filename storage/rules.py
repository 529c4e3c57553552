"""What teams have decided for themselves: the values of their rules as they were typed, by name."""

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import NEVER_REUSED, Row


class TeamRule(Row):
    """A rule of a team in which it differs from the default; `values` are texts, by field."""

    __tablename__ = "team_rules"
    __table_args__ = (UniqueConstraint("team_id", "name"), NEVER_REUSED)

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    name: Mapped[str] = mapped_column(String(24))
    values: Mapped[dict[str, Any]]
