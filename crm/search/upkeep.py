"""The indexes follow what is written: run before every commit, so that no use-case can forget them.

What a work touched says which customers are to be indexed anew: those written, and those whose contacts or
opportunities were, or tags or values of its custom fields. Undo, imports and merges take the same way, for they write through the same `Work`. Where
nothing that a customer is found by has changed, its entry only moves to the newest end.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import select

from crm.search.building import Made, Source, build
from crm.search.entries import VERSION
from storage.bulk import among
from storage.customer_file import CustomValue, Tag
from storage.keys import KeyRow, exchange, key_rows
from storage.search import FOUND_WITH, Entry, Held, forget, held, index, renew
from storage.tables import Contact, Customer, Opportunity, Row
from storage.work import Work

AT_ONCE = 1000
AS_TEXT = json.JSONEncoder(ensure_ascii=False)
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
    for some in in_chunks(touched_customers(work)):
        index_these(work, some)


def touched_customers(work: Work) -> set[int]:
    """Return the ids of the customers whose entries may hold no longer."""
    ids = set(work.touched["customers"])
    for table in (Row.metadata.tables[name] for name in FOUND_WITH):
        for some in in_chunks(work.touched[table.name]):
            whose = select(table.c.customer_id).where(table.c.id.in_(some))
            ids.update(work.connection.scalars(whose))
    return ids


def index_these(work: Work, ids: list[int]) -> None:
    """Index customers anew, the one last touched as the newest; those that are gone leave the index."""
    changed = read_changed(work, ids)
    write(work, changed, [build(file.source()) for file in changed.made])


@dataclass(frozen=True, slots=True)
class File:
    """A customer with the digest of all that both indexes are made from, as it is stored."""

    customer: Any
    beside: tuple[Sequence[Any], ...]
    digest: int

    def source(self) -> Source:
        """Return the rows as plain ones."""
        beside = ([tuple(one) for one in some] for some in self.beside)
        return Source(tuple(self.customer), *beside)


@dataclass(frozen=True, slots=True)
class Changed:
    """What is to be done to the indexes: entries to be made and to be moved, and what was held of the others."""

    made: list[File]
    same: list[int]
    before: list[Held]


def read_changed(work: Work, ids: list[int]) -> Changed:
    """Compare customers with what the indexes hold of them."""
    these = among(work.connection, Customer.id, ids)
    there = select(*CUSTOMER).where(these, Customer.deleted_at.is_(None))
    customers = work.connection.execute(there.order_by(Customer.touched_at, Customer.id)).all()
    beside = list(_beside(work, ids))
    before = held(work.connection, ids)
    changed = Changed([], [], [])
    for one in customers:
        rows = tuple(found.get(one.id, ()) for found in beside)
        digest = digest_of(one, rows)
        if one.id in before and before[one.id].digest == digest:
            changed.same.append(one.id)
            del before[one.id]
        else:
            changed.made.append(File(one, rows, digest))
    changed.before.extend(before.values())
    return changed


def write(work: Work, changed: Changed, built: Sequence[Made]) -> None:
    """Let the indexes hold what was built, and no more of customers that are gone."""
    entries = [
        Entry(file.customer.id, file.customer.owner_id, file.digest, *made)
        for file, made in zip(changed.made, built, strict=True)
    ]
    renew(work.connection, changed.same)
    forget(work.connection, [one.customer_id for one in changed.before])
    index(work.connection, entries)
    exchange(work.connection, _key_rows(changed.before), _key_rows(entries))


def _key_rows(entries: Iterable[Entry | Held]) -> list[KeyRow]:
    return [row for one in entries for row in key_rows(one.customer_id, one.owner_id, one.keys)]


def digest_of(customer: Any, beside: Sequence[Sequence[Any]]) -> int:
    """Return what stands for all that a customer is found by, as a signed 64-bit number."""
    made_from = [VERSION, *customer, *([*one] for some in beside for one in some)]
    stated = AS_TEXT.encode(made_from).encode()
    return int.from_bytes(blake2b(stated, digest_size=8).digest(), signed=True)


def in_chunks(ids: Collection[int]) -> Iterator[list[int]]:
    """Return ids, ascending, as many at a time as a statement takes easily."""
    ascending = sorted(ids)
    for start in range(0, len(ascending), AT_ONCE):
        yield ascending[start : start + AT_ONCE]


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
    these = among(work.connection, customer_id, ids)
    wanted = select(*columns).where(these, *conditions).order_by(row_id)
    for row in work.connection.execute(wanted):
        found[row[0]].append(row)
    return found
