"""The indexes follow what is written: run before every commit, so that no use-case can forget them.

What a work touched says which customers are to be indexed anew: those written, and those whose contacts or
opportunities were, or tags or values of its custom fields. Undo, imports and merges take the same way, for they write through the same `Work`. Where
nothing that a customer is found by has changed, its entry only moves to the newest end.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import select

from crm.search.entries import VERSION, Facts, owner_term, team_term, terms_of, text_of
from crm.understanding.book import Known, Person
from crm.understanding.keys import keys_of
from storage.customer_file import CustomValue, Tag
from storage.keys import KeyRow, index_customers, key_rows
from storage.search import FOUND_WITH, Entry, digests, forget, index, renew
from storage.tables import Contact, Customer, Opportunity, Row
from storage.work import Work

AT_ONCE = 1000
CUSTOMER = (
    Customer.id,
    Customer.team_id,
    Customer.owner_id,
    Customer.name,
    Customer.short_name,
    Customer.city,
    Customer.industry,
    Customer.grade,
    Customer.region,
    Customer.preference,
)
CONTACT = (
    Contact.customer_id,
    Contact.id,
    Contact.name,
    Contact.title,
    Contact.phone,
    Contact.phone_e164,
    Contact.email,
)


def index_touched(work: Work) -> None:
    """Index anew what a work touched."""
    ids = set(work.touched["customers"])
    for table in (Row.metadata.tables[name] for name in FOUND_WITH):
        for some in in_chunks(work.touched[table.name]):
            whose = select(table.c.customer_id).where(table.c.id.in_(some))
            ids.update(work.connection.scalars(whose))
    for some in in_chunks(ids):
        index_these(work, some)


def index_these(work: Work, ids: list[int]) -> None:
    """Index customers anew, the one last touched as the newest; those that are gone leave the index."""
    there = select(*CUSTOMER).where(Customer.id.in_(ids), Customer.deleted_at.is_(None))
    customers = work.connection.execute(there.order_by(Customer.touched_at, Customer.id)).all()
    beside = list(_beside(work, ids))
    files = [File(one, *(rows[one.id] for rows in beside)) for one in customers]
    held = digests(work.connection, ids)
    now = {file.customer.id: file.digest() for file in files}
    made = [file for file in files if held.get(file.customer.id) != now[file.customer.id]]
    new = {file.customer.id for file in made}
    forget(work.connection, held.keys() - {one.id for one in customers})
    renew(work.connection, [one.id for one in customers if one.id not in new])
    index(work.connection, [file.entry(now[file.customer.id]) for file in made])
    same = {one.id for one in customers} - new
    keys = [row for file in made for row in file.key_rows()]
    index_customers(work.connection, sorted(set(ids) - same), keys)


@dataclass(frozen=True, slots=True)
class File:
    """What both indexes are made from: the rows of a customer, as they are stored."""

    customer: Any
    people: Sequence[Any]
    opportunities: Sequence[Any]
    tags: Sequence[Any]
    values: Sequence[Any]

    def digest(self) -> int:
        """Return what stands for all of it, as a signed 64-bit number."""
        rows = (self.people, self.opportunities, self.tags, self.values)
        made_from = [VERSION, *self.customer, *([*one] for some in rows for one in some)]
        stated = json.dumps(made_from, ensure_ascii=False).encode()
        return int.from_bytes(blake2b(stated, digest_size=8).digest(), signed=True)

    def entry(self, digest: int) -> Entry:
        """Return the entry in the index of look-ups."""
        one = self.customer
        words = [person.title for person in self.people] + [person.email for person in self.people]
        words += [deal.title for deal in self.opportunities] + [one.region, one.preference]
        words += [value.value for value in self.values]
        facts = Facts(
            one.name,
            one.short_name,
            one.city,
            one.industry,
            one.grade,
            [person.name for person in self.people],
            [
                phone
                for person in self.people
                for phone in (person.phone_e164, person.phone)
                if phone
            ],
            [tag.tag for tag in self.tags],
            [word for word in words if word],
        )
        text = text_of(facts)
        terms = terms_of(text) | {owner_term(one.owner_id, one.team_id), team_term(one.team_id)}
        return Entry(one.id, one.owner_id, digest, text, terms)

    def key_rows(self) -> list[KeyRow]:
        """Return the rows in the index of keys."""
        one = self.customer
        return key_rows(one.id, one.owner_id, keys_of(known(one, self.people)))


def in_chunks(ids: Collection[int]) -> Iterator[list[int]]:
    """Return ids, ascending, as many at a time as a statement takes easily."""
    ascending = sorted(ids)
    for start in range(0, len(ascending), AT_ONCE):
        yield ascending[start : start + AT_ONCE]


def known(customer: Any, contacts: Sequence[Any]) -> Known:
    """Return a customer as a message can name it."""
    return Known(
        customer.id,
        customer.name,
        (customer.short_name,) if customer.short_name else (),
        customer.city or "",
        customer.grade or "",
        (),
        tuple(
            Person(one.id, one.name, one.title or "", (one.phone,) if one.phone else ())
            for one in contacts
        ),
    )


def _beside(work: Work, ids: list[int]) -> Iterator[Mapping[int, list[Any]]]:
    """Return contacts, open opportunities, tags and custom values, each by customer."""
    yield _of(work, CONTACT, ids, Contact.deleted_at.is_(None))
    is_open = Opportunity.deleted_at.is_(None) & Opportunity.closed_at.is_(None)
    yield _of(work, (Opportunity.customer_id, Opportunity.id, Opportunity.title), ids, is_open)
    yield _of(work, (Tag.customer_id, Tag.id, Tag.tag), ids)
    yield _of(work, (CustomValue.customer_id, CustomValue.id, CustomValue.value), ids)


def _of(
    work: Work, columns: tuple[Any, ...], ids: list[int], *conditions: Any
) -> Mapping[int, list[Any]]:
    customer_id, row_id = columns[:2]
    found: defaultdict[int, list[Any]] = defaultdict(list)
    wanted = select(*columns).where(customer_id.in_(ids), *conditions).order_by(row_id)
    for row in work.connection.execute(wanted):
        found[row.customer_id].append(row)
    return found
