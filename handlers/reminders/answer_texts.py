"""What a rep reads after he answered reminders in words: one, or several in one act."""

from collections.abc import Iterator

from markupsafe import Markup

from crm.reminder_answers import LaterWanted, NothingNext, RemindersChanged
from crm.reminders import ANSWERED, ReminderChanged
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Receipt, Screen, Tap, clip, html, lines
from handlers.reminders.buttons import ListReminders, Whose
from handlers.reminders.push_texts import LINE_SHOWN, ask_nap
from handlers.reminders.texts import ask_next_step, nothing_next, overtaken, planned, what
from storage.tables import ReminderState

LINES_SHOWN = 8


def answered(done: ReminderChanged, say: Say) -> Screen:
    """Read an answer back; nothing was tapped, so that it says in words where it came too late."""
    reminder = done.reminder
    if done.undo is None and reminder.state in ANSWERED:
        return Screen(html("{}", overtaken(reminder, say).toast))
    return ask_next_step(done, say) if reminder.state is ReminderState.DONE else planned(done, say)


def later(wanted: LaterWanted, say: Say) -> Screen:
    """Ask when he wants to be told again."""
    return ask_nap(wanted.reminder, wanted.member, say)


def nothing_more(_nothing: NothingNext, say: Say) -> Screen:
    """Say that no next step is set."""
    return nothing_next(say)


def several(done: RemindersChanged, say: Say) -> Screen:
    """Read back what became of several reminders."""
    count, day = len(done.changed), done.day
    if day is None:
        head = say("🗑 <b>{n} reminders are cancelled.</b>", n=count)
    else:
        head = say("📅 <b>{n} reminders are on {day} now.</b>", n=count, day=say.day(day))
    more = count - LINES_SHOWN
    keys = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    keys.append(Tap(say.plain("⏰ Reminders"), ListReminders(0, Whose.OWN)))
    return Screen(
        lines(head, *_rows(done, say), say("… and {n} more", n=more) if more > 0 else None),
        (tuple(keys),),
        receipt=Receipt(done.undo, head) if done.undo else None,
    )


def _rows(done: RemindersChanged, say: Say) -> Iterator[Markup]:
    for reminder, customer in done.changed[:LINES_SHOWN]:
        at = say.clock(reminder.due_at) if done.day is not None else "–"
        whom = html("<b>{}</b> · ", customer.name) if customer else ""
        yield html("{} {}{}", at, whom, clip(what(reminder, say), LINE_SHOWN))
