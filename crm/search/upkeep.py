"""The indexes follow what is written: run before every commit, so that no use-case can forget them.

What a work touched says which customers are to be indexed anew: those written, and those whose contacts or
opportunities were, or tags, values of its custom fields or what members call it. Undo, imports and merges take the same way, for they write through the same `Work`. Where
nothing that a customer is found by has changed, its entry only moves to the newest end.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Executable, Text, cast, literal, null, select, union_all

from crm.search.building import Made, Source, build
from crm.search.entries import VERSION
from storage.bulk import among_given, given
from storage.customer_file import CustomValue, Tag
from storage.keys import KeyRow, exchange, key_rows
from storage.nicknames import Nickname
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
CONTACT = (Contact.name, Contact.title, Contact.phone, Contact.phone_e164, Contact.email)
NO_MORE = [null()] * (len(CONTACT) - 1)
WIDTHS = (2 + len(CONTACT), 3, 3, 3, 4)


def index_touched(work: Work) -> None:
    """Index anew what a work touched."""
    if work.touched:
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
    asked, these = _customers(work.connection.dialect.name), given(work.connection, ids)
    customers = work.connection.execute(asked, these).all()
    beside = _beside(work, ids)
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


def _beside(work: Work, ids: list[int]) -> list[Mapping[int, list[Sequence[Any]]]]:
    """Return contacts, open opportunities, tags, custom values and nicknames, each by customer."""
    found: list[defaultdict[int, list[Sequence[Any]]]] = [defaultdict(list) for _ in WIDTHS]
    asked, these = _what_is_beside(work.connection.dialect.name), given(work.connection, ids)
    for kind, *row in work.connection.execute(asked, these):
        found[kind][row[0]].append(row[: WIDTHS[kind]])
    return list(found)


# Made once for a database: a statement costs as much to make as to run.
@cache
def _customers(dialect: str) -> Executable:
    there = among_given(dialect, Customer.id) & Customer.deleted_at.is_(None)
    return select(*CUSTOMER).where(there).order_by(Customer.touched_at, Customer.id)


@cache
def _what_is_beside(dialect: str) -> Executable:
    """Return the statement for the kind, the customer's id and the row's, and one text; of a contact what CONTACT says,
    of a nickname also whose it is.
    """
    kind, row_id = literal(0).label("kind"), Contact.id.label("id")
    contacts = select(kind, Contact.customer_id, row_id, *CONTACT).where(
        among_given(dialect, Contact.customer_id), Contact.deleted_at.is_(None)
    )
    opportunities = select(
        literal(1), Opportunity.customer_id, Opportunity.id, Opportunity.title, *NO_MORE
    ).where(
        among_given(dialect, Opportunity.customer_id),
        Opportunity.deleted_at.is_(None),
        Opportunity.closed_at.is_(None),
    )
    tags = select(literal(2), Tag.customer_id, Tag.id, Tag.tag, *NO_MORE).where(
        among_given(dialect, Tag.customer_id)
    )
    values = select(
        literal(3), CustomValue.customer_id, CustomValue.id, CustomValue.value, *NO_MORE
    ).where(among_given(dialect, CustomValue.customer_id))
    whose = cast(Nickname.member_id, Text)
    nicknames = select(
        literal(4), Nickname.customer_id, Nickname.id, Nickname.text, whose, *NO_MORE[1:]
    ).where(among_given(dialect, Nickname.customer_id))
    return union_all(contacts, opportunities, tags, values, nicknames).order_by("kind", "id")
