"""The member's book: the customers that a message may name, found through the index of keys."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import select, update

from crm.policy import actor_of, owners_in_reach, visible_by_id
from crm.search.ahead import indexing_ahead
from crm.search.building import known
from crm.search.upkeep import in_chunks, index_touched
from crm.understanding.book import MANY, Known
from crm.understanding.keys import keys_of
from storage.keys import customers_under
from storage.nicknames import Nickname
from storage.store import Store
from storage.tables import Contact, Customer
from storage.work import Work

TOLD = (Customer.id, Customer.name, Customer.short_name, Customer.city, Customer.grade)


class KeyBook:
    """The book of the member on whose behalf the work is done."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._seen: dict[int, Known | None] = {}

    def known(self, keys: Collection[str]) -> Mapping[str, Sequence[Known]]:
        """Return the customers under each key that the member may see, his own and last touched first."""
        found = customers_under(self._work.connection, keys, self._owners, MANY)
        for key, ids in self._by_nickname.items():
            if key in keys:
                found[key] = list(dict.fromkeys([*ids, *found.get(key, [])]))
        self._load({one for ids in found.values() for one in ids})
        there = {key: [self._seen[one] for one in ids] for key, ids in found.items()}
        return {key: kept for key, all_ in there.items() if (kept := [one for one in all_ if one])}

    @cached_property
    def _owners(self) -> tuple[int, ...] | None:
        return owners_in_reach(self._work)

    @cached_property
    def _nicknames(self) -> dict[int, list[str]]:
        """The member's own words for customers, by the customer."""
        words: defaultdict[int, list[str]] = defaultdict(list)
        mine = select(Nickname.customer_id, Nickname.text).where(
            Nickname.member_id == actor_of(self._work).id
        )
        for customer_id, text in self._work.connection.execute(mine.order_by(Nickname.id)):
            words[customer_id].append(text)
        return words

    @cached_property
    def _by_nickname(self) -> dict[str, list[int]]:
        """The customers under the keys of those words."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for customer_id, words in self._nicknames.items():
            for word in words:
                for key in _keys_of_word(word):
                    found[key].append(customer_id)
        return found

    def _load(self, ids: set[int]) -> None:
        new = ids - self._seen.keys()
        if not new:
            return
        self._seen.update(dict.fromkeys(new))
        visible = visible_by_id(actor_of(self._work))
        customers = self._work.connection.execute(
            select(*TOLD).where(Customer.id.in_(new), visible)
        )
        for number, one in load_known(self._work, customers.all()).items():
            words = self._nicknames.get(number, ())
            self._seen[number] = replace(one, aliases=(*one.aliases, *words))


def load_customers(work: Work, ids: Collection[int]) -> dict[int, Known]:
    """Return those of some customers that the actor may see, as a message can name them."""
    visible = visible_by_id(actor_of(work))
    customers = work.connection.execute(select(*TOLD).where(Customer.id.in_(ids), visible))
    return load_known(work, customers.all())


def load_known(work: Work, customers: Sequence[Any]) -> dict[int, Known]:
    """Return customers (rows with `TOLD`), with their contacts, as a message can name them."""
    people: dict[int, list[Any]] = defaultdict(list)
    ids = [customer.id for customer in customers]
    contacts = select(Contact.customer_id, Contact.id, Contact.name, Contact.title, Contact.phone)
    there = Contact.customer_id.in_(ids) & Contact.deleted_at.is_(None)
    for contact in work.connection.execute(contacts.where(there).order_by(Contact.id)):
        people[contact.customer_id].append(contact)
    return {customer.id: known(people[customer.id], *customer) for customer in customers}


def compare_anew(work: Work) -> None:
    """Let customers that a work wrote be compared with the others again: run before every commit."""
    for some in in_chunks(work.touched["customers"]):
        was = Customer.id.in_(some) & Customer.compared_at.is_not(None)
        work.connection.execute(update(Customer).where(was).values(compared_at=None))


def open_store(url: str, now: Callable[[], datetime]) -> Store:
    """Open the database at a URL, with everything that keeps itself up to date in it."""
    return Store(url, now, before_commit=(index_touched, compare_anew), in_bulk=_following)


@contextmanager
def _following(work: Work) -> Iterator[Callable[[], None]]:
    with indexing_ahead(work) as index:

        def follow() -> None:
            compare_anew(work)
            index()

        yield follow


@lru_cache(maxsize=1024)
def _keys_of_word(word: str) -> frozenset[str]:
    return keys_of(Known(0, word))
