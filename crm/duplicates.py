"""Is it there already? Customers with the same name but for its spelling, or with the same phone number."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from crm.customers import contacts_of, in_order
from crm.phones import e164
from crm.policy import actor_of, visible_customers
from crm.search.looking import customers_called
from storage.tables import Contact, Customer, Member, Team
from storage.work import Work

SHOWN = 4


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


def _same_name(work: Work, name: str) -> list[Customer]:
    return in_order(work, customers_called(work, name, SHOWN))


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
