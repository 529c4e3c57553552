"""What belongs to an opportunity: its way through the stages, who decides, and what is to be sold."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import NEVER_REUSED, Row


class StageMove(Row):
    """An opportunity went from one stage to another; `held` is how many seconds it had been in the first."""

    __tablename__ = "stage_moves"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    from_stage: Mapped[str] = mapped_column(String(24))
    to_stage: Mapped[str] = mapped_column(String(24))
    held: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class OpportunityContact(Row):
    """A person who has a part in an opportunity, and which."""

    __tablename__ = "opportunity_contacts"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    role: Mapped[str | None] = mapped_column(String(60))


class OpportunityLine(Row):
    """A product in an opportunity: `quantity` in thousandths, price and cost of one in minor units.

    All lines are in the currency of the opportunity.
    """

    __tablename__ = "opportunity_lines"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int] = mapped_column(BigInteger)
    price_minor: Mapped[int] = mapped_column(BigInteger)
    cost_minor: Mapped[int | None] = mapped_column(BigInteger)


class Stall(Row):
    """An opportunity was told to be stalled; what was known then, and how it was put off.

    It is told again only where the customer was touched, or the opportunity moved, after `told_at`, or where it
    was put off until a day that has come. `until_touch` puts it off until something happens.
    """

    __tablename__ = "stalls"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), unique=True)
    told_at: Mapped[datetime]
    snoozed_until: Mapped[date | None]
    until_touch: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(String(300))
    answered_at: Mapped[datetime | None]


class Offer(Row):
    """A new opportunity was offered to a member by the rules of assignment, with the reason."""

    __tablename__ = "offers"
    __table_args__ = (Index("ix_offers_state_expires_at", "state", "expires_at"), NEVER_REUSED)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    reason: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(24))
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
