"""What a line says of a customer's file, beside what happened: tags (`#重点`) and fields (`付款方式: 月结`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crm.cleaning import clean_line
from crm.custom_fields import fields_of, is_field_of, put_value, value_in_form
from crm.customer_fields import COLUMNS, CustomerField, clean_field
from crm.errors import CrmError, NotThere
from crm.policy import actor_of
from crm.tags import add_tags
from crm.understanding.fold import is_han
from crm.understanding.marks import read_tags
from crm.understanding.signs import TAG
from storage.customer_file import CustomField
from storage.tables import Customer
from storage.work import Work

OWN_NAMES = {
    CustomerField.SHORT_NAME: "简称 short name",
    CustomerField.CITY: "城市 所在城市 city",
    CustomerField.REGION: "区域 大区 region",
    CustomerField.INDUSTRY: "行业 industry",
    CustomerField.GRADE: "等级 级别 客户等级 grade",
    CustomerField.PREFERENCE: "产品偏好 偏好 preference prefers likes",
    CustomerField.ADDRESS: "地址 address",
}
SHORT_NAME = "short name"
VALUE = r"\s*[:：=]\s*(?P<value>[^,，;；。\n#＃]*(?:,\d[^,，;；。\n#＃]*)*)[,，;；。]?"
BEFORE = r"(?:(?<=[\s,，;；。、])|(?<=^))"

AnyField = CustomerField | CustomField


@dataclass(frozen=True, slots=True)
class Marks:
    """The tags and fields of a line; `rest` is the line without its fields, `bare` without its tags too."""

    tags: tuple[str, ...]
    fields: tuple[tuple[AnyField, str], ...]
    rest: str
    bare: str

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return bool(self.tags or self.fields)


@dataclass(frozen=True, slots=True)
class FieldSet:
    """What a customer had and has in a field of its own or a custom one."""

    field: AnyField
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Marked:
    """What a line changed in a customer's file; `unfit` are fields whose value does not fit."""

    customer: Customer
    tags: tuple[str, ...]
    fields: tuple[FieldSet, ...]
    unfit: tuple[tuple[AnyField, str], ...]
    undo: int | None = None


def read_marks(work: Work, text: str) -> Marks:
    """Read the tags of a line, and the fields that it names with a colon."""
    fields: list[tuple[AnyField, str]] = []
    rest = text
    if re.search(r"[:：=]", text):
        for field, name in _names(work):
            may_follow = isinstance(field, CustomField) and is_han(name[0])  # 华信付款方式：月结
            before = "" if may_follow else BEFORE
            found = re.search(before + _spaced(name) + VALUE, rest, re.IGNORECASE)
            if found and found["value"].strip():
                fields.append((field, found["value"].strip()))
                rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    rest = rest.strip(" ,，;；")
    return Marks(read_tags(text), tuple(fields), rest, clean_line(TAG.sub(" ", rest)))


def apply_marks(work: Work, customer: Customer, marks: Marks) -> Marked:
    """Add the tags and set the fields; for use-cases, which close the history entry."""
    tags = add_tags(work, customer.id, marks.tags)
    done: list[FieldSet] = []
    unfit: list[tuple[AnyField, str]] = []
    for field, typed in marks.fields:
        try:
            done.append(_set(work, customer, field, typed))
        except CrmError:
            unfit.append((field, typed))
    return Marked(customer, tags, tuple(done), tuple(unfit))


def _names(work: Work) -> Iterator[tuple[AnyField, str]]:
    """Yield every name that a field goes by, a team's own before the built-in ones, the longest first."""
    own = fields_of(work, actor_of(work).team_id)
    yield from sorted(((one, one.name) for one in own), key=lambda pair: -len(pair[1]))
    yield from names_of_fields()


def _set(work: Work, customer: Customer, field: AnyField, typed: str) -> FieldSet:
    if isinstance(field, CustomField):
        if not is_field_of(field, customer):  # of the administrator's team, not the customer's
            raise NotThere("field", field.id)
        return FieldSet(
            field, *put_value(work, customer.id, field, value_in_form(work, field, typed))
        )
    column = COLUMNS[field]
    before, after = getattr(customer, column), clean_field(column, typed)
    work.change(customer, **{column: after})
    return FieldSet(field, before, after)


def names_of_fields() -> Iterator[tuple[CustomerField, str]]:
    """Yield every name that a built-in field goes by, of each the longest first."""
    for field, names in OWN_NAMES.items():
        both = [*names.replace(SHORT_NAME, "").split(), *([SHORT_NAME] * (SHORT_NAME in names))]
        yield from ((field, name) for name in sorted(both, key=len, reverse=True))


def _spaced(name: str) -> str:
    return r"\s*".join(re.escape(part) for part in name.split())
