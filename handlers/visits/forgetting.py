"""A place at which nobody said whom it is at is forgotten after a quarter of an hour."""

from datetime import timedelta

from crm.duty import AT_ONCE, Duty
from storage.conversations import forget_left_at, is_left_at
from storage.work import Work

KEPT_FOR = timedelta(minutes=15)
NAME = "check_in"  # of the conversation, and of its step
WHERE = "where"


def forgetting() -> Duty:
    """Return the duty that forgets such places."""
    return Duty("places", 60, _is_due, _forget)


def _is_due(work: Work) -> bool:
    return is_left_at(work.connection, NAME, WHERE, work.now - KEPT_FOR)


def _forget(work: Work) -> int:
    return forget_left_at(work.connection, NAME, WHERE, work.now - KEPT_FOR, AT_ONCE)
