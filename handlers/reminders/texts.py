"""What a rep reads about reminders: the push, its answers, the list of the day."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from crm.reminders import DueReminder, ReminderChanged
from handlers.kit.links import LogFor, OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS
from handlers.reminders.buttons import (
    Done,
    GiveUp,
    Nap,
    NextOn,
    Reschedule,
    ShowReminder,
    Snooze,
    SnoozeFor,
)
from storage.tables import Customer, Interaction, Reminder

TEXT_SHOWN = 500
LIST_SHOWN = 10


def push(due: DueReminder, say: Say) -> Screen:
    """The reminder itself: what, who, his number, the last touch, and what to do about it."""
    reminder = due.reminder
    late = None
    if due.is_late:
        late = say(
            "⚠️ This was due {when}: I could not reach you then.", when=say.moment(reminder.due_at)
        )
    return Screen(
        lines(
            Markup("⏰ <b>{}</b>").format(clip(what(reminder, say), TEXT_SHOWN)),
            _customer(due.customer),
            _contact(due),
            _last_touch(due.last_touch, say),
            late,
        ),
        _answers(due, say),
        about=f"reminder:{reminder.id}",
    )


def ask_next_step(done: ReminderChanged, say: Say) -> Screen:
    """Say that it is done and ask for the next step: one tap sets it."""
    reminder, today = done.reminder, say.today
    days = [
        (say.plain("Tomorrow"), today + timedelta(days=1)),
        (say.plain("In 3 days"), today + timedelta(days=3)),
        (say.plain("In a week"), today + timedelta(days=7)),
        (say.plain("In 2 weeks"), today + timedelta(days=14)),
    ]
    keys = [Tap(f"{label} · {say.day(day)}", NextOn(reminder.id, day)) for label, day in days]
    under: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    if done.customer:
        under.append(Tap(say.plain("📝 Log"), LogFor(done.customer.id)))
    return Screen(
        lines(
            say("✅ Done: {what}", what=clip(what(reminder, say), TEXT_SHOWN)),
            _customer(done.customer),
            say("What is the next step? Tap a day, or just leave it."),
        ),
        (*grid(keys, 2), tuple(under)),
        about=_about(done),
    )


def ask_nap(reminder: Reminder, say: Say) -> Screen:
    """Ask for how long to leave a reminder."""
    naps = [
        (Nap.HOUR, say.plain("1 hour")),
        (Nap.EVENING, say.plain("This evening")),
        (Nap.TOMORROW, say.plain("Tomorrow morning")),
        (Nap.WEEK, say.plain("Next week")),
    ]
    keys = [Tap(label, SnoozeFor(reminder.id, nap)) for nap, label in naps]
    return Screen(
        say("😴 Remind you again when? <i>{what}</i>", what=clip(what(reminder, say), TEXT_SHOWN)),
        (*grid(keys, 2), (Tap(say.plain("‹ Back"), ShowReminder(reminder.id)),)),
        about=f"reminder:{reminder.id}",
    )


def planned(done: ReminderChanged, say: Say) -> Screen:
    """Read back a reminder with its day and time spelled out."""
    keys: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    if done.customer:
        keys.append(Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)))
    return Screen(
        lines(
            say("⏰ I will remind you: <b>{when}</b>", when=say.moment(done.reminder.due_at)),
            clip(what(done.reminder, say), TEXT_SHOWN),
            _customer(done.customer),
        ),
        (tuple(keys),),
        about=_about(done),
    )


def given_up(done: ReminderChanged, say: Say) -> Screen:
    """Say that a reminder will not ring."""
    keys = ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else ()
    return Screen(
        say("🗑 Cancelled: {what}", what=clip(what(done.reminder, say), TEXT_SHOWN)),
        keys,
        about=_about(done),
    )


def today(due: Sequence[DueReminder], say: Say) -> Screen:
    """Show what is overdue and what comes today, each with a button."""
    if not due:
        return Screen(
            lines(
                say("<b>{day}</b>", day=say.day(say.today)),
                say("Nothing is due today. Log a visit and tell me the next step."),
            )
        )
    rows = [Markup("{} {}").format(_when(one, say), _whom(one, say)) for one in due[:LIST_SHOWN]]
    keys = [
        Tap(clip(_label(one, say), 40), ShowReminder(one.reminder.id)) for one in due[:LIST_SHOWN]
    ]
    more = say("… and {n} more.", n=len(due) - LIST_SHOWN) if len(due) > LIST_SHOWN else None
    return Screen(lines(say("<b>{day}</b>", day=say.day(say.today)), *rows, more), grid(keys, 2))


def what(reminder: Reminder, say: Say) -> str:
    """Return what a reminder is for."""
    return reminder.text or say.plain("follow up")


def nap_day(nap: Nap, day: date) -> date:
    """Return the day on which a nap of days ends."""
    return day + timedelta(days=1 if nap is Nap.TOMORROW else 7)


def _answers(due: DueReminder, say: Say) -> tuple[tuple[Key, ...], ...]:
    reminder = due.reminder
    rows: list[tuple[Key, ...]] = [
        (
            Tap(say.plain("✅ Done"), Done(reminder.id)),
            Tap(say.plain("😴 Snooze"), Snooze(reminder.id)),
        ),
        (
            Tap(say.plain("📅 Reschedule"), Reschedule(reminder.id)),
            Tap(say.plain("🗑 Cancel it"), GiveUp(reminder.id)),
        ),
    ]
    if due.customer:
        number = due.contact and (due.contact.phone_e164 or due.contact.phone)
        rows.append(
            (
                Tap(say.plain("👤 Open customer"), OpenCustomer(due.customer.id)),
                *((Copy(f"📋 {number}", number),) if number else ()),
            )
        )
    return tuple(rows)


def _customer(customer: Customer | None) -> Markup | None:
    return Markup("🏢 {}").format(customer.name) if customer else None


def _last_touch(touch: Interaction | None, say: Say) -> Markup | None:
    if touch is None:
        return None
    return say(
        "Last: {kind} {day} – {note}",
        kind=say.plain(KINDS[touch.kind]),
        day=say.day(touch.happened_on),
        note=clip(touch.note.replace("\n", " "), 120),
    )


def _contact(due: DueReminder) -> Markup | None:
    if due.contact is None:
        return None
    number = due.contact.phone_e164 or due.contact.phone
    if not number:
        return Markup("👤 {}").format(due.contact.name)
    return Markup("👤 {} · <code>{}</code>").format(due.contact.name, number)


def _when(due: DueReminder, say: Say) -> Markup:
    if due.is_late:
        return say("🔴 {when}", when=say.moment(due.reminder.due_at))
    return Markup("⏰ {}").format(say.clock(due.reminder.due_at))


def _whom(due: DueReminder, say: Say) -> Markup:
    text = clip(what(due.reminder, say), 120)
    return (
        Markup("<b>{}</b> · {}").format(due.customer.name, text)
        if due.customer
        else Markup("{}").format(text)
    )


def _label(due: DueReminder, say: Say) -> str:
    name = (
        due.customer.short_name or due.customer.name if due.customer else what(due.reminder, say)
    )
    return f"{say.clock(due.reminder.due_at)} {name}"


def _about(done: ReminderChanged) -> str:
    return f"customer:{done.customer.id}" if done.customer else f"reminder:{done.reminder.id}"
