"""Whether reminders move: the sweep's pulse, how long the oldest waits, and the alarm when that is too long."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select, text, update

from crm.duty import Duty
from storage.mail import OutboxState, outbox
from storage.rings import Pulse, Ring, RingState
from storage.schema import METADATA
from storage.tables import Member, Reminder, ReminderState, Role
from storage.work import Work

TICK, ALARM = (
    "tick",
    "alarm",
)  # pulses: the program runs; the administrators know of the present lag
TICK_SECONDS = 10
LATE_TICK = timedelta(seconds=60)
LONGEST_LAG = timedelta(minutes=1)
UNDER_WAY = (OutboxState.WAITING, OutboxState.TAKEN)
OPEN = text("outbox.state IN ('waiting', 'taken')")  # in so many words, for the index of open rows
REMINDERS, RINGS = METADATA.tables[Reminder.__tablename__], METADATA.tables[Ring.__tablename__]


@dataclass(frozen=True, slots=True)
class Health:
    """How reminders move.

    `lag` is how long the longest overdue reminder has waited to be moved into the outbox, `oldest_unsent` how
    long a push has waited there for Telegram, `failed_today` how many pushes failed within a day.
    """

    now: datetime
    last_tick: datetime | None
    lag: timedelta
    oldest_unsent: timedelta
    failed_today: int

    @property
    def is_lagging(self) -> bool:
        """Whether something has waited for longer than a minute."""
        return max(self.lag, self.oldest_unsent) > LONGEST_LAG

    @property
    def is_running(self) -> bool:
        """Whether the program gave a sign of life within a minute."""
        return self.last_tick is not None and self.now - self.last_tick <= LATE_TICK


Tell = Callable[[Work, Member, Health], None]


def read_health(work: Work) -> Health:
    """Read whether reminders move."""
    lag, unsent = _waits(work)
    failed = outbox.c.key.is_not(None) & (outbox.c.state == OutboxState.FAILED)
    today = outbox.c.created_at > work.now - timedelta(days=1)
    return Health(
        now=work.now,
        last_tick=_pulse(work, TICK),
        lag=lag,
        oldest_unsent=unsent,
        failed_today=work.connection.scalar(select(func.count()).where(failed, today)) or 0,
    )


def _waits(work: Work) -> tuple[timedelta, timedelta]:
    """Return how long the longest overdue reminder has waited, and the oldest push in the outbox."""
    overdue = (Reminder.state == ReminderState.PLANNED) & (Reminder.due_at <= work.now)
    first = work.session.scalar(select(func.min(Reminder.due_at)).where(overdue))
    unsent = work.connection.scalar(
        select(func.min(outbox.c.created_at)).where(OPEN, outbox.c.key.is_not(None))
    )
    none = timedelta(0)
    return (work.now - first if first else none, work.now - unsent if unsent else none)


def ticking() -> Duty:
    """Return the duty that gives a sign of life, and puts right what an undo left behind."""
    return Duty("tick", TICK_SECONDS, _is_tick_due, _tick)


def alarming(tell: Tell) -> Duty:
    """Return the duty that has administrators told when reminders lag: once, until they do not any more."""
    return Duty("alarm", TICK_SECONDS, _is_alarm_due, partial(_alarm, tell=tell))


def reconcile(work: Work) -> int:
    """Settle reminders that are on their way though their message has arrived, and return how many there were.

    An act that is undone puts a reminder back as it was before; its message may have been delivered meanwhile.
    """
    settled = 0
    for ring_state, state in (
        (RingState.SENT, ReminderState.SENT),
        (RingState.UNDELIVERABLE, ReminderState.UNDELIVERABLE),
    ):
        told = select(RINGS.c.reminder_id).where(
            RINGS.c.reminder_id == REMINDERS.c.id,
            RINGS.c.occurrence == REMINDERS.c.occurrence,
            RINGS.c.state == ring_state,
        )
        stale = (REMINDERS.c.state == ReminderState.DUE) & told.exists()
        settled += work.connection.execute(
            update(REMINDERS).where(stale).values(state=state)
        ).rowcount
    return settled


def _is_tick_due(work: Work) -> bool:
    last = _pulse(work, TICK)
    return last is None or abs(work.now - last) >= timedelta(seconds=TICK_SECONDS)


def _tick(work: Work) -> int:
    _beat(work, TICK)
    return min(reconcile(work), 1)


def _is_alarm_due(work: Work) -> bool:
    return (max(_waits(work)) > LONGEST_LAG) is (_pulse(work, ALARM) is None)


def _alarm(work: Work, tell: Tell) -> int:
    health = read_health(work)
    if not health.is_lagging:
        known = work.session.scalars(select(Pulse).where(Pulse.name == ALARM)).one_or_none()
        if known is not None:
            work.session.delete(known)
    elif _pulse(work, ALARM) is None:
        _beat(work, ALARM)
        there = Member.deactivated_at.is_(None) & Member.unreachable_at.is_(None)
        leads = select(Member).where(there, Member.role == Role.ADMIN)
        for member in work.session.scalars(leads.order_by(Member.id)):
            tell(work, member, health)
    return 1


def _pulse(work: Work, name: str) -> datetime | None:
    return work.session.scalar(select(Pulse.at).where(Pulse.name == name))


def _beat(work: Work, name: str) -> None:
    """Note a pulse; another worker may have done so first."""
    pulse = work.session.scalar(select(Pulse).where(Pulse.name == name))
    if pulse is not None:
        pulse.at = work.now
    else:
        work.session.add(Pulse(name=name, at=work.now))
