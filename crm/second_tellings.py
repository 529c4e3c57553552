"""What is left unanswered is told once more: to the rep after a while, and where the customer matters to his manager.

When is set as a reminder rings. A rep is never told a third time: then it stands on his list. `crm/escalation.py`
tells managers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, select, update

from crm.absence import Absence, absences_of
from crm.calendars import calendars_of, rests_until
from crm.due_reminders import DueReminder, people_and_touches
from crm.duty import AT_ONCE, Duty
from crm.rules import Rule, read_rule, setting, whole, words
from crm.working_days import WorkingDays
from storage.rings import Ring, RingState
from storage.schema import METADATA
from storage.tables import Customer, Member, Reminder, ReminderState
from storage.work import Push, Work, as_text

RINGS = METADATA.tables[Ring.__tablename__]
BUNDLED_FROM = 4  # reminders that come together go as one message
BUNDLE_LIMIT = 12  # in one message; each is a line and a button
STILL_OPEN = (ReminderState.DUE, ReminderState.SENT, ReminderState.UNDELIVERABLE)


@dataclass(frozen=True, slots=True)
class Escalation(Rule):
    """After how many hours a manager hears of what an owner left unanswered, and for which grades; 0 is never."""

    name: ClassVar = "escalation"

    hours: int = setting(24, whole(0, 1000))
    grades: tuple[str, ...] = setting(("A",), words(3, 1))

    def concerns(self, customer: Customer | None, member: Member) -> bool:
        """Say whether a reminder of a member about a customer is escalated."""
        if customer is None or not self.hours or customer.owner_id != member.id:
            return False
        return (customer.grade or "").upper() in {grade.upper() for grade in self.grades}


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A ring that nobody answered."""

    ring: Ring
    due: DueReminder


Show = Callable[[Sequence[DueReminder], datetime], Mapping[str, Any]]


def tellings_at(
    due: DueReminder, rule: Escalation | None, now: datetime
) -> dict[str, datetime | None]:
    """Return the columns of a ring that say when it is told once more."""
    nudge = timedelta(minutes=due.member.nudge_minutes)
    owner = due.owner or due.member
    is_escalated = rule is not None and rule.concerns(due.customer, owner)
    hours = timedelta(hours=rule.hours if rule else 0)
    return {
        "nudge_at": now + nudge if nudge else None,
        "escalate_at": now + hours if is_escalated else None,
    }


def rules_for(work: Work, due: Sequence[DueReminder]) -> dict[int, Escalation]:
    """Return the rules of the teams to which graded customers of some reminders belong, by team."""
    teams = {one.member.team_id for one in due if one.customer and one.customer.grade}
    return {team_id: read_rule(work, Escalation, team_id) for team_id in teams}


def nudging(show: Show) -> Duty:
    """Return the duty that tells a rep once more: `show` returns the parameters of the message."""
    return Duty("nudges", 15, partial(is_any, column="nudge_at"), partial(_nudge, show=show))


def is_any(work: Work, column: str) -> bool:
    """Say whether the time in a column of any ring has come."""
    at = RINGS.c[column]
    return work.connection.scalar(select(RINGS.c.id).where(at <= work.now).limit(1)) is not None


def _nudge(work: Work, show: Show) -> int:
    """Tell reps of what they left unanswered; what was answered, or is not delivered yet, is left or put off."""
    rings = rings_at_hand(work, RINGS.c.nudge_at)
    open_ones = {one.ring.id: one for one in still_unanswered(work, rings)}
    calendars = calendars_of(work, {one.due.member.team_id for one in open_ones.values()})
    absences = absences_of(work, {one.due.member.id: one.due.member for one in open_ones.values()})
    told: defaultdict[int, list[Unanswered]] = defaultdict(list)
    for ring in rings:
        one = open_ones.get(ring.id)
        until = None if one is None else _put_off(work, one, calendars, absences)
        set_rings(work, [ring.id], nudge_at=until)
        if one is not None and until is None and ring.state is RingState.SENT:
            told[one.due.member.id].append(one)
    groups = [group for all_ in told.values() for group in together(all_)]
    work.push_all([_nudge_of(group, show, work.now) for group in groups])
    set_rings(work, [one.ring.id for group in groups for one in group], nudged_at=work.now)
    return len(rings)


def together(unanswered: Sequence[Unanswered]) -> Iterator[Sequence[Unanswered]]:
    """Yield what is told to one member in one message each: more than three come together."""
    size = 1 if len(unanswered) < BUNDLED_FROM else BUNDLE_LIMIT
    return (unanswered[first : first + size] for first in range(0, len(unanswered), size))


def _nudge_of(group: Sequence[Unanswered], show: Show, now: datetime) -> Push:
    first = group[0]
    noun = "reminder" if len(group) == 1 else "reminders"
    return Push(
        first.due.member.telegram_id,
        "sendMessage",
        as_text(show([one.due for one in group], now)),
        f"nudge:{first.ring.reminder_id}:{first.ring.occurrence}",
        f"{noun}:{first.ring.reminder_id}",
    )


def _put_off(
    work: Work,
    one: Unanswered,
    calendars: Mapping[int, WorkingDays],
    absences: Mapping[int, Absence],
) -> datetime | None:
    """Return until when a second telling waits: for the member's pause after delivery, for his leave and his rest."""
    ring, member = one.ring, one.due.member
    if ring.state is RingState.DUE:
        return work.now + timedelta(minutes=max(member.nudge_minutes, 1))
    if ring.sent_at is not None:
        earliest = ring.sent_at + timedelta(minutes=member.nudge_minutes)
        if earliest > work.now:
            return earliest
    absence = absences.get(member.id)
    if absence is not None and not absence.was_set_since(one.due.reminder):
        return absence.back_at
    return rests_until(member, work.now, calendars.get(member.team_id))


def rings_at_hand(work: Work, at: ColumnElement[datetime]) -> Sequence[Ring]:
    """Return the rings whose time in a column has come, the oldest first, and hold them."""
    due = select(Ring).where(at <= work.now).order_by(at, Ring.id).limit(AT_ONCE)
    return work.session.scalars(due.with_for_update(skip_locked=True)).all()


def still_unanswered(work: Work, rings: Sequence[Ring]) -> list[Unanswered]:
    """Return those of some rings that nobody has answered, with what is told of them."""
    rows = work.session.execute(
        select(Ring, Reminder, Member, Customer)
        .join(Reminder, Reminder.id == Ring.reminder_id)
        .join(Member, Member.id == Ring.member_id)
        .outerjoin(Customer, Customer.id == Reminder.customer_id)
        .where(
            Ring.id.in_([ring.id for ring in rings]),
            Ring.answer.is_(None),
            Ring.occurrence == Reminder.occurrence,
            Reminder.state.in_(STILL_OPEN),
            Member.deactivated_at.is_(None),
        )
    ).all()
    contacts, touches = people_and_touches(work, sorted({c.id for *_, c in rows if c}))
    return [
        Unanswered(
            ring,
            DueReminder(
                reminder,
                member,
                customer,
                contacts.get(customer.id) if customer else None,
                touches.get(customer.id) if customer else None,
                is_late=False,
            ),
        )
        for ring, reminder, member, customer in rows
    ]


def set_rings(work: Work, ring_ids: Sequence[int], **values: Any) -> None:
    """Set columns of rings."""
    if ring_ids:
        work.connection.execute(update(RINGS).where(RINGS.c.id.in_(ring_ids)).values(values))
