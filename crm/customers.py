"""Customers and their contacts: enter, look up, read the card."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import ge, le

from sqlalchemy import select

from crm.errors import Empty, TextTooLong
from crm.money import money
from crm.phones import e164
from crm.policy import actor_of, customer_for, visible_customers
from crm.search.looking import look_for
from storage.search import Candidate
from storage.tables import (
    Contact,
    Customer,
    Interaction,
    Member,
    Opportunity,
    Reminder,
    ReminderState,
    Stage,
    Team,
)
from storage.work import Work

LIMITS = {
    "name": 200,
    "short_name": 100,
    "city": 100,
    "industry": 100,
    "grade": 1,
    "address": 300,
}
LONGEST_LOOK_UP = 60
RECENT_INTERACTIONS = 3
OPEN_STAGES = (Stage.NEW, Stage.QUALIFIED, Stage.PROPOSAL, Stage.NEGOTIATION)
LIST_LIMIT = 8


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
    """All that a rep opens a customer for."""

    customer: Customer
    owner_name: str | None
    contacts: tuple[Contact, ...]
    touches: tuple[Touch, ...]
    opportunities: tuple[Opportunity, ...]
    next_reminder: Reminder | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found; `more` where the list was cut."""

    query: str
    customers: tuple[Customer, ...]
    more: bool = False
    by_conditions: bool = False


def create_customer(work: Work, new: NewCustomer) -> CustomerCreated:
    """Enter a customer that the actor owns, with its contacts.

    Empty for a blank name, TextTooLong for one over 200 characters.
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
    """Insert a customer row; for use-cases, which close the history entry."""
    name = tidy(new.name)
    check_text("name", name)
    return work.add(
        Customer(
            team_id=team.id,
            owner_id=owner_id,
            name=name,
            short_name=new.short_name,
            city=new.city,
            industry=new.industry,
            grade=new.grade,
            created_at=work.now,
            created_by=work.actor.id if work.actor else None,
            touched_at=work.now,
        )
    )


def add_contact(work: Work, customer: Customer, new: NewContact, country: str) -> Contact:
    """Insert a contact row; its phone is kept as typed and, where it is one, in E.164."""
    return work.add(
        Contact(
            customer_id=customer.id,
            name=tidy(new.name)[:120],
            title=tidy(new.title)[:120] if new.title else None,
            phone=tidy(new.phone)[:64] if new.phone else None,
            phone_e164=e164(new.phone, country) if new.phone else None,
            email=new.email,
        )
    )


def look_up(work: Work, query: str, limit: int = LIST_LIMIT) -> Found:
    """Find the customers that fulfil every word of a query, best first: `docs/look-ups.md` says by what."""
    found = look_for(work, query, limit + 1)
    rows = in_order(work, found)
    return Found(query, tuple(rows[:limit]), more=len(rows) > limit)


def in_order(work: Work, found: Sequence[Candidate]) -> list[Customer]:
    """Return the customers that the index proposes, as far as the actor may see them, in its order."""
    ids = [one.customer_id for one in found]
    visible = select(Customer).where(Customer.id.in_(ids), visible_customers(actor_of(work)))
    rows = {customer.id: customer for customer in work.session.scalars(visible)}
    return [rows[one] for one in ids if one in rows]


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
        wanted = wanted.where(Customer.city.icontains(str(conditions["city"]), autoescape=True))
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
                    Opportunity.stage.in_(OPEN_STAGES),
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
    """Read a customer's card in five indexed queries; NotThere where the actor may not see it."""
    customer = customer_for(work, customer_id)
    owner = work.session.get(Member, customer.owner_id) if customer.owner_id else None
    opportunities = (
        select(Opportunity)
        .where(
            Opportunity.customer_id == customer_id,
            Opportunity.deleted_at.is_(None),
            Opportunity.stage.in_(OPEN_STAGES),
        )
        .order_by(Opportunity.close_on.is_(None), Opportunity.close_on, Opportunity.id)
    )
    return CustomerCard(
        customer=customer,
        owner_name=owner.name if owner else None,
        contacts=tuple(contacts_of(work, customer_id)),
        touches=_last_touches(work, customer_id),
        opportunities=tuple(work.session.scalars(opportunities)),
        next_reminder=_next_reminder(work, customer_id),
    )


def check_text(field: str, text: str) -> None:
    """Refuse text for a field of a customer: Empty where there is none, TextTooLong beyond its room."""
    if not tidy(text):
        raise Empty(field)
    if len(tidy(text)) > LIMITS[field]:
        raise TextTooLong(field, LIMITS[field])


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
    waiting = (ReminderState.PLANNED, ReminderState.SENT)
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
