"""Customers and their contacts: enter, look up, read the card."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import ge, le

from sqlalchemy import func, select

from crm.custom_fields import fields_of, values_of
from crm.customer_fields import CONTACT_LIMITS, clean_contact_field, clean_field
from crm.money import money
from crm.needs import needs_of
from crm.occasions import occasions_of
from crm.phones import digits, e164
from crm.policy import actor_of, customer_for, visible_customers
from crm.stages import Stages, is_open, stages_of
from crm.tags import add_tags, tags_of
from storage.attachments import Attachment
from storage.customer_file import CustomField, Occasion
from storage.nicknames import Nickname
from storage.search import find_customers, fold, searchable
from storage.tables import (
    Contact,
    Customer,
    Interaction,
    Member,
    Opportunity,
    Reminder,
    ReminderState,
    Role,
    Team,
)
from storage.tickets import Ticket, TicketState
from storage.visits import Need
from storage.work import Work

ENTERED = ("name", "short_name", "city", "industry", "grade", "address")
LONGEST_LOOK_UP = 60
RECENT_INTERACTIONS = 3
LIST_LIMIT = 8
FEWEST_DIGITS = 6  # a look-up with fewer is no whole phone number


@dataclass(frozen=True, slots=True)
class NewContact:
    """A person to enter with a customer."""

    name: str
    title: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What is known of a customer to enter; only the name is mandatory."""

    name: str
    short_name: str | None = None
    city: str | None = None
    industry: str | None = None
    grade: str | None = None
    contacts: tuple[NewContact, ...] = ()
    address: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerCreated:
    """A customer just entered."""

    customer: Customer
    contacts: tuple[Contact, ...]
    undo: int | None


@dataclass(frozen=True, slots=True)
class Touch:
    """An interaction as the card shows it: with who had it and whom he met."""

    interaction: Interaction
    member_name: str
    contact_name: str | None


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """All that a rep opens a customer for; `occasions` are by the id of their contact.

    `custom` are the fields that the team added and that are filled, `has_custom` whether there are any.
    """

    customer: Customer
    owner_name: str | None
    contacts: tuple[Contact, ...]
    touches: tuple[Touch, ...]
    opportunities: tuple[Opportunity, ...]
    next_reminder: Reminder | None
    stages: Stages
    tags: tuple[str, ...] = ()
    occasions: Mapping[int, Sequence[Occasion]] = field(default_factory=dict)
    custom: tuple[tuple[CustomField, str], ...] = ()
    has_custom: bool = False
    may_assign: bool = False
    files: int = 0
    tickets: tuple[Ticket, ...] = ()
    nicknames: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found; `more` where the list was cut."""

    query: str
    customers: tuple[Customer, ...]
    more: bool = False
    by_conditions: bool = False


def create_customer(work: Work, new: NewCustomer) -> CustomerCreated:
    """Enter a customer that the actor owns, with its contacts.

    Raises what `clean_field` raises: Empty for a blank name, TextTooLong for one over 200 characters.
    """
    customer, contacts = enter_customer(work, new)
    return CustomerCreated(customer, contacts, work.close_entry("create_customer", customer.id))


def enter_customer(work: Work, new: NewCustomer) -> tuple[Customer, tuple[Contact, ...]]:
    """Insert a customer that the actor owns, with its contacts; for use-cases, which close the history entry."""
    actor = actor_of(work)
    team = work.session.get_one(Team, actor.team_id)
    customer = add_customer(work, new, team=team, owner_id=actor.id)
    return customer, tuple(add_contact(work, customer, one, team.country) for one in new.contacts)


def add_customer(work: Work, new: NewCustomer, *, team: Team, owner_id: int | None) -> Customer:
    """Insert a customer row with its searchable text; for use-cases, which close the history entry."""
    known = {one: clean_field(one, getattr(new, one) or "") for one in ENTERED}
    customer = work.add(
        Customer(
            **known,
            team_id=team.id,
            owner_id=owner_id,
            search=search_line(
                known["name"] or "", known["short_name"], known["city"], new.contacts, team.country
            ),
            created_at=work.now,
            created_by=work.actor.id if work.actor else None,
            touched_at=work.now,
            owned_at=work.now if owner_id else None,
        )
    )
    add_tags(work, customer.id, new.tags)
    return customer


def add_contact(work: Work, customer: Customer, new: NewContact, country: str) -> Contact:
    """Insert a contact row; its phone is kept as typed and, where it is one, in E.164."""
    known = {one: clean_contact_field(one, getattr(new, one) or "") for one in CONTACT_LIMITS}
    number = e164(known["phone"], country) if known["phone"] else None
    return work.add(Contact(customer_id=customer.id, phone_e164=number, **known))


def search_line(
    name: str,
    short_name: str | None,
    city: str | None,
    people: Iterable[NewContact | Contact],
    country: str,
) -> str:
    """Return the text that a customer is found by; numbers as typed and in E.164, so any spelling finds them."""
    known = list(people)
    names = [one.name for one in known]
    phones = [one.phone for one in known if one.phone]
    numbers = [e164(phone, country) for phone in phones]
    return searchable(name, short_name, city, *names, *phones, *numbers)


def look_up(work: Work, query: str, limit: int = LIST_LIMIT) -> Found:
    """Find the customers whose name, contact or phone holds every word of a query, best first.

    A phone number may be typed in any spacing, with or without the country.
    """
    actor = actor_of(work)
    visible = visible_customers(actor)
    rows: Sequence[Customer] = ()
    if len(digits(query)) >= FEWEST_DIGITS:
        number = e164(query, work.session.get_one(Team, actor.team_id).country)
        rows = find_customers(work.session, number, visible, limit + 1) if number else ()
    rows = rows or find_customers(work.session, query, visible, limit + 1)
    return Found(query, tuple(rows[:limit]), more=len(rows) > limit)


def find_by_conditions(
    work: Work, query: str, conditions: Mapping[str, str | int], limit: int = LIST_LIMIT
) -> Found:
    """Find the actor's customers by grade, city, days without contact and size of an open opportunity.

    Who was not in touch the longest comes first. Sizes are in the team's currency.
    """
    team = work.session.get_one(Team, actor_of(work).team_id)
    wanted = select(Customer).where(visible_customers(actor_of(work)))
    if "grade" in conditions:
        wanted = wanted.where(Customer.grade == conditions["grade"])
    if "city" in conditions:
        wanted = wanted.where(
            Customer.search.contains(fold(str(conditions["city"])), autoescape=True)
        )
    if "idle_days" in conditions:
        since = work.now.date() - timedelta(days=int(conditions["idle_days"]))
        met = select(Interaction.id).where(
            Interaction.customer_id == Customer.id,
            Interaction.happened_on > since,
            Interaction.deleted_at.is_(None),
        )
        wanted = wanted.where(~met.exists())
    for name, compare in (("amount_over", ge), ("amount_under", le)):
        if name in conditions:
            size = compare(
                Opportunity.amount_minor, money(int(conditions[name]), team.currency).minor
            )
            wanted = wanted.where(
                select(Opportunity.id)
                .where(
                    Opportunity.customer_id == Customer.id,
                    is_open(),
                    Opportunity.currency == team.currency,
                    size,
                )
                .exists()
            )
    rows = list(work.session.scalars(wanted.order_by(Customer.touched_at).limit(limit + 1)))
    return Found(query, tuple(rows[:limit]), more=len(rows) > limit, by_conditions=True)


def recent_customers(work: Work, limit: int = 6) -> Sequence[Customer]:
    """Return the actor's own customers, last touched first."""
    actor = actor_of(work)
    mine = (
        select(Customer)
        .where(Customer.owner_id == actor.id, Customer.deleted_at.is_(None))
        .order_by(Customer.touched_at.desc(), Customer.id.desc())
        .limit(limit)
    )
    return work.session.scalars(mine).all()


def contacts_of(work: Work, customer_id: int) -> Sequence[Contact]:
    """Return a customer's contacts, first entered first."""
    there = (
        select(Contact)
        .where(Contact.customer_id == customer_id, Contact.deleted_at.is_(None))
        .order_by(Contact.id)
    )
    return work.session.scalars(there).all()


def read_card(work: Work, customer_id: int) -> CustomerCard:
    """Read a customer's card in twelve indexed queries; NotThere where the actor may not see it."""
    customer = customer_for(work, customer_id)
    owner = work.session.get(Member, customer.owner_id) if customer.owner_id else None
    opportunities = (
        select(Opportunity)
        .where(
            Opportunity.customer_id == customer_id,
            is_open(),
        )
        .order_by(Opportunity.close_on.is_(None), Opportunity.close_on, Opportunity.id)
    )
    contacts = tuple(contacts_of(work, customer_id))
    fields = fields_of(work, customer.team_id)
    values = values_of(work, [customer_id])[customer_id] if fields else {}
    return CustomerCard(
        customer=customer,
        owner_name=owner.name if owner else None,
        contacts=contacts,
        touches=_last_touches(work, customer_id),
        opportunities=tuple(work.session.scalars(opportunities)),
        next_reminder=_next_reminder(work, customer_id),
        stages=stages_of(work, customer.team_id),
        files=count_files(work, customer_id),
        tickets=_open_tickets(work, customer_id),
        nicknames=_nicknames(work, customer_id),
        tags=tuple(one.tag for one in tags_of(work, [customer_id])[customer_id]),
        occasions=occasions_of(work, [one.id for one in contacts]),
        custom=tuple((one, values[one.id]) for one in fields if one.id in values),
        has_custom=bool(fields),
        needs=tuple(needs_of(work, customer_id)),
        may_assign=actor_of(work).role is not Role.REP,
    )


def count_files(work: Work, customer_id: int) -> int:
    """Return how many files are on a customer."""
    here = select(func.count()).where(Attachment.customer_id == customer_id)
    return work.session.scalar(here) or 0


def may_be_a_name(text: str) -> bool:
    """Say whether a text that names no customer may be the name of a new one: one short line with a letter."""
    is_short = len(text) <= LONGEST_LOOK_UP and len(text.split()) <= 8 and "\n" not in text
    return is_short and any(char.isalpha() for char in text)


def touch(work: Work, customer: Customer, happened_on: date, today: date) -> None:
    """Note that a customer was in touch now; an old interaction entered late does not move it."""
    if happened_on >= today or work.now > customer.touched_at:
        work.change(customer, touched_at=work.now)


def tidy(text: str) -> str:
    """Return text without invisible characters and with single spaces."""
    visible = "".join(char for char in text if char.isprintable() or char.isspace())
    return re.sub(r"\s+", " ", visible).strip()


def _open_tickets(work: Work, customer_id: int) -> tuple[Ticket, ...]:
    here = select(Ticket).where(
        Ticket.customer_id == customer_id, Ticket.state == TicketState.OPEN
    )
    return tuple(work.session.scalars(here.order_by(Ticket.id)))


def _nicknames(work: Work, customer_id: int) -> tuple[str, ...]:
    mine = select(Nickname.text).where(
        Nickname.customer_id == customer_id, Nickname.member_id == actor_of(work).id
    )
    return tuple(work.session.scalars(mine.order_by(Nickname.id)))


def _last_touches(work: Work, customer_id: int) -> tuple[Touch, ...]:
    last = (
        select(Interaction, Member.name, Contact.name)
        .join(Member, Member.id == Interaction.member_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .where(Interaction.customer_id == customer_id, Interaction.deleted_at.is_(None))
        .order_by(Interaction.happened_on.desc(), Interaction.id.desc())
        .limit(RECENT_INTERACTIONS)
    )
    return tuple(Touch(*row) for row in work.session.execute(last))


def _next_reminder(work: Work, customer_id: int) -> Reminder | None:
    waiting = (ReminderState.PLANNED, ReminderState.DUE, ReminderState.SENT)
    earliest = (
        select(Reminder)
        .where(
            Reminder.customer_id == customer_id,
            Reminder.member_id == actor_of(work).id,
            Reminder.state.in_(waiting),
        )
        .order_by(Reminder.due_at)
        .limit(1)
    )
    return work.session.scalar(earliest)
