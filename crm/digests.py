"""What comes by itself at its hour: the morning, the evening, and the reports of weeks and months.

Each goes out once a day or period, on working days, neither in the member's quiet hours nor while he is away,
and not where he switched it off. Where there is nothing to tell, that is noted, and nothing goes out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select

from crm.absence import absences_of
from crm.calendars import calendars_of, rests_until
from crm.duty import AT_ONCE, Duty
from crm.instants import day_of, local
from crm.policy import present_actor
from crm.working_days import WorkingDays
from storage.plans import Digest, DigestDone, DigestOff
from storage.tables import Member, Role
from storage.work import Work

MORNING_LASTS = timedelta(hours=3)
EVENING_LASTS = timedelta(hours=4)
ONE_DAY = timedelta(days=1)
KEPT_FOR = timedelta(
    days=100
)  # the first day of a month's report is up to 62 days ago when it goes out
LEADERS = (Role.MANAGER, Role.ADMIN)
OF_LEADERS = (Digest.WEEKLY, Digest.MONTHLY)

Tell = Callable[[Work, Member, date], int | None]


@dataclass(frozen=True, slots=True)
class DigestSetting:
    """A digest and whether a member gets it."""

    digest: Digest
    is_on: bool


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """The digests that a member may get, and which he does; `undo` takes the last change back."""

    settings: tuple[DigestSetting, ...]
    undo: int | None = None


def digesting(digest: Digest, tell: Tell) -> Duty:
    """Return the duty that sends a digest: `tell` writes it and returns its row of the outbox, or none."""

    def is_due(work: Work) -> bool:
        return next(_due(work, digest), None) is not None

    def send(work: Work) -> int:
        looked_at = 0
        for member, day in _due(work, digest):
            work.actor = member
            outbox_id = tell(work, member, day)
            work.actor = None
            done = {"member_id": member.id, "digest": digest, "day_on": day}
            work.connection.execute(insert(DigestDone).values(**done, outbox_id=outbox_id))
            looked_at += 1
            if looked_at == AT_ONCE:
                break
        return looked_at

    return Duty(f"digest {digest}", 30, is_due, send)


def forgetting_digests() -> Duty:
    """Return the duty that forgets which digests were dealt with long ago."""
    old = select(DigestDone.id)

    def is_due(work: Work) -> bool:
        return work.session.scalar(old.where(_is_old(work)).limit(1)) is not None

    def forget(work: Work) -> int:
        some = old.where(_is_old(work)).order_by(DigestDone.id).limit(AT_ONCE)
        gone = delete(DigestDone).where(DigestDone.id.in_(some))
        return work.connection.execute(gone).rowcount

    return Duty("old digests", 3600, is_due, forget)


def read_digests(work: Work) -> DigestSettings:
    """Read which digests the actor gets."""
    actor = present_actor(work)
    off = set(
        work.session.scalars(select(DigestOff.digest).where(DigestOff.member_id == actor.id))
    )
    offered = [one for one in Digest if one not in OF_LEADERS or actor.role in LEADERS]
    return DigestSettings(tuple(DigestSetting(one, one not in off) for one in offered))


def switch_digest(work: Work, digest: Digest) -> DigestSettings:
    """Switch a digest of the actor off, or on again."""
    actor = present_actor(work)
    here = (DigestOff.member_id == actor.id) & (DigestOff.digest == digest)
    row = work.session.scalar(select(DigestOff).where(here))
    if row is not None:
        work.remove(row)
    else:
        work.add(DigestOff(member_id=actor.id, digest=digest))
    undo = work.close_entry("switch_digest")
    return DigestSettings(read_digests(work).settings, undo)


def wants(work: Work, member_id: int, digest: Digest) -> bool:
    """Say whether a member gets a digest."""
    here = (DigestOff.member_id == member_id) & (DigestOff.digest == digest)
    return work.session.scalar(select(DigestOff.id).where(here)) is None


def _due(work: Work, digest: Digest) -> Iterator[tuple[Member, date]]:
    """Yield the members to whom a digest goes now, each with the day (of a period, the first) it is about."""
    there = Member.deactivated_at.is_(None) & Member.unreachable_at.is_(None)
    if digest in OF_LEADERS:
        there &= Member.role.in_(LEADERS)
    off = select(DigestOff.id).where(DigestOff.member_id == Member.id, DigestOff.digest == digest)
    members = work.session.scalars(select(Member).where(there, ~off.exists())).all()
    timely = [one for one in members if _is_the_hour(digest, one, work.now)]
    if not timely:
        return
    calendars = calendars_of(work, {one.team_id for one in timely})
    days = {one.id: _day(digest, one, work.now, calendars[one.team_id]) for one in timely}
    done = _done(work, digest, days)
    waiting = [one for one in timely if days[one.id] and (one.id, days[one.id]) not in done]
    away = absences_of(work, {one.id: one for one in waiting}) if waiting else {}
    for one in waiting:
        day = days[one.id]
        if day and one.id not in away and not rests_until(one, work.now, calendars[one.team_id]):
            yield one, day


def _is_the_hour(digest: Digest, member: Member, now: datetime) -> bool:
    wall = local(now, member.zone)
    begin, lasts = member.reminder_time, MORNING_LASTS
    if digest is Digest.EVENING:
        begin, lasts = member.evening_time, EVENING_LASTS
    since = wall.replace(tzinfo=None) - datetime.combine(wall.date(), begin)
    return timedelta(0) <= since < lasts


def _day(digest: Digest, member: Member, now: datetime, calendar: WorkingDays) -> date | None:
    """Return the day that a digest is about now, the first of its period; none on a day that is not worked."""
    today = day_of(now, member.zone)
    if not calendar.is_worked(today):
        return None
    if digest is Digest.WEEKLY:
        begin = today - timedelta(days=today.weekday() + 7)
    elif digest is Digest.MONTHLY:
        begin = (today.replace(day=1) - ONE_DAY).replace(day=1)
    else:
        return today
    return begin if day_of(member.joined_at, member.zone) < end_of(digest, begin) else None


def end_of(digest: Digest, begin: date) -> date:
    """Return the day after the last of a period."""
    if digest is Digest.WEEKLY:
        return begin + timedelta(days=7)
    return (begin.replace(day=28) + timedelta(days=4)).replace(day=1)


def _is_old(work: Work) -> ColumnElement[bool]:
    return DigestDone.day_on < work.now.date() - KEPT_FOR


def _done(work: Work, digest: Digest, days: Mapping[int, date | None]) -> set[tuple[int, date]]:
    asked: Sequence[date] = sorted({day for day in days.values() if day})
    rows = work.connection.execute(
        select(DigestDone.member_id, DigestDone.day_on).where(
            DigestDone.digest == digest,
            DigestDone.member_id.in_(days),
            DigestDone.day_on.in_(asked),
        )
    )
    return {(member_id, day) for member_id, day in rows}
