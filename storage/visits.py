"""What is remembered of visits: how far a check-in was, what was wanted and objected to.

Nothing of a rep's own place is kept: of a check-in, the distance to the customer and the mark.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import NEVER_REUSED, Row


class Mark(StrEnum):
    """What a check-in proves: within reach of the customer's place, not, or the first one, which taught it."""

    VERIFIED = "verified"
    FAR = "far"
    LEARNED = "learned"


class NeedKind(StrEnum):
    """Whether a customer wants something or objects to it."""

    NEED = "need"
    OBJECTION = "objection"


class CheckIn(Row):
    """How far from the customer a rep was when he checked in, in metres; the first one has no distance."""

    __tablename__ = "check_ins"

    interaction_id: Mapped[int] = mapped_column(ForeignKey("interactions.id"), index=True)
    distance_m: Mapped[int | None]
    mark: Mapped[Mark] = mapped_column(Code(Mark))


class Need(Row):
    """What a customer needs or objects to, in a word; taken from a note, or given by a rep."""

    __tablename__ = "needs"
    __table_args__ = (Index("ix_needs_customer_id", "customer_id"), NEVER_REUSED)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    kind: Mapped[NeedKind] = mapped_column(Code(NeedKind))
    word: Mapped[str] = mapped_column(String(40))
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime]
