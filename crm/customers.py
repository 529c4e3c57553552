"""Customers and their contacts: enter them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from crm.customer_fields import CONTACT_LIMITS, clean_contact_field, clean_field
from crm.phones import e164
from crm.policy import actor_of
from crm.tags import add_tags
from storage.tables import Contact, Customer, Team
from storage.work import Work

ENTERED = ("name", "short_name", "city", "industry", "grade", "address", "note")


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
    note: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerCreated:
    """A customer just entered."""

    customer: Customer
    contacts: tuple[Contact, ...]
    undo: int | None


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
    """Insert a customer row; for use-cases, which close the history entry."""
    known = {one: clean_field(one, getattr(new, one) or "") for one in ENTERED}
    customer = work.add(
        Customer(
            **known,
            team_id=team.id,
            owner_id=owner_id,
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


def contacts_of(work: Work, customer_id: int) -> Sequence[Contact]:
    """Return a customer's contacts, first entered first."""
    there = (
        select(Contact)
        .where(Contact.customer_id == customer_id, Contact.deleted_at.is_(None))
        .order_by(Contact.id)
    )
    return work.session.scalars(there).all()


def touch(work: Work, customer: Customer, happened_on: date, today: date) -> None:
    """Note that a customer was in touch now; an old interaction entered late does not move it."""
    if happened_on >= today or work.now > customer.touched_at:
        work.change(customer, touched_at=work.now)


def tidy(text: str) -> str:
    """Return text without invisible characters and with single spaces."""
    visible = "".join(char for char in text if char.isprintable() or char.isspace())
    return re.sub(r"\s+", " ", visible).strip()
