"""New opportunities go to whom the team's rules name: offered with the reason, accepted, declined, or over in time.

Among those that a rule names, whoever has the fewest open opportunities is asked first; whoever has as many as the
team allows is left out. Where nobody is left, the opportunity is in the pool.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, func, select

from crm.duty import AT_ONCE, Duty
from crm.errors import NotAllowed, NotThere
from crm.opportunity_parts import read_lines
from crm.ownership import WAITING, give
from crm.policy import actor_of, opportunity_for, visible_customers
from crm.rules import Form, Rule, read_rule, setting, whole, yes_or_no
from crm.stages import is_open
from storage.deals import Offer
from storage.search import fold
from storage.tables import Customer, Member, Opportunity, Reminder, Role
from storage.work import Work

EVERY = 300
MOST_LINES = 40
ARROW = "->"


class By(StrEnum):
    """What a rule of assignment looks at."""

    REGION = "region"
    INDUSTRY = "industry"
    PRODUCT = "product"
    ANY = "any"


class OfferState(StrEnum):
    """The life of an offer."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Way:
    """One rule: opportunities of this region, industry or product go to one of these members."""

    by: By
    word: str
    names: tuple[str, ...]


def read_ways(text: str) -> tuple[Way, ...]:
    """Read rules as they are typed, one a line: "region 华东 -> 李雷, 韩梅梅", "any -> Li Lei"; "-" for none."""
    lines = [line.strip() for line in text.replace("→", ARROW).splitlines() if line.strip(" -")]
    if len(lines) > MOST_LINES:
        raise ValueError(text)
    return tuple(map(_read_way, lines))


def write_ways(ways: Sequence[Way]) -> str:
    """Return rules as `read_ways` takes them."""
    return (
        "\n".join(f"{f'{w.by} {w.word}'.strip()} {ARROW} {', '.join(w.names)}" for w in ways)
        or "-"
    )


NO_WAYS: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferRules(Rule):
    """Who is offered a new opportunity, how many open ones a member may have, how long he may think about it."""

    name: ClassVar = "offers"

    is_on: bool = setting(False, yes_or_no())
    ways: tuple[Way, ...] = setting(NO_WAYS, Form(read_ways, write_ways))
    most_open: int = setting(30, whole(1, 1000))
    hours: int = setting(24, whole(1, 240))


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody is offered it: the rule, and how many open opportunities he has of how many."""

    by: By
    word: str
    open: int
    most: int


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer with what it is about; `member` is none where nobody is left and it went to the pool."""

    opportunity: Opportunity
    customer: Customer
    member: Member | None
    offer: Offer | None
    undo: int | None = None


Tell = Callable[[Work, Offered], None]


def assign(work: Work, opportunity_id: int) -> Offered:
    """Offer an opportunity to whom the rules name next; NotAllowed for a rep, NotThere."""
    actor = actor_of(work)
    if actor.role is Role.REP:
        raise NotAllowed("assign")
    offered = offer_next(work, opportunity_for(work, opportunity_id))
    undo = work.close_entry("assign", offered.customer.id)
    return Offered(offered.opportunity, offered.customer, offered.member, offered.offer, undo)


def offer_next(work: Work, opportunity: Opportunity) -> Offered:
    """Offer an opportunity to the next member, and put it into the pool meanwhile, for good where nobody is left.

    For use-cases, which close the history entry.
    """
    customer = work.session.get_one(Customer, opportunity.customer_id)
    rule = read_rule(work, OfferRules, opportunity.team_id)
    if opportunity.owner_id is not None:
        work.change(opportunity, owner_id=None)
    found = _next(work, rule, opportunity, customer)
    if found is None:
        return Offered(opportunity, customer, None, None)
    member, why = found
    offer = work.add(
        Offer(
            opportunity_id=opportunity.id,
            member_id=member.id,
            reason=f"{why.by}|{why.word}|{why.open}|{why.most}"[:300],
            state=OfferState.OFFERED.value,
            offered_at=work.now,
            expires_at=work.now + timedelta(hours=rule.hours),
        )
    )
    return Offered(opportunity, customer, member, offer)


def offer_new(work: Work, opportunity: Opportunity) -> Offered | None:
    """Offer an opportunity that a leader has entered at a customer without an owner, where the team's rules do so.

    None where it stays with who entered it. For use-cases, which close the history entry.
    """
    customer = work.session.get_one(Customer, opportunity.customer_id)
    is_led = actor_of(work).role is not Role.REP and customer.owner_id is None
    if not is_led or not read_rule(work, OfferRules, opportunity.team_id).is_on:
        return None
    return offer_next(work, opportunity)


def why_of(offer: Offer) -> Why:
    """Return the reason of an offer."""
    by, word, held, most = offer.reason.split("|", 3)
    return Why(By(by), word, int(held), int(most))


def answer_offer(work: Work, offer_id: int, accepts: bool) -> Offered:
    """Accept an offer, or decline it: the next one is offered.

    Accepting makes opportunity and reminders the actor's, and a customer of the pool, or of a leader, that he does
    not see. NotThere for an offer to somebody else, or one that is answered or over.
    """
    actor, offer = actor_of(work), work.session.get(Offer, offer_id)
    if offer is None or offer.member_id != actor.id or offer.state != OfferState.OFFERED.value:
        raise NotThere("offer", offer_id)
    opportunity = work.session.get_one(Opportunity, offer.opportunity_id)
    customer = work.session.get_one(Customer, opportunity.customer_id)
    state = OfferState.ACCEPTED if accepts else OfferState.DECLINED
    work.change(offer, state=state.value, answered_at=work.now)
    if not accepts:
        offered = offer_next(work, opportunity)
        undo = work.close_entry("answer_offer", customer.id)
        return Offered(opportunity, customer, offered.member, offered.offer, undo)
    work.change(opportunity, owner_id=actor.id)
    of_others = Reminder.state.in_(WAITING) & (Reminder.member_id != actor.id)
    work.change_all(
        Reminder, (Reminder.opportunity_id == opportunity.id) & of_others, member_id=actor.id
    )
    if not _sees(work, actor, customer) or customer.owner_id is None:
        give(work, customer, actor)
    undo = work.close_entry("answer_offer", customer.id)
    return Offered(opportunity, customer, actor, offer, undo)


def expiring(tell: Tell) -> Duty:
    """Return the duty that ends offers that nobody answered; `tell` tells the member whose offer is over."""
    return Duty("offers", EVERY, has_expired, lambda work: end_expired(work, tell))


def has_expired(work: Work) -> bool:
    """Say whether an offer is over."""
    return work.session.scalar(select(Offer.id).where(_is_over(work)).limit(1)) is not None


def end_expired(work: Work, tell: Tell) -> int:
    """End offers that are over: what nobody answered stays in the pool."""
    offers = work.session.scalars(select(Offer).where(_is_over(work)).limit(AT_ONCE)).all()
    for offer in offers:
        offer.state, offer.answered_at = OfferState.EXPIRED.value, work.now
        opportunity = work.session.get_one(Opportunity, offer.opportunity_id)
        customer = work.session.get_one(Customer, opportunity.customer_id)
        member = work.session.get_one(Member, offer.member_id)
        tell(work, Offered(opportunity, customer, member, offer))
    work.session.flush()
    return len(offers)


def _is_over(work: Work) -> ColumnElement[bool]:
    return (Offer.state == OfferState.OFFERED.value) & (Offer.expires_at <= work.now)


def _next(
    work: Work, rule: OfferRules, opportunity: Opportunity, customer: Customer
) -> tuple[Member, Why] | None:
    asked = select(Offer.member_id).where(Offer.opportunity_id == opportunity.id)
    there = select(Member).where(
        Member.team_id == opportunity.team_id,
        Member.deactivated_at.is_(None),
        Member.id.not_in(asked),
    )
    members = {fold(one.name): one for one in work.session.scalars(there)}
    for way in rule.ways:
        if not _fits(work, way, opportunity, customer):
            continue
        named = [members[name] for name in map(fold, way.names) if name in members]
        named = [one for one in named if _may_work_there(work, one, customer)]
        loads = [(_held(work, one), one.id, one) for one in named]
        free = sorted(load for load in loads if load[0] < rule.most_open)
        if free:
            held, _id, member = free[0]
            return member, Why(way.by, way.word, held, rule.most_open)
    return None


def _may_work_there(work: Work, member: Member, customer: Customer) -> bool:
    """Say whether a member sees the customer, or gets it with the opportunity: the pool's, and a leader's own."""
    owner = work.session.get(Member, customer.owner_id) if customer.owner_id else None
    return owner is None or owner.role is not Role.REP or _sees(work, member, customer)


def _sees(work: Work, member: Member, customer: Customer) -> bool:
    seen = select(Customer.id).where(Customer.id == customer.id, visible_customers(member))
    return work.session.scalar(seen) is not None


def _fits(work: Work, way: Way, opportunity: Opportunity, customer: Customer) -> bool:
    word = fold(way.word)
    if way.by is By.ANY:
        return True
    if way.by is By.REGION:
        told = (customer.region, customer.city)
    elif way.by is By.INDUSTRY:
        told = (customer.industry, None)
    else:
        lines = " ".join(line.name for line in read_lines(work, opportunity.id))
        told = (opportunity.title, lines)
    return any(word in fold(one) for one in told if one)


def _held(work: Work, member: Member) -> int:
    held = select(func.count()).where(Opportunity.owner_id == member.id, is_open())
    return work.session.scalar(held) or 0


def _read_way(line: str) -> Way:
    what, arrow, names = line.partition(ARROW)
    by, _, word = what.strip().partition(" ")
    people = tuple(name.strip() for name in names.replace("，", ",").split(",") if name.strip())
    way = Way(By(by.lower()), word.strip(), people)
    if not arrow or not people or (way.by is not By.ANY and not way.word) or "|" in line:
        raise ValueError(line)
    return way
