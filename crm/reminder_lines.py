"""A line about the reminders that are there: shown, or one of them given up by what it says."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select

from crm.instants import day_of
from crm.line_outcomes import Line
from crm.policy import actor_of
from crm.reminder_answers import cancel_reminder
from crm.reminder_list import ReminderPage, list_reminders, own_reminders
from crm.reminders import ReminderChanged
from crm.words import read_due
from storage.tables import Customer, Reminder
from storage.work import Work

LISTS = re.compile(
    r"(?:(?:please )?(?:show|list|see|view|what are|check)(?: me)?(?: all(?: of)?)? )?(?:my |all |the )*(?:open )?reminders"
    r"|(?:what|which) reminders (?:do|have) i (?:have|got|set)"
    r"|(?:看看?|查看?|显示|列出)(?:一下)?(?:我的?)?(?:所有|全部)?的?提醒(?:列表|清单)?"
    r"|我的?(?:所有|全部)?的?提醒(?:列表|清单)?|提醒(?:列表|清单)|(?:我(?:还|都)?)?有(?:哪些|什么|多少)提醒",
    re.IGNORECASE,
)
GIVES_UP = re.compile(
    r"(?:please )?(?:cancel|delete|remove|drop|stop|scrap|kill)(?: my| the| that)? reminders?"
    r"(?: about| for| to| of| on| that says)? (?P<about>.+)"
    r"|(?:please )?(?:cancel|delete|remove|drop|stop|scrap|kill)(?: my| the| that)? (?P<named>.+?) reminders?"
    r"|(?:把)?(?:取消|删除|删掉|去掉)(?:一下)?(?P<zh>.+?)的?提醒|(?:取消|删除|删掉|去掉)提醒(?:我)?[:：\s]*(?P<what>.+)"
    r"|把?(?P<then>.+?)的?提醒(?:删除?|取消|去|撤)(?:了|掉|吧)*"
    r"|(?:不用|别|不要)再?提醒我?(?P<not>.+?)了",
    re.IGNORECASE,
)
MARKS = " .。!！?？"
ENDING = re.compile(r"(?:ing|ed|s)$")
MOST = 500  # open reminders of one member that are looked through
SHORT = 4  # letters of a word that keeps its ending


def take_reminders(work: Work, line: Line) -> ReminderPage | ReminderChanged | None:
    """Do what a line wants of the reminders that are there; none where it is about something else.

    One is given up by what it says where it alone fits; where several do, or none, the list is shown.
    """
    words = line.text.strip().strip(MARKS)
    if LISTS.fullmatch(words):
        return list_reminders(work)
    found = GIVES_UP.fullmatch(words)
    if found is None:
        return None
    said = next(one for one in found.groups() if one)
    fitting = _fitting(work, said.strip(MARKS)) or _due_then(work, said, line)
    if len(fitting) == 1:
        return cancel_reminder(work, fitting[0])
    return list_reminders(work)


def give_up(work: Work, customer_id: int, days: Sequence[date]) -> ReminderChanged | None:
    """Give up the one open reminder of the actor that a customer has on days that are called off: 周五的会取消了.

    None where there is none, or where several may be meant.
    """
    there = _due_on(work, days, Reminder.customer_id == customer_id)
    return cancel_reminder(work, there[0]) if len(there) == 1 else None


def _fitting(work: Work, said: str) -> list[int]:
    """Return the actor's open reminders in whose words, or in whose customer's name, all that was said is found."""
    wanted = [_stem(word) for word in said.casefold().split()]
    rows = work.session.execute(
        select(Reminder.id, Reminder.text, Customer.name)
        .outerjoin(Customer, Customer.id == Reminder.customer_id)
        .where(own_reminders(work))
        .order_by(Reminder.due_at)
        .limit(MOST)
    )
    return [
        reminder_id
        for reminder_id, text, customer in rows
        if all(word in f"{text} {customer or ''}".casefold() for word in wanted)
    ]


def _due_then(work: Work, said: str, line: Line) -> list[int]:
    """Return those that are due on the day that was said: “scrap the reminder for Friday”."""
    read = read_due(said, line.said_at, actor_of(work).zone)
    if read.due is None or read.rest:
        return []
    return _due_on(work, [read.due.day])


def _due_on(work: Work, days: Sequence[date], *where: ColumnElement[bool]) -> list[int]:
    """Return the actor's open reminders that are due on these days."""
    rows = work.session.execute(
        select(Reminder.id, Reminder.due_at, Reminder.zone)
        .where(own_reminders(work), *where)
        .order_by(Reminder.due_at)
        .limit(MOST)
    )
    return [one for one, due_at, zone in rows if day_of(due_at, zone) in days]


def _stem(word: str) -> str:
    return ENDING.sub("", word) if len(word) > SHORT else word
