"""What a rep reads when a reminder rings: what, who, his number, why now, the last touch, and what to do about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from markupsafe import Markup

from crm.due_reminders import DueReminder
from crm.instants import day_of, instant_of, local
from handlers.kit.links import LogAnswer, OpenCustomer, ShowReminder
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Rows, Screen, Tap, clip, grid, html, lines
from handlers.kit.words import KINDS
from handlers.reminders.buttons import (
    AnswerBy,
    AssignTo,
    Done,
    Nap,
    Reschedule,
    Snooze,
    SnoozeFor,
    UntilAnswer,
)
from handlers.reminders.texts import TEXT_SHOWN, at_customer, what
from storage.tables import Interaction, Member, Reminder

LINE_SHOWN = 120
LABEL_SHOWN = 40
EVENING = time(19)
WAITS = (3, 7, 14)  # days for which a rep mostly waits for an answer


def push(due: DueReminder, say: Say) -> Screen:
    """The reminder itself."""
    reminder_id, customer = due.reminder.id, due.customer
    keys = answers(reminder_id, customer.id if customer else None, number_of(due), say)
    return Screen(told(due, say), keys, about=f"reminder:{reminder_id}")


def told(due: DueReminder, say: Say) -> Markup:
    """What is told of a reminder that rings."""
    return lines(
        html("⏰ <b>{}</b>", clip(what(due.reminder, say), TEXT_SHOWN)),
        at_customer(due.customer),
        whom_to_call(due),
        last_touch(due.last_touch, say),
        _why(due, say),
        _late(due, say),
    )


def number_of(due: DueReminder) -> str | None:
    """The number to call."""
    return (due.contact and (due.contact.phone_e164 or due.contact.phone)) or None


def answers(reminder_id: int, customer_id: int | None, number: str | None, say: Say) -> Rows:
    """The keys below a reminder: what a member can do about it, whoever he is."""
    about: Key = (
        Tap(say.plain("🏢 About whom?"), AssignTo(reminder_id))
        if customer_id is None
        else Tap(say.plain("📝 Log"), LogAnswer(reminder_id))
    )
    rows: list[tuple[Key, ...]] = [
        (
            Tap(say.plain("✅ Done"), Done(reminder_id)),
            Tap(say.plain("😴 Snooze"), Snooze(reminder_id)),
        ),
        (Tap(say.plain("📅 Reschedule"), Reschedule(reminder_id)), about),
    ]
    last: list[Key] = []
    if customer_id is not None:
        last.append(Tap(say.plain("👤 Open customer"), OpenCustomer(customer_id)))
    if number is not None:
        last.append(Copy(f"📋 {number}", number))
    return (*rows, tuple(last)) if last else tuple(rows)


def bundle(due: Sequence[DueReminder], say: Say) -> Screen:
    """Several reminders that came due together: a line and a button each."""
    rows = [html("{}. {}", place, _line(one, say)) for place, one in enumerate(due, start=1)]
    keys = [
        Tap(clip(f"{place}. {_name(one, say)}", LABEL_SHOWN), ShowReminder(one.reminder.id))
        for place, one in enumerate(due, start=1)
    ]
    return Screen(
        lines(
            say("⏰ <b>{n} reminders are due.</b> Tap one to answer it.", n=len(due)),
            *rows,
            _late(due[0], say),
        ),
        grid(keys, 2),
        about=f"reminders:{due[0].reminder.id}",
    )


def nudge(due: Sequence[DueReminder], say: Say) -> Screen:
    """What was not answered, for the second and last time."""
    again = say("🔔 Not answered yet. I will not ring again: it stays on /today.")
    shown = push(due[0], say) if len(due) == 1 else bundle(due, say)
    return replace(shown, text=lines(again, shown.text))


def ask_nap(reminder: Reminder, member: Member, say: Say) -> Screen:
    """Ask a member for how long to leave a reminder; every key says until when."""
    ends = {nap: nap_ends(nap, say.now, member) for nap in Nap}
    labels = {
        Nap.HOUR: say.plain("1 hour · {time}", time=say.clock(ends[Nap.HOUR])),
        Nap.EVENING: say.plain("This evening · {time}", time=say.clock(ends[Nap.EVENING])),
        Nap.TOMORROW: say.plain("Tomorrow · {time}", time=say.clock(ends[Nap.TOMORROW])),
        Nap.WEEK: say.plain("In a week · {day}", day=say.day(local(ends[Nap.WEEK], say.zone))),
    }
    keys = [Tap(label, SnoozeFor(reminder.id, nap)) for nap, label in labels.items()]
    more: list[Key] = [Tap(say.plain("✍️ Another time"), Reschedule(reminder.id))]
    if reminder.customer_id is not None:
        more.append(Tap(say.plain("💬 Until he answers"), UntilAnswer(reminder.id)))
    return Screen(
        say("😴 Remind you again when? <i>{what}</i>", what=clip(what(reminder, say), TEXT_SHOWN)),
        (*grid(keys, 2), tuple(more), _back(reminder, say)),
        about=f"reminder:{reminder.id}",
    )


def nap_ends(nap: Nap, now: datetime, member: Member) -> datetime:
    """Return when a nap ends; an evening that has begun is in two hours."""
    wall = local(now, member.zone)
    if nap is Nap.HOUR:
        return now + timedelta(hours=1)
    if nap is Nap.EVENING:
        evening = instant_of(wall.date(), EVENING, member.zone)
        return evening if evening > now else now + timedelta(hours=2)
    day = wall.date() + timedelta(days=1 if nap is Nap.TOMORROW else 7)
    return instant_of(day, member.reminder_time, member.zone)


def ask_latest(reminder: Reminder, say: Say) -> Screen:
    """Ask until when to wait for the customer's answer at the latest."""
    days = [say.today + timedelta(days=wait) for wait in WAITS]
    keys = [
        Tap(say.plain("By {day}", day=say.day(day)), AnswerBy(reminder.id, day)) for day in days
    ]
    return Screen(
        lines(
            say("💬 <b>Wait for the customer's answer until when?</b>"),
            say("Log his answer, and the reminder is done. Without one it rings on that day."),
        ),
        (*grid(keys, 1), _back(reminder, say)),
        about=f"reminder:{reminder.id}",
    )


def _back(reminder: Reminder, say: Say) -> tuple[Key, ...]:
    return (Tap(say.plain("‹ Back"), ShowReminder(reminder.id)),)


def _late(due: DueReminder, say: Say) -> Markup | None:
    if not due.is_late:
        return None
    at = due.reminder.due_at
    return say(
        "⚠️ {late} late: this was due {when}.", late=say.span(say.now - at), when=say.moment(at)
    )


def _why(due: DueReminder, say: Say) -> Markup | None:
    """Say why it rings now: what it was set from, or who set it."""
    if due.owner is not None:
        return say("↪️ For {name}, who is away.", name=due.owner.name)
    set_on = say.day(day_of(due.reminder.created_at, say.zone))
    if due.set_by is not None:
        return say("✍️ {name} set it for you on {day}.", name=due.set_by, day=set_on)
    return _set_from(due.reminder, set_on, say)


def _set_from(reminder: Reminder, set_on: str, say: Say) -> Markup:
    if reminder.lead_days is not None:
        return say.count(
            "🎯 {n} day before the expected close.",
            "🎯 {n} days before the expected close.",
            reminder.lead_days,
        )
    if reminder.awaits_answer:
        return _waited(reminder, say)
    if reminder.rule_at is not None:
        return say("🔁 It comes round regularly.")
    if reminder.interaction_id is not None:
        return say("✍️ The next step that you noted on {day}.", day=set_on)
    return say("✍️ You set it on {day}.", day=set_on)


def _waited(reminder: Reminder, say: Say) -> Markup:
    """Say what a reminder waited for: one put off until the customer answers, or a follow-up of an opportunity."""
    if reminder.occurrence > 1:
        until = say.day(day_of(reminder.due_at, say.zone))
        return say("💬 You gave the customer until {day} to answer.", day=until)
    return say("💼 A follow-up of this opportunity, for the customer has not answered yet.")


def last_touch(touch: Interaction | None, say: Say) -> Markup | None:
    """What happened last at the customer."""
    if touch is None:
        return None
    kind, day = say.plain(KINDS[touch.kind]), say.day(touch.happened_on)
    if not touch.note:
        return say("Last: {kind} {day}", kind=kind, day=day)
    note = clip(touch.note.replace("\n", " "), LINE_SHOWN)
    return say("Last: {kind} {day} – {note}", kind=kind, day=day, note=note)


def whom_to_call(due: DueReminder) -> Markup | None:
    """Whom to call there, and on what number."""
    if due.contact is None:
        return None
    number = number_of(due)
    if number is None:
        return html("👤 {}", due.contact.name)
    return html("👤 {} · {}", due.contact.name, number)


def _line(due: DueReminder, say: Say) -> Markup:
    text = clip(what(due.reminder, say), LINE_SHOWN)
    if due.customer is None:
        return html("{}", text)
    return html("<b>{}</b> · {}", due.customer.name, text)


def _name(due: DueReminder, say: Say) -> str:
    if due.customer is None:
        return what(due.reminder, say)
    return due.customer.short_name or due.customer.name
