"""What a team did in a week or a month, rep by rep: for who leads it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import func, select

from crm.instants import instant_of
from crm.money import Money
from crm.plans import FACE_TO_FACE
from crm.stages import WON
from storage.plans import Plan, PlanState
from storage.tables import Interaction, Member, Opportunity, Role
from storage.work import Work


@dataclass(frozen=True, slots=True)
class RepPeriod:
    """A rep's period: visits and other touches, visits planned and kept, opportunities entered, sums won."""

    member: Member
    visits: int
    others: int
    planned: int
    kept: int
    opened: int
    won: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class TeamPeriod:
    """A team's period from one day to another, both included; reps with most touches first."""

    first: date
    last: date
    reps: tuple[RepPeriod, ...]


def read_team_period(work: Work, leader: Member, first: date, last: date) -> TeamPeriod:
    """Count what the reps of a leader's team did, with one grouped query a figure."""
    there = (Member.team_id == leader.team_id) & (Member.role == Role.REP)
    reps = work.session.scalars(
        select(Member).where(there, Member.deactivated_at.is_(None)).order_by(Member.name)
    ).all()
    ids = [one.id for one in reps]
    touches: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    met = (
        select(Interaction.member_id, Interaction.kind, func.count())
        .where(
            Interaction.member_id.in_(ids),
            Interaction.happened_on.between(first, last),
            Interaction.deleted_at.is_(None),
        )
        .group_by(Interaction.member_id, Interaction.kind)
    )
    for member_id, kind, count in work.session.execute(met):
        touches[member_id][0 if kind in FACE_TO_FACE else 1] += count
    plans: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    planned = (
        select(Plan.member_id, Plan.state, func.count())
        .where(
            Plan.member_id.in_(ids),
            Plan.visit_on.between(first, last),
            Plan.state != PlanState.MOVED,
        )
        .group_by(Plan.member_id, Plan.state)
    )
    for member_id, state, count in work.session.execute(planned):
        plans[member_id][0] += count
        plans[member_id][1] += count if state is PlanState.VISITED else 0
    opened, won = _opened(work, ids, leader.zone, first, last), _won(work, ids, first, last)
    rows = [
        RepPeriod(
            one,
            visits=touches[one.id][0],
            others=touches[one.id][1],
            planned=plans[one.id][0],
            kept=plans[one.id][1],
            opened=opened.get(one.id, 0),
            won=tuple(won[one.id]),
        )
        for one in reps
    ]
    rows.sort(key=lambda row: -(row.visits + row.others))
    return TeamPeriod(first, last, tuple(rows))


def _opened(work: Work, ids: list[int], zone: str, first: date, last: date) -> dict[int, int]:
    begin, end = (instant_of(day, time(0), zone) for day in (first, last + timedelta(days=1)))
    wanted = (
        select(Opportunity.owner_id, func.count())
        .where(
            Opportunity.owner_id.in_(ids),
            Opportunity.created_at >= begin,
            Opportunity.created_at < end,
            Opportunity.deleted_at.is_(None),
        )
        .group_by(Opportunity.owner_id)
    )
    return {owner: count for owner, count in work.session.execute(wanted) if owner}


def _won(work: Work, ids: list[int], first: date, last: date) -> dict[int, list[Money]]:
    wanted = (
        select(Opportunity.owner_id, Opportunity.currency, func.sum(Opportunity.amount_minor))
        .where(
            Opportunity.owner_id.in_(ids),
            Opportunity.stage == WON,
            Opportunity.closed_on.between(first, last),
            Opportunity.amount_minor.is_not(None),
            Opportunity.deleted_at.is_(None),
        )
        .group_by(Opportunity.owner_id, Opportunity.currency)
    )
    found: dict[int, list[Money]] = defaultdict(list)
    for owner, currency, total in work.session.execute(wanted):
        if owner and currency:
            found[owner].append(Money(int(total or 0), currency))
    return found
