"""The pool as a rep sees it: who is there, claiming within the day's limit, putting back."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy import ColumnElement, func, or_, select

from crm.errors import ClaimsUsedUp, NotThere
from crm.export_rights import may_export_list
from crm.instants import instant_of, today_of
from crm.ownership import give
from crm.policy import actor_of, customer_for, present_actor
from crm.pool import PoolRule
from crm.rules import read_rule
from storage.tables import Customer, History, Role
from storage.work import Work

PAGE = 6
CLAIM = "claim_customer"
SEARCHED = (Customer.name, Customer.region, Customer.city, Customer.industry)


@dataclass(frozen=True, slots=True)
class PoolPage:
    """A page of the pool; `left` is how many customers the actor may still claim today."""

    customers: tuple[Customer, ...]
    total: int
    at: int
    left: int
    words: str = ""
    may_export: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A customer that the actor has claimed, and how many more he may claim today."""

    customer: Customer
    left: int
    undo: int | None


@dataclass(frozen=True, slots=True)
class PutBack:
    """A customer that its owner put into the pool."""

    customer: Customer
    undo: int | None


def read_pool(work: Work, at: int = 0, words: str = "") -> PoolPage:
    """Return a page of the actor's pool, last touched first; `words` are of name, region, city or industry."""
    actor = actor_of(work)
    pool: ColumnElement[bool] = Customer.team_id == actor.team_id
    pool &= Customer.owner_id.is_(None) & Customer.deleted_at.is_(None)
    for word in words.split():
        pool &= or_(*(column.icontains(word, autoescape=True) for column in SEARCHED))
    total = work.session.scalar(select(func.count()).select_from(Customer).where(pool)) or 0
    at = max(0, min(at, (total - 1) // PAGE * PAGE))
    order = (Customer.touched_at.desc(), Customer.id.desc())
    page = select(Customer).where(pool).order_by(*order).offset(at).limit(PAGE)
    customers = tuple(work.session.scalars(page))
    may_export = may_export_list(work, is_pool=True)
    return PoolPage(customers, total, at, claims_left(work), words, may_export)


def claim(work: Work, customer_id: int) -> Claimed:
    """Let a customer of the pool be the actor's; ClaimsUsedUp beyond the day's limit.

    NotThere where it is somebody's by now.
    """
    actor = present_actor(work)
    customer = customer_for(work, customer_id)
    if customer.owner_id is not None or customer.team_id != actor.team_id:
        raise NotThere("customer", customer_id)
    left = claims_left(work)
    if left <= 0:
        raise ClaimsUsedUp(read_rule(work, PoolRule, actor.team_id).claims_a_day)
    give(work, customer, actor)
    return Claimed(customer, left - 1, work.close_entry(CLAIM, customer.id))


def put_back(work: Work, customer_id: int) -> PutBack:
    """Put a customer of the actor's into the pool; a leader puts back any. NotThere for others'."""
    actor = present_actor(work)
    customer = customer_for(work, customer_id)
    is_theirs = customer.owner_id != actor.id and actor.role is Role.REP
    if customer.owner_id is None or is_theirs:
        raise NotThere("customer", customer_id)
    give(work, customer, None)
    return PutBack(customer, work.close_entry("put_back", customer.id))


def claims_left(work: Work) -> int:
    """Return how many customers the actor may still claim today, of his own day."""
    actor = actor_of(work)
    midnight = instant_of(today_of(work, actor), time(0), actor.zone)
    today = select(func.count()).where(
        History.member_id == actor.id,
        History.at >= midnight,
        History.act == CLAIM,
        History.undone_at.is_(None),
    )
    limit = read_rule(work, PoolRule, actor.team_id).claims_a_day
    return max(0, limit - (work.session.scalar(today) or 0))
