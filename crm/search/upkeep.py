"""The indexes follow what is written: run before every commit, so that no use-case can forget them.

What a work touched says which customers are to be indexed anew: those written, and those whose contacts or
opportunities were. Undo, imports and merges take the same way, for they write through the same `Work`. Where
nothing that a customer is found by has changed, its entry only moves to the newest end.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import select

from crm.search.entries import VERSION, Facts, owner_term, team_term, terms_of, text_of
from crm.understanding.book import Known, Person
from crm.understanding.keys import keys_of
from storage.keys import index_customers, key_rows
from storage.search import Entry, digests, forget, index, renew
from storage.tables import Contact, Customer, Opportunity
from storage.work import Work

AT_ONCE = 1000
OF_CUSTOMERS: dict[str, type[Contact | Opportunity]] = {
    "contacts": Contact,
    "opportunities": Opportunity,
}

CUSTOMER = (
    Customer.id,
    Customer.team_id,
    Customer.owner_id,
    Customer.name,
    Customer.short_name,
    Customer.city,
    Customer.industry,
    Customer.grade,
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
    for table, kind in OF_CUSTOMERS.items():
        for some in in_chunks(work.touched[table]):
            ids.update(work.connection.scalars(select(kind.customer_id).where(kind.id.in_(some))))
    for some in in_chunks(ids):
        index_these(work, some)


def index_these(work: Work, ids: list[int]) -> None:
    """Index customers anew, the one last touched as the newest; those that are gone leave the index."""
    there = select(*CUSTOMER).where(Customer.id.in_(ids), Customer.deleted_at.is_(None))
    customers = work.connection.execute(there.order_by(Customer.touched_at, Customer.id)).all()
    contacts = _by_customer(work, _there(select(*CONTACT), Contact, ids))
    opportunities = _by_customer(
        work,
        _there(select(Opportunity.customer_id, Opportunity.title), Opportunity, ids).where(
            Opportunity.closed_at.is_(None)
        ),
    )
    held = digests(work.connection, ids)
    made, same = [], []
    for customer in customers:
        people, titles = contacts[customer.id], [one.title for one in opportunities[customer.id]]
        digest = _digest(customer, people, titles)
        if held.get(customer.id) == digest:
            same.append(customer.id)
        else:
            made.append((customer, people, titles, digest))
    forget(work.connection, held.keys() - {customer.id for customer in customers})
    renew(work.connection, same)
    index(work.connection, [_entry(*one) for one in made])
    keys = [
        row
        for customer, people, _, _ in made
        for row in key_rows(customer.id, customer.owner_id, keys_of(known(customer, people)))
    ]
    index_customers(work.connection, sorted({*ids} - {*same}), keys)


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


def _entry(customer: Any, people: Sequence[Any], titles: Sequence[str], digest: int) -> Entry:
    facts = Facts(
        customer.name,
        customer.short_name,
        customer.city,
        customer.industry,
        customer.grade,
        [one.name for one in people],
        [phone for one in people for phone in (one.phone_e164, one.phone) if phone],
        (),
        [word for one in people for word in (one.title, one.email) if word] + [*titles],
    )
    text = text_of(facts)
    scope = {owner_term(customer.owner_id, customer.team_id), team_term(customer.team_id)}
    return Entry(customer.id, customer.owner_id, digest, text, sorted(terms_of(text) | scope))


def _digest(customer: Any, people: Sequence[Any], titles: Sequence[str]) -> int:
    """Return what stands for all that both indexes are made from, as a signed 64-bit number."""
    made_from = [VERSION, *customer, *([*one] for one in people), *titles]
    stated = json.dumps(made_from, ensure_ascii=False).encode()
    return int.from_bytes(blake2b(stated, digest_size=8).digest(), signed=True)


def _there(wanted: Any, kind: type[Contact | Opportunity], ids: list[int]) -> Any:
    return wanted.where(kind.customer_id.in_(ids), kind.deleted_at.is_(None)).order_by(kind.id)


def _by_customer(work: Work, wanted: Any) -> Mapping[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in work.connection.execute(wanted):
        found[row.customer_id].append(row)
    return found
