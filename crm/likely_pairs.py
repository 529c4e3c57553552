"""Customers that look like one, for a manager: found by a duty, listed the likeliest first, merged or told apart.

The duty compares customers that are new or were changed, some at a time; what it finds is no act of anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from crm.alikeness import Because
from crm.duplicates import Named, alike_in_team
from crm.duty import Duty
from crm.errors import NotAllowed, NotThere
from crm.imports_waiting import is_importing
from crm.policy import present_actor
from storage.customer_file import OtherCustomers
from storage.pairs import LikelyPair
from storage.tables import Contact, Customer, Role, Team
from storage.work import Work

PAGE = 5
AT_ONCE = 5  # customers compared in one transaction: with everybody's acts waiting, some 5 ms each
EVERY = 10  # seconds
WORTH_SHOWING = Because.ALIKE  # what only begins alike is shown while typing, not here


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers that look like one, and why."""

    pair_id: int
    customer: Customer
    other: Customer
    because: Because


@dataclass(frozen=True, slots=True)
class Pairs:
    """A page of pairs, from a place on, and how many there are."""

    shown: tuple[Pair, ...]
    total: int
    at: int


@dataclass(frozen=True, slots=True)
class ToldApart:
    """Two customers that are two."""

    customer: Customer
    other: Customer
    undo: int | None


def read_pairs(work: Work, at: int = 0) -> Pairs:
    """Return a page of the pairs in the actor's team, the likeliest first; NotAllowed for a rep."""
    total = count_pairs(work)
    at = max(0, min(at, (total - 1) // PAGE * PAGE))
    rows = work.session.execute(_open_pairs(work).offset(at).limit(PAGE)).all()
    return Pairs(tuple(_pair(*row) for row in rows), total, at)


def all_pairs(work: Work) -> list[Pair]:
    """Return every pair in the actor's team, the likeliest first; NotAllowed for a rep."""
    return [_pair(*row) for row in work.session.execute(_open_pairs(work))]


def count_pairs(work: Work) -> int:
    """Return how many pairs there are in the actor's team; NotAllowed for a rep."""
    pairs = _open_pairs(work).order_by(None).subquery()
    return work.session.scalar(select(func.count()).select_from(pairs)) or 0


def tell_apart(work: Work, pair_id: int) -> ToldApart:
    """Note that two customers are two: they are not shown again. NotAllowed, NotThere."""
    _check_leads(work)
    pair = work.session.get(LikelyPair, pair_id)
    if pair is None or pair.team_id != present_actor(work).team_id:
        raise NotThere("pair", pair_id)
    customer = work.session.get_one(Customer, pair.customer_id)
    other = work.session.get_one(Customer, pair.other_id)
    work.add(OtherCustomers(customer_id=customer.id, other_id=other.id))
    work.remove(pair)
    return ToldApart(customer, other, work.close_entry("tell_apart", customer.id))


def comparing() -> Duty:
    """Return the duty that finds pairs."""
    return Duty("pairs", EVERY, has_new, compare, AT_ONCE)


def has_new(work: Work) -> bool:
    """Say whether any customer was not compared since it was written; not while a list is being imported."""
    if is_importing(work):
        return False
    return work.connection.scalar(select(Customer.id).where(_is_new()).limit(1)) is not None


def compare(work: Work) -> int:
    """Compare some customers with all others of their team, and return how many."""
    new = work.session.scalars(
        select(Customer).where(_is_new()).order_by(Customer.id).limit(AT_ONCE)
    ).all()
    ids = [customer.id for customer in new]
    work.connection.execute(
        delete(LikelyPair).where(
            or_(LikelyPair.customer_id.in_(ids), LikelyPair.other_id.in_(ids))
        )
    )
    found = {pair: row for customer in new for pair, row in _pairs_of(work, customer).items()}
    apart = {(row.customer_id, row.other_id) for row in _told_apart(work, ids)}
    rows = [row for pair, row in found.items() if pair not in apart]
    if rows:
        work.connection.execute(insert(LikelyPair), rows)
    work.connection.execute(
        update(Customer).where(Customer.id.in_(ids)).values(compared_at=work.now)
    )
    return len(ids)


def _open_pairs(work: Work) -> Select[LikelyPair, Customer, Customer]:
    _check_leads(work)
    one, two = aliased(Customer), aliased(Customer)
    return (
        select(LikelyPair, one, two)
        .join(one, one.id == LikelyPair.customer_id)
        .join(two, two.id == LikelyPair.other_id)
        .where(
            LikelyPair.team_id == present_actor(work).team_id,
            one.deleted_at.is_(None),
            two.deleted_at.is_(None),
        )
        .order_by(LikelyPair.because.desc(), LikelyPair.id.desc())
    )


def _pair(pair: LikelyPair, customer: Customer, other: Customer) -> Pair:
    return Pair(pair.id, customer, other, Because(pair.because))


def _is_new() -> ColumnElement[bool]:
    return Customer.compared_at.is_(None) & Customer.deleted_at.is_(None)


def _pairs_of(work: Work, customer: Customer) -> dict[tuple[int, int], dict[str, int]]:
    team = work.session.get_one(Team, customer.team_id)
    columns = (Contact.phone, Contact.email, Contact.name)
    there = (Contact.customer_id == customer.id) & Contact.deleted_at.is_(None)
    people = work.connection.execute(select(*columns).where(there)).all()
    named = Named(
        customer.name,
        tuple(one.phone for one in people if one.phone),
        tuple(one.email for one in people if one.email),
        tuple(one.name for one in people),
    )
    pairs = {}
    for other_id, because in alike_in_team(work, named, team).items():
        if other_id != customer.id and because >= WORTH_SHOWING:
            low, high = sorted((customer.id, other_id))
            ids = {"team_id": team.id, "customer_id": low, "other_id": high}
            pairs[low, high] = {**ids, "because": int(because)}
    return pairs


def _told_apart(work: Work, ids: Sequence[int]) -> Sequence[OtherCustomers]:
    about = or_(OtherCustomers.customer_id.in_(ids), OtherCustomers.other_id.in_(ids))
    return work.session.scalars(select(OtherCustomers).where(about)).all()


def _check_leads(work: Work) -> None:
    if present_actor(work).role is Role.REP:
        raise NotAllowed("merge")
