"""The proof that no reminder was lost: what came due, and what Telegram says became of each.

What was due is told by the reminders and their rings, what was delivered by the outbox, which Telegram's answers
settle. The two are written by different parts of the program; they must add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, true

from crm.health import UNDER_WAY, Health, read_health
from crm.policy import actor_of
from storage.mail import OutboxState, outbox
from storage.rings import Answer, Ring, RingState
from storage.tables import Reminder, ReminderState, Role
from storage.work import Work

DAYS = 30  # that a proof goes back


@dataclass(frozen=True, slots=True)
class Pushes:
    """Keyed pushes of one kind ("morning"): how many were delivered, failed, and are on their way."""

    kind: str
    sent: int
    failed: int
    under_way: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What came due since an instant, and what became of it.

    `came_due` counts rings and what is due and has not rung yet; `delivered`, `under_way` and `undeliverable`
    (by reason) are the outbox's word for them. `answers` are what reps did about what was delivered; `strays`
    name what does not fit, and there must be none.
    """

    since: datetime
    came_due: int
    not_yet: int
    delivered: int
    under_way: int
    undeliverable: dict[str, int]
    answers: dict[Answer, int]
    repeats: int
    planned: int
    others: tuple[Pushes, ...]
    strays: tuple[str, ...]
    health: Health

    @property
    def accounted(self) -> int:
        """How many of those that came due are accounted for."""
        return self.delivered + self.under_way + self.not_yet + sum(self.undeliverable.values())

    @property
    def balances(self) -> bool:
        """Whether all that came due is accounted for, and nothing else is."""
        return self.came_due == self.accounted and not self.strays

    @property
    def unanswered(self) -> int:
        """How many were delivered and not answered."""
        return self.delivered - sum(self.answers.values())


@dataclass(slots=True)
class _Whose:
    """The conditions that narrow a proof to one member."""

    rings: ColumnElement[bool] = field(default_factory=true)
    reminders: ColumnElement[bool] = field(default_factory=true)
    outbox: ColumnElement[bool] = field(default_factory=true)


def own_proof(work: Work) -> Proof:
    """Return the proof for the actor's own reminders; for all of them where he is an administrator."""
    actor = actor_of(work)
    if actor.role is Role.ADMIN:
        return prove(work)
    return _prove(
        work,
        _Whose(
            Ring.member_id == actor.id,
            Reminder.member_id == actor.id,
            outbox.c.chat_id == actor.telegram_id,
        ),
    )


def prove(work: Work) -> Proof:
    """Return the proof for everybody's reminders."""
    return _prove(work, _Whose())


def _prove(work: Work, whose: _Whose) -> Proof:
    since = work.now - timedelta(days=DAYS)
    rang = whose.rings & (Ring.rang_at > since)
    overdue = Reminder.due_at <= work.now
    not_yet = _count(work, Reminder.id, whose.reminders, _planned(), overdue)
    return Proof(
        since=since,
        came_due=_count(work, Ring.id, rang) + not_yet,
        not_yet=not_yet,
        delivered=_rang_with(work, rang, outbox.c.state == OutboxState.SENT),
        under_way=_rang_with(work, rang, outbox.c.state.in_(UNDER_WAY)),
        undeliverable=_reasons(work, rang),
        answers=_answers(work, rang),
        repeats=_rang_with(work, rang, outbox.c.maybe_repeat),
        planned=_count(work, Reminder.id, whose.reminders, _planned(), ~overdue),
        others=_others(work, whose, since),
        strays=tuple(_strays(work, whose, since)),
        health=read_health(work),
    )


def _planned() -> ColumnElement[bool]:
    return Reminder.state == ReminderState.PLANNED


def _count(work: Work, what: ColumnElement[int] | object, *where: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count(what)).where(and_(*where))) or 0  # type: ignore[arg-type]


def _rang_with(work: Work, rang: ColumnElement[bool], message: ColumnElement[bool]) -> int:
    """Count rings whose message, as the outbox has it, fulfils a condition."""
    told = select(func.count(Ring.id)).join(outbox, outbox.c.id == Ring.outbox_id)
    return work.session.scalar(told.where(rang, message)) or 0


def _reasons(work: Work, rang: ColumnElement[bool]) -> dict[str, int]:
    """Count what could not be delivered, by its reason: the outbox's, or the ring's where there was no message."""
    failed = (outbox.c.state == OutboxState.FAILED) | (
        Ring.outbox_id.is_(None) & (Ring.state == RingState.UNDELIVERABLE)
    )
    why = func.coalesce(outbox.c.error, Ring.reason, literal("?"))
    counted = (
        select(why, func.count(Ring.id))
        .outerjoin(outbox, outbox.c.id == Ring.outbox_id)
        .where(rang, failed)
        .group_by(why)
    )
    return {str(row[0]): int(row[1]) for row in work.session.execute(counted)}


def _answers(work: Work, rang: ColumnElement[bool]) -> dict[Answer, int]:
    counted = (
        select(Ring.answer, func.count(Ring.id))
        .join(outbox, outbox.c.id == Ring.outbox_id)
        .where(rang, outbox.c.state == OutboxState.SENT, Ring.answer.is_not(None))
        .group_by(Ring.answer)
    )
    return {answer: n for answer, n in work.session.execute(counted) if answer}


def _others(work: Work, whose: _Whose, since: datetime) -> tuple[Pushes, ...]:
    """Count the other pushes that go out once, by the word that their key begins with."""
    kind = func.substr(outbox.c.key, 1, func.instr(outbox.c.key, ":") - 1)
    if work.connection.dialect.name == "postgresql":
        kind = func.split_part(outbox.c.key, ":", 1)
    keyed = outbox.c.key.like("%:%") & (outbox.c.created_at > since) & whose.outbox
    counted = (
        select(
            kind,
            _sum(outbox.c.state == OutboxState.SENT),
            _sum(outbox.c.state == OutboxState.FAILED),
            _sum(outbox.c.state.in_(UNDER_WAY)),
        )
        .where(keyed, ~outbox.c.key.like("reminder:%"))
        .group_by(kind)
        .order_by(kind)
    )
    return tuple(Pushes(*row) for row in work.connection.execute(counted))


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _strays(work: Work, whose: _Whose, since: datetime) -> Sequence[str]:
    """Name what contradicts itself: a ring and its message, a reminder and its ring."""
    disagrees = or_(
        (Ring.state == RingState.SENT) & (outbox.c.state != OutboxState.SENT),
        (Ring.state == RingState.UNDELIVERABLE) & (outbox.c.state != OutboxState.FAILED),
        (Ring.state == RingState.DUE) & ~outbox.c.state.in_(UNDER_WAY),
        outbox.c.id.is_(None) & (Ring.state != RingState.UNDELIVERABLE),
    )
    rings = (
        select(Ring.reminder_id)
        .outerjoin(outbox, outbox.c.id == Ring.outbox_id)
        .where(whose.rings, Ring.rang_at > since, disagrees)
    )
    this = (Ring.reminder_id == Reminder.id) & (Ring.occurrence == Reminder.occurrence)
    without = select(Reminder.id).where(
        whose.reminders,
        Reminder.state.in_((ReminderState.DUE, ReminderState.SENT)),
        Reminder.due_at > since,
        ~select(Ring.id).where(this).exists(),
    )
    found = [f"ring of reminder {one}" for one in work.session.scalars(rings)]
    return found + [f"reminder {one} without a ring" for one in work.session.scalars(without)]
