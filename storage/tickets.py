"""What is remembered about tickets: complaints and service requests, until they are settled."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import NEVER_REUSED, Row


class TicketState(StrEnum):
    """Whether a ticket is settled."""

    OPEN = "open"
    DONE = "done"


class Ticket(Row):
    """A complaint or a service request of a customer; its owner sees to it."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_customer_id_state", "customer_id", "state"),
        Index("ix_tickets_owner_id_state", "owner_id", "state"),
        NEVER_REUSED,
    )

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    text: Mapped[str]
    state: Mapped[TicketState] = mapped_column(Code(TicketState))
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    closed_at: Mapped[datetime | None]
