"""What a rep reads about reminders that he sets, changes and answers, and the list of the day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from crm.instants import day_of
from crm.recurrence import end_of
from crm.reminders import ANSWERED, ReminderChanged
from handlers.customers.choosing import ask_customer
from handlers.kit.links import LogFor, OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Receipt, Rows, Screen, Tap, clip, grid, html, lines
from handlers.reminders.buttons import (
    AssignTo,
    Done,
    GiveTo,
    GiveUp,
    NextOn,
    Reschedule,
    RewordIt,
)
from handlers.reminders.when import DueDraft, ask_when
from storage.tables import Customer, Reminder, ReminderState

TEXT_SHOWN = 500
AT_SHOWN = 60
WHOM_SHOWN = 8


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
            finished(reminder, say),
            at_customer(done.customer),
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
    if reminder.state is ReminderState.CANCELLED:
        return given_up(done, say)
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
            else _will_remind(done, say),
            _before_close(done, say),
            _until_answer(done, say),
            _comes_again(done, say),
            clip(what(reminder, say), TEXT_SHOWN),
            at_customer(done.customer),
            say("<b>Which colleague is it for?</b> Until you tap one, it is for you.")
            if done.choices
            else None,
        ),
        (*_whom(done, say), tuple(first), (second,)),
        about=f"reminder:{reminder.id}",
        receipt=_receipt(done, say),
    )


def _whom(done: ReminderChanged, say: Say) -> Rows:
    """A key for each colleague of that name, with what tells them apart."""
    labels = [f"{member.name} · {team.name}" for member, team in done.choices]
    keys = []
    for place, (member, _) in enumerate(done.choices):
        label, before = labels[place], labels[:place].count(labels[place])
        if labels.count(label) > 1:  # the first of them joined first
            joined = say.day(day_of(member.joined_at, say.zone))
            label = f"{label} · {before + 1} · {joined}"
        keys.append(Tap(f"👤 {label}", GiveTo(done.reminder.id, member.id)))
    return grid(keys[:WHOM_SHOWN], 1)


def _receipt(done: ReminderChanged, say: Say) -> Receipt | None:
    if done.undo is None:
        return None
    at = done.customer.name if done.customer else what(done.reminder, say)
    when = say.moment(done.reminder.due_at)
    return Receipt(done.undo, Markup("⏰ {} · {}").format(when, clip(at, AT_SHOWN)))


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


def _will_remind(done: ReminderChanged, say: Say) -> Markup:
    """Say when it rings, at a colleague's by his own clock."""
    if done.member is None:
        return say("⏰ I will remind you: <b>{when}</b>", when=say.moment(done.reminder.due_at))
    there = replace(say, zone=done.reminder.zone)
    when = there.moment(done.reminder.due_at)
    return say("⏰ I will remind {name}: <b>{when}</b>", name=done.member.name, when=when)


def _before_close(done: ReminderChanged, say: Say) -> Markup | None:
    opportunity, days = done.opportunity, done.reminder.lead_days
    if opportunity is None or opportunity.close_on is None or days is None:
        return None
    return say.count(
        "🎯 {n} day before the expected close of {title} ({day}); it moves with it",
        "🎯 {n} days before the expected close of {title} ({day}); it moves with it",
        days,
        title=opportunity.title,
        day=say.day(opportunity.close_on),
    )


def _until_answer(done: ReminderChanged, say: Say) -> Markup | None:
    if not done.reminder.awaits_answer:
        return None
    return say("💬 Unless the customer answers before: log it, and this is done.")


def _comes_again(done: ReminderChanged, say: Say) -> Markup | None:
    if done.then is None:
        return None
    when = say.moment(done.then)
    times, until = end_of(done.reminder.rrule or "")
    if times is not None:
        return say.count(
            "🔁 Then {when}; {n} time with this one",
            "🔁 Then {when}; {n} times with this one",
            times,
            when=when,
        )
    if until is not None:
        return say("🔁 Then {when}, and so on until {day}", when=when, day=say.day(until))
    return say("🔁 Then {when}, and so on", when=when)


def finished(reminder: Reminder | None, say: Say) -> Markup | None:
    """Say that a reminder is done, where one is."""
    if reminder is None:
        return None
    return say("✅ Done: {what}", what=clip(what(reminder, say), TEXT_SHOWN))


def settled(reminders: Sequence[Reminder], say: Say) -> Markup | None:
    """Say that what waited for the customer's answer is done, where anything did."""
    if not reminders:
        return None
    first = clip(what(reminders[0], say), AT_SHOWN)
    return say.count(
        "💬 He has answered, so this reminder is done: {what}",
        "💬 He has answered, so {n} reminders are done: {what} …",
        len(reminders),
        what=first,
    )


def at_customer(customer: Customer | None) -> Markup | None:
    """Return the line that names a customer, where there is one."""
    return html("🏢 {}", customer.name) if customer else None
