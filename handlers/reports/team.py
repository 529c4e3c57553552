"""The team's week and month, sent to who leads it on the first working day after."""

from datetime import date, timedelta
from functools import partial

from crm.digests import end_of
from crm.team_report import read_team_period
from handlers.kit.pushes import push
from handlers.reports.team_texts import team_period
from storage.plans import Digest
from storage.tables import Member
from storage.work import Work


def tell_week(work: Work, leader: Member, first: date) -> int | None:
    """Send the team's week to who leads it, and return its row in the outbox."""
    return _tell(work, leader, first, Digest.WEEKLY)


def tell_month(work: Work, leader: Member, first: date) -> int | None:
    """Send the team's month to who leads it, and return its row in the outbox."""
    return _tell(work, leader, first, Digest.MONTHLY)


def _tell(work: Work, leader: Member, first: date, digest: Digest) -> int | None:
    last = end_of(digest, first) - timedelta(days=1)
    period = read_team_period(work, leader, first, last)
    if not period.reps:
        return None
    key = f"{digest}:{leader.id}:{first.isoformat()}"
    return push(work, leader, partial(team_period, period, digest), key)
