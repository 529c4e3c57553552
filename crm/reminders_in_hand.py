"""A line that moves or gives up the reminder that the member has just been told of: 改到后天, "move it to Friday"."""

import re

from sqlalchemy import select

from crm.line_outcomes import Line
from crm.policy import actor_of, reminder_for
from crm.reminder_answers import cancel_reminder, move_reminder
from crm.reminders import ANSWERED, ReminderChanged
from crm.words import read_due
from storage.mail import outbox
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
    for when in (said, f"in {said}", f"{said}后"):  # "snooze 1 hour", 推迟一小时
        read = read_due(when, line.said_at, actor_of(work).zone)
        if read.due is not None and not read.rest:
            return move_reminder(work, reminder_id, read.due)
    return None


def _told_last(work: Work) -> int | None:
    """Return the reminder that the last message to the member is about, if it is about one."""
    his = outbox.c.chat_id == actor_of(work).telegram_id
    told = select(outbox.c.about).where(his, outbox.c.method == "sendMessage")
    about = work.connection.scalar(told.order_by(outbox.c.id.desc()).limit(1))
    if about is None or not about.startswith(NOUN):
        return None
    return int(about.removeprefix(NOUN))
