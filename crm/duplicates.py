"""Is it there already? Customers with the same name but for its spelling, or with the same phone number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from crm.customers import contacts_of
from crm.phones import e164
from crm.policy import actor_of, visible_customers
from storage.search import fold
from storage.tables import Contact, Customer, Member, Team
from storage.work import Work

SHOWN = 4
LEGAL_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|\b(ltd|limited|inc|llc|gmbh|ag|plc|corp|co|company)\b\.?)"
)
NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Likely:
    """A customer that may be the one to be entered, with what tells whether it is."""

    customer: Customer
    owner_name: str | None
    contacts: tuple[Contact, ...]


def likely_duplicates(work: Work, name: str, phones: Sequence[str] = ()) -> tuple[Likely, ...]:
    """Return up to 4 customers that the actor may see and that are likely the same as the one named.

    The same is a name that differs in case, width, spaces, punctuation or legal form ("Acme Ltd."), or a
    contact with the same number.
    """
    found = {customer.id: customer for customer in _same_name(work, name)}
    found |= {customer.id: customer for customer in _same_phone(work, phones)}
    return tuple(_likely(work, customer) for customer in list(found.values())[:SHOWN])


def name_key(name: str) -> str:
    """Return what is compared of a name: folded, without legal form, spaces and punctuation."""
    folded = fold(name)
    bare = NO_LETTERS.sub("", LEGAL_FORMS.sub("", folded))
    return bare or NO_LETTERS.sub("", folded) or folded


def _same_name(work: Work, name: str) -> list[Customer]:
    key = name_key(name)
    words = NO_LETTERS.sub(" ", LEGAL_FORMS.sub("", fold(name))).split() or [key]
    longest = max(words, key=len)
    near = select(Customer).where(
        visible_customers(actor_of(work)), Customer.search.contains(longest, autoescape=True)
    )
    return [
        customer
        for customer in work.session.scalars(near.order_by(Customer.touched_at.desc()))
        if key in (name_key(customer.name), name_key(customer.short_name or customer.name))
    ]


def _same_phone(work: Work, phones: Sequence[str]) -> Sequence[Customer]:
    country = work.session.get_one(Team, actor_of(work).team_id).country
    numbers = [number for phone in phones if (number := e164(phone, country))]
    if not numbers:
        return []
    same = (
        select(Customer)
        .join(Contact, Contact.customer_id == Customer.id)
        .where(
            visible_customers(actor_of(work)),
            Contact.phone_e164.in_(numbers),
            Contact.deleted_at.is_(None),
        )
        .distinct()
    )
    return work.session.scalars(same).all()


def _likely(work: Work, customer: Customer) -> Likely:
    owner = work.session.get(Member, customer.owner_id) if customer.owner_id else None
    return Likely(customer, owner.name if owner else None, tuple(contacts_of(work, customer.id)))
