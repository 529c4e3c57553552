"""What a column holds, judged by its cells: for sheets without headers."""

import re
from collections.abc import Callable, Sequence
from enum import Enum

from crm.cleaning import clean_city, clean_email, clean_grade, clean_text, read_day
from crm.column_names import Field
from crm.phones import digits, split_numbers
from crm.understanding.fold import fold
from crm.understanding.vocabulary.people import COMPOUND_SURNAMES, SURNAMES
from crm.understanding.vocabulary.trade import CITIES, COMPANY_ENDINGS, GENERIC, LATIN_PLACES
from storage.name_keys import LEGAL_LATIN
from storage.spreadsheets.reading import SheetRow

HAN_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:先生|女士|总|经理|主任)?")
LATIN_PERSON = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms)\.? )?[A-Z][\w'’.-]+(?: (?:de|van|von|[A-Z][\w'’.-]*))+"
)
LONG_TEXT = 15
ENDINGS = tuple(COMPANY_ENDINGS)


class Likeness(float, Enum):
    """Which share of a column's cells must look the part."""

    LIKELY = 0.5
    CERTAIN = 0.7


def guess_fields(rows: Sequence[SheetRow], least: Likeness) -> dict[int, Field]:
    """Return what columns hold by their places; one column for each field, the likest, save phones."""
    width = max((len(row.cells) for row in rows), default=0)
    guesses: dict[int, Field] = {}
    shares = {place: _shares(_column(rows, place)) for place in range(width)}
    for field in LOOKS:
        ranked = sorted(
            (place for place in shares if place not in guesses),
            key=lambda place: -shares[place].get(field, 0.0),
        )
        for place in ranked if field is Field.PHONE else ranked[:1]:
            if shares[place].get(field, 0.0) >= least:
                guesses[place] = field
    return guesses


def _column(rows: Sequence[SheetRow], place: int) -> list[str]:
    cells = [clean_text(row.cells[place]) for row in rows if len(row.cells) > place]
    return [cell for cell in cells if cell]


def _shares(cells: list[str]) -> dict[Field, float]:
    if not cells:
        return {}
    return {field: sum(map(looks, cells)) / len(cells) for field, looks in LOOKS.items()}


def _is_email(cell: str) -> bool:
    return clean_email(cell) is not None


def _is_day(cell: str) -> bool:
    return read_day(cell, "") is not None


def _is_phone(cell: str) -> bool:
    numbers = split_numbers(cell)
    return (
        bool(numbers)
        and 7 <= len(digits(numbers[0])) <= 15
        and len(cell) < 20 * (len(numbers) + 1)
    )


def _is_grade(cell: str) -> bool:
    return clean_grade(cell) is not None


def _is_city(cell: str) -> bool:
    city = clean_city(cell)
    return city in CITIES or city.lower().replace(" ", "") in LATIN_PLACES


def _is_company(cell: str) -> bool:
    plain = fold(re.sub(r"[\s(].*?\)", "", cell))
    words = re.findall(r"\w+", plain)
    latin = any(LEGAL_LATIN.fullmatch(word) or word in GENERIC for word in words[1:])
    return latin or (len(plain) >= 4 and plain.endswith(ENDINGS))


def _is_person(cell: str) -> bool:
    surnamed = cell[:1] in SURNAMES or cell[:2] in COMPOUND_SURNAMES
    return bool(surnamed and HAN_PERSON.fullmatch(cell)) or bool(LATIN_PERSON.fullmatch(cell))


def _is_text(cell: str) -> bool:
    return len(cell) > LONG_TEXT


# In this order: what is surest first, what fits nearly anything last.
LOOKS: dict[Field, Callable[[str], bool]] = {
    Field.EMAIL: _is_email,
    Field.VISITED_ON: _is_day,
    Field.PHONE: _is_phone,
    Field.GRADE: _is_grade,
    Field.CITY: _is_city,
    Field.NAME: _is_company,
    Field.CONTACT: _is_person,
    Field.NOTE: _is_text,
}
