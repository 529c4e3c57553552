"""Recognising the columns of a sheet: where its header is and what each column holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from crm.column_contents import Likeness, guess_fields
from crm.column_names import OF_A_PERSON, Field, field_of, is_one_a_row, number_in
from crm.errors import NoCustomerColumn
from storage.spreadsheets.reading import SheetRow

ROWS_LOOKED_AT = 60
HEADER_WITHIN = 20
SAMPLES = 3
SURE = frozenset({Field.CITY, Field.EMAIL})  # what cells tell whatever the column is called


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place from 0; `person` counts the contacts of a row from 1.

    `custom` is the id of the team's own field that the column holds, where it holds one.
    """

    place: int
    header: str
    field: Field | None
    person: int = 1
    custom: int | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column holds, with three rows to show; `header_row` is 0 where there is no header."""

    header_row: int
    columns: tuple[Column, ...]
    samples: tuple[SheetRow, ...]

    @property
    def has_name(self) -> bool:
        """Whether a column holds the customers' names: without one, nothing can be entered."""
        return any(column.field is Field.NAME for column in self.columns)

    @property
    def is_own(self) -> bool:
        """Whether the sheet is an export of Fieldbook: each row has one contact, and cells say what was kept."""
        people = (column for column in self.columns if column.field is Field.CONTACT)
        return any(is_one_a_row(column.header) for column in people)

    def with_field(self, place: int, field: Field | None, custom: int | None = None) -> "Mapping":
        """Return this mapping with one column corrected: it holds a field, one of the team's own, or nothing."""
        corrected = [
            replace(column, field=field, custom=custom) if column.place == place else column
            for column in self.columns
        ]
        return replace(self, columns=_persons(corrected))

    def without(self, field: Field) -> "Mapping":
        """Return this mapping with no column that holds a field."""
        columns = (replace(one, field=None) if one.field is field else one for one in self.columns)
        return replace(self, columns=tuple(columns))

    def with_custom(self, by_header: Callable[[str], int | None]) -> "Mapping":
        """Return this mapping with the team's own fields in the columns that are called like them."""
        columns = (
            replace(one, custom=by_header(one.header)) if one.field is None else one
            for one in self.columns
        )
        return replace(self, columns=tuple(columns))


def recognise(rows: Sequence[SheetRow]) -> Mapping:
    """Recognise the columns from the first rows of a sheet, by their headers or else by what they hold.

    NoCustomerColumn where no column holds customers' names.
    """
    header = max(rows[:HEADER_WITHIN], key=_headers_in, default=None)
    if header is None or not _is_header(header):
        return _without_header(rows)
    below = [row for row in rows if row.number > header.number and any(row.cells)]
    width = max(len(row.cells) for row in (header, *below))
    named = [
        Column(place, text, field_of(text))
        for place, text in enumerate([*header.cells, *[""] * (width - len(header.cells))])
    ]
    guessed = _with_guesses(_with_person(named), below)
    columns = _persons(_one_of_each(_with_persons_as_customers(guessed)))
    return check_name(Mapping(header.number, columns, tuple(below[:SAMPLES])))


def check_name(mapping: Mapping) -> Mapping:
    """Return a mapping by which rows can be entered; NoCustomerColumn for another."""
    if not mapping.has_name:
        raise NoCustomerColumn(tuple(column.header for column in mapping.columns if column.header))
    return mapping


def unrecognised(rows: Sequence[SheetRow]) -> Mapping:
    """Return the columns of a sheet, each to be named by hand; the first row that is not blank is its header."""
    filled = [row for row in rows if any(row.cells)]
    width = max((len(row.cells) for row in filled), default=0)
    first, *below = filled or [SheetRow(0, [])]
    header = [*first.cells, *[""] * (width - len(first.cells))]
    columns = tuple(Column(place, text, None) for place, text in enumerate(header))
    return Mapping(first.number, columns, tuple(below[:SAMPLES]))


def _headers_in(row: SheetRow) -> tuple[int, int]:
    return len({field_of(cell) for cell in row.cells} - {None}), -row.number


def _is_header(row: SheetRow) -> bool:
    found = _headers_in(row)[0]
    filled = sum(map(bool, row.cells))
    return found >= 2 or (found == 1 and filled == 1)


def _without_header(rows: Sequence[SheetRow]) -> Mapping:
    filled = [row for row in rows if any(row.cells)]
    guesses = guess_fields(filled, Likeness.LIKELY)
    width = max((len(row.cells) for row in filled), default=0)
    columns = [Column(place, "", guesses.get(place)) for place in range(width)]
    return check_name(Mapping(0, _persons(columns), tuple(filled[:SAMPLES])))


def _with_person(columns: list[Column]) -> list[Column]:
    """Where both "Company" and "Name" are there, the name is a person's."""
    names = [column for column in columns if column.field is Field.NAME]
    bare = [column for column in names if column.header.strip().lower() == "name"]
    if len(names) == len(bare):
        return columns
    return [replace(one, field=Field.CONTACT) if one in bare else one for one in columns]


def _with_guesses(columns: list[Column], below: Sequence[SheetRow]) -> list[Column]:
    """Read a column without a header by what it holds, or one whose cells leave no doubt.

    Where no header names the customer, the name is looked for among the others.
    """
    known = {column.field for column in columns}
    guesses = guess_fields(below, Likeness.CERTAIN)
    lacks_name = Field.NAME not in known
    filled = []
    for column in columns:
        guess = guesses.get(column.place)
        is_wanted = not column.header or guess in SURE or (guess is Field.NAME and lacks_name)
        is_new = guess in OF_A_PERSON or guess not in known
        if column.field is None and is_wanted and is_new:
            filled.append(replace(column, field=guess))
            known.add(guess)
        else:
            filled.append(column)
    return filled


def _with_persons_as_customers(columns: list[Column]) -> list[Column]:
    """Where a list has people and no companies, the people are the customers."""
    contact = next((column for column in columns if column.field is Field.CONTACT), None)
    if contact is None or any(column.field is Field.NAME for column in columns):
        return columns
    return [replace(one, field=Field.NAME) if one is contact else one for one in columns]


def _one_of_each(columns: list[Column]) -> list[Column]:
    """Keep the first column of each field of the customer; notes and a person's fields may be several."""
    seen: set[Field] = set()
    kept = []
    for column in columns:
        field = column.field
        if field in seen and field not in OF_A_PERSON and field is not Field.NOTE:
            field = None
        kept.append(replace(column, field=field))
        if field:
            seen.add(field)
    return kept


def _persons(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Number the persons of a row: by the headers, else each contact column begins another one.

    Where the other columns of a person are numbered too, one without a number is the first person's.
    """
    contacts = [column for column in columns if column.field is Field.CONTACT]
    numbers = {
        column.place: number_in(column.header) or order
        for order, column in enumerate(contacts, start=1)
    }
    rest = [one for one in columns if one.field in OF_A_PERSON and one not in contacts]
    said = {one.place: number for one in rest if (number := number_in(one.header))}
    present = 1
    placed = []
    for column in columns:
        person = 1
        if column in contacts:
            person = present = numbers[column.place]
        elif said.get(column.place) in numbers.values():
            person = said[column.place]
        elif column in rest and present not in said.values():
            person = present
        placed.append(replace(column, person=person))
    return tuple(placed)
