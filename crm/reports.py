"""The daily report: drafted from what was logged, changed by a message, sent to the managers with one tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, func, select

from crm.errors import Empty, TextTooLong
from crm.instants import instant_of
from crm.money import Money
from crm.plans import PlannedVisit, plans_between
from crm.policy import actor_of
from crm.stages import WON
from storage.plans import PlanState
from storage.reports import Report
from storage.tables import (
    Customer,
    Interaction,
    Member,
    Opportunity,
    Reminder,
    ReminderState,
    Role,
)
from storage.visits import CheckIn
from storage.work import Work

TEXT_LIMIT = 3500
LOOK_BACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Touched:
    """An interaction of the day, where it was, and its check-in."""

    interaction: Interaction
    customer: Customer
    check_in: CheckIn | None


@dataclass(frozen=True, slots=True)
class DayDone:
    """What a member's day came to: what he did, what he did not, what was sold, and what comes next."""

    day: date
    member: Member
    touches: tuple[Touched, ...]
    missed: tuple[PlannedVisit, ...]
    next_visits: tuple[PlannedVisit, ...]
    reminders_done: int
    opened: tuple[Opportunity, ...]
    won: tuple[Money, ...]

    def __bool__(self) -> bool:
        """Say whether there is anything to report."""
        return bool(self.touches or self.missed or self.opened or self.won or self.reminders_done)


@dataclass(frozen=True, slots=True)
class ReportSent:
    """A report that was sent, to whom, and the interactions that its day had; `again` where it had been."""

    report: Report
    member: Member
    managers: tuple[Member, ...]
    touches: tuple[Touched, ...]
    again: bool = False


def read_day_done(work: Work, member: Member, day: date) -> DayDone:
    """Read what a member's day came to, in a handful of indexed queries."""
    begin, end = (instant_of(one, time(0), member.zone) for one in (day, day + timedelta(days=1)))
    plans = plans_between(work, member.id, day, day)
    after = plans_between(work, member.id, day + timedelta(days=1), day + timedelta(days=3))
    first = min((one.plan.visit_on for one in after), default=None)
    mine = (Opportunity.owner_id == member.id) & Opportunity.deleted_at.is_(None)
    opened = mine & (Opportunity.created_at >= begin) & (Opportunity.created_at < end)
    done = select(func.count()).where(
        Reminder.member_id == member.id,
        Reminder.state == ReminderState.DONE,
        Reminder.answered_at >= begin,
        Reminder.answered_at < end,
    )
    return DayDone(
        day=day,
        member=member,
        touches=touches_of(work, member.id, day),
        missed=tuple(one for one in plans if one.plan.state is not PlanState.VISITED),
        next_visits=tuple(one for one in after if one.plan.visit_on == first),
        reminders_done=work.session.scalar(done) or 0,
        opened=tuple(work.session.scalars(select(Opportunity).where(opened))),
        won=won_between(work, mine, day, day),
    )


def won_between(
    work: Work, whose: ColumnElement[bool], first: date, last: date
) -> tuple[Money, ...]:
    """Return the sums won from one day to another, both included, one a currency."""
    won = whose & (Opportunity.stage == WON) & Opportunity.closed_on.between(first, last)
    sums = (
        select(Opportunity.currency, func.sum(Opportunity.amount_minor))
        .where(won, Opportunity.amount_minor.is_not(None))
        .group_by(Opportunity.currency)
    )
    return tuple(
        Money(int(total or 0), currency)
        for currency, total in work.session.execute(sums)
        if currency
    )


def touches_of(work: Work, member_id: int, day: date) -> tuple[Touched, ...]:
    """Return a member's interactions of a day, in their order."""
    wanted = (
        select(Interaction, Customer, CheckIn)
        .join(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(CheckIn, CheckIn.interaction_id == Interaction.id)
        .where(
            Interaction.member_id == member_id,
            Interaction.happened_on == day,
            Interaction.deleted_at.is_(None),
        )
        .order_by(Interaction.id)
    )
    return tuple(Touched(*row) for row in work.session.execute(wanted))


def report_of(work: Work, day: date) -> Report | None:
    """Return the actor's report of a day, where he wrote or sent one."""
    wanted = select(Report).where(Report.member_id == actor_of(work).id, Report.day_on == day)
    return work.session.scalar(wanted)


def send_report(work: Work, day: date, text: str) -> ReportSent:
    """Send the actor's report of a day to those who lead him; Empty, TextTooLong over 3,500 characters.

    One that was sent stays as it is.
    """
    actor = actor_of(work)
    kept = text.strip()
    if not kept:
        raise Empty("report")
    if len(kept) > TEXT_LIMIT:
        raise TextTooLong("report", TEXT_LIMIT)
    report, managers = report_of(work, day), managers_of(work, actor)
    touches = touches_of(work, actor.id, day)
    if report is not None and report.sent_at is not None:
        return ReportSent(report, actor, managers, touches, again=True)
    values = {"text": kept, "sent_at": work.now}
    if report is None:
        report = work.add(Report(member_id=actor.id, day_on=day, created_at=work.now, **values))
    else:
        work.change(report, **values)
    work.close_entry("send_report")
    return ReportSent(report, actor, managers, touches)


def managers_of(work: Work, member: Member) -> tuple[Member, ...]:
    """Return who leads a member: the managers of his team, else its administrators, else all of them."""
    there = Member.deactivated_at.is_(None) & (Member.id != member.id)
    in_team = Member.team_id == member.team_id
    for who in (
        in_team & (Member.role == Role.MANAGER),
        in_team & (Member.role == Role.ADMIN),
        Member.role == Role.ADMIN,
    ):
        found = work.session.scalars(select(Member).where(there, who).order_by(Member.id)).all()
        if found:
            return tuple(found)
    return ()


def sent_lately(work: Work, limit: int) -> Sequence[ReportSent]:
    """Return the reports sent within the last days, for those who were not to be disturbed then."""
    wanted = (
        select(Report, Member)
        .join(Member, Member.id == Report.member_id)
        .where(Report.sent_at >= work.now - LOOK_BACK)
        .order_by(Report.id)
        .limit(limit)
    )
    return [
        ReportSent(
            report, member, managers_of(work, member), touches_of(work, member.id, report.day_on)
        )
        for report, member in work.session.execute(wanted)
    ]
