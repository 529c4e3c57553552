"""Conditions on fields in a look-up: `付款方式: 月结`, `employees > 100`, `industry: pumps`, `owner: Li Lei`.

A value ends at a comma, or where what follows is conditions of other kinds. "无" or "-" asks who has none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Float, case, cast, or_, select

from crm.cleaning import clean_text
from crm.custom_fields import fields_in_sight, value_in_form
from crm.customer_fields import COLUMNS, CustomerField
from crm.errors import CrmError
from crm.line_marks import names_of_fields
from crm.search.parts import contained
from crm.understanding.conditions import read_wanted
from crm.understanding.fold import is_han
from storage.customer_file import CustomField, CustomValue, FieldKind
from storage.distinct import values_with
from storage.expressions import Expression
from storage.name_keys import comparable
from storage.tables import Customer, Member
from storage.work import Work

SIGN = re.compile(r"[:：=＝<>＜＞≤≥]")
AFTER_NAME = r"\s*(?P<sign>>=|<=|[:：=＝<>＜＞≤≥])\s*(?P<value>[^,，;；\n#＃]*(?:,\d{3}(?!\d)[^,，;；\n#＃]*)*)[,，;；]?"
SIGNS = {"：": "=", ":": "=", "＝": "=", "＜": "<", "＞": ">", "≤": "<=", "≥": ">="}
CUSTOMERS = re.compile(r"的?客户们?$|(?:customers?|accounts?|clients?)$", re.IGNORECASE)
OF_CUSTOMERS = re.compile(r"(\S)的?客户们?$")  # 行业: 医疗的客户
OWNER = "负责人 owner"
FOUND_BY = frozenset(CustomerField) - {
    CustomerField.GRADE,
    CustomerField.ADDRESS,
    CustomerField.NOTE,
}
SIZED = frozenset({FieldKind.NUMBER, FieldKind.DAY})
MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})月?")

AskedField = CustomerField | tuple[CustomField, ...] | None


@dataclass(frozen=True, slots=True)
class FieldCondition:
    """What a field is to hold; a custom one may be several teams' of one name, no field is the owner."""

    field: AskedField
    name: str
    sign: str
    value: str


def read_field_conditions(work: Work, text: str) -> tuple[tuple[FieldCondition, ...], str]:
    """Return the conditions on fields in a text, and the text without them."""
    found: list[FieldCondition] = []
    rest = text
    if SIGN.search(text):
        for field, name in _names(work):
            rest = _take(field, name, rest, found)
    return tuple(found), rest.strip(" ,，;；")


def condition(work: Work, asked: FieldCondition) -> ColumnElement[bool]:
    """Return the condition on `Customer`."""
    is_empty = clean_text(asked.value) is None
    if asked.field is None:
        return _owned(asked.value, is_empty=is_empty)
    if isinstance(asked.field, CustomerField):
        return _in_column(asked.field, asked.value, is_empty=is_empty)
    ids = [one.id for one in asked.field]
    values = select(CustomValue.customer_id).where(CustomValue.field_id.in_(ids))
    is_choice = any(clean_text(one) is None for field in asked.field for one in field.choices)
    if is_empty and not is_choice:
        return Customer.id.not_in(values)
    return or_(*(Customer.id.in_(_with_value(work, field, asked)) for field in asked.field))


def indexed(asked: FieldCondition) -> Expression | None:
    """Return what the index of look-ups can say of a condition: it holds of all that fulfil it, and of more."""
    if asked.field is None or asked.sign != "=" or clean_text(asked.value) is None:
        return None
    if isinstance(asked.field, CustomerField):
        return contained(asked.value) if asked.field in FOUND_BY else None
    kinds = {one.kind for one in asked.field}
    return contained(asked.value) if kinds <= {FieldKind.TEXT, FieldKind.CHOICE} else None


def few_with(work: Work, asked: FieldCondition, most: int) -> Sequence[int] | None:
    """Return the ids of all customers, whosesoever, that may fulfil a condition, by the values that its column has.

    None where they are more than `most`, or where that column may have very many values.
    """
    if asked.field is not CustomerField.INDUSTRY or clean_text(asked.value) is None:
        return None
    values = values_with(work.connection, Customer.industry, asked.value)
    if values is None:
        return None
    some = select(Customer.id).where(Customer.industry.in_(values)).limit(most + 1)
    found = work.connection.scalars(some).all() if values else []
    return found if len(found) <= most else None


def _take(field: AskedField, name: str, text: str, found: list[FieldCondition]) -> str:
    before = "" if is_han(name[0]) else r"(?<![\w-])"
    spaced = r"\s*".join(re.escape(part) for part in name.split())
    here = re.search(before + spaced + AFTER_NAME, text, re.IGNORECASE)
    if here is None or not here["value"].strip():
        return text
    value, beyond = _cut(OF_CUSTOMERS.sub(r"\1 客户", here["value"]).split())
    found.append(FieldCondition(field, name, SIGNS.get(here["sign"], here["sign"]), value))
    return f"{text[: here.start()]} {beyond} {text[here.end() :]}"


def _cut(words: list[str]) -> tuple[str, str]:
    """Return the words of a value, and those behind it that are conditions by themselves."""
    for end in range(1, len(words)):
        beyond = " ".join(words[end:])
        if CUSTOMERS.match(words[end]) or not read_wanted(beyond).words:
            return " ".join(words[:end]), beyond
    return " ".join(words), ""


def _names(work: Work) -> Iterator[tuple[AskedField, str]]:
    own: dict[str, list[CustomField]] = {}
    for one in fields_in_sight(work):
        own.setdefault(one.key, []).append(one)
    custom = [(tuple(some), some[0].name) for some in own.values()]
    yield from sorted(custom, key=lambda pair: -len(pair[1]))
    yield from names_of_fields()
    yield from ((None, name) for name in OWNER.split())


def _owned(value: str, *, is_empty: bool) -> ColumnElement[bool]:
    if is_empty:
        return Customer.owner_id.is_(None)
    named = select(Member.id).where(Member.name.icontains(value, autoescape=True))
    return Customer.owner_id.in_(named)


def _in_column(field: CustomerField, value: str, *, is_empty: bool) -> ColumnElement[bool]:
    column: ColumnElement[Any] = getattr(Customer, COLUMNS[field])
    if is_empty:
        return column.is_(None)
    if field is CustomerField.GRADE:
        grades = [one for one in value.upper() if one in "ABCD"]
        return column.in_(grades)
    return column.icontains(value, autoescape=True)


def _with_value(work: Work, field: CustomField, asked: FieldCondition) -> Any:
    here = CustomValue.field_id == field.id
    return select(CustomValue.customer_id).where(here, _fits(work, field, asked))


def _fits(work: Work, field: CustomField, asked: FieldCondition) -> ColumnElement[bool]:
    value: ColumnElement[Any] = CustomValue.value.expression
    if (
        field.kind is FieldKind.DAY
        and asked.sign == "="
        and (month := MONTH.fullmatch(asked.value))
    ):
        return value.startswith(f"{month[1]}-{int(month[2]):02}-")
    try:
        wanted = value_in_form(work, field, asked.value)
    except CrmError:
        wanted = None
    if wanted is None or field.kind is FieldKind.TEXT:
        return value.icontains(asked.value, autoescape=True)
    if field.kind not in SIZED or asked.sign == "=":
        same = value == wanted
        begin = [
            one for one in field.choices if comparable(one).startswith(comparable(asked.value))
        ]
        return or_(same, value.in_(begin)) if begin else same
    left: ColumnElement[Any] = value
    right: Any = wanted
    if field.kind is FieldKind.NUMBER:  # no other field's value is ever read as a number
        left = case((CustomValue.field_id == field.id, cast(value, Float)))
        right = float(wanted)
    compared: ColumnElement[bool] = left.op(asked.sign, is_comparison=True)(right)
    return compared
