"""What a rep reads in the list of his reminders."""

from itertools import groupby

from markupsafe import Markup

from crm.due_reminders import DueReminder
from crm.instants import day_of
from crm.reminder_list import ReminderPage
from handlers.kit.links import NewReminder, ShowReminder
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.reminders.buttons import ListReminders, ShowProof, Whose
from handlers.reminders.texts import what

LINE_SHOWN = 90
LABEL_SHOWN = 32


def own_page(shown: ReminderPage, say: Say) -> Screen:
    """Show a page of the rep's own."""
    return page(shown, Whose.OWN, say)


def page(shown: ReminderPage, whose: Whose, say: Say) -> Screen:
    """Show a page: a line and a button for each, under its day; overdue ones stand first."""
    if not shown.total:
        return Screen(
            say("No open reminders. Type one: “remind me to call Li on Friday 3pm”."),
            ((Tap(say.plain("➕ New"), NewReminder()), _proof(say)), *_others(shown, whose, say)),
        )
    head = say.count("⏰ <b>{n} open reminder</b>", "⏰ <b>{n} open reminders</b>", shown.total)
    if whose is Whose.COLLEAGUES:
        head = say.count(
            "⏰ <b>{n} that you set for colleagues</b>",
            "⏰ <b>{n} that you set for colleagues</b>",
            shown.total,
        )
    if shown.are_some:
        head = say("⏰ <b>{n} reminders fit.</b> Tap the one that you mean.", n=shown.total)
    overdue = say("🔴 {n} overdue", n=say.number(shown.overdue)) if shown.overdue else None
    numbered = list(enumerate(shown.shown, start=1))
    keys = [
        Tap(clip(f"{place} {_name(one, say)}", LABEL_SHOWN), ShowReminder(one.reminder.id))
        for place, one in numbered
    ]
    return Screen(
        lines(head, overdue, *_days(numbered, whose, say)),
        (*grid(keys, 2), *_pages(shown, whose, say), *_others(shown, whose, say), (_proof(say),)),
    )


def _days(numbered: list[tuple[int, DueReminder]], whose: Whose, say: Say) -> list[Markup]:
    told: list[Markup] = []
    by_day = groupby(numbered, lambda one: day_of(one[1].reminder.due_at, say.zone))
    for day, group in by_day:
        told.append(Markup("\n<b>{}</b>").format(say.day(day)))
        told += [_line(place, one, whose, say) for place, one in group]
    return told


def _line(place: int, one: DueReminder, whose: Whose, say: Say) -> Markup:
    mark = "🔴 " if one.is_late else ""
    again = " 🔁" if one.reminder.rrule else ""
    text = clip(what(one.reminder, say), LINE_SHOWN)
    whom = Markup("<b>{}</b> · ").format(one.customer.name) if one.customer else ""
    for_whom = f" → {one.member.name}" if whose is Whose.COLLEAGUES else ""
    return Markup("{}. {}{} {}{}{}{}").format(
        place, mark, say.clock(one.reminder.due_at), whom, text, for_whom, again
    )


def _name(one: DueReminder, say: Say) -> str:
    if one.customer is None:
        return what(one.reminder, say)
    return one.customer.short_name or one.customer.name


def _pages(shown: ReminderPage, whose: Whose, say: Say) -> list[tuple[Key, ...]]:
    keys: list[Key] = []
    if shown.page > 0:
        keys.append(Tap(say.plain("‹ Earlier"), ListReminders(shown.page - 1, whose)))
    if shown.page + 1 < shown.pages:
        keys.append(Tap(say.plain("Later ›"), ListReminders(shown.page + 1, whose)))
    return [tuple(keys)] if keys else []


def _others(shown: ReminderPage, whose: Whose, say: Say) -> list[tuple[Key, ...]]:
    if whose is Whose.COLLEAGUES:
        return [(Tap(say.plain("‹ My own"), ListReminders(0, Whose.OWN)),)]
    if shown.are_some:
        return [(Tap(say.plain("‹ All reminders"), ListReminders(0, Whose.OWN)),)]
    if not shown.for_colleagues:
        return []
    label = say.plain("👥 Set for colleagues ({n})", n=shown.for_colleagues)
    return [(Tap(label, ListReminders(0, Whose.COLLEAGUES)),)]


def _proof(say: Say) -> Tap:
    return Tap(say.plain("🧾 Proof"), ShowProof())
