"""What else is remembered about customers: tags, days to think of, custom fields, and who asked for whom."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import NEVER_REUSED, Row


class FieldKind(StrEnum):
    """What a custom field holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"


class Answer(StrEnum):
    """What became of a request for a hand-over."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Tag(Row):
    """A word that marks a customer; `key` is the form in which two spellings of it are one."""

    __tablename__ = "customer_tags"
    __table_args__ = (UniqueConstraint("customer_id", "key"), NEVER_REUSED)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    tag: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40), index=True)


class Occasion(Row):
    """A day of the year to think of a contact; its label is empty for a birthday.

    Month and day are those of the Chinese lunar calendar where `is_lunar`; the year is often not known.
    """

    __tablename__ = "occasions"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    label: Mapped[str] = mapped_column(String(40))
    month: Mapped[int]
    day: Mapped[int]
    is_lunar: Mapped[bool]
    year: Mapped[int | None]


class CustomField(Row):
    """A field that an administrator added, to a team's customers or (no team) to all; a retired one keeps its values."""

    __tablename__ = "custom_fields"

    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[FieldKind] = mapped_column(Code(FieldKind))
    choices: Mapped[list[Any]]
    retired_at: Mapped[datetime | None]


class CustomValue(Row):
    """What a customer has in a custom field, in the one form of its kind: `12.5`, `2026-12-01`, `yes`."""

    __tablename__ = "custom_values"
    __table_args__ = (UniqueConstraint("customer_id", "field_id"), NEVER_REUSED)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    field_id: Mapped[int] = mapped_column(ForeignKey("custom_fields.id"), index=True)
    value: Mapped[str] = mapped_column(String(300))


class HandoverRequest(Row):
    """A member asks a customer's owner for it; the answer is the owner's."""

    __tablename__ = "handover_requests"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[Answer | None] = mapped_column(Code(Answer))


class OtherCustomers(Row):
    """Two customers that look like one and are two, as a manager said: the lower id first."""

    __tablename__ = "other_customers"
    __table_args__ = (UniqueConstraint("customer_id", "other_id"), NEVER_REUSED)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)


class PoolWarning(Row):
    """That an owner was told when a customer goes to the pool; void once it was touched again."""

    __tablename__ = "pool_warnings"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), unique=True
    )
    owner_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    idle_since: Mapped[datetime]
    leaves_on: Mapped[date] = mapped_column(index=True)
    warned_on: Mapped[date]
    is_last: Mapped[bool]
