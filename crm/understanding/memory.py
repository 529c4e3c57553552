"""A book held in memory: for a file of customers, for tests and for measuring."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from crm.understanding.book import MANY, Known, Person
from crm.understanding.keys import keys_of


class MemoryBook:
    """An index over customers, built once."""

    def __init__(self, customers: Iterable[Known]) -> None:
        self._customers = tuple(customers)
        index: dict[str, list[int]] = {}
        for place, known in enumerate(self._customers):
            for key in keys_of(known):
                index.setdefault(key, []).append(place)
        self._index = {key: tuple(places[:MANY]) for key, places in index.items()}

    def known(self, keys: Collection[str]) -> Mapping[str, Sequence[Known]]:
        """Return the customers under each of `keys`, at most `MANY` a key."""
        customers, index = self._customers, self._index
        return {key: [customers[place] for place in index[key]] for key in keys if key in index}


def book_of_rows(rows: Iterable[Mapping[str, str]]) -> MemoryBook:
    """Build a book from rows with the columns of a customers file.

    Columns: name, short_name, city, industry, grade, contact, contact_title, phone; all but
    `name` may be missing or empty. Rows with the same name are one customer with several contacts.
    """
    ordered = sorted((row for row in rows if row.get("name")), key=lambda row: row["name"])
    groups = [list(group) for _, group in groupby(ordered, key=lambda row: row["name"])]
    numbers = iter(range(1, len(ordered) + 1))
    return MemoryBook(
        _customer(place, group, [next(numbers) for _ in group])
        for place, group in enumerate(groups, start=1)
    )


def _customer(number: int, rows: Sequence[Mapping[str, str]], ids: Sequence[int]) -> Known:
    def column(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for row in rows if (value := row.get(name, "").strip())))

    people = tuple(
        Person(
            id_,
            row["contact"].strip(),
            (row.get("contact_title") or "").strip(),
            tuple(filter(None, [(row.get("phone") or "").strip()])),
        )
        for id_, row in zip(ids, rows, strict=True)
        if (row.get("contact") or "").strip()
    )
    return Known(
        number,
        rows[0]["name"].strip(),
        column("short_name"),
        next(iter(column("city")), ""),
        next(iter(column("grade")), ""),
        column("phone"),
        people,
    )
