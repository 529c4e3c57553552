"""Change what is known of a customer, one field at a time, and its contacts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crm.customer_fields import (
    COLUMNS,
    CONTACT_COLUMNS,
    ContactField,
    CustomerField,
    clean_contact_field,
    clean_field,
)
from crm.customers import NewContact, add_contact
from crm.duplicates import Likely, Named, Taken, look_alikes
from crm.phones import e164
from crm.pins import DECIMALS
from crm.policy import actor_of, contact_for, customer_for
from storage.tables import Contact, Customer, Team
from storage.work import Work


@dataclass(frozen=True, slots=True)
class CustomerChanged:
    """A field before and after; `undo` is none where nothing differed."""

    customer: Customer
    field: CustomerField
    before: str | None
    after: str | None
    undo: int | None
    alike: tuple[Likely | Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class PinSet:
    """The place of a customer on the map was set, or taken away."""

    customer: Customer
    undo: int | None


@dataclass(frozen=True, slots=True)
class ContactChanged:
    """A contact that was added, removed, or changed in a field."""

    customer: Customer
    contact: Contact
    field: ContactField | None
    before: str | None
    after: str | None
    undo: int | None
    alike: tuple[Likely | Taken, ...] = ()


def change_customer(
    work: Work, customer_id: int, field: CustomerField, value: str
) -> CustomerChanged:
    """Set a field of a customer; an empty value clears it.

    NotThere as for every act; else what `clean_field` raises.
    """
    customer = customer_for(work, customer_id)
    column = COLUMNS[field]
    after = clean_field(column, value)
    before = getattr(customer, column)
    work.change(customer, **{column: after})
    undo = work.close_entry("change_customer", customer.id)
    is_name = field in (CustomerField.NAME, CustomerField.SHORT_NAME)
    alike = look_alikes(work, Named(after), {customer.id}) if is_name and after and undo else ()
    return CustomerChanged(customer, field, before, after, undo, alike)


def set_pin(work: Work, customer_id: int, at: tuple[float, float] | None) -> PinSet:
    """Set where a customer is: latitude and longitude in degrees; none takes the pin away."""
    customer = customer_for(work, customer_id)
    latitude, longitude = (round(one, DECIMALS) for one in at) if at else (None, None)
    work.change(customer, latitude=latitude, longitude=longitude)
    return PinSet(customer, work.close_entry("set_pin", customer.id))


def add_contact_to(work: Work, customer_id: int, new: NewContact) -> ContactChanged:
    """Enter a contact at a customer; raises what `clean_contact_field` raises."""
    return add_people_to(work, customer_id, [new])


def add_people_to(
    work: Work,
    customer_id: int,
    people: Sequence[NewContact],
    with_first: Callable[[Contact], None] = lambda _contact: None,
) -> ContactChanged:
    """Enter contacts at a customer in one act, and do something with the first; errors as above."""
    customer = customer_for(work, customer_id)
    team = work.session.get_one(Team, customer.team_id)
    first, *_ = [add_contact(work, customer, one, team.country) for one in people]
    with_first(first)
    undo = work.close_entry("add_contact", customer.id)
    alike = _with_the_same(work, customer, first)
    return ContactChanged(customer, first, None, None, first.name, undo, alike)


def change_contact(work: Work, contact_id: int, field: ContactField, value: str) -> ContactChanged:
    """Set a field of a contact; an empty value clears it. Raises what `clean_contact_field` raises."""
    contact, customer = contact_for(work, contact_id)
    column = CONTACT_COLUMNS[field]
    after = clean_contact_field(column, value)
    before = getattr(contact, column)
    changes: dict[str, str | None] = {column: after}
    if field is ContactField.PHONE:
        team = work.session.get_one(Team, actor_of(work).team_id)
        changes["phone_e164"] = e164(after, team.country) if after else None
    work.change(contact, **changes)
    undo = work.close_entry("change_contact", customer.id)
    alike = _with_the_same(work, customer, contact) if after and undo else ()
    return ContactChanged(customer, contact, field, before, after, undo, alike)


def remove_contact(work: Work, contact_id: int) -> ContactChanged:
    """Take a contact off its customer; interactions with it stay."""
    contact, customer = contact_for(work, contact_id)
    work.change(contact, deleted_at=work.now)
    undo = work.close_entry("remove_contact", customer.id)
    return ContactChanged(customer, contact, None, contact.name, None, undo)


def _with_the_same(work: Work, customer: Customer, contact: Contact) -> tuple[Likely | Taken, ...]:
    """Return other customers that have a contact's number or e-mail address."""
    phones = (contact.phone,) if contact.phone else ()
    emails = (contact.email,) if contact.email else ()
    return look_alikes(work, Named("", phones, emails), {customer.id})
