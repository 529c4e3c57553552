"""A member's own figures, this week and this month: what he did and won, beside what he is to reach.

They are for himself and those who lead him; nobody is ranked.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import func, select

from crm.calendars import calendar_of
from crm.instants import instant_of, today_of
from crm.money import Money
from crm.pipeline import in_each_currency
from crm.policy import actor_of, member_in_sight
from crm.rates import Rates
from crm.rules import read_rule
from crm.stages import WON
from storage.tables import Interaction, Kind, Member, Opportunity, Team
from storage.targets import Target
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Span:
    """Since a day: touches by kind, opportunities entered and won, and what they were won for.

    `total` is in the team's currency, without what has no rate (`unknown`).
    """

    since: date
    touches: dict[Kind, int]
    opened: int
    won: int
    won_sums: tuple[Money, ...]
    total: Money
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """A member's week and month so far, his target, and the pace that it takes.

    `days_left` are the working days of the month from today on; `pace` is what is to be won on each of them,
    and `visits_a_day` the visits, both rounded up; none where there is no target, nothing once it is reached.
    """

    member: Member
    week: Span
    month: Span
    target: Target | None
    reached: int | None
    days_left: int
    pace: Money | None
    visits_a_day: int | None


def read_figures(work: Work, member_id: int | None = None) -> Figures:
    """Read a member's figures, the actor's own by default; NotThere where they are not his to see."""
    member = member_in_sight(work, member_id or actor_of(work).id)
    today = today_of(work, member)
    first = today.replace(day=1)
    week = _span(work, member, today - timedelta(days=today.weekday()))
    month = _span(work, member, first)
    target = target_of(work, member.id, first)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    days_left = calendar_of(work, member).count(today, last)
    won = month.total
    if target is not None and target.currency != won.currency:
        rates = read_rule(work, Rates, member.team_id)
        goal = rates.convert(Money(target.amount_minor, target.currency), won.currency)
    else:
        goal = Money(target.amount_minor, target.currency) if target else None
    visits = month.touches.get(Kind.VISIT, 0)
    return Figures(
        member,
        week,
        month,
        target,
        won.minor * 100 // goal.minor if goal and goal.minor else None,
        days_left,
        Money(_a_day(goal.minor - won.minor, days_left), goal.currency) if goal else None,
        _a_day(target.visits - visits, days_left) if target and target.visits else None,
    )


def target_of(work: Work, member_id: int, month: date) -> Target | None:
    """Return what a member is to reach in a month, given its first day."""
    there = select(Target).where(Target.member_id == member_id, Target.month == month)
    return work.session.scalar(there)


def _a_day(left: int, days: int) -> int:
    if left <= 0:
        return 0
    return int((Decimal(left) / max(days, 1)).to_integral_value(rounding=ROUND_CEILING))


def _span(work: Work, member: Member, since: date) -> Span:
    begin = instant_of(since, time(0), member.zone)
    met = select(Interaction.kind).where(
        Interaction.member_id == member.id,
        Interaction.happened_on >= since,
        Interaction.deleted_at.is_(None),
    )
    mine = (Opportunity.owner_id == member.id) & Opportunity.deleted_at.is_(None)
    won = mine & (Opportunity.stage == WON) & (Opportunity.closed_on >= since)
    sums = (
        select(Opportunity.currency, func.sum(Opportunity.amount_minor))
        .where(won, Opportunity.amount_minor.is_not(None))
        .group_by(Opportunity.currency)
    )
    count = select(func.count()).select_from(Opportunity)
    rows = work.session.execute(sums).all()
    won_sums = in_each_currency(Money(int(total or 0), code) for code, total in rows if code)
    currency = work.session.get_one(Team, member.team_id).currency
    total, unknown = read_rule(work, Rates, member.team_id).total(won_sums, currency)
    return Span(
        since=since,
        touches=dict(Counter(work.session.scalars(met))),
        opened=work.session.scalar(count.where(mine, Opportunity.created_at >= begin)) or 0,
        won=work.session.scalar(count.where(won)) or 0,
        won_sums=won_sums,
        total=total,
        unknown=unknown,
    )
