"""The member's book: the customers that a message may name, found through the index of keys."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from crm.policy import actor_of, visible_customers
from crm.understanding.book import MANY, Known, Person
from crm.understanding.keys import keys_of
from storage.keys import POOL, customers_under, index_customer
from storage.store import Store
from storage.tables import Contact, Customer, Member, Role, Team
from storage.work import Work


class KeyBook:
    """The book of the member on whose behalf the work is done."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._seen: dict[int, Known | None] = {}

    def known(self, keys: Collection[str]) -> Mapping[str, Sequence[Known]]:
        """Return the customers under each key that the member may see, his own and last touched first."""
        owners = _owners(self._work, actor_of(self._work))
        found = customers_under(self._work.connection, keys, owners, MANY)
        self._load({one for ids in found.values() for one in ids})
        there = {key: [self._seen[one] for one in ids] for key, ids in found.items()}
        return {key: kept for key, all_ in there.items() if (kept := [one for one in all_ if one])}

    def _load(self, ids: set[int]) -> None:
        new = ids - self._seen.keys()
        if not new:
            return
        self._seen.update(dict.fromkeys(new))
        visible = visible_customers(actor_of(self._work))
        customers = select(Customer).where(Customer.id.in_(new), visible)
        self._seen.update(load_known(self._work, list(self._work.session.scalars(customers))))


def load_known(work: Work, customers: Sequence[Customer]) -> dict[int, Known]:
    """Return customers, with their contacts, as a message can name them."""
    people: dict[int, list[Contact]] = defaultdict(list)
    ids = [customer.id for customer in customers]
    contacts = select(Contact).where(Contact.customer_id.in_(ids), Contact.deleted_at.is_(None))
    for contact in work.session.scalars(contacts.order_by(Contact.id)):
        people[contact.customer_id].append(contact)
    return {customer.id: _known(customer, people[customer.id]) for customer in customers}


def index_touched(work: Work) -> None:
    """Index anew what a work touched: run before every commit, so that no use-case can forget it."""
    ids = work.touched["customers"]
    people = work.touched["contacts"]
    if people:
        of_people = select(Contact.customer_id).where(Contact.id.in_(people))
        ids = ids | set(work.session.scalars(of_people))
    if not ids:
        return
    there = select(Customer).where(Customer.id.in_(ids), Customer.deleted_at.is_(None))
    customers = list(work.session.scalars(there.execution_options(populate_existing=True)))
    known = load_known(work, customers)
    for customer in customers:
        keys = keys_of(known[customer.id])
        index_customer(work.connection, customer.id, customer.owner_id, keys)
    for gone in ids - known.keys():
        index_customer(work.connection, gone, None, ())


def open_store(url: str, now: Callable[[], datetime]) -> Store:
    """Open the database at a URL, with everything that keeps itself up to date in it."""
    return Store(url, now, before_commit=(index_touched,))


def _owners(work: Work, member: Member) -> tuple[int, ...] | None:
    if member.role is not Role.REP or work.session.get_one(Team, member.team_id).shares_customers:
        return None
    return (member.id, POOL)


def _known(customer: Customer, contacts: Sequence[Contact]) -> Known:
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
