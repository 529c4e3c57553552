"""A row of a sheet as a customer with its people: cleaned, or refused with the reason."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from crm.cleaning import (
    clean_city,
    clean_email,
    clean_grade,
    clean_line,
    clean_note,
    clean_text,
    is_day_first,
    read_day,
)
from crm.column_names import OF_A_PERSON, Field
from crm.columns import Column, Mapping
from crm.errors import CrmError
from crm.phones import e164, split_numbers
from crm.pins import pin_in
from crm.tags import tags_in
from crm.understanding.day_of_year import DayOfYear
from crm.understanding.days_in_cells import days_in_cell
from storage.name_keys import name_key
from storage.spreadsheets.reading import SheetRow

LIMITS = {
    Field.NAME: 200,
    Field.SHORT_NAME: 100,
    Field.CITY: 100,
    Field.REGION: 100,
    Field.INDUSTRY: 100,
    Field.PREFERENCE: 200,
    Field.ADDRESS: 300,
    Field.CONTACT: 120,
    Field.TITLE: 120,
    Field.EMAIL: 200,
    Field.NOTE: 4000,
}
PHONE_LIMIT = 64
SHOWN = 40  # characters of a row that is refused, so that it is found again
TOTALS = frozenset({"合计", "总计", "小计", "共计", "total", "totals", "subtotal", "sum"})
PEOPLE = re.compile(r"\s*[、;；/\n]\s*")


class Reason(StrEnum):
    """Why a row is refused."""

    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    A_COLLEAGUES = "a_colleagues"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, as the file numbers it; the field where one is the reason."""

    row: int
    reason: Reason
    field: Field | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A value that could not be read, in a row that was taken without it; no field for one of the team's own."""

    row: int
    field: Field | None
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number as typed, and in E.164 where it is one."""

    typed: str
    e164: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person at a customer; without a name it is the customer's own number or address."""

    name: str | None
    title: str | None = None
    numbers: tuple[Number, ...] = ()
    email: str | None = None
    days: tuple[DayOfYear, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A customer as a row tells of it; `texts` holds the plain fields that are not empty, `custom` the team's own.

    `is_own` where the row is of an export of Fieldbook: a number in it says nothing of another customer.
    """

    row: int
    name: str
    key: str
    texts: dict[Field, str]
    note: str | None
    visited_on: date | None
    people: tuple[Person, ...]
    tags: tuple[str, ...] = ()
    custom: dict[int, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    pin: tuple[float, float] | None = None
    is_own: bool = False


class RecordReader:
    """Reads rows by a mapping, with phone numbers and dates as the team's country writes them.

    `customs` read the values of the team's own fields, by their ids: CrmError for what is none.
    """

    def __init__(
        self,
        mapping: Mapping,
        country: str,
        today: date,
        customs: dict[int, Callable[[str], str | None]],
    ) -> None:
        self._country = country
        self._is_own = mapping.is_own
        self._customs = [
            (one, customs[one.custom]) for one in mapping.columns if one.custom in customs
        ]
        self._today = today
        mapped = [one for one in mapping.columns if one.field and one.field is not Field.TEAM]
        self._plain = [one for one in mapped if one.field not in OF_A_PERSON]
        self._people = [
            [one for one in mapped if one.field in OF_A_PERSON and one.person == number]
            for number in sorted({one.person for one in mapped if one.field in OF_A_PERSON})
        ]
        self._name_header = next(
            clean_text(one.header) for one in mapped if one.field is Field.NAME
        )

    def read(self, row: SheetRow) -> Record | RefusedRow | None:
        """Return the record; a refusal; or none for a row that is blank, a total, or the header again."""
        left_out: list[LeftOut] = []
        texts = self._texts(row)
        name = texts.pop(Field.NAME, None)
        if name is None:
            is_blank = not any(clean_text(cell) for cell in row.cells)
            told = " · ".join(text for cell in row.cells if (text := clean_text(cell)))
            return None if is_blank else RefusedRow(row.number, Reason.NO_NAME, None, told[:SHOWN])
        if name == self._name_header or (name.lower() in TOTALS and not self._is_own):
            return None
        note, seen = texts.pop(Field.NOTE, None), texts.pop(Field.VISITED_ON, None)
        tags = tags_in(said) if (said := texts.pop(Field.TAGS, None)) else ()
        self._refine(row.number, texts, left_out)
        record = Record(
            row.number,
            name,
            name_key(name),
            texts,
            note,
            self._day(row.number, seen, left_out),
            tuple(self._read_people(row, left_out)),
            tags,
            self._read_customs(row, left_out),
            left_out,
            self._pin(row.number, texts.pop(Field.PIN, None), left_out),
            self._is_own,
        )
        return _too_long(record) or record

    def _texts(self, row: SheetRow) -> dict[Field, str]:
        texts: dict[Field, str] = {}
        for column in self._plain:
            cell = row.cells[column.place] if column.place < len(row.cells) else ""
            assert column.field is not None
            if column.field is Field.NOTE:
                if cell and (note := clean_note(cell)):
                    before = texts.get(Field.NOTE)
                    texts[Field.NOTE] = f"{before}\n{note}" if before else note
            elif self._is_own and column.field is Field.NAME:
                texts |= {Field.NAME: name} if (name := clean_line(cell)) else {}
            elif cell and (text := clean_text(cell)):
                texts[column.field] = text
        return texts

    def _refine(self, row: int, texts: dict[Field, str], left_out: list[LeftOut]) -> None:
        if city := texts.get(Field.CITY):
            texts[Field.CITY] = clean_city(city)
        if industry := texts.get(Field.INDUSTRY):
            texts[Field.INDUSTRY] = industry.removesuffix("行业") or industry
        if said := texts.pop(Field.GRADE, None):
            if grade := clean_grade(said):
                texts[Field.GRADE] = grade
            else:
                left_out.append(LeftOut(row, Field.GRADE, said))

    def _day(self, row: int, seen: str | None, left_out: list[LeftOut]) -> date | None:
        day = read_day(seen, self._country) if seen else None
        if seen and (day is None or day > self._today):
            left_out.append(LeftOut(row, Field.VISITED_ON, seen))
            return None
        return day

    @staticmethod
    def _pin(row: int, said: str | None, left_out: list[LeftOut]) -> tuple[float, float] | None:
        pin = pin_in(said) if said else None
        if said and pin is None:
            left_out.append(LeftOut(row, Field.PIN, said))
        return pin

    def _read_customs(self, row: SheetRow, left_out: list[LeftOut]) -> dict[int, str]:
        values: dict[int, str] = {}
        for column, read in self._customs:
            cell = row.cells[column.place] if column.place < len(row.cells) else ""
            if not cell.strip():
                continue
            try:
                value = read(cell)
            except CrmError:
                left_out.append(LeftOut(row.number, None, f"{column.header}: {cell.strip()}"))
            else:
                if value is not None:
                    assert column.custom is not None
                    values[column.custom] = value
        return values

    def _read_people(self, row: SheetRow, left_out: list[LeftOut]) -> Iterator[Person]:
        for columns in self._people:
            texts: dict[Field, list[str]] = {}
            days: list[DayOfYear] = []
            for column in columns:
                cell = row.cells[column.place] if column.place < len(row.cells) else ""
                if not cell:
                    continue
                if column.field is Field.DAYS:
                    days += self._days(row.number, column, cell, left_out)
                    continue
                raw = cell if column.field is Field.PHONE else self._person_text(column, cell)
                if raw:
                    assert column.field is not None
                    texts.setdefault(column.field, []).append(raw)
            people = self._persons(row.number, texts, left_out) if texts else iter(())
            for person in people:
                yield replace(person, days=tuple(days)) if days else person
                days = []
            if days:
                yield Person(None, days=tuple(days))

    def _person_text(self, column: Column, cell: str) -> str | None:
        if self._is_own and column.field is Field.CONTACT:
            return clean_line(cell)
        return clean_text(cell)

    def _days(
        self, row: int, column: Column, cell: str, left_out: list[LeftOut]
    ) -> list[DayOfYear]:
        text = "\n".join(clean_line(line) for line in cell.splitlines())
        if clean_text(text) is None:
            return []
        days, unread = days_in_cell(text, column.header, is_day_first=is_day_first(self._country))
        if unread:
            left_out.append(LeftOut(row, Field.DAYS, unread))
        return days

    def _persons(
        self, row: int, texts: dict[Field, list[str]], left_out: list[LeftOut]
    ) -> Iterator[Person]:
        """Return the people of one group of columns: several where a cell names several."""
        full = " ".join(texts.get(Field.CONTACT, []) + texts.get(Field.FAMILY_NAME, []))
        several = [full] if self._is_own else PEOPLE.split(full)
        names: list[str | None] = [name for name in several if name] or [None]
        numbers = self._numbers(row, texts.get(Field.PHONE, []), left_out)
        email = None
        for said in texts.get(Field.EMAIL, []):
            email = email or clean_email(said)
            if email is None:
                left_out.append(LeftOut(row, Field.EMAIL, said))
        title = next(iter(texts.get(Field.TITLE, [])), None)
        if len(names) > 1 and len(names) == len(numbers):
            for name, number in zip(names, numbers, strict=True):
                yield Person(name, title if name == names[0] else None, (number,))
            return
        if names[0] or numbers or email:
            yield Person(names[0], title, tuple(numbers), email)
        yield from (Person(name) for name in names[1:])

    def _numbers(self, row: int, cells: list[str], left_out: list[LeftOut]) -> list[Number]:
        numbers: dict[str, Number] = {}
        for cell in cells:
            found = [clean_line(cell)] if self._is_own else split_numbers(cell)
            if not found and clean_text(cell):
                left_out.append(LeftOut(row, Field.PHONE, cell.strip()))
            for typed in found:
                number = Number(typed[:PHONE_LIMIT], e164(typed, self._country))
                numbers.setdefault(number.e164 or typed, number)
        return list(numbers.values())


def _too_long(record: Record) -> RefusedRow | None:
    texts: list[tuple[Field, str | None]] = [
        (Field.NAME, record.name),
        (Field.NOTE, record.note),
        *record.texts.items(),
    ]
    for person in record.people:
        texts += [(Field.CONTACT, person.name), (Field.TITLE, person.title)]
        texts += [(Field.EMAIL, person.email)]
    for one, text in texts:
        if text and len(text) > LIMITS.get(one, 300):
            return RefusedRow(record.row, Reason.TOO_LONG, one, text[:SHOWN])
    return None
