"""A line that moves or gives up the reminder that the member has just been told of: 改到后天, "move it to Friday"."""

import re
from dataclasses import replace

from sqlalchemy import select

from crm.instants import local
from crm.line_outcomes import Line
from crm.policy import actor_of, reminder_for
from crm.reminder_answers import cancel_reminder, move_reminder
from crm.reminders import ANSWERED, Due, ReminderChanged
from crm.words import read_due
from storage.mail import outbox
from storage.tables import Reminder, ReminderState
from storage.work import Work

NOUN = "reminder:"
MOVES = re.compile(
    r"^(?:请|帮我)?(?:把?(?:这个|它|提醒|这个提醒))?(?:改到|改成|改为|改期到?|推迟到|延后到|延到|推到|挪到|提前到)"
    r"(?P<zh>.+?)(?:吧|再?提醒我?)?[。.!！]?$"
    r"|^(?:推迟|延后|延迟|晚)(?P<span>\S+?)(?:吧|再?提醒我?)?[。.!！]?$"
    r"|^(?P<again>.+?)再提醒我?(?:一次|一下)?吧?[。.!！]?$"
    r"|^(?:please )?(?:move|put|push|postpone|reschedule|snooze|make)(?: (?:it|this|that|this one))?"
    r"(?: off| back)? ?(?:to|until|till|for|by)? (?P<en>.+?)(?: instead)?[.!]?$"
    r"|^remind me again (?P<once_more>.+?)[.!]?$",
    re.IGNORECASE,
)
GIVES_UP = re.compile(
    r"^(?:不用(?:再)?提醒(?:我)?了?|取消(?:这个|该|此)?提醒|别(?:再)?提醒(?:我)?了"
    r"|cancel (?:this|that|the|it|my)(?: reminder)?|don'?t remind me(?: again)?)[。.!！]?$",
    re.IGNORECASE,
)


def change_in_hand(work: Work, line: Line) -> ReminderChanged | None:
    """Move or give up the reminder of which the member's last message tells, where a line says no more than that.

    None where it says something else, or the last message tells of something else. DueInPast for a time that is over.
    """
    words = line.text.strip()
    moves, gives_up = MOVES.match(words), GIVES_UP.match(words)
    if not (moves or gives_up) or "\n" in words:
        return None
    reminder_id = _told_last(work)
    if reminder_id is None or reminder_for(work, reminder_id).state in ANSWERED:
        return None
    if gives_up:
        return cancel_reminder(work, reminder_id)
    assert moves is not None
    said = next(one for one in moves.groups() if one)
    due = _due(said, reminder_for(work, reminder_id), line, actor_of(work).zone)
    return move_reminder(work, reminder_id, due) if due is not None else None


def _due(said: str, reminder: Reminder, line: Line, zone: str) -> Due | None:
    """Return the time that words name; a length is counted from when it is to ring, or from now once it has rung."""
    read = read_due(said, line.said_at, zone)
    if read.due is not None and not read.rest:
        return read.due
    is_ahead = reminder.state is ReminderState.PLANNED and reminder.due_at > line.said_at
    start = reminder.due_at if is_ahead else line.said_at
    for length in (f"in {said}", f"{said}后"):  # "snooze 1 hour", 推迟一小时
        read = read_due(length, start, zone)
        if read.due is not None and not read.rest:
            keeps_its_hour = is_ahead and reminder.asked_time and read.due.at is None
            at = local(start, zone).time() if keeps_its_hour else read.due.at
            return replace(read.due, at=at)
    return None


def _told_last(work: Work) -> int | None:
    """Return the reminder that the last message to the member is about, if it is about one."""
    his = outbox.c.chat_id == actor_of(work).telegram_id
    told = select(outbox.c.about).where(his, outbox.c.method == "sendMessage")
    about = work.connection.scalar(told.order_by(outbox.c.id.desc()).limit(1))
    if about is None or not about.startswith(NOUN):
        return None
    return int(about.removeprefix(NOUN))
