"""A member's day on one page: planned visits, what is due, tasks, and customers who have waited too long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from crm.cadence import VisitCadence
from crm.comments import Said, comments_to
from crm.day_message import day_message, is_pin_wanted
from crm.due_reminders import DueReminder, folded, open_reminders
from crm.instants import days_ago, days_since, instant_of, today_of
from crm.plans import PlannedVisit, plans_between
from crm.policy import actor_of
from crm.rules import read_rule
from crm.tasks import TaskShown, open_tasks
from storage.plans import Plan, PlanState
from storage.tables import Customer
from storage.work import Work

WAITING_SHOWN = 5
GRADES_ON_THE_DAY = ("A", "B")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A customer who has been without contact for longer than his grade allows."""

    customer: Customer
    days: int


@dataclass(frozen=True, slots=True)
class DayList:
    """What a day holds: plans in order, reminders, customers who wait, tasks, what managers said today.

    `has_place` where a place put the visits so; `is_pinned` where its message is to stand at the top of the chat.
    """

    day: date
    visits: tuple[PlannedVisit, ...]
    due: tuple[DueReminder, ...]
    waiting: tuple[Waiting, ...]
    tasks: tuple[TaskShown, ...] = ()
    said: tuple[Said, ...] = ()
    has_place: bool = False
    is_pinned: bool = False

    @property
    def open_visits(self) -> tuple[PlannedVisit, ...]:
        """The visits that are still to be."""
        return tuple(one for one in self.visits if one.plan.state is PlanState.PLANNED)


def read_day(work: Work, day: date | None = None) -> DayList:
    """Read the actor's day, today unless another is named: a handful of indexed queries.

    What is overdue stands on today's list alone.
    """
    actor = actor_of(work)
    today = today_of(work, actor)
    day = day or today
    visits = plans_between(work, actor.id, day, day)
    begin, end = (instant_of(one, time(0), actor.zone) for one in (day, day + timedelta(days=1)))
    due = [
        one
        for one in folded(open_reminders(work, until=end))
        if day == today or one.reminder.due_at >= begin
    ]
    if day != today:
        return DayList(day, tuple(visits), tuple(due), ())
    message = day_message(work, actor.id, today)
    order = message.visit_order if message else ()
    waiting = waiting_customers(work, GRADES_ON_THE_DAY, WAITING_SHOWN)
    return DayList(
        day,
        _in_order(visits, order),
        tuple(due),
        waiting,
        _tasks(work, today),
        comments_to(work, actor, begin),
        has_place=bool(order),
        is_pinned=is_pin_wanted(work, actor.id, today),
    )


def waiting_customers(
    work: Work, grades: Sequence[str], limit: int, among: Sequence[int] | None = None
) -> tuple[Waiting, ...]:
    """Return the actor's own customers of some grades who have waited too long, the longest first in each grade.

    Who is planned to be visited from today on is not among them. One seek in the index a grade. `among` are
    ids to choose from.
    """
    actor = actor_of(work)
    cadence = read_rule(work, VisitCadence, actor.team_id)
    today = today_of(work, actor)
    planned = select(Plan.id).where(
        Plan.customer_id == Customer.id,
        Plan.member_id == actor.id,
        Plan.state == PlanState.PLANNED,
        Plan.visit_on >= today,
    )
    found: list[Waiting] = []
    for grade in grades:
        wanted = (
            select(Customer)
            .where(
                Customer.owner_id == actor.id,
                Customer.grade == grade,
                Customer.touched_at < days_ago(cadence.days(grade), work.now, actor.zone),
                Customer.deleted_at.is_(None),
                ~planned.exists(),
            )
            .order_by(Customer.touched_at)
            .limit(limit - len(found))
        )
        if among is not None:
            wanted = wanted.where(Customer.id.in_(among))
        found += [
            Waiting(one, days_since(one.touched_at, work.now, actor.zone))
            for one in work.session.scalars(wanted)
        ]
        if len(found) >= limit:
            break
    return tuple(found)


def _tasks(work: Work, today: date) -> tuple[TaskShown, ...]:
    """Return what colleagues asked the actor to do by today, or by no day."""
    return tuple(
        one
        for one in open_tasks(work)
        if one.member.id == actor_of(work).id
        and (one.task.due_on is None or one.task.due_on <= today)
    )


def _in_order(visits: Sequence[PlannedVisit], order: Sequence[int]) -> tuple[PlannedVisit, ...]:
    """Put open visits as a place put them; what it did not know keeps its time and comes after."""
    places = {plan_id: number for number, plan_id in enumerate(order)}
    last = len(places)
    done = [one for one in visits if one.plan.state is not PlanState.PLANNED]
    still = [one for one in visits if one.plan.state is PlanState.PLANNED]
    return (*done, *sorted(still, key=lambda one: places.get(one.plan.id, last)))
