"""Custom fields: what a team's administrator adds to every customer, read and written in one form a kind.

For import and export: `fields_of` says which there are, `values_of` what customers have in them,
`value_in_form` reads what somebody typed, and `put_value` writes it within an act.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from crm.cleaning import clean_line, clean_text, read_day
from crm.errors import NoFit, NotThere, TextTooLong
from crm.policy import actor_of, customer_for
from crm.rules import NO, YES
from crm.understanding.dates.reading import read_times
from crm.understanding.numerals import HAN_NUMBER, read_han_number
from storage.customer_file import CustomField, CustomValue, FieldKind
from storage.name_keys import comparable
from storage.tables import Customer, Role, Team
from storage.work import Work

NAME_LIMIT = 40
VALUE_LIMIT = 300
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NUMBER_WORDS = re.compile(HAN_NUMBER)
YES_TOO, NO_TOO = YES | {"有", "对", "✓", "1"}, NO | {"没有", "无", "没", "0"}
IN_FORM = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class ValueChanged:
    """What a customer had and has in a field, in the form of its kind."""

    customer: Customer
    field: CustomField
    before: str | None
    after: str | None
    undo: int | None


def fields_of(work: Work, team_id: int) -> tuple[CustomField, ...]:
    """Return the fields in use that a team's customers have, its own and those of all teams, first added first."""
    theirs = or_(CustomField.team_id == team_id, CustomField.team_id.is_(None))
    there = theirs & CustomField.retired_at.is_(None)
    return tuple(work.session.scalars(select(CustomField).where(there).order_by(CustomField.id)))


def fields_in_sight(work: Work) -> tuple[CustomField, ...]:
    """Return the fields of every customer whom the actor may see: an administrator sees all teams'."""
    actor = actor_of(work)
    if actor.role is not Role.ADMIN:
        return fields_of(work, actor.team_id)
    there = select(CustomField).where(CustomField.retired_at.is_(None))
    return tuple(work.session.scalars(there.order_by(CustomField.id)))


def field_key(name: str) -> str:
    """Return the form in which two spellings of a field's name are one."""
    return comparable("".join(name.split()))[:NAME_LIMIT]


def values_of(work: Work, customer_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return what customers have in fields in use: by customer, by field, in the form of its kind."""
    values: dict[int, dict[int, str]] = defaultdict(dict)
    there = (
        select(CustomValue.customer_id, CustomValue.field_id, CustomValue.value)
        .join(CustomField, CustomField.id == CustomValue.field_id)
        .where(CustomValue.customer_id.in_(customer_ids), CustomField.retired_at.is_(None))
    )
    for customer_id, field_id, value in work.connection.execute(there.order_by(CustomValue.id)):
        values[customer_id][field_id] = value
    return values


def value_in_form(work: Work, field: CustomField, typed: str) -> str | None:
    """Return what somebody typed in the form of the field's kind; none for nothing ("-", "无").

    NoFit where it is no such value, TextTooLong for a text over 300 characters.
    """
    text = clean_text(typed)
    if field.kind is FieldKind.YES_NO:
        said = comparable(clean_line(typed))
        return None if not said else IN_FORM[_is_yes(field, said)]
    if text is None:
        return None
    if field.kind is FieldKind.TEXT:
        if len(text) > VALUE_LIMIT:
            raise TextTooLong(field.name, VALUE_LIMIT)
        return text
    read = {FieldKind.NUMBER: _number, FieldKind.DAY: _day, FieldKind.CHOICE: _choice}[field.kind]
    value = read(work, field, text)
    if value is None:
        raise NoFit(field.name, field.kind, tuple(field.choices))
    return value


def put_value(
    work: Work, customer_id: int, field: CustomField, value: str | None
) -> tuple[str | None, str | None]:
    """Write a value that is in form, or none to clear it; return what was there and what is.

    For use-cases, which close the history entry.
    """
    here = (CustomValue.customer_id == customer_id) & (CustomValue.field_id == field.id)
    row = work.session.scalar(select(CustomValue).where(here))
    before = row.value if row else None
    if row is None and value is not None:
        work.add(CustomValue(customer_id=customer_id, field_id=field.id, value=value))
    elif row is not None and value is None:
        work.remove(row)
    elif row is not None:
        work.change(row, value=value)
    if before != value:
        work.touched["customers"].add(customer_id)
    return before, value


def set_value(work: Work, customer_id: int, field_id: int, typed: str) -> ValueChanged:
    """Fill a customer's field from what was typed; an empty text clears it.

    NotThere for a field or a customer out of reach; else what `value_in_form` raises.
    """
    customer = customer_for(work, customer_id)
    field = field_at(work, customer, field_id)
    before, after = put_value(work, customer.id, field, value_in_form(work, field, typed))
    undo = work.close_entry("set_value", customer.id)
    return ValueChanged(customer, field, before, after, undo)


def field_at(work: Work, customer: Customer, field_id: int) -> CustomField:
    """Return a field in use of a customer's team; NotThere otherwise."""
    field = work.session.get(CustomField, field_id)
    if field is None or not is_field_of(field, customer):
        raise NotThere("field", field_id)
    return field


def is_field_of(field: CustomField, customer: Customer) -> bool:
    """Say whether a field is in use for a customer's team."""
    return field.team_id in (None, customer.team_id) and field.retired_at is None


def _is_yes(field: CustomField, said: str) -> bool:
    if said in YES_TOO:
        return True
    if said in NO_TOO:
        return False
    raise NoFit(field.name, field.kind)


def _number(_work: Work, _field: CustomField, text: str) -> str | None:
    plain = re.sub(r"(?<=\d)[,\s](?=\d)", "", text)
    if NUMBER.fullmatch(plain):
        return _written(Decimal(plain))
    said = NUMBER_WORDS.match(comparable(plain))
    value = read_han_number(said[0]) if said else None
    return _written(value) if value is not None else None


def _written(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _day(work: Work, _field: CustomField, text: str) -> str | None:
    actor = actor_of(work)
    country = work.session.get_one(Team, actor.team_id).country
    day: date | None = read_day(text, country)
    if day is None:
        now: datetime = work.now.astimezone(ZoneInfo(actor.zone))
        found = read_times(text, now)
        certain = len(found) == 1 and found[0].doubt is None and found[0].rrule is None
        day = found[0].day if certain else None
    return day.isoformat() if day else None


def _choice(_work: Work, field: CustomField, text: str) -> str | None:
    said = comparable(text)
    choices: list[str] = list(field.choices)
    same = [one for one in choices if comparable(one) == said]
    begin = [one for one in choices if comparable(one).startswith(said)]
    fitting = same or (begin if len(begin) == 1 else [])
    return fitting[0] if fitting else None
