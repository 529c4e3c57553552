"""What belongs to an opportunity: its way through the stages, who decides, and what is to be sold."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Row


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
