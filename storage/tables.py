"""What is remembered about the business: members, customers, interactions, opportunities, reminders.

The nouns are those of docs/glossary.md. The tables of the message's way are in `storage/mail.py`.
"""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, validates

from storage.cells import cell_of
from storage.columns import Code, Instant
from storage.name_keys import name_key

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


EVENING = time(18)
NEVER_REUSED = {"sqlite_autoincrement": True}  # old buttons in a chat must not meet a new record


class Role(StrEnum):
    """What a member may do: see DESIGN §5 and `crm/policy.py`."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


class Kind(StrEnum):
    """How a rep and a customer met."""

    VISIT = "visit"
    CALL = "call"
    MEETING = "meeting"
    EMAIL = "email"
    MESSAGE = "message"


class Outcome(StrEnum):
    """How an interaction went."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"
    ABSENT = "absent"


class ReminderState(StrEnum):
    """The life of a reminder: planned, due (its message is on its way), sent (delivered by Telegram), answered.

    Snoozed or moved, it is planned again, as its next occurrence. What each occurrence came to is a `Ring`.
    """

    PLANNED = "planned"
    DUE = "due"
    SENT = "sent"
    DONE = "done"
    CANCELLED = "cancelled"
    UNDELIVERABLE = "undeliverable"


class Row(DeclarativeBase):
    """A row of a business table; its primary key is `id`, and an id once given is never given again."""

    __table_args__: Any = NEVER_REUSED
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        str: Text,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        Role: Code(Role),
        Kind: Code(Kind),
        Outcome: Code(Outcome),
        ReminderState: Code(ReminderState),
    }

    id: Mapped[int] = mapped_column(primary_key=True)


class Team(Row):
    """People who share customers; its country reads phone numbers, its currency bare amounts."""

    __tablename__ = "teams"

    name: Mapped[str] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    shares_customers: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Member(Row):
    """A colleague: known by Telegram's numeric id alone.

    What he leaves unanswered for `nudge_minutes` he is told of once more; 0 is never. `rest_days` are the
    days of his week on which he rests, as ISO digits ("67"). At `evening_time` his day is wrapped up.
    """

    __tablename__ = "members"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role]
    language: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(64))
    quiet_from: Mapped[time]
    quiet_until: Mapped[time]
    reminder_time: Mapped[time]
    evening_time: Mapped[time] = mapped_column(default=EVENING, server_default=f"{EVENING}")
    nudge_minutes: Mapped[int] = mapped_column(default=180, server_default="180")
    rest_days: Mapped[str | None] = mapped_column(String(7))
    cared_on: Mapped[date | None]
    joined_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]


class Invitation(Row):
    """A single-use, expiring right to join; only the hash of its code is kept."""

    __tablename__ = "invitations"

    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    revoked_at: Mapped[datetime | None]


class Customer(Row):
    """A company or person that the team sells to; only the name is mandatory.

    `owned_at` is when the owner got it (none: when it was entered); `preference` what it likes to buy.
    `compared_at` is none until it was compared with the others, to find duplicates.
    """

    __tablename__ = "customers"
    __table_args__ = (
        Index("ix_customers_owner_id_touched_at", "owner_id", "touched_at"),
        Index("ix_customers_owner_id_grade_touched_at", "owner_id", "grade", "touched_at"),
        Index(
            "ix_customers_place",
            *("place_cell", "latitude"),
            sqlite_where=text("place_cell IS NOT NULL"),
        ),
        Index(
            "ix_customers_owner_id_place_cell",
            *("owner_id", "place_cell"),
            sqlite_where=text("place_cell IS NOT NULL"),
        ),
        Index("ix_customers_team_id_name_key", "team_id", "name_key"),
        Index("ix_customers_team_id_touched_at", "team_id", "touched_at"),
        Index("ix_customers_industry", "industry"),
        Index(
            "ix_customers_to_compare",
            "id",
            sqlite_where=text("compared_at IS NULL"),
        ),
        NEVER_REUSED,
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str | None] = mapped_column(String(100))
    city: Mapped[str | None] = mapped_column(String(100))
    industry: Mapped[str | None] = mapped_column(String(100))
    grade: Mapped[str | None] = mapped_column(String(1))
    region: Mapped[str | None] = mapped_column(String(100))
    preference: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(300))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    place_cell: Mapped[int | None]
    note: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    touched_at: Mapped[datetime]
    owned_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    compared_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    @validates("name")
    def _keep_key(self, _column: str, name: str) -> str:
        self.name_key = name_key(name)
        return name

    @validates("latitude", "longitude")
    def _keep_cell(self, column: str, degrees: float | None) -> float | None:
        at = {"latitude": self.latitude, "longitude": self.longitude, column: degrees}
        self.place_cell = cell_of(at["latitude"], at["longitude"])
        return degrees


class Contact(Row):
    """A person at a customer; the phone is kept as typed and in E.164."""

    __tablename__ = "contacts"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(64))
    phone_e164: Mapped[str | None] = mapped_column(String(24), index=True)
    email: Mapped[str | None] = mapped_column(String(200), index=True)
    deleted_at: Mapped[datetime | None]


class Interaction(Row):
    """A visit, call, meeting, email or message, with what came of it and an amount that was spoken of."""

    __tablename__ = "interactions"
    __table_args__ = (
        Index("ix_interactions_customer_id_happened_on", "customer_id", "happened_on"),
        Index("ix_interactions_contact_id", "contact_id"),
        Index("ix_interactions_member_id_happened_on", "member_id", "happened_on"),
        NEVER_REUSED,
    )

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[Kind]
    note: Mapped[str]
    outcome: Mapped[Outcome | None]
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    happened_on: Mapped[date]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Opportunity(Row):
    """A possible sale: an amount in minor units of its currency, a stage, an expected close.

    `stage` is one of the team's stages (`crm/stages.py`); while `closed_at` is empty the opportunity is open.
    `closed_on` is the day on which it was won or lost, where the sale happened. `score` orders lists.
    What the database keeps with it by itself, and the indexes of lists, are in `storage/pipeline.py`.
    """

    __tablename__ = "opportunities"
    __table_args__ = (
        Index("ix_opportunities_owner_id_closed_on", "owner_id", "closed_on"),
        NEVER_REUSED,
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    title: Mapped[str] = mapped_column(String(200))
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    stage: Mapped[str] = mapped_column(String(24))
    stage_at: Mapped[datetime]
    close_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(String(60))
    need: Mapped[str | None]
    competitors: Mapped[str | None]
    potential: Mapped[int | None]
    urgency: Mapped[int | None]
    competition: Mapped[int | None]
    score: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_on: Mapped[date | None]
    lost_reason: Mapped[str | None]
    deleted_at: Mapped[datetime | None]


class Reminder(Row):
    """The next step: due at an instant, meant as a local time in the member's zone.

    A recurring one keeps the wall-clock day and time at which its rule puts it (`rule_on`, `rule_at`), whatever
    became of this occurrence. `lead_days` keeps it so many days before its opportunity's close. One that
    `awaits_answer` is done when the customer answers.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        Index("ix_reminders_state_due_at", "state", "due_at"),
        Index("ix_reminders_member_id_state_due_at", "member_id", "state", "due_at"),
        Index(
            "ix_reminders_opportunity_id",
            "opportunity_id",
            sqlite_where=text("opportunity_id IS NOT NULL"),
        ),
        NEVER_REUSED,
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    text: Mapped[str]
    due_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    asked_time: Mapped[bool]
    rrule: Mapped[str | None] = mapped_column(String(200))
    rule_on: Mapped[date | None]
    rule_at: Mapped[time | None]
    lead_days: Mapped[int | None]
    awaits_answer: Mapped[bool] = mapped_column(default=False)
    occurrence: Mapped[int] = mapped_column(default=1)
    state: Mapped[ReminderState]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class History(Row):
    """One act: who did what and every row it changed, before and after; the message that led to it."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_member_id_at", "member_id", "at"),
        Index("ix_history_member_id_message_id", "member_id", "message_id"),
        NEVER_REUSED,
    )

    at: Mapped[datetime]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    act: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[int | None] = mapped_column(index=True)
    changes: Mapped[list[Any]]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class HistoryPage(Row):
    """Earlier changes of an act that has too many for one row of history, in their order."""

    __tablename__ = "history_pages"

    entry_id: Mapped[int] = mapped_column(ForeignKey("history.id"), index=True)
    changes: Mapped[list[Any]]
