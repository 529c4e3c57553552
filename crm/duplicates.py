"""Is it there already? Customers that are likely the one to be entered, the likeliest first.

The same name but for its spelling and legal form, the same name without its city, one that sounds the same or
differs by a letter, the same number, e-mail address or contact. What the actor may not see is reported too,
by no more than when it was taken, when it was last touched, and when it goes to the pool.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, select

from crm.alikeness import Because, keys_for, reason
from crm.customers import contacts_of
from crm.instants import day_of
from crm.phones import e164
from crm.policy import actor_of, visible_customers
from crm.pool import PoolRule, pool_day
from crm.rules import read_rule
from crm.understanding.book import MANY, Known
from crm.understanding.fold import fold
from storage.bulk import not_by_index
from storage.customer_file import HandoverRequest
from storage.keys import customers_under
from storage.name_keys import name_key
from storage.tables import Contact, Customer, Member, Team
from storage.work import Work

SHOWN = 4
LOOKED_AT = 60
FEW = 12  # under each key of a slip of the finger: a crowded one says little


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of a customer to be entered."""

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """A customer that may be the one to be entered, with what tells whether it is; `since` when it is his."""

    customer: Customer
    owner_name: str | None
    contacts: tuple[Contact, ...]
    because: Because
    is_own: bool
    since: date
    touched_on: date

    @property
    def customer_id(self) -> int:
        """The customer's id."""
        return self.customer.id


@dataclass(frozen=True, slots=True)
class Taken:
    """A colleague's customer that the actor may not see: since when it is his, and how long for.

    `is_asked` where the actor has asked for it and waits for the answer.
    """

    customer_id: int
    because: Because
    since: date
    touched_on: date
    pool_on: date | None
    is_asked: bool = False


def look_alikes(
    work: Work, named: Named, besides: Collection[int] = ()
) -> tuple[Likely | Taken, ...]:
    """Return up to 4 customers of the team that are likely the same as the one named, the likeliest first.

    `besides` are ids that are known to be others.
    """
    actor = actor_of(work)
    team = work.session.get_one(Team, actor.team_id)
    reasons = alike_in_team(work, named, team)
    wanted = [one for one in reasons if one not in besides]
    if not wanted:
        return ()
    visible = case((visible_customers(actor), True), else_=False)
    rows = work.session.execute(
        select(Customer, visible, Member.name)
        .outerjoin(Member, Member.id == Customer.owner_id)
        .where(Customer.id.in_(wanted))
    ).all()
    rows = sorted(
        rows, key=lambda row: (-reasons[row[0].id], row[0].owner_id != actor.id, row[0].id)
    )
    found: list[Likely | Taken] = []
    for customer, is_visible, owner_name in rows[:SHOWN]:
        because = reasons[customer.id]
        if is_visible:
            found.append(_likely(work, customer, owner_name, because))
        else:
            found.append(_taken(work, customer, because))
    return tuple(found)


def alike_in_team(work: Work, named: Named, team: Team) -> dict[int, Because]:
    """Return every customer of a team that is likely the one named, with the strongest reason."""
    reasons: dict[int, Because] = {}

    def add(ids: Iterable[int], because: Because) -> None:
        for one in ids:
            reasons[one] = max(reasons.get(one, because), because)

    add(_with_number(work, named, team), Because.PHONE)
    add(_with_email(work, named, team), Because.EMAIL)
    if not named.name:
        return reasons
    add(_with_key(work, named, team), Because.NAME)
    wanted = Known(0, named.name)
    there = _called_alike(work, wanted, team)
    for known in there:
        if because := reason(wanted, known):
            add([known.id], because)
    add(_with_person(work, named, [known.id for known in there]), Because.CONTACT)
    return reasons


def _with_key(work: Work, named: Named, team: Team) -> list[int]:
    same = (Customer.team_id == team.id) & (Customer.name_key == name_key(named.name))
    there = select(Customer.id).where(same, Customer.deleted_at.is_(None))
    return list(work.connection.scalars(there.limit(LOOKED_AT)))


def _called_alike(work: Work, wanted: Known, team: Team) -> list[Known]:
    """Return customers that may be called alike, by the keys of names; without their contacts."""
    keys = keys_for(wanted)
    slips = {key for key in keys if key.startswith("t:")}
    found = customers_under(work.connection, keys - slips, None, MANY)
    near = customers_under(work.connection, slips, None, FEW) if slips else {}
    ids = {one for some in (*found.values(), *near.values()) for one in some}
    columns = (Customer.id, Customer.name, Customer.short_name, Customer.city)
    of_team = not_by_index(Customer.team_id) == team.id
    there = Customer.id.in_(ids) & of_team & Customer.deleted_at.is_(None)
    return [
        Known(one.id, one.name, (one.short_name,) if one.short_name else (), one.city or "")
        for one in work.connection.execute(select(*columns).where(there))
    ]


def _with_number(work: Work, named: Named, team: Team) -> list[int]:
    numbers = {number for phone in named.phones if (number := e164(phone, team.country))}
    return _with_contact(work, team, Contact.phone_e164.in_(numbers)) if numbers else []


def _with_email(work: Work, named: Named, team: Team) -> list[int]:
    emails = {email.strip().lower() for email in named.emails if email.strip()}
    return _with_contact(work, team, Contact.email.in_(emails)) if emails else []


def _with_contact(work: Work, team: Team, condition: ColumnElement[bool]) -> list[int]:
    same = (
        select(Contact.customer_id)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(
            condition,
            Contact.deleted_at.is_(None),
            Customer.team_id == team.id,
            Customer.deleted_at.is_(None),
        )
        .limit(LOOKED_AT)
    )
    return list(work.connection.scalars(same))


def _with_person(work: Work, named: Named, ids: Collection[int]) -> list[int]:
    """Return those of some customers that have a contact of one of the names."""
    people = {fold(one) for one in named.people if len(one) > 1}
    if not people or not ids:
        return []
    theirs = select(Contact.customer_id, Contact.name).where(
        Contact.customer_id.in_(ids), Contact.deleted_at.is_(None)
    )
    return [row.customer_id for row in work.connection.execute(theirs) if fold(row.name) in people]


def _likely(work: Work, customer: Customer, owner_name: str | None, because: Because) -> Likely:
    actor = actor_of(work)
    return Likely(
        customer,
        owner_name,
        tuple(contacts_of(work, customer.id)),
        because,
        is_own=customer.owner_id == actor.id,
        since=day_of(customer.owned_at or customer.created_at, actor.zone),
        touched_on=day_of(customer.touched_at, actor.zone),
    )


def _taken(work: Work, customer: Customer, because: Because) -> Taken:
    actor = actor_of(work)
    rule = read_rule(work, PoolRule, customer.team_id)
    asked = select(HandoverRequest.id).where(
        HandoverRequest.customer_id == customer.id,
        HandoverRequest.asked_by == actor.id,
        HandoverRequest.answered_at.is_(None),
    )
    return Taken(
        customer.id,
        because,
        since=day_of(customer.owned_at or customer.created_at, actor.zone),
        touched_on=day_of(customer.touched_at, actor.zone),
        pool_on=pool_day(work, rule, customer, actor.zone),
        is_asked=work.session.scalar(asked.limit(1)) is not None,
    )
