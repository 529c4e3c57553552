"""What a file of customers carries: one table, from which exports are written and the round trip is tested.

`keeps` names the columns of the database that a column of the file stands for. A new column of a customer's
file is entered here, or a test asks why not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crm.column_names import Field
from crm.pins import pin_text
from crm.understanding.day_of_year import DayOfYear
from crm.understanding.days_in_cells import written_days
from storage.customer_file import Occasion, Tag
from storage.tables import Contact, Customer


@dataclass(frozen=True, slots=True)
class CustomerTold:
    """A customer with its owner's name, its tags and its team's name."""

    customer: Customer
    owner: str
    tags: Sequence[Tag]
    team: str = ""


@dataclass(frozen=True, slots=True)
class ContactTold:
    """A contact with its days; `lunar` is the word that stands before a lunar one."""

    contact: Contact
    days: Sequence[Occasion]
    lunar: str


@dataclass(frozen=True, slots=True)
class OfCustomer:
    """A column of the file about the customer."""

    field: Field
    keeps: tuple[str, ...]
    text: Callable[[CustomerTold], str]


@dataclass(frozen=True, slots=True)
class OfContact:
    """A column of the file about one of its contacts."""

    field: Field
    keeps: tuple[str, ...]
    text: Callable[[ContactTold], str]


def _column(field: Field) -> OfCustomer:
    name = field.value
    return OfCustomer(
        field, (f"customers.{name}",), lambda told: getattr(told.customer, name) or ""
    )


def _pin(told: CustomerTold) -> str:
    latitude, longitude = told.customer.latitude, told.customer.longitude
    return "" if latitude is None or longitude is None else pin_text(latitude, longitude)


def _days(told: ContactTold) -> str:
    days = (DayOfYear(one.label, one.month, one.day, one.is_lunar, one.year) for one in told.days)
    return written_days(days, told.lunar)


OF_CUSTOMERS = (
    _column(Field.NAME),
    _column(Field.SHORT_NAME),
    _column(Field.GRADE),
    _column(Field.CITY),
    _column(Field.REGION),
    _column(Field.INDUSTRY),
    _column(Field.PREFERENCE),
    OfCustomer(
        Field.TAGS,
        ("customer_tags.tag",),
        lambda told: ", ".join(one.tag for one in told.tags),
    ),
    _column(Field.ADDRESS),
    OfCustomer(Field.PIN, ("customers.latitude", "customers.longitude"), _pin),
    OfCustomer(Field.OWNER, ("customers.owner_id",), lambda told: told.owner),
    OfCustomer(Field.TEAM, ("customers.team_id",), lambda told: told.team),
    _column(Field.NOTE),
)
OF_CONTACTS = (
    OfContact(Field.CONTACT, ("contacts.name",), lambda told: told.contact.name),
    OfContact(Field.TITLE, ("contacts.title",), lambda told: told.contact.title or ""),
    OfContact(
        Field.PHONE,
        ("contacts.phone", "contacts.phone_e164"),
        lambda told: told.contact.phone or "",
    ),
    OfContact(Field.EMAIL, ("contacts.email",), lambda told: told.contact.email or ""),
    OfContact(
        Field.DAYS,
        tuple(f"occasions.{one}" for one in ("label", "month", "day", "is_lunar", "year")),
        _days,
    ),
)
OWN_FIELDS_KEEP = ("custom_values.field_id", "custom_values.value")  # a column for each field

COLUMNS = tuple(one.field for one in (*OF_CUSTOMERS, *OF_CONTACTS))
KEPT = frozenset(
    {name for one in (*OF_CUSTOMERS, *OF_CONTACTS) for name in one.keeps} | set(OWN_FIELDS_KEEP)
)
