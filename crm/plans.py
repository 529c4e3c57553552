"""Planned visits: set down, moved, dropped with a reason, and kept when the visit has been."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ColumnElement, select

from crm.customers import tidy
from crm.errors import PlanInPast, TextTooLong
from crm.instants import instant_of, today_of
from crm.policy import actor_of, customer_for, plan_for
from storage.plans import Plan, PlanState
from storage.tables import Customer, Interaction, Kind
from storage.work import Work

TEXT_LIMIT = 300
FACE_TO_FACE = (Kind.VISIT, Kind.MEETING)


class DropReason(StrEnum):
    """Why a visit will not be; other reasons are free words."""

    CANCELLED = "cancelled"
    NO_TIME = "no_time"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A visit to plan: with whom, on which day, at what time if one was named, what for."""

    customer_id: int
    day: date
    at: time | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A plan with the customer it is at."""

    plan: Plan
    customer: Customer


@dataclass(frozen=True, slots=True)
class Planned:
    """Visits just planned, in their order.

    Parts of a line that are not planned: of `left_out` nobody knows the customer, of `several` it may be more
    than one, of `over` the time is over.
    """

    visits: tuple[PlannedVisit, ...]
    undo: int | None
    left_out: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """A plan after an act on it; `undo` is none where the act came too late and nothing changed.

    `why` is what was said of moving it: the plan is the one that follows.
    """

    plan: Plan
    customer: Customer
    undo: int | None
    why: str | None = None


def is_over(work: Work, day: date, at: time | None) -> bool:
    """Say whether a day, or a time on it, is over for the actor."""
    actor = actor_of(work)
    if day < today_of(work, actor):
        return True
    return at is not None and instant_of(day, at, actor.zone) <= work.now


def plan_visits(work: Work, new: Sequence[NewPlan]) -> Planned:
    """Plan visits for the actor, all in one act.

    A customer whom he has planned for that day already is not planned twice: the time and the text of the
    plan are set. PlanInPast, NotThere for a customer that he may not see, TextTooLong.
    """
    visits = [_put_down(work, one) for one in new]
    visits.sort(key=lambda one: order_of(one.plan))
    customer_id = visits[0].customer.id if len(visits) == 1 else None
    undo = work.close_entry("plan_visits", customer_id)
    return Planned(tuple(visits), undo)


def move_plan(work: Work, plan_id: int, day: date, at: time | None, reason: str) -> PlanChanged:
    """Put an open plan on another time: it is kept as moved, with the reason, and a new one follows it.

    PlanInPast for a time that is over.
    """
    plan = plan_for(work, plan_id)
    customer = work.session.get_one(Customer, plan.customer_id)
    if plan.state is not PlanState.PLANNED:
        return PlanChanged(plan, customer, None)
    starts_at = _starts_at(work, day, at)
    work.change(plan, state=PlanState.MOVED, reason=_checked(reason) or None)
    follower = _add(work, NewPlan(customer.id, day, at, plan.text), starts_at, moved_from=plan.id)
    return PlanChanged(follower, customer, work.close_entry("move_plan", customer.id), plan.reason)


def drop_plan(work: Work, plan_id: int, reason: str) -> PlanChanged:
    """Give an open plan up, for a reason: one of `DropReason` or free words."""
    plan = plan_for(work, plan_id)
    customer = work.session.get_one(Customer, plan.customer_id)
    if plan.state is PlanState.PLANNED:
        work.change(plan, state=PlanState.DROPPED, reason=_checked(reason) or None)
    return PlanChanged(plan, customer, work.close_entry("drop_plan", customer.id))


def read_plan(work: Work, plan_id: int) -> PlannedVisit:
    """Read one of the actor's plans; NotThere where it is somebody else's."""
    plan = plan_for(work, plan_id)
    return PlannedVisit(plan, work.session.get_one(Customer, plan.customer_id))


def plans_between(work: Work, member_id: int, first: date, last: date) -> list[PlannedVisit]:
    """Return a member's plans of some days, each day by time, without those that were moved away."""
    wanted = (
        select(Plan, Customer)
        .join(Customer, Customer.id == Plan.customer_id)
        .where(
            Plan.member_id == member_id,
            Plan.visit_on.between(first, last),
            Plan.state != PlanState.MOVED,
            Customer.deleted_at.is_(None),
        )
    )
    visits = [PlannedVisit(*row) for row in work.session.execute(wanted)]
    return sorted(visits, key=lambda one: order_of(one.plan))


def coming_plans(work: Work, limit: int = 50) -> list[PlannedVisit]:
    """Return the actor's open plans from today on, the next first."""
    actor = actor_of(work)
    today = today_of(work, actor)
    wanted = (
        select(Plan, Customer)
        .join(Customer, Customer.id == Plan.customer_id)
        .where(
            Plan.member_id == actor.id,
            Plan.visit_on >= today,
            Plan.state == PlanState.PLANNED,
            Customer.deleted_at.is_(None),
        )
        .order_by(Plan.visit_on, Plan.id)
        .limit(limit)
    )
    visits = [PlannedVisit(*row) for row in work.session.execute(wanted)]
    return sorted(visits, key=lambda one: order_of(one.plan))


def keep_plans(work: Work, interaction: Interaction, plan_id: int | None = None) -> Plan | None:
    """Note that a planned visit has been, and return its plan; for use-cases, which close the entry.

    Without an id it is the plan of that member for that customer and day, where they met face to face.
    """
    if plan_id is None and interaction.kind not in FACE_TO_FACE:
        return None
    this: ColumnElement[bool] = Plan.id == plan_id
    if plan_id is None:
        this = (Plan.customer_id == interaction.customer_id) & (
            Plan.visit_on == interaction.happened_on
        )
    mine = (Plan.member_id == interaction.member_id) & (Plan.state == PlanState.PLANNED)
    plan = work.session.scalar(
        select(Plan).where(mine, this).order_by(Plan.starts_at.is_(None), Plan.starts_at).limit(1)
    )
    if plan is not None:
        work.change(plan, state=PlanState.VISITED, interaction_id=interaction.id)
    return plan


def order_of(plan: Plan) -> tuple[date, bool, datetime, int]:
    """Return what plans are sorted by: the day, then those with a time in front."""
    return (plan.visit_on, plan.starts_at is None, plan.starts_at or plan.created_at, plan.id)


def _put_down(work: Work, new: NewPlan) -> PlannedVisit:
    customer = customer_for(work, new.customer_id)
    starts_at = _starts_at(work, new.day, new.at)
    text = _checked(new.text)
    there = select(Plan).where(
        Plan.member_id == actor_of(work).id,
        Plan.visit_on == new.day,
        Plan.customer_id == customer.id,
        Plan.state == PlanState.PLANNED,
    )
    plan = work.session.scalar(there.order_by(Plan.id.desc()).limit(1))
    if plan is None:
        return PlannedVisit(_add(work, replace(new, text=text), starts_at), customer)
    work.change(plan, starts_at=starts_at or plan.starts_at, text=text or plan.text)
    return PlannedVisit(plan, customer)


def _add(
    work: Work, new: NewPlan, starts_at: datetime | None, moved_from: int | None = None
) -> Plan:
    actor = actor_of(work)
    return work.add(
        Plan(
            member_id=actor.id,
            customer_id=new.customer_id,
            visit_on=new.day,
            starts_at=starts_at,
            zone=actor.zone,
            text=new.text,
            state=PlanState.PLANNED,
            moved_from=moved_from,
            created_at=work.now,
        )
    )


def _starts_at(work: Work, day: date, at: time | None) -> datetime | None:
    """Return the instant of a planned time, none without one; PlanInPast where it is over."""
    zone = actor_of(work).zone
    starts_at = instant_of(day, at, zone) if at else None
    if is_over(work, day, at):
        raise PlanInPast(day)
    return starts_at


def _checked(text: str) -> str:
    kept = tidy(text)
    if len(kept) > TEXT_LIMIT:
        raise TextTooLong("plan", TEXT_LIMIT)
    return kept
