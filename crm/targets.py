"""What members are to reach: set by those who lead them, for a member and a month, in one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from crm.errors import Empty, NotAllowed
from crm.figures import target_of
from crm.instants import today_of
from crm.policy import actor_of, present_actor, visible_colleagues
from crm.understanding.dates.reading import read_times
from crm.words import read_amount
from storage.search import fold
from storage.tables import Member, Role, Team
from storage.targets import Target
from storage.work import Work

VISITS = re.compile(
    r"(\d{1,4})\s*(?:次)?\s*(?:个)?(?:拜访|visits?\b)|(?:拜访|visits?)\s*(\d{1,4})", re.I
)
MONTH = re.compile(r"(?:(\d{4})[-/年])?(\d{1,2})月|(\d{4})-(\d{2})\b")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
NAMED = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b\.?(?:\s+(20\d\d)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TargetSet:
    """A target as it is now, whose it is, and the entry to undo."""

    target: Target
    member: Member
    undo: int | None


def set_target(work: Work, words: str, said_at: datetime) -> TargetSet:
    """Set a target from words: "李雷 50万 12月 20次拜访", "Li Lei 80k next month".

    Without a month the present one is meant. NotAllowed for a rep; Empty("member") and Empty("amount") where the
    words name none.
    """
    actor = present_actor(work)
    if actor.role is Role.REP:
        raise NotAllowed("set targets")
    member = _member(work, words)
    rest = re.sub(re.escape(member.name), " ", words, flags=re.IGNORECASE)
    visits = VISITS.search(rest)
    rest = VISITS.sub(" ", rest)
    month, rest = _month(rest, said_at, actor.zone)
    currency = work.session.get_one(Team, member.team_id).currency
    amount = read_amount(rest.strip(), currency).amount
    if amount is None:
        raise Empty("amount")
    values = {
        "amount_minor": amount.minor,
        "currency": amount.currency,
        "visits": int(next(filter(None, visits.groups()))) if visits else None,
    }
    target = target_of(work, member.id, month)
    if target is None:
        target = work.add(Target(member_id=member.id, month=month, **values))
    else:
        work.change(target, **values)
    return TargetSet(target, member, work.close_entry("set_target"))


def read_targets(work: Work) -> Sequence[tuple[Member, Target | None]]:
    """Return the members whose figures the actor may see, with what they are to reach this month."""
    actor = actor_of(work)
    first = today_of(work, actor).replace(day=1)
    members = visible_colleagues(work)
    there = select(Target).where(
        Target.member_id.in_([one.id for one in members]), Target.month == first
    )
    found = {one.member_id: one for one in work.session.scalars(there)}
    return [(one, found.get(one.id)) for one in members]


def _member(work: Work, words: str) -> Member:
    said = fold(words)
    named = [one for one in visible_colleagues(work) if fold(one.name) in said]
    if not named:
        raise Empty("member")
    return max(named, key=lambda one: len(one.name))


def _month(words: str, said_at: datetime, zone: str) -> tuple[date, str]:
    """Return the first day of the month that words name, and the words without it."""
    now = said_at.astimezone(ZoneInfo(zone))
    if found := NAMED.search(words):
        number, year = MONTHS.index(found[1].lower()) + 1, found[2]
    elif found := MONTH.search(words):
        number, year = int(found[2] or found[4]), found[1] or found[3]
    if found and 1 <= number <= 12:
        first = date(int(year or now.year + (number < now.month)), number, 1)
        return first, words[: found.start()] + " " + words[found.end() :]
    for moment in read_times(words, now):
        start, end = moment.span
        return moment.day.replace(day=1), words[:start] + " " + words[end:]
    return now.date().replace(day=1), words
