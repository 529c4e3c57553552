"""A line that answers the reminder of which the member has just been told: done, later, 改到后天, "move it to Friday"."""

from sqlalchemy import select

from crm.line_outcomes import Line
from crm.line_reading import read_line
from crm.policy import actor_of, reminder_for
from crm.reminder_answer_words import AnswerWords, Wish, means_nothing_next, read_answer
from crm.reminder_answers import (
    LaterWanted,
    NothingNext,
    cancel_reminder,
    finish_reminder,
    move_reminder,
)
from crm.reminders import ANSWERED, ReminderChanged, set_reminder
from crm.understanding.reading import Intent
from crm.words import read_due
from storage.mail import outbox
from storage.tables import Reminder
from storage.work import Work

NOUN = "reminder:"
AFTER = "next:"  # one that is done: what comes after it is asked


def change_in_hand(work: Work, line: Line) -> ReminderChanged | LaterWanted | NothingNext | None:
    """Do what a line says of the reminder of which the member's last message tells, where it says no more than that.

    None where it says something else, or the last message tells of something else. DueInPast for a time that is over.
    """
    about = _told_last(work)
    if about.startswith(AFTER):
        return _next_step(work, line, int(about.removeprefix(AFTER)))
    if not about.startswith(NOUN):
        return None
    reminder = reminder_for(work, int(about.removeprefix(NOUN)))
    answer = read_answer(line.text, reminder, line.said_at, actor_of(work).zone)
    if answer is None or reminder.state in ANSWERED:
        return None
    return do_answer(work, reminder, answer)


def do_answer(
    work: Work, reminder: Reminder, answer: AnswerWords
) -> ReminderChanged | LaterWanted:
    """Do what the actor answered to a reminder; DueInPast for a time that is over."""
    if answer.wish is Wish.DONE:
        return finish_reminder(work, reminder.id)
    if answer.wish is Wish.GIVE_UP:
        return cancel_reminder(work, reminder.id)
    if answer.due is None:
        return LaterWanted(reminder, actor_of(work))
    return move_reminder(work, reminder.id, answer.due)


def _next_step(work: Work, line: Line, done_id: int) -> ReminderChanged | NothingNext | None:
    """Plan what comes after a reminder that is done, where a line names its time and nobody else's business."""
    if means_nothing_next(line.text):
        return NothingNext()
    read = read_due(line.text, line.said_at, actor_of(work).zone)
    if read.due is None or "\n" in line.text:
        return None
    done, reading = reminder_for(work, done_id), read_line(work, line)
    names_another = reading.customer is not None and reading.customer.id != done.customer_id
    if names_another or reading.intent not in (Intent.NONE, Intent.REMIND):
        return None
    text = read.rest or done.text
    return set_reminder(work, text, read.due, done.customer_id, done.opportunity_id)


def _told_last(work: Work) -> str:
    """Return what the last message to the member is about; nothing where it is about no record."""
    his = outbox.c.chat_id == actor_of(work).telegram_id
    told = select(outbox.c.about).where(his, outbox.c.method == "sendMessage")
    return work.connection.scalar(told.order_by(outbox.c.id.desc()).limit(1)) or ""
