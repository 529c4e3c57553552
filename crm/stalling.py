"""Stalled opportunities: too long at a stage, or without a next step; told once, put off, and told again only on news.

It is no act of a member: what is told is kept in `stalls` and not in the history. What the member answers is.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select

from crm.calendars import calendars_of, rests_until
from crm.due_reminders import OPEN
from crm.duty import AT_ONCE, Duty
from crm.instants import day_of, days_since, today_of
from crm.policy import actor_of, opportunity_for
from crm.stages import Stages, is_open, stages_of
from storage.deals import Stall
from storage.plans import Plan, PlanState
from storage.tables import Customer, Member, Opportunity, Reminder, Role, Team
from storage.work import Work

EVERY = 1800
A_DAY = timedelta(days=1)
REASON_LIMIT = 300
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Stalled:
    """An opportunity that does not move: for how many days it has been at its stage, and whether a step is planned."""

    opportunity: Opportunity
    customer: Customer
    stages: Stages
    days: int
    has_next_step: bool
    owner_name: str | None = None
    stall: Stall | None = None

    @property
    def is_too_long(self) -> bool:
        """Say whether it has been at its stage for longer than is usual."""
        return self.days >= self.stages.get(self.opportunity.stage).stalled_after


Tell = Callable[[Work, Member, Sequence[Stalled]], None]


def stalling(tell: Tell) -> Duty:
    """Return the duty that tells owners what is stalled; `tell` writes one message for one of them."""
    return Duty("stalled", EVERY, has_stalled, lambda work: tell_stalled(work, tell))


def has_stalled(work: Work) -> bool:
    """Say whether there is anything to tell to somebody who is awake."""
    return bool(_to_tell(work))


def tell_stalled(work: Work, tell: Tell) -> int:
    """Tell every owner who is awake what is stalled, at most `AT_ONCE` at a time, and remember it was told."""
    found = _to_tell(work)
    by_owner: defaultdict[int, list[Stalled]] = defaultdict(list)
    for one in found:
        by_owner[one.opportunity.owner_id or 0].append(one)
    for owner_id, stalled in by_owner.items():
        tell(work, work.session.get_one(Member, owner_id), stalled)
        for one in stalled:
            row = one.stall or Stall(opportunity_id=one.opportunity.id)
            row.told_at, row.until_touch, row.snoozed_until = work.now, False, None
            row.reason = row.answered_at = None
            work.session.add(row)
    work.session.flush()
    return len(found)


def put_off(
    work: Work, opportunity_id: int, days: int | None, reason: str | None
) -> tuple[Opportunity, int | None]:
    """Put a stalled opportunity off for some days, or without days until something happens; return the undo.

    NotThere where the actor may not see it.
    """
    opportunity = opportunity_for(work, opportunity_id)
    stall = _stall_of(work, opportunity)
    until = today_of(work, actor_of(work)) + timedelta(days=days) if days else None
    work.change(
        stall,
        snoozed_until=until,
        until_touch=days is None,
        reason=reason[:REASON_LIMIT] if reason else None,
        answered_at=work.now,
    )
    return opportunity, work.close_entry("put_off", opportunity.customer_id)


def answer_stalled(work: Work, opportunity_id: int) -> tuple[Opportunity, int | None]:
    """Say that the actor is on it; return the entry to undo."""
    opportunity = opportunity_for(work, opportunity_id)
    work.change(_stall_of(work, opportunity), answered_at=work.now)
    return opportunity, work.close_entry("answer_stalled", opportunity.customer_id)


def list_stalled(work: Work) -> Sequence[Stalled]:
    """Return what is stalled and neither put off nor answered: the actor's own, or a leader's team's."""
    actor = actor_of(work)
    mine = Opportunity.owner_id == actor.id
    whose = mine if actor.role is Role.REP else Opportunity.team_id == actor.team_id
    today = today_of(work, actor)
    news = Stall.told_at < Customer.touched_at
    silent = or_(
        Stall.id.is_(None),
        Stall.answered_at.is_(None),
        Stall.snoozed_until <= today,
        news | (Stall.told_at < Opportunity.stage_at),
    )
    return _find(work, [work.session.get_one(Team, actor.team_id)], whose & silent, limit=50)


def read_stalled(work: Work, opportunity_id: int) -> Stalled:
    """Read one opportunity as the list of stalled ones shows it; NotThere where the actor may not see it."""
    opportunity = opportunity_for(work, opportunity_id)
    customer = work.session.get_one(Customer, opportunity.customer_id)
    step = select(Opportunity.id).where(Opportunity.id == opportunity.id, _has_step())
    stages = stages_of(work, opportunity.team_id)
    has_step = work.session.scalar(step) is not None
    days = days_since(opportunity.stage_at, work.now, actor_of(work).zone)
    return Stalled(opportunity, customer, stages, days, has_step)


def _to_tell(work: Work) -> list[Stalled]:
    """Return what is to be told: new, or touched or moved since it was told, or put off until a day that has come."""
    news = (Stall.told_at < Customer.touched_at) | (Stall.told_at < Opportunity.stage_at)
    zones = work.session.scalars(select(Member.zone).distinct())
    has_come = or_(
        false(),  # where nobody has joined yet
        *((Member.zone == one) & (Stall.snoozed_until <= day_of(work.now, one)) for one in zones),
    )
    rested = (Customer.touched_at <= work.now - A_DAY) & (Opportunity.stage_at <= work.now - A_DAY)
    untold = rested & or_(Stall.id.is_(None), news, has_come)
    teams = work.session.scalars(select(Team)).all()
    found = _find(work, teams, untold, limit=AT_ONCE)
    calendars = calendars_of(work, [team.id for team in teams])
    awake = {}
    for owner_id in {one.opportunity.owner_id for one in found if one.opportunity.owner_id}:
        owner = work.session.get_one(Member, owner_id)
        is_there = owner.deactivated_at is None and owner.unreachable_at is None
        awake[owner_id] = is_there and not rests_until(owner, work.now, calendars[owner.team_id])
    return [one for one in found if awake.get(one.opportunity.owner_id or 0)]


def _find(
    work: Work, teams: Sequence[Team], where: ColumnElement[bool], limit: int
) -> list[Stalled]:
    """Return what is stalled; its days are those of the reader's calendar, of its owner's where nobody reads."""
    zone = literal(work.actor.zone) if work.actor else func.coalesce(Member.zone, "UTC")
    found: list[Stalled] = []
    for team in teams:
        stages = stages_of(work, team.id)
        too_long = or_(
            *(
                and_(
                    Opportunity.stage == stage.code,
                    Opportunity.stage_at <= work.now - timedelta(days=stage.stalled_after),
                )
                for stage in stages.open
            )
        )
        wanted = (
            select(Opportunity, Customer, Member.name, zone, Stall, _has_step().label("step"))
            .join(Customer, Customer.id == Opportunity.customer_id)
            .outerjoin(Member, Member.id == Opportunity.owner_id)
            .outerjoin(Stall, Stall.opportunity_id == Opportunity.id)
            .where(Opportunity.team_id == team.id, is_open(), Customer.deleted_at.is_(None))
            .where(or_(too_long, ~_has_step()), where)
            .order_by(Opportunity.owner_id, Opportunity.stage_at, Opportunity.id)
            .limit(limit - len(found))
        )
        found += [
            Stalled(
                one,
                customer,
                stages,
                days_since(one.stage_at, work.now, zone),
                bool(step),
                name,
                stall,
            )
            for one, customer, name, zone, stall, step in work.session.execute(wanted)
        ]
    return found


def _has_step() -> ColumnElement[bool]:
    """Return the condition on `Opportunity` that something is planned for it, or at its customer."""
    about = (Reminder.opportunity_id == Opportunity.id) | (
        Reminder.opportunity_id.is_(None) & (Reminder.customer_id == Opportunity.customer_id)
    )
    reminder = select(Reminder.id).where(
        Reminder.customer_id == Opportunity.customer_id, about, Reminder.state.in_(OPEN)
    )
    plan = select(Plan.id).where(
        Plan.customer_id == Opportunity.customer_id, Plan.state == PlanState.PLANNED
    )
    return reminder.exists() | plan.exists()


def _stall_of(work: Work, opportunity: Opportunity) -> Stall:
    there = work.session.scalar(select(Stall).where(Stall.opportunity_id == opportunity.id))
    return there or work.add(
        Stall(opportunity_id=opportunity.id, told_at=work.now, until_touch=False)
    )
