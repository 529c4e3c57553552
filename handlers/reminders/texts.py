"""What a rep reads about reminders: the push, its answers, the list of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from markupsafe import Markup

from crm.instants import local
from crm.recurrence import next_due
from crm.reminders import ANSWERED, DueReminder, ReminderChanged
from handlers.customers.choosing import ask_customer
from handlers.kit.links import LogFor, OpenCustomer, ShowReminder, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS
from handlers.reminders.buttons import (
    AssignTo,
    Done,
    GiveUp,
    Nap,
    NextOn,
    Reschedule,
    RewordIt,
    Snooze,
    SnoozeFor,
)
from handlers.reminders.when import DueDraft, ask_when
from storage.tables import Customer, Interaction, Reminder, ReminderState

TEXT_SHOWN = 500


def push(due: DueReminder, say: Say) -> Screen:
    """The reminder itself: what, who, his number, the last touch, and what to do about it."""
    reminder = due.reminder
    late = None
    if due.is_late:
        late = say(
            "⚠️ {late} late: this was due {when}.",
            late=say.span(say.now - reminder.due_at),
            when=say.moment(reminder.due_at),
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
    """Say that it is done and ask for the next step: one tap or one line sets it."""
    reminder, today = done.reminder, say.today
    days = [
        (say.plain("Tomorrow"), today + timedelta(days=1)),
        (say.plain("In 3 days"), today + timedelta(days=3)),
        (say.plain("In a week"), today + timedelta(days=7)),
        (say.plain("In 2 weeks"), today + timedelta(days=14)),
    ]
    keys = [Tap(f"{label} · {say.day(day)}", NextOn(reminder.id, day)) for label, day in days]
    under: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo), own=True)] if done.undo else []
    if done.customer:
        under.append(Tap(say.plain("📝 Log"), LogFor(done.customer.id), own=True))
    return Screen(
        lines(
            say("✅ Done: {what}", what=clip(what(reminder, say), TEXT_SHOWN)),
            _customer(done.customer),
            say(
                "<b>What is the next step?</b> Tap a day, or type it: “send contract Friday 10am”."
            ),
        ),
        (*grid(keys, 2), tuple(under)),
        about=f"next:{reminder.id}",
    )


def nothing_next(say: Say) -> Screen:
    """Say that no next step is set."""
    return Screen(say("All right, no next step."))


def overtaken(reminder: Reminder, say: Say) -> Screen:
    """Say that an act came too late: the reminder had been answered."""
    if reminder.state is ReminderState.CANCELLED:
        return Screen(toast=say.plain("This reminder was cancelled."))
    return Screen(toast=say.plain("This reminder is done already."))


def ask_nap(reminder: Reminder, ends: Mapping[Nap, datetime], say: Say) -> Screen:
    """Ask for how long to leave a reminder; every key says until when."""
    labels = {
        Nap.HOUR: say.plain("1 hour · {time}", time=say.clock(ends[Nap.HOUR])),
        Nap.EVENING: say.plain("This evening · {time}", time=say.clock(ends[Nap.EVENING])),
        Nap.TOMORROW: say.plain("Tomorrow · {time}", time=say.clock(ends[Nap.TOMORROW])),
        Nap.WEEK: say.plain("In a week · {day}", day=say.day(local(ends[Nap.WEEK], say.zone))),
    }
    keys = [Tap(label, SnoozeFor(reminder.id, nap)) for nap, label in labels.items()]
    return Screen(
        say("😴 Remind you again when? <i>{what}</i>", what=clip(what(reminder, say), TEXT_SHOWN)),
        (*grid(keys, 2), (Tap(say.plain("‹ Back"), ShowReminder(reminder.id)),)),
        about=f"reminder:{reminder.id}",
    )


def ask_what(due: DueDraft, customer: str, say: Say) -> Screen:
    """Ask what to remind of, with the time in the same line."""
    if due.due is not None:
        return Screen(say("<b>What shall I remind you of?</b>"))
    return Screen(
        lines(
            Markup("🏢 {}").format(customer) if customer else None,
            say("<b>What shall I remind you of, and when?</b>"),
            say("For example: “call Li about the quote Friday 3pm”."),
        )
    )


def ask_about(recent: Sequence[Customer], say: Say) -> Screen:
    """Ask which customer a reminder is about."""
    return ask_customer(say("<b>Which customer is it about?</b>"), recent, say)


def ask_new_time(reminder: Reminder, draft: DueDraft, say: Say) -> Screen:
    """Ask for another time; text and cancelling are here too."""
    asked = ask_when(what(reminder, say), draft, say)
    more = (
        Tap(say.plain("✏️ Change the text"), RewordIt()),
        Tap(say.plain("🗑 Cancel it"), GiveUp(reminder.id)),
    )
    return replace(asked, rows=(*asked.rows, more))


def ask_text(reminder: Reminder, say: Say) -> Screen:
    """Ask for another text."""
    now = reminder.text
    return Screen(
        lines(
            say("<b>What shall the reminder say?</b>"),
            say("Now: {value}", value=clip(now, TEXT_SHOWN)) if now else None,
        ),
        ((Copy(say.plain("📋 Copy"), now),),) if now else (),
    )


def planned(done: ReminderChanged, say: Say) -> Screen:
    """Read back a reminder with its day and time spelled out."""
    reminder = done.reminder
    if done.undo is None and reminder.state in ANSWERED:
        return overtaken(reminder, say)
    has_rung = reminder.state is ReminderState.SENT
    first: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    first.append(Tap(say.plain("📅 Reschedule"), Reschedule(reminder.id)))
    if has_rung:
        first.append(Tap(say.plain("✅ Done"), Done(reminder.id)))
    second = Tap(say.plain("🏢 About whom?"), AssignTo(reminder.id))
    if done.customer:
        second = Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id))
    return Screen(
        lines(
            say("✏️ Changed. I reminded you {when}.", when=say.moment(reminder.due_at))
            if has_rung
            else say("⏰ I will remind you: <b>{when}</b>", when=say.moment(reminder.due_at)),
            _comes_again(reminder, say),
            clip(what(reminder, say), TEXT_SHOWN),
            _customer(done.customer),
        ),
        (tuple(first), (second,)),
        about=f"reminder:{reminder.id}",
    )


def given_up(done: ReminderChanged, say: Say) -> Screen:
    """Say that a reminder will not ring."""
    if done.undo is None:
        return overtaken(done.reminder, say)
    return Screen(
        say("🗑 Cancelled: {what}", what=clip(what(done.reminder, say), TEXT_SHOWN)),
        ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),),
        about=f"reminder:{done.reminder.id}",
    )


def what(reminder: Reminder, say: Say) -> str:
    """Return what a reminder is for."""
    return reminder.text or say.plain("follow up")


def _answers(due: DueReminder, say: Say) -> tuple[tuple[Key, ...], ...]:
    reminder = due.reminder
    rows: list[tuple[Key, ...]] = [
        (
            Tap(say.plain("✅ Done"), Done(reminder.id)),
            Tap(say.plain("😴 Snooze"), Snooze(reminder.id)),
        ),
        (
            Tap(say.plain("📅 Reschedule"), Reschedule(reminder.id)),
            *(
                (Tap(say.plain("👤 Open customer"), OpenCustomer(due.customer.id)),)
                if due.customer
                else (Tap(say.plain("🏢 About whom?"), AssignTo(reminder.id)),)
            ),
        ),
    ]
    number = due.contact and (due.contact.phone_e164 or due.contact.phone)
    if number:
        rows.append((Copy(f"📋 {number}", number),))
    return tuple(rows)


def _comes_again(reminder: Reminder, say: Say) -> Markup | None:
    if reminder.rrule is None:
        return None
    following = next_due(reminder.rrule, reminder.due_at, reminder.zone, after=reminder.due_at)
    return say("🔁 Then {when}, and so on", when=say.moment(following)) if following else None


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
    return Markup("👤 {} · {}").format(due.contact.name, number)
