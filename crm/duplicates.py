"""Is it there already? Customers that are likely the one to be entered, the likeliest first.

The same name but for its spelling and legal form, the same name without its city, one that sounds the same or
differs by a letter, the same number, e-mail address or contact. What the actor may not see is reported too,
by no more than when it was taken, when it was last touched, and when it goes to the pool.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from rapidfuzz.fuzz import ratio
from sqlalchemy import ColumnElement, case, select

from crm.book import load_known
from crm.customers import contacts_of
from crm.instants import local
from crm.phones import e164
from crm.policy import actor_of, visible_customers
from crm.pool import PoolRule, pool_day
from crm.rules import read_rule
from crm.understanding.book import MANY, Known
from crm.understanding.fold import fold, is_han
from crm.understanding.keys import keys_of
from crm.understanding.likeness import one_edit_apart
from crm.understanding.names import Strength, core_of, forms_of
from crm.understanding.syllables import syllables
from crm.understanding.vocabulary.trade import COMMON_LATIN
from storage.customer_file import HandoverRequest
from storage.keys import customers_under
from storage.name_keys import name_key
from storage.tables import Contact, Customer, Member, Team
from storage.work import Work

SHOWN = 4
LOOKED_AT = 60
SAME_CORE = 88  # of 100: names that are alike as a whole
SHORTEST_HAN, SHORTEST_LATIN = 3, 5  # names in which one letter more or less is a slip


class Because(IntEnum):
    """Why two customers are likely one, the strongest last."""

    PART = 1
    CONTACT = 2
    ALIKE = 3
    SOUND = 4
    CORE = 5
    EMAIL = 6
    PHONE = 7
    NAME = 8


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of a customer to be entered."""

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """A customer that may be the one to be entered, with what tells whether it is."""

    customer: Customer
    owner_name: str | None
    contacts: tuple[Contact, ...]
    because: Because
    is_own: bool = False
    touched_on: date | None = None

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


def reason(one: Known, other: Known) -> Because | None:
    """Return why two customers are likely one, by their names; none where they are not alike."""
    if name_key(one.name) == name_key(other.name):
        return Because.NAME
    pairs = ((mine, theirs) for mine in _cores(one) for theirs in _cores(other))
    found = max(filter(None, (_alike(*pair) for pair in pairs)), default=None)
    is_elsewhere = found is Because.CORE and _places_differ(one, other)
    return None if is_elsewhere else found


def keys_for(known: Known) -> set[str]:
    """Return the keys under which customers stand that may be called like one: no weak part of a name."""
    keys: set[str] = set()
    for form in forms_of(known):
        if form.strength >= Strength.GIVEN:
            keys.add(f"n:{form.text}")
    core = core_of(known.name, known.city)
    alone = Known(0, core)
    keys |= {key for key in keys_of(alone) if key[:2] in ("t:", "y:")}
    if core and is_han(core[0]):
        return keys | {f"n:{core[:2]}"}
    words = core.split()
    keys |= {f"n:{words[0]}"} if words else set()
    heads = ("".join(words[:count]) for count in range(1, len(words) + 1))
    return keys | {f"y:{head}" for head in heads if head.isalpha()}


def alike_in_team(work: Work, named: Named, team: Team) -> dict[int, Because]:
    """Return every customer of a team that is likely the one named, with the strongest reason."""
    reasons: dict[int, Because] = {}

    def add(ids: Iterable[int], because: Because) -> None:
        for one in ids:
            reasons[one] = max(reasons.get(one, because), because)

    add(_with_number(work, named, team), Because.PHONE)
    add(_with_email(work, named, team), Because.EMAIL)
    wanted = Known(0, named.name)
    there = _called_alike(work, wanted, team)
    for known in there.values():
        if because := reason(wanted, known):
            add([known.id], because)
    add(_with_person(named, there), Because.CONTACT)
    return reasons


def _called_alike(work: Work, wanted: Known, team: Team) -> Mapping[int, Known]:
    keys = keys_for(wanted)
    ids = {
        one for some in customers_under(work.connection, keys, None, MANY).values() for one in some
    }
    same = (Customer.team_id == team.id) & (Customer.name_key == name_key(wanted.name))
    ids |= set(work.connection.scalars(select(Customer.id).where(same).limit(SHOWN)))
    columns = (Customer.id, Customer.name, Customer.short_name, Customer.city, Customer.grade)
    there = Customer.id.in_(ids) & (Customer.team_id == team.id) & Customer.deleted_at.is_(None)
    rows = work.connection.execute(select(*columns).where(there).limit(LOOKED_AT * 4)).all()
    return load_known(work, rows)


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


def _with_person(named: Named, there: Mapping[int, Known]) -> list[int]:
    """Return customers whose name begins alike and that have a contact of one of the names."""
    people = {fold(one) for one in named.people if len(one) > 1}
    if not people:
        return []
    return [
        known.id
        for known in there.values()
        if any(fold(person.name) in people for person in known.contacts)
    ]


def _cores(known: Known) -> set[str]:
    cores = {core_of(one, known.city) for one in (known.name, *known.aliases)}
    return {one for one in cores if len(one) > 1}


def _places_differ(one: Known, other: Known) -> bool:
    """Say whether two short names stand behind different cities: 北京银行, 南京银行."""
    core, mine, theirs = core_of(one.name, one.city), fold(one.name), fold(other.name)
    if len(core) > SHORTEST_HAN or not is_han(core[0]):
        return False
    before, before_too = mine.partition(core)[0], theirs.partition(core)[0]
    return bool(before and before_too and before != before_too)


def _alike(one: str, other: str) -> Because | None:
    if one == other:
        return Because.CORE
    if _is_part(*sorted((one, other), key=len)):
        return Because.PART
    if is_han(one[0]) != is_han(other[0]):
        han, latin = (one, other) if is_han(one[0]) else (other, one)
        return Because.SOUND if _spoken(han) == latin.replace(" ", "") else None
    if is_han(one[0]):
        if len(one) == len(other) >= SHORTEST_HAN and _spoken(one) == _spoken(other):
            return Because.SOUND
        is_long = min(len(one), len(other)) > SHORTEST_HAN
        return Because.ALIKE if is_long and one_edit_apart(one, other) else None
    is_long = min(len(one), len(other)) >= SHORTEST_LATIN
    is_near = one_edit_apart(one, other) or ratio(one, other) >= SAME_CORE
    return Because.ALIKE if is_long and is_near else None


def _is_part(short: str, long: str) -> bool:
    """Say whether one name is what the other begins with: 华信, 华信科技; Brightwater, Brightwater Pumps."""
    if is_han(short[0]):
        return long.startswith(short)
    return (
        long.startswith(f"{short} ") and len(short) >= SHORTEST_LATIN and short not in COMMON_LATIN
    )


def _spoken(han: str) -> str:
    sounds = syllables(han)
    return "".join(sounds) if len(sounds) == len(han) else han


def _likely(work: Work, customer: Customer, owner_name: str | None, because: Because) -> Likely:
    actor = actor_of(work)
    return Likely(
        customer,
        owner_name,
        tuple(contacts_of(work, customer.id)),
        because,
        is_own=customer.owner_id == actor.id,
        touched_on=local(customer.touched_at, actor.zone).date(),
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
        since=local(customer.owned_at or customer.created_at, actor.zone).date(),
        touched_on=local(customer.touched_at, actor.zone).date(),
        pool_on=pool_day(work, rule, customer, actor.zone),
        is_asked=work.session.scalar(asked.limit(1)) is not None,
    )
