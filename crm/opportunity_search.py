"""Opportunities found by what words say of them: stage, size, close, city, grade, whose; the best score first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from crm.errors import NotAllowed
from crm.export_rights import ACT, may_export_list
from crm.money import Money, money
from crm.opportunity_pages import PAGE, Sums, Wanted, find
from crm.pipeline import in_each_currency
from crm.policy import actor_of, member_in_sight, visible_members
from crm.rates import Rates
from crm.rules import read_rule
from crm.stages import LOST, WON, is_open, stages_of
from crm.stages import Stages as TeamStages
from crm.understanding.conditions import read_conditions
from crm.understanding.dates.reading import read_times
from crm.understanding.fold import fold
from crm.words import read_amount
from storage.name_keys import comparable
from storage.pipeline import STILL_OPEN, StageSum, in_city, of_grade, read_sums
from storage.tables import Customer, Member, Opportunity, Role, Team
from storage.work import Work

OVER = r"超过|大于|高于|不低于|over|above|more than|bigger than|larger than|at least|>=?|≥"
UNDER = r"低于|小于|不到|不超过|under|below|less than|smaller than|at most|<=?|≤"
NUMBER = r"\s*([¥$€£￥]?\s*\d[\d,.]*\s*(?:万|亿|千|百|k\b|m\b|w\b|thousand|million)?)"
BOUNDS = {
    "over": re.compile(rf"(?:{OVER}){NUMBER}|{NUMBER}\s*以上", re.IGNORECASE),
    "under": re.compile(rf"(?:{UNDER}){NUMBER}|{NUMBER}\s*以[下内]", re.IGNORECASE),
}
DEALS = re.compile(r"商机|单子|\b(?:deals?|opportunit(?:y|ies)|opps)\b")
BETWEEN_CONDITIONS = re.compile(
    r"有哪些|哪些|列出|看看|查看|查一下|查|看|我的|所有|全部|阶段|目前|现在|[的在有里是都吗呢]"
    r"|\b(?:my|all|the|our|in|at|of|with|which|are|is|stage|show|list|me|and|open|this|that)\b"
)
LONGEST_FILTER = 40


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
    may_export: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE))


def filter_in_words(work: Work, words: str, said_at: datetime) -> Filter:
    """Read what words ask for: "谈判 >10万 上海 本月", "proposal over 50k this quarter".

    A colleague's name is read where the actor may see his opportunities.
    """
    actor = actor_of(work)
    conditions = read_conditions(words)
    stage = stages_of(work).named(words)
    bounds = {
        name: _bound(work, pattern, words) or _in_words(conditions.get(f"amount_{name}"))
        for name, pattern in BOUNDS.items()
    }
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


def is_filter(work: Work, words: str, said_at: datetime) -> bool:
    """Say whether words are conditions of opportunities and nothing else: 上海的商机, `商机 已报价 超过5万`."""
    plain = fold(words)
    if len(plain) > LONGEST_FILTER or not DEALS.search(plain):
        return False
    stage = stages_of(work).named(words)
    for name in (
        (fold(stage.zh), fold(stage.zh).removeprefix("已"), fold(stage.en)) if stage else ()
    ):
        plain = plain.replace(name, " ")
    for pattern in BOUNDS.values():
        plain = pattern.sub(" ", plain)
    wanted = read_conditions(plain)
    plain = plain.replace(fold(str(wanted.get("city", " "))), " ")
    for moment in read_times(plain, said_at.astimezone(ZoneInfo(actor_of(work).zone)))[:1]:
        start, end = moment.span
        plain = f"{plain[:start]} {plain[end:]}"
    return not any(one.isalnum() for one in BETWEEN_CONDITIONS.sub(" ", DEALS.sub(" ", plain)))


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
    wanted, kept = _wanted(work, asked, team, rates), None
    if asked.stage not in (WON, LOST):
        there = read_sums(work.connection, team.id, [STILL_OPEN], asked.owner_id)
        mine = [one for one in there if asked.stage in (None, one.stage)]
        if asked.owner_id is None:
            wanted = replace(wanted, stages=tuple(dict.fromkeys(one.stage for one in mine)))
        kept = _kept(mine) if asked.is_plain else None
    found = find(work, wanted, max(page, 0), kept)
    return Listing(
        asked,
        _load(work, found.ids),
        found.count,
        found.sums,
        found.page,
        stages,
        team.currency,
        owner.name if owner else None,
        may_export_list(work, is_pool=False),
    )


def list_to_export(work: Work, asked: Filter) -> Listing:
    """Return the same for an export; NotAllowed where the actor may not take it out."""
    found = list_opportunities(work, asked)
    if not found.may_export:
        raise NotAllowed(ACT)
    return found


def _in_words(size: str | int | None) -> int | None:
    """Return a size that was said without a figure: 五万以上."""
    return None if size is None else int(size)


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
    said = comparable(words)
    there = select(Member).where(visible_members(actor), Member.deactivated_at.is_(None))
    named = [one for one in work.session.scalars(there) if comparable(one.name) in said]
    return max(named, key=lambda one: len(one.name)).id if named else None


def _wanted(work: Work, asked: Filter, team: Team, rates: Rates) -> Wanted:
    is_closed = asked.stage in (WON, LOST)
    state = Opportunity.closed_at.is_not(None) & Opportunity.deleted_at.is_(None)
    day = Opportunity.closed_on if is_closed else Opportunity.close_on
    parts: list[ColumnElement[bool]] = []
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
    if asked.city:
        parts.append(in_city(work.connection, asked.city))
    if asked.grade:
        parts.append(of_grade(asked.grade))
    among = and_(Opportunity.team_id == team.id, state if is_closed else is_open())
    return Wanted(among, and_(true(), *parts))


def _sized(asked: Filter, currency: str, rates: Rates) -> ColumnElement[bool]:
    """Compare each currency with the bounds as they are in it, at the stored rates."""
    sizes = []
    known = {code: one.units for code, one in rates.per_unit.items()}
    for code, rate in (known | {currency: Decimal(1)}).items():
        fits = [Opportunity.currency == code]
        if asked.over is not None:
            fits.append(Opportunity.amount_minor >= money(asked.over / rate, code).minor)
        if asked.under is not None:
            fits.append(Opportunity.amount_minor <= money(asked.under / rate, code).minor)
        sizes.append(and_(*fits))
    return or_(false(), *sizes)


def _kept(there: Sequence[StageSum]) -> Sums:
    sums = in_each_currency(Money(one.minor, one.currency) for one in there if one.currency)
    return sum(one.count for one in there), sums


def _load(work: Work, ids: Sequence[int]) -> tuple[Listed, ...]:
    there = (
        select(Opportunity, Customer.name, Member.name)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(Member, Member.id == Opportunity.owner_id)
        .where(Opportunity.id.in_(ids))
    )
    found = {row[0].id: Listed(*row) for row in work.session.execute(there)}
    return tuple(found[one] for one in ids if one in found)
