"""Opportunities found by what words say of them: stage, size, close, city, grade, whose; the best score first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, func, or_, select, union_all

from crm.money import Money, money
from crm.pipeline import in_each_currency
from crm.policy import actor_of, member_in_sight, visible_members
from crm.rates import Rates
from crm.rules import read_rule
from crm.stages import LOST, WON, is_open, stages_of
from crm.stages import Stages as TeamStages
from crm.understanding.conditions import read_conditions
from crm.understanding.dates.reading import read_times
from crm.understanding.fold import read_page
from crm.words import read_amount
from storage.pipeline import STILL_OPEN, read_sums
from storage.search import fold
from storage.tables import Customer, Member, Opportunity, Role, Team
from storage.work import Work

PAGE = 8
BEST = (Opportunity.score.desc(), Opportunity.id.desc())
OVER = r"超过|大于|高于|不低于|over|above|more than|bigger than|larger than|at least|>=?|≥"
UNDER = r"低于|小于|不到|不超过|under|below|less than|smaller than|at most|<=?|≤"
NUMBER = r"\s*([¥$€£￥]?\s*\d[\d,.]*\s*(?:万|亿|千|百|k\b|m\b|w\b|thousand|million)?)"
BOUNDS = {
    "over": re.compile(rf"(?:{OVER}){NUMBER}|{NUMBER}\s*以上", re.IGNORECASE),
    "under": re.compile(rf"(?:{UNDER}){NUMBER}|{NUMBER}\s*以[下内]", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the opportunities looked for have in common; sizes in whole units of the team's currency.

    With a `stage` that is won or lost the closed ones are meant, by the day they closed; else the open ones.
    """

    stage: str | None = None
    owner_id: int | None = None
    over: int | None = None
    under: int | None = None
    close_from: date | None = None
    close_until: date | None = None
    city: str | None = None
    grade: str | None = None

    @property
    def is_plain(self) -> bool:
        """Say whether it asks for nothing but a stage and an owner."""
        return self == Filter(stage=self.stage, owner_id=self.owner_id)


@dataclass(frozen=True, slots=True)
class Listed:
    """An opportunity in a list, with the customer it is at and whose it is."""

    opportunity: Opportunity
    customer_name: str
    owner_name: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of what was found, how many there are in all and what they come to in each currency."""

    asked: Filter
    rows: tuple[Listed, ...]
    count: int
    sums: tuple[Money, ...]
    page: int
    stages: TeamStages
    currency: str
    owner_name: str | None = None

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE))


def filter_in_words(work: Work, words: str, said_at: datetime) -> Filter:
    """Read what words ask for: "谈判 >10万 上海 本月", "proposal over 50k this quarter".

    A colleague's name is read where the actor may see his opportunities.
    """
    actor = actor_of(work)
    page = read_page(words)
    conditions = read_conditions(page, [])
    stage = stages_of(work).named(words)
    bounds = {name: _bound(work, pattern, words) for name, pattern in BOUNDS.items()}
    rest = words
    for pattern in BOUNDS.values():
        rest = pattern.sub(" ", rest)
    moment = next(iter(read_times(rest, said_at.astimezone(ZoneInfo(actor.zone)))), None)
    return Filter(
        stage=stage.code if stage else None,
        owner_id=_owner(work, words),
        over=bounds["over"],
        under=bounds["under"],
        close_from=moment.day if moment and moment.until else None,
        close_until=(moment.until or moment.day) if moment else None,
        city=str(conditions["city"]) if "city" in conditions else None,
        grade=str(conditions["grade"]) if "grade" in conditions else None,
    )


def list_opportunities(work: Work, asked: Filter, page: int = 0) -> Listing:
    """Return a page of the opportunities that a filter finds; a rep's own, a leader's team's.

    Count and sums come from the kept sums where only stage and owner are asked for, else from one scan of
    an index that covers it.
    """
    actor = actor_of(work)
    if actor.role is Role.REP:
        asked = replace(asked, owner_id=actor.id)
    owner = member_in_sight(work, asked.owner_id) if asked.owner_id else None
    team = work.session.get_one(Team, owner.team_id if owner else actor.team_id)
    stages, rates = stages_of(work, team.id), read_rule(work, Rates, team.id)
    where = _condition(asked, team, rates)
    kept = _kept(work, asked, team) if asked.is_plain and asked.stage not in (WON, LOST) else None
    count, sums = kept or _totals(work, where)
    last = max(0, -(-count // PAGE) - 1)
    page = min(max(page, 0), last)
    ids = _page_of_ids(work, asked, where, stages, page)
    return Listing(
        asked,
        _load(work, ids),
        count,
        sums,
        page,
        stages,
        team.currency,
        owner.name if owner else None,
    )


def _bound(work: Work, pattern: re.Pattern[str], words: str) -> int | None:
    found = pattern.search(words)
    if found is None:
        return None
    team = work.session.get_one(Team, actor_of(work).team_id)
    number = next(one for one in found.groups() if one)
    amount = read_amount(number.strip(), team.currency).amount
    if amount is None:
        return None
    converted = read_rule(work, Rates, team.id).convert(amount, team.currency) or amount
    return int(converted.units)


def _owner(work: Work, words: str) -> int | None:
    actor = actor_of(work)
    if actor.role is Role.REP:
        return actor.id
    said = fold(words)
    there = select(Member).where(visible_members(actor), Member.deactivated_at.is_(None))
    named = [one for one in work.session.scalars(there) if fold(one.name) in said]
    return max(named, key=lambda one: len(one.name)).id if named else None


def _condition(asked: Filter, team: Team, rates: Rates) -> ColumnElement[bool]:
    is_closed = asked.stage in (WON, LOST)
    state = Opportunity.closed_on.is_not(None) & Opportunity.deleted_at.is_(None)
    day = Opportunity.closed_on if is_closed else Opportunity.close_on
    parts: list[ColumnElement[bool]] = [
        Opportunity.team_id == team.id,
        state if is_closed else is_open(),
    ]
    if asked.stage:
        parts.append(Opportunity.stage == asked.stage)
    if asked.owner_id:
        parts.append(Opportunity.owner_id == asked.owner_id)
    if asked.close_from:
        parts.append(day >= asked.close_from)
    if asked.close_until:
        parts.append(day <= asked.close_until)
    if asked.over is not None or asked.under is not None:
        parts.append(_sized(asked, team.currency, rates))
    at = []
    if asked.city:
        at.append(Customer.search.contains(fold(asked.city), autoescape=True))
    if asked.grade:
        at.append(Customer.grade == asked.grade)
    if at:
        there = select(Customer.id).where(Customer.id == Opportunity.customer_id, *at)
        parts.append(there.exists())
    return and_(*parts)


def _sized(asked: Filter, currency: str, rates: Rates) -> ColumnElement[bool]:
    """Compare each currency with the bounds as they are in it, at the stored rates."""
    sizes = []
    for code, rate in {**rates.per_unit, currency: Decimal(1)}.items():
        fits = [Opportunity.currency == code]
        if asked.over is not None:
            fits.append(Opportunity.amount_minor >= money(asked.over / rate, code).minor)
        if asked.under is not None:
            fits.append(Opportunity.amount_minor <= money(asked.under / rate, code).minor)
        sizes.append(and_(*fits))
    return or_(false(), *sizes)


def _kept(work: Work, asked: Filter, team: Team) -> tuple[int, tuple[Money, ...]]:
    kept = read_sums(work.connection, team.id, [STILL_OPEN], asked.owner_id)
    mine = [one for one in kept if asked.stage in (None, one.stage)]
    sums = in_each_currency(Money(one.minor, one.currency) for one in mine if one.currency)
    return sum(one.count for one in mine), sums


def _totals(work: Work, where: ColumnElement[bool]) -> tuple[int, tuple[Money, ...]]:
    wanted = (
        select(Opportunity.currency, func.count(), func.sum(Opportunity.amount_minor))
        .where(where)
        .group_by(Opportunity.currency)
    )
    rows = work.session.execute(wanted).all()
    sums = in_each_currency(Money(int(minor or 0), code) for code, _n, minor in rows if code)
    return sum(n for _code, n, _minor in rows), sums


def _page_of_ids(
    work: Work, asked: Filter, where: ColumnElement[bool], stages: TeamStages, page: int
) -> list[int]:
    """Return the ids of a page, best score first; of a whole team the best of each stage are merged."""
    if not asked.is_plain or asked.stage or asked.owner_id:
        ordered = (
            select(Opportunity.id).where(where).order_by(*BEST).limit(PAGE).offset(page * PAGE)
        )
        return list(work.session.scalars(ordered))
    enough = (page + 1) * PAGE
    parts = [
        select(Opportunity.id, Opportunity.score)
        .where(where, Opportunity.stage == stage.code)
        .order_by(*BEST)
        .limit(enough)
        .subquery()
        for stage in stages.open
    ]
    best = union_all(*(select(part.c.id, part.c.score) for part in parts)).subquery()
    merged = select(best.c.id).order_by(best.c.score.desc(), best.c.id.desc())
    return list(work.session.scalars(merged.limit(PAGE).offset(page * PAGE)))


def _load(work: Work, ids: Sequence[int]) -> tuple[Listed, ...]:
    there = (
        select(Opportunity, Customer.name, Member.name)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(Member, Member.id == Opportunity.owner_id)
        .where(Opportunity.id.in_(ids))
    )
    found = {row[0].id: Listed(*row) for row in work.session.execute(there)}
    return tuple(found[one] for one in ids if one in found)
