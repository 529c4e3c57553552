"""A line about the reminders that are there: shown, moved or given up, one by what it says or all of a day."""

import re

from crm.line_outcomes import Line
from crm.policy import actor_of
from crm.reminder_answers import (
    RemindersChanged,
    cancel_reminder,
    cancel_reminders,
    move_reminder,
    move_reminders,
)
from crm.reminder_list import ReminderPage, list_reminders, list_some
from crm.reminder_picks import pick_reminders
from crm.reminders import Due, ReminderChanged
from crm.words import read_due
from storage.work import Work

LISTS = re.compile(
    r"(?:(?:please )?(?:show|list|see|view|what are|check)(?: me)?(?: all(?: of)?)? )?(?:my |all |the )*(?:open )?reminders"
    r"|(?:what|which) reminders (?:do|have) i (?:have|got|set)"
    r"|(?:看看?|查看?|显示|列出)(?:一下)?(?:我的?)?(?:所有|全部)?的?提醒(?:列表|清单)?"
    r"|我的?(?:所有|全部)?的?提醒(?:列表|清单)?|提醒(?:列表|清单)|(?:我(?:还|都)?)?有(?:哪些|什么|多少)提醒",
    re.IGNORECASE,
)
GIVES_UP = re.compile(
    r"(?:please )?(?:cancel|delete|remove|drop|stop|scrap) (?P<which>(?:.+ )?reminders?(?: .+)?)"
    r"|(?:请|帮我)?(?:把)?(?:取消|删除|删掉|去掉)(?:一下|掉)?(?P<zh>.+?的?提醒)(?:吧|了)?"
    r"|(?:请|帮我)?把(?P<ba>.+?的?提醒)(?:都|全都|全|全部)?(?:取消|删除|删|去)(?:掉|了)?(?:吧)?"
    r"|(?:取消|删除|删掉|去掉)提醒(?:我)?[:：\s]*(?P<what>.+)"
    r"|(?:不用|别|不要)再?提醒我?(?P<not>.+?)了",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"(?:please )?(?:move|push|postpone|reschedule|shift|delay|put off|put) (?P<which>(?:.+ )?reminders?(?: .+?)?)"
    r"(?: off| back)? (?:to|until|till|onto) (?P<when>.+)"
    r"|(?:请|帮我)?(?:把|将)?(?P<zh>.+?的?提醒)(?:都|全都|全|全部)?"
    r"(?:改到|改成|改为|改期到?|推迟到|延后到|延期到|延到|推到|挪到|移到|调到|提前到)(?P<when_zh>.+?)(?:吧)?",
    re.IGNORECASE,
)
MOVES_IT = re.compile(
    r"(?:please )?(?:move|push|postpone|reschedule|shift|put)(?: (?:it|this|that|this one))(?: off| back)? (?:to|until|till) (?P<when>.+)"
    r"|(?:把它?|把这个)?(?:改到|改期到?|推迟到|延后到|延到|推到|挪到|移到)(?P<when_zh>.+?)(?:吧)?",
    re.IGNORECASE,
)
NOUN = re.compile(r"\breminders?\b|的?提醒$", re.IGNORECASE)
ONE = re.compile(r"\breminder\b", re.IGNORECASE)
MARKS = " .。!！?？"


def take_reminders(
    work: Work, line: Line
) -> ReminderPage | ReminderChanged | RemindersChanged | None:
    """Do what a line wants of the reminders that are there; none where it is about something else.

    "Move it" of which nothing was told (`crm/reminders_in_hand.py`) lists them all.
    Where words fit several and it is not said that all are meant, those are listed; where they fit none, all are.
    """
    words = line.text.strip().strip(MARKS)
    if "\n" in words:
        return None
    if LISTS.fullmatch(words):
        return list_reminders(work)
    gives_up = GIVES_UP.fullmatch(words)
    if gives_up is not None:
        return _give_up(work, line, _said(gives_up))
    if (moves_it := MOVES_IT.fullmatch(words)) is not None:
        return list_reminders(work) if _due(work, line, moves_it) else None
    moves = MOVES.fullmatch(words)
    return _move(work, line, moves) if moves is not None else None


def _said(found: re.Match[str]) -> str:
    return next(one for one in found.groups() if one)


def _give_up(
    work: Work, line: Line, said: str
) -> ReminderPage | ReminderChanged | RemindersChanged:
    ids, is_every = _meant(work, line, said)
    if len(ids) == 1:
        return cancel_reminder(work, ids[0])
    return cancel_reminders(work, ids) if ids and is_every else list_some(work, ids)


def _move(
    work: Work, line: Line, moves: re.Match[str]
) -> ReminderPage | ReminderChanged | RemindersChanged | None:
    """Move what a line means; none where it names no time to move it to, and nothing else."""
    due = _due(work, line, moves)
    if due is None:
        return None
    ids, is_every = _meant(work, line, _said(moves))
    if len(ids) == 1:
        return move_reminder(work, ids[0], due)
    return (
        move_reminders(work, ids, due)
        if ids and is_every and not due.rrule
        else list_some(work, ids)
    )


def _due(work: Work, line: Line, moves: re.Match[str]) -> Due | None:
    read = read_due(moves["when"] or moves["when_zh"], line.said_at, actor_of(work).zone)
    return read.due if not read.rest else None


def _meant(work: Work, line: Line, said: str) -> tuple[list[int], bool]:
    """Return the reminders that words mean, and whether they mean all of them."""
    picked = pick_reminders(work, NOUN.sub(" ", said), line.said_at)
    is_plural = "reminders" in said.casefold()
    return list(picked.ids), is_plural or (picked.is_every and ONE.search(said) is None)
