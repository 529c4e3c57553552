"""Looking customers up: by any part of what is known of them, or those touched last."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Select, bindparam, select

from crm.policy import actor_of, visible_by_id
from crm.search.looking import look_for
from crm.understanding.dates.reading import read_times
from crm.understanding.fold import fold
from crm.understanding.vocabulary.requests import INTERROGATIVE
from storage.search import Candidate
from storage.tables import Contact, Customer, Member, Role
from storage.work import Work

LIST_LIMIT = 8
LONGEST_LOOK_UP = 60
SOME_DAY = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found; `more` where the list was cut."""

    query: str
    customers: tuple[Customer, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class InlineCustomer:
    """A customer as it is offered in inline mode."""

    customer: Customer
    contacts: tuple[Contact, ...]


def look_up(work: Work, query: str, limit: int = LIST_LIMIT) -> Found:
    """Find the customers that fulfil every word of a query, best first: `docs/look-ups.md` says by what."""
    found = look_for(work, query, limit + 1)
    rows = in_order(work, found)
    return Found(query, tuple(rows[:limit]), more=len(rows) > limit)


def own_customers(work: Work, query: str, limit: int) -> list[InlineCustomer]:
    """Return the actor's own customers for a look-up, best first; without words those touched last."""
    if query.strip():
        rows: Sequence[Customer] = in_order(work, look_for(work, query, limit, own_only=True))
    else:
        rows = recent_customers(work, limit)
    people: defaultdict[int, list[Contact]] = defaultdict(list)
    there = Contact.customer_id.in_([row.id for row in rows]) & Contact.deleted_at.is_(None)
    for contact in work.session.scalars(select(Contact).where(there).order_by(Contact.id)):
        people[contact.customer_id].append(contact)
    return [InlineCustomer(row, tuple(people[row.id])) for row in rows]


def in_order(work: Work, found: Sequence[Candidate]) -> list[Customer]:
    """Return the customers that the index proposes, as far as the actor may see them, in its order."""
    ids = [one.customer_id for one in found]
    actor = actor_of(work)
    visible = _visible_of(actor.role, actor.id, actor.team_id)
    rows = {customer.id: customer for customer in work.session.scalars(visible, {"ids": ids})}
    return [rows[one] for one in ids if one in rows]


@lru_cache(maxsize=256)
def _visible_of(role: Role, member_id: int, team_id: int) -> Select[Customer]:
    """Return the statement for those customers of some that a member may see: it takes as long to make as to run."""
    member = Member(id=member_id, role=role, team_id=team_id)
    some = Customer.id.in_(bindparam("ids", expanding=True))
    return select(Customer).where(some, visible_by_id(member))


def recent_customers(work: Work, limit: int = 6) -> Sequence[Customer]:
    """Return the actor's own customers, last touched first."""
    actor = actor_of(work)
    mine = (
        select(Customer)
        .where(Customer.owner_id == actor.id, Customer.deleted_at.is_(None))
        .order_by(Customer.touched_at.desc(), Customer.id.desc())
        .limit(limit)
    )
    return work.session.scalars(mine).all()


def may_be_a_name(text: str) -> bool:
    """Say whether a text that names no customer may be the name of a new one: one short line, no question, no time."""
    is_short = len(text) <= LONGEST_LOOK_UP and len(text.split()) <= 8 and "\n" not in text
    has_letters = any(char.isalpha() for char in text)
    return is_short and has_letters and not is_question(text) and not is_time(text)


def is_time(text: str) -> bool:
    """Say whether a text is nothing but a time: "tomorrow 11am"."""
    rest = text
    for moment in reversed(read_times(text, SOME_DAY)):
        rest = rest[: moment.span[0]] + rest[moment.span[1] :]
    return rest != text and not any(char.isalnum() for char in rest)


def is_question(text: str) -> bool:
    """Say whether a text asks something: no name does."""
    return INTERROGATIVE.search(fold(text)) is not None
