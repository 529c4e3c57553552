"""The fields of customers and contacts: the room that each has, and how what is typed is cleaned.

The one place for whatever enters or changes a customer by hand; an import cleans its columns by the same
functions of `crm/cleaning.py`.
"""

from collections.abc import Callable
from enum import StrEnum

from crm.cleaning import clean_city, clean_email, clean_grade, clean_line, clean_note, clean_text
from crm.errors import Empty, NoEmail, NoGrade, NoNumber, TextTooLong
from crm.phones import digits

GRADES = ("A", "B", "C", "D")
FEWEST_DIGITS = 3
LIMITS = {
    "name": 200,
    "short_name": 100,
    "city": 100,
    "region": 100,
    "industry": 100,
    "grade": 1,
    "preference": 200,
    "address": 300,
    "note": 4000,
}
CONTACT_LIMITS = {"name": 120, "title": 120, "phone": 64, "email": 200}


class CustomerField(StrEnum):
    """A field of a customer that a member may change; the values travel in buttons."""

    NAME = "n"
    SHORT_NAME = "s"
    CITY = "c"
    REGION = "r"
    INDUSTRY = "i"
    GRADE = "g"
    PREFERENCE = "p"
    ADDRESS = "a"
    NOTE = "o"


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
    CustomerField.REGION: "region",
    CustomerField.INDUSTRY: "industry",
    CustomerField.GRADE: "grade",
    CustomerField.PREFERENCE: "preference",
    CustomerField.ADDRESS: "address",
    CustomerField.NOTE: "note",
}
CONTACT_COLUMNS = {
    ContactField.NAME: "name",
    ContactField.TITLE: "title",
    ContactField.PHONE: "phone",
    ContactField.EMAIL: "email",
}


def clean_field(column: str, typed: str) -> str | None:
    """Return what is kept of a text for a column of a customer; none where it leaves the field empty.

    Empty for a name without text, TextTooLong beyond the room, NoGrade for what is no grade.
    """
    kept = CLEANERS[column](typed)
    return _fitting(column, kept, LIMITS[column])


def clean_contact_field(column: str, typed: str) -> str | None:
    """Return what is kept of a text for a column of a contact; none where it leaves the field empty.

    Empty for a name without text, TextTooLong beyond the room, NoNumber and NoEmail for what is none.
    """
    kept = CONTACT_CLEANERS[column](typed)
    return _fitting(column, kept, CONTACT_LIMITS[column])


def check_number(phone: str) -> None:
    """Refuse a phone number without digits: NoNumber."""
    if len(digits(phone)) < FEWEST_DIGITS:
        raise NoNumber


def _fitting(column: str, kept: str | None, limit: int) -> str | None:
    if kept and len(kept) > limit:
        raise TextTooLong(column, limit)
    if not kept and column == "name":
        raise Empty(column)
    return kept or None


def _city(typed: str) -> str | None:
    text = clean_text(typed)
    return clean_city(text) if text else None


def _industry(typed: str) -> str | None:
    text = clean_text(typed)
    return text.removesuffix("行业") or text if text else None


def _grade(typed: str) -> str | None:
    text = clean_text(typed)
    if text is None:
        return None
    grade = text.upper() if text.upper() in GRADES else clean_grade(text)
    if grade is None:
        raise NoGrade
    return grade


def _phone(typed: str) -> str | None:
    text = clean_text(typed)
    if text is not None:
        check_number(text)
    return text


def _email(typed: str) -> str | None:
    text = clean_text(typed)
    if text is None:
        return None
    address = clean_email(text)
    if address is None:
        raise NoEmail
    return address


CLEANERS: dict[str, Callable[[str], str | None]] = {
    "name": clean_line,
    "short_name": clean_text,
    "city": _city,
    "region": clean_text,
    "industry": _industry,
    "grade": _grade,
    "preference": clean_text,
    "address": clean_text,
    "note": clean_note,
}
CONTACT_CLEANERS: dict[str, Callable[[str], str | None]] = {
    "name": clean_line,
    "title": clean_text,
    "phone": _phone,
    "email": _email,
}
