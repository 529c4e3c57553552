"""Days that come, asked for in words: birthdays, anniversaries, and contracts and documents that run out.

From the same rows as the suggestions of the morning (`crm/care.py`). A rep's list is of his own customers, a
manager's of the team's. What is ahead comes first; of a stretch that has begun, what is over comes last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from crm.custom_fields import fields_in_sight
from crm.instants import today_of
from crm.lunar import lunar_day
from crm.policy import actor_of, visible_customers
from crm.understanding.coming import About, AskedDays, paper_in, read_asked_days
from storage.customer_file import CustomField, CustomValue, FieldKind, Occasion
from storage.tables import Contact, Customer, Role
from storage.work import Work

PAGE = 8
MONTH = 32  # more than a month has days: a day of the year as one number
LEAP_DAY = 2 * MONTH + 29
ONE_DAY = timedelta(days=1)

Found = tuple[bool, date, int]  # whether it is over, the day, the id of its row


@dataclass(frozen=True, slots=True)
class Coming:
    """A day of a customer: of a contact, with the age or number of years where the year is known, or of a field."""

    day: date
    customer: Customer
    contact: Contact | None = None
    occasion: Occasion | None = None
    years: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class ComingDays:
    """A page of what was asked for; `has_fields` says whether there is any field that something could run out in."""

    asked: AskedDays
    today: date
    shown: tuple[Coming, ...]
    page: int
    pages: int
    total: int
    has_fields: bool = True


def days_asked_for(work: Work, text: str) -> AskedDays | None:
    """Return the days that a line asks for; none where it asks for something else."""
    return read_asked_days(text, _today(work))


def read_coming(work: Work, asked: AskedDays, page: int = 0) -> ComingDays:
    """Return a page of the days asked for, within the customers that the actor looks after."""
    today = _today(work)
    fields: list[CustomField] = []
    if asked.about is About.RUNNING_OUT:
        fields = _fields(work, asked)
        found = sorted(_running_out(work, asked, today, fields))
    else:
        found = sorted(_of_people(work, asked, today))
    pages = max(1, -(-len(found) // PAGE))
    page = max(0, min(page, pages - 1))
    here = found[page * PAGE : (page + 1) * PAGE]
    if asked.about is About.RUNNING_OUT:
        shown = tuple(_fields_told(work, here))
    else:
        shown = tuple(_people_told(work, here))
    has_fields = bool(fields) or asked.about is not About.RUNNING_OUT
    return ComingDays(asked, today, shown, page, pages, len(found), has_fields)


def _today(work: Work) -> date:
    return today_of(work, actor_of(work))


def _scope(work: Work) -> ColumnElement[bool]:
    actor = actor_of(work)
    seen = visible_customers(actor)
    return seen & (Customer.owner_id == actor.id) if actor.role is Role.REP else seen


def _of_people(work: Work, asked: AskedDays, today: date) -> Iterator[Found]:
    solar, lunar = _days_of_the_year(asked.first, asked.last)
    number = Occasion.month * MONTH + Occasion.day
    falls = or_(
        and_(Occasion.is_lunar.is_(False), number.in_(solar)),
        and_(Occasion.is_lunar.is_(True), number.in_(lunar)),
    )
    wanted = (
        select(Occasion.id, Occasion.month, Occasion.day, Occasion.is_lunar)
        .join(Contact, Contact.id == Occasion.contact_id)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(_scope(work), Contact.deleted_at.is_(None), falls)
    )
    if asked.about is not About.PEOPLE:
        is_birthday = Occasion.label == ""
        wanted = wanted.where(is_birthday if asked.about is About.BIRTHDAYS else ~is_birthday)
    for row_id, month, day, is_lunar in work.connection.execute(wanted):
        on = (lunar if is_lunar else solar)[month * MONTH + day]
        yield on < today, on, row_id


def _days_of_the_year(first: date, last: date) -> tuple[dict[int, date], dict[int, date]]:
    """Return on which day of a stretch each day of the solar year falls, and each of the lunar one.

    29 February is kept on the 28th, a lunar 30th of a short month on its last day; leap months are passed over.
    """
    solar: dict[int, date] = {}
    lunar: dict[int, date] = {}
    day = first
    while day <= last:
        solar.setdefault(day.month * MONTH + day.day, day)
        if (day.month, day.day, (day + ONE_DAY).month) == (2, 28, 3):
            solar.setdefault(LEAP_DAY, day)
        month, number, is_leap = lunar_day(day)
        if not is_leap:
            lunar.setdefault(month * MONTH + number, day)
            if number == 29 and lunar_day(day + ONE_DAY)[1] == 1:
                lunar.setdefault(month * MONTH + 30, day)
        day += ONE_DAY
    return solar, lunar


def _fields(work: Work, asked: AskedDays) -> list[CustomField]:
    """Return the fields of days in which what was asked for runs out; all of them where none is called so."""
    days = [one for one in fields_in_sight(work) if one.kind is FieldKind.DAY]
    named = [one for one in days if asked.paper in paper_in(one.name)]
    return named or days


def _running_out(
    work: Work, asked: AskedDays, today: date, fields: list[CustomField]
) -> Iterator[Found]:
    wanted = (
        select(CustomValue.id, CustomValue.value)
        .join(Customer, Customer.id == CustomValue.customer_id)
        .where(
            _scope(work),
            CustomValue.field_id.in_([one.id for one in fields]),
            CustomValue.value.between(asked.first.isoformat(), asked.last.isoformat()),
        )
    )
    for row_id, value in work.connection.execute(wanted):
        day = date.fromisoformat(value)
        yield day < today, day, row_id


def _people_told(work: Work, found: list[Found]) -> Iterator[Coming]:
    rows = work.session.execute(
        select(Occasion, Contact, Customer)
        .join(Contact, Contact.id == Occasion.contact_id)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(Occasion.id.in_([row_id for *_, row_id in found]))
    )
    told = {row[0].id: row for row in rows}
    for _, day, row_id in found:
        occasion, contact, customer = told[row_id]
        years = day.year - occasion.year if occasion.year else None
        yield Coming(day, customer, contact, occasion, years)


def _fields_told(work: Work, found: list[Found]) -> Iterator[Coming]:
    rows = work.session.execute(
        select(CustomValue.id, Customer, CustomField.name)
        .join(Customer, Customer.id == CustomValue.customer_id)
        .join(CustomField, CustomField.id == CustomValue.field_id)
        .where(CustomValue.id.in_([row_id for *_, row_id in found]))
    )
    told = {row[0]: row for row in rows}
    for _, day, row_id in found:
        _, customer, name = told[row_id]
        yield Coming(day, customer, field=name)
