"""Whose a customer of the pool becomes: by words of its region, city or industry, then by load.

    华东: Li Lei / Han Mei, machines: Wang Wei

Of several members the one with the fewest customers gets it; the reason is told with every assignment.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from sqlalchemy import ColumnElement, func, select

from crm.errors import NotAllowed, NotThere
from crm.ownership import give
from crm.policy import customer_for, present_actor
from crm.rules import (
    BETWEEN_ITEMS,
    BETWEEN_KEY_AND_NUMBER,
    Form,
    Rule,
    read_rule,
    setting,
    whole,
    yes_or_no,
)
from storage.name_keys import comparable
from storage.tables import Customer, Member, Role
from storage.work import Work

MOST_WORDS = 60
LONGEST = 120
LOOKED_AT = ("region", "city", "industry")
PAGE = 6


def members_by_word() -> Form[Mapping[str, tuple[str, ...]]]:
    """Return the form of members' names by a word; it may be empty ("-")."""

    def read(text: str) -> Mapping[str, tuple[str, ...]]:
        items = [one.strip() for one in BETWEEN_ITEMS.split(text) if one.strip(" -")]
        pairs = [BETWEEN_KEY_AND_NUMBER.split(one, maxsplit=1) for one in items]
        if len(pairs) > MOST_WORDS or any(len(pair) != 2 for pair in pairs):
            raise ValueError(text)
        named = {
            word.strip(): tuple(name.strip() for name in names.split("/") if name.strip())
            for word, names in pairs
        }
        if any(not word or not names or len(word) > LONGEST for word, names in named.items()):
            raise ValueError(text)
        return MappingProxyType(named)

    def write(items: Mapping[str, tuple[str, ...]]) -> str:
        return ", ".join(f"{word}: {' / '.join(names)}" for word, names in items.items()) or "-"

    return Form(read, write)


NOBODY: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AssignmentRule(Rule):
    """Who gets which customers of the pool, and whether they get them by themselves."""

    name: ClassVar = "assignment"

    members: Mapping[str, tuple[str, ...]] = setting(NOBODY, members_by_word())
    rest_by_load: bool = setting(False, yes_or_no())
    most_customers: int = setting(300, whole(1, 100_000))
    is_automatic: bool = setting(False, yes_or_no())


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is to get a customer, and why: the word that fits, and how many customers he has.

    `before` had it until now.
    """

    customer: Customer
    member: Member
    word: str | None
    load: int
    before: Member | None = None


@dataclass(frozen=True, slots=True)
class Assignments:
    """A page of the pool with who is to get whom; `total` counts the whole pool."""

    shown: tuple[tuple[Customer, Proposal | None], ...]
    total: int
    at: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """Customers that were given to members, in one act."""

    proposals: tuple[Proposal, ...]
    undo: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A customer to assign by hand, the members who may get it with their load, and what the rule says."""

    customer: Customer
    members: tuple[tuple[Member, int], ...]
    proposal: Proposal | None


def read_assignments(work: Work, at: int = 0) -> Assignments:
    """Return a page of the actor's pool with proposals, last touched first; NotAllowed for a rep."""
    team_id = _leading(work)
    pool = (Customer.team_id == team_id) & in_pool()
    total = work.session.scalar(select(func.count()).select_from(Customer).where(pool)) or 0
    at = max(0, min(at, (total - 1) // PAGE * PAGE))
    order = (Customer.touched_at.desc(), Customer.id.desc())
    page = work.session.scalars(
        select(Customer).where(pool).order_by(*order).offset(at).limit(PAGE)
    ).all()
    return Assignments(tuple(zip(page, propose(work, team_id, page), strict=True)), total, at)


def propose(
    work: Work, team_id: int, customers: Sequence[Customer], besides: int | None = None
) -> list[Proposal | None]:
    """Say by the team's rule who is to get each customer; what one gets counts as load for the next."""
    rule = read_rule(work, AssignmentRule, team_id)
    members = {one.id: one for one in _members(work, team_id) if one.id != besides}
    loads = _loads(work, members)
    proposals: list[Proposal | None] = []
    for customer in customers:
        word, names = _fitting(rule, customer)
        wanted = {comparable(name) for name in names}
        fit = [one for one in members.values() if comparable(one.name) in wanted]
        if word is None and rule.rest_by_load:
            fit = [one for one in members.values() if one.role is Role.REP]
        free = [one for one in fit if loads[one.id] < rule.most_customers]
        best = min(free, key=lambda one: (loads[one.id], one.id), default=None)
        if best is None:
            proposals.append(None)
            continue
        proposals.append(Proposal(customer, best, word, loads[best.id]))
        loads[best.id] += 1
    return proposals


def assign_proposed(work: Work, customer_ids: Collection[int]) -> Assigned:
    """Give customers of the pool to whom the rule proposes; those it proposes nobody for stay."""
    team_id = _leading(work)
    here = in_pool() & (Customer.team_id == team_id) & Customer.id.in_(customer_ids)
    order = (Customer.touched_at.desc(), Customer.id.desc())
    customers = work.session.scalars(select(Customer).where(here).order_by(*order)).all()
    done = [one for one in propose(work, team_id, customers) if one is not None]
    for one in done:
        give(work, one.customer, one.member)
    return Assigned(tuple(done), work.close_entry("assign"))


def read_choice(work: Work, customer_id: int) -> Choice:
    """Return who may get a customer; NotAllowed for a rep, NotThere as for every act."""
    team_id = _leading(work)
    customer = customer_for(work, customer_id)
    members = [one for one in _members(work, team_id) if one.id != customer.owner_id]
    loads = _loads(work, {one.id: one for one in members})
    (proposal,) = propose(work, team_id, [customer], customer.owner_id)
    ordered = sorted(members, key=lambda one: (loads[one.id], one.name))
    return Choice(customer, tuple((one, loads[one.id]) for one in ordered), proposal)


def assign_to(work: Work, customer_id: int, member_id: int) -> Assigned:
    """Give a customer, of the pool or of somebody, to a member; errors as above."""
    choice = read_choice(work, customer_id)
    found = next((pair for pair in choice.members if pair[0].id == member_id), None)
    if found is None:
        raise NotThere("member", member_id)
    owner_id = choice.customer.owner_id
    before = work.session.get(Member, owner_id) if owner_id else None
    give(work, choice.customer, found[0])
    proposal = Proposal(choice.customer, found[0], None, found[1], before)
    return Assigned((proposal,), work.close_entry("assign", customer_id))


def assign_by_rule(work: Work, customer: Customer, before: int | None) -> Proposal | None:
    """Give a customer that just went to the pool to whom the rule says, if it does so by itself.

    For duties and use-cases, which close the history entry; not to `before`, who left it alone.
    """
    rule = read_rule(work, AssignmentRule, customer.team_id)
    if not rule.is_automatic:
        return None
    (proposal,) = propose(work, customer.team_id, [customer], before)
    if proposal is not None:
        give(work, customer, proposal.member)
    return proposal


def _leading(work: Work) -> int:
    actor = present_actor(work)
    if actor.role is Role.REP:
        raise NotAllowed("assign")
    return actor.team_id


def in_pool() -> ColumnElement[bool]:
    """Return the condition on `Customer` that it has no owner."""
    return Customer.owner_id.is_(None) & Customer.deleted_at.is_(None)


def _members(work: Work, team_id: int) -> Sequence[Member]:
    there = (Member.team_id == team_id) & Member.deactivated_at.is_(None)
    return work.session.scalars(select(Member).where(there).order_by(Member.id)).all()


def _loads(work: Work, members: Mapping[int, Member]) -> dict[int, int]:
    own = Customer.owner_id.in_(members) & Customer.deleted_at.is_(None)
    count = select(Customer.owner_id, func.count()).where(own).group_by(Customer.owner_id)
    loads = dict.fromkeys(members, 0)
    return loads | {owner: customers for owner, customers in work.session.execute(count) if owner}


def _fitting(rule: AssignmentRule, customer: Customer) -> tuple[str | None, tuple[str, ...]]:
    """Return the first word of the rule that a customer's region, city or industry holds, and its members."""
    for column in LOOKED_AT:
        value = comparable(getattr(customer, column) or "")
        for word, names in rule.members.items():
            if value and comparable(word) in value:
                return word, names
    return None, ()
