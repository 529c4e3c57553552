"""The customers that a message may name, seen through an index and never loaded as a whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

# More customers than this under one key say nothing; a book need not return more.
MANY = 40


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of a customer."""

    id: int
    name: str
    title: str = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A customer as far as a message can name it.

    `aliases` are its short name and the names that the member taught the bot.
    """

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    city: str = ""
    grade: str = ""
    phones: tuple[str, ...] = ()
    contacts: tuple[Person, ...] = ()


class Book(Protocol):
    """An index over the customers that the member may see.

    The index holds, for every customer, the keys of `crm.understanding.keys.keys_of`. A table
    `(key, customer_id)` is enough, and one query answers a call.
    """

    def known(self, keys: Collection[str]) -> Mapping[str, Sequence[Known]]:
        """Return the customers under each of `keys`; a key that nobody has is left out.

        At most `MANY` customers a key are wanted, those that the member is most likely to mean
        first.
        """
        ...
