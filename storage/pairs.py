"""What is remembered about customers that look like one: pairs that were found, the likeliest first."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import NEVER_REUSED, Row


class LikelyPair(Row):
    """Two customers that are likely one, the lower id first; `because` is how likely (`crm/duplicates.py`)."""

    __tablename__ = "likely_pairs"
    __table_args__ = (
        UniqueConstraint("customer_id", "other_id"),
        Index("ix_likely_pairs_team_id_because", "team_id", "because"),
        NEVER_REUSED,
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    because: Mapped[int]
