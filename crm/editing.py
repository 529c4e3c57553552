"""Change what is known of a customer, one field at a time, and its contacts."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from crm.customers import LIMITS, NewContact, add_contact, tidy
from crm.errors import Empty, NoNumber, NotThere, TextTooLong
from crm.phones import digits, e164
from crm.policy import actor_of, customer_for, visible_customers
from storage.tables import Contact, Customer, Team
from storage.work import Work

GRADES = ("A", "B", "C", "D")
FEWEST_DIGITS = 3


class CustomerField(StrEnum):
    """A field of a customer that a member may change; the values travel in buttons."""

    NAME = "n"
    SHORT_NAME = "s"
    CITY = "c"
    INDUSTRY = "i"
    GRADE = "g"
    ADDRESS = "a"


class ContactField(StrEnum):
    """A field of a contact that a member may change; the values travel in buttons."""

    NAME = "n"
    TITLE = "t"
    PHONE = "p"
    EMAIL = "e"


COLUMNS = {
    CustomerField.NAME: "name",
    CustomerField.SHORT_NAME: "short_name",
    CustomerField.CITY: "city",
    CustomerField.INDUSTRY: "industry",
    CustomerField.GRADE: "grade",
    CustomerField.ADDRESS: "address",
}
CONTACT_COLUMNS = {
    ContactField.NAME: "name",
    ContactField.TITLE: "title",
    ContactField.PHONE: "phone",
    ContactField.EMAIL: "email",
}
CONTACT_LIMITS = {"name": 120, "title": 120, "phone": 64, "email": 200}


@dataclass(frozen=True, slots=True)
class CustomerChanged:
    """A field before and after; `undo` is none where nothing differed."""

    customer: Customer
    field: CustomerField
    before: str | None
    after: str | None
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


def change_customer(
    work: Work, customer_id: int, field: CustomerField, value: str
) -> CustomerChanged:
    """Set a field of a customer; an empty value clears it.

    NotThere as for every act; Empty for a name without text; TextTooLong beyond the field's room.
    """
    customer = customer_for(work, customer_id)
    column = COLUMNS[field]
    after = _fitting(column, value, LIMITS[column])
    if field is CustomerField.NAME and after is None:
        raise Empty(column)
    before = getattr(customer, column)
    work.change(customer, **{column: after})
    undo = work.close_entry("change_customer", customer.id)
    return CustomerChanged(customer, field, before, after, undo)


def add_contact_to(work: Work, customer_id: int, new: NewContact) -> ContactChanged:
    """Enter a contact at a customer; Empty for one without a name, NoNumber as below."""
    customer = customer_for(work, customer_id)
    if not tidy(new.name):
        raise Empty("name")
    if new.phone:
        check_number(new.phone)
    team = work.session.get_one(Team, customer.team_id)
    contact = add_contact(work, customer, new, team.country)
    undo = work.close_entry("add_contact", customer.id)
    return ContactChanged(customer, contact, None, None, contact.name, undo)


def change_contact(work: Work, contact_id: int, field: ContactField, value: str) -> ContactChanged:
    """Set a field of a contact; NoNumber for a phone without digits, Empty for a name without text."""
    contact, customer = read_contact(work, contact_id)
    column = CONTACT_COLUMNS[field]
    after = _fitting(column, value, CONTACT_LIMITS[column])
    if field is ContactField.NAME and after is None:
        raise Empty(column)
    before = getattr(contact, column)
    changes: dict[str, str | None] = {column: after}
    if field is ContactField.PHONE:
        if after is not None:
            check_number(after)
        team = work.session.get_one(Team, actor_of(work).team_id)
        changes["phone_e164"] = e164(after, team.country) if after else None
    work.change(contact, **changes)
    undo = work.close_entry("change_contact", customer.id)
    return ContactChanged(customer, contact, field, before, after, undo)


def remove_contact(work: Work, contact_id: int) -> ContactChanged:
    """Take a contact off its customer; interactions with it stay."""
    contact, customer = read_contact(work, contact_id)
    work.change(contact, deleted_at=work.now)
    undo = work.close_entry("remove_contact", customer.id)
    return ContactChanged(customer, contact, None, contact.name, None, undo)


def read_contact(work: Work, contact_id: int) -> tuple[Contact, Customer]:
    """Return a contact with its customer; NotThere where the actor may not see it."""
    wanted = (
        select(Contact, Customer)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(
            Contact.id == contact_id,
            Contact.deleted_at.is_(None),
            visible_customers(actor_of(work)),
        )
    )
    row = work.session.execute(wanted).first()
    if row is None:
        raise NotThere("contact", contact_id)
    return row[0], row[1]


def check_number(phone: str) -> None:
    """Refuse a phone number without digits: NoNumber."""
    if len(digits(phone)) < FEWEST_DIGITS:
        raise NoNumber


def _fitting(column: str, value: str, limit: int) -> str | None:
    text = tidy(value)
    if len(text) > limit:
        raise TextTooLong(column, limit)
    return text or None
