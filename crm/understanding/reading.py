"""What one message means, field by field, each field with the words that it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from crm.understanding.book import Known, Person


class Intent(StrEnum):
    """What the rep wants to happen."""

    LOG = "log"
    REMIND = "remind"
    OPPORTUNITY = "opportunity"
    CUSTOMER = "customer"
    STAGE = "stage"
    TICKET = "ticket"
    FIND = "find"
    AGENDA = "agenda"
    PLAN = "plan"
    REPORT = "report"
    NONE = "none"


TO_COME = (Intent.REMIND, Intent.PLAN)


class Kind(StrEnum):
    """How an interaction took place."""

    VISIT = "visit"
    CALL = "call"
    MEETING = "meeting"
    EMAIL = "email"
    MESSAGE = "message"


class Why(StrEnum):
    """Why a field is not certain."""

    SEVERAL = "several"  # more than one customer or contact fits
    UNKNOWN = "unknown"  # a name that the book does not hold
    SIMILAR = "similar"  # one that looks alike, but is not the same
    UNCLEAR = "unclear"  # a phrase that cannot be resolved
    RANGE = "range"  # two amounts where one is wanted
    EXISTS = "exists"  # a customer to add that seems to be there already


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the original message: `message[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a doubt offers: a customer, and perhaps one of its contacts."""

    customer: Known
    contact: Person | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What has to be asked: the field, the reason, the words, and the answers at hand.

    `choices` are customers (and contacts); `values` are other answers, as text.
    """

    about: str
    why: Why
    span: Span | None = None
    choices: tuple[Choice, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Work that the rep hands to a colleague: `@李雷 周五前给华信报价`.

    `colleague` is the name as written, without the sign; `what` the words after it. `due` is
    naive, in the rep's own zone, None where no time is said or where it must be asked.
    """

    colleague: str
    what: str
    due: date | datetime | None = None
    customer: Known | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One stop of a day to come: `明天 华信 2点, 宏远 4点` holds two.

    `when` is naive, in the rep's own zone; a plain date has no clock. `kind` is how it is to
    happen where the words say so.
    """

    customer: Known
    when: date | datetime
    kind: Kind | None = None
    contact: str | None = None
    contact_id: int | None = None


Conditions = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one message; a field that is None, empty or missing is not in the text.

    `follow_up` and `close_by` are naive, in the rep's own zone; a plain date has no clock.
    `amount` counts whole units of `currency`. `spans` is keyed by field name; `part` is what a line of several errands says of this one. `also` holds the
    further acts of the message, in order, each with its own fields. `planned` is how the next
    step is to happen. `fields` are what the rep wrote as `name: value`, in order, names as written.
    `rule` is the body of an RFC 5545 recurrence rule, `clocks` counts the different times of day.
    `problem` is what a ticket complains of; `called_off` are days to come on which something is not to be after all. Tags, tasks and fields stand on the first act alone.
    """

    text: str
    intent: Intent = Intent.NONE
    kind: Kind | None = None
    customer: Known | None = None
    contact: str | None = None
    contact_id: int | None = None
    new_customer: str | None = None
    city: str | None = None
    phone: str | None = None
    at: date | None = None
    follow_up: date | datetime | None = None
    repeat: str | None = None
    rule: str | None = None
    clocks: int = 0
    amount: Decimal | None = None
    currency: str | None = None
    close_by: date | None = None
    stage: str | None = None
    outcome: str | None = None
    next_step: str | None = None
    lost_reason: str | None = None
    planned: Kind | None = None
    problem: str | None = None
    is_urgent: bool = False
    called_off: tuple[date, ...] = ()
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tags: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    conditions: Conditions = field(default_factory=lambda: MappingProxyType({}))
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))
    doubts: tuple[Doubt, ...] = ()
    also: tuple["Reading", ...] = ()

    @property
    def acts(self) -> tuple["Reading", ...]:
        """Every act of the message in order, this one first."""
        return (self, *self.also)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Where the rep means to be, and when: the acts that are yet to come, once each."""
        return tuple(
            Plan(one.customer, one.follow_up, one.planned, one.contact, one.contact_id)
            for one in self.acts
            if one.intent in TO_COME and one.customer and one.follow_up and not one.repeat
        )
