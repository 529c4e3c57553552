"""Reports and comments on their way: those whose reader was not to be disturbed are brought later.

What a reader reads is given, since it is looked for far more often than there is any.
"""

from collections.abc import Callable
from functools import partial

from crm.calendars import calendar_of, rests_until
from crm.comments import CommentMade, comments_lately
from crm.duty import AT_ONCE, Duty
from crm.reports import ReportSent, sent_lately
from handlers.kit.pushes import push
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from storage.outbox import are_written
from storage.tables import Member
from storage.work import Work

ShowReport = Callable[[ReportSent, Say], Screen]
ShowComment = Callable[[CommentMade, Say], Screen]


def delivering(show: ShowReport) -> Duty:
    """Return the duty that brings reports to managers who were not to be disturbed when they were sent."""

    def deliver_late(work: Work) -> int:
        waiting = _undelivered(work)
        for done, manager in waiting:
            deliver(work, done, manager, show)
        return len(waiting)

    return Duty("reports", 30, lambda work: bool(_undelivered(work)), deliver_late)


def delivering_comments(show: ShowComment) -> Duty:
    """Return the duty that brings comments to those who were not to be disturbed when they were made."""

    def deliver_late(work: Work) -> int:
        waiting = _undelivered_comments(work)
        for made in waiting:
            deliver_comment(work, made, show)
        return len(waiting)

    return Duty("comments", 30, lambda work: bool(_undelivered_comments(work)), deliver_late)


def deliver(work: Work, done: ReportSent, manager: Member, show: ShowReport) -> None:
    """Send a report to a manager, once."""
    push(work, manager, partial(show, done), _report_key(done, manager))


def deliver_comment(work: Work, made: CommentMade, show: ShowComment) -> None:
    """Send a comment to whom it is for, once."""
    push(work, made.receiver, partial(show, made), _comment_key(made), made.answers)


def _report_key(done: ReportSent, manager: Member) -> str:
    return f"report:{done.report.id}:{manager.id}"


def _comment_key(made: CommentMade) -> str:
    return f"comment:{made.comment.id}"


def _undelivered(work: Work) -> list[tuple[ReportSent, Member]]:
    waiting = [(done, manager) for done in sent_lately(work, AT_ONCE) for manager in done.managers]
    written = are_written(work, [_report_key(*one) for one in waiting])
    return [
        (done, manager)
        for done, manager in waiting
        if _report_key(done, manager) not in written
        and rests_until(manager, work.now, calendar_of(work, manager)) is None
    ]


def _undelivered_comments(work: Work) -> list[CommentMade]:
    lately = comments_lately(work, AT_ONCE)
    written = are_written(work, [_comment_key(one) for one in lately])
    return [
        one
        for one in lately
        if _comment_key(one) not in written
        and one.receiver.deactivated_at is None
        and rests_until(one.receiver, work.now, calendar_of(work, one.receiver)) is None
    ]
