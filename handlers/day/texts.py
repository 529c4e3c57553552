"""What a rep reads of his day: one message, visits in order, what is due, who has waited too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from crm.comments import Said
from crm.day import DayList, Waiting
from crm.due_reminders import DueReminder
from crm.instants import day_of
from crm.plans import PlannedVisit
from crm.tasks import TaskShown
from handlers.customers.choosing import name_of
from handlers.day.buttons import DayInFull, Fullness, PinDay
from handlers.day.living import about_day
from handlers.kit.failures import stale
from handlers.kit.links import OpenCustomer, ShowReminder
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.plans.buttons import ListPlans, NewPlans, OpenPlan, PlanVisited
from handlers.plans.texts import at, day_named, reason_of, stop_line
from handlers.reminders.texts import what
from handlers.tasks.buttons import OpenTask
from storage.plans import PlanState

TEXT_SHOWN = 100
NAME_IN_KEY = 26
NUMBERS = "①②③④⑤⑥⑦⑧"
SCREEN = 28  # lines of text that a phone shows at once
LINES_OF_KEYS = 2  # as high as a row of keys is


@dataclass(frozen=True, slots=True)
class Room:
    """How many of each a day shows; `*_keys` of them have a key."""

    visits: int
    visit_keys: int
    due: int
    due_keys: int
    tasks: int
    task_keys: int
    said: int
    waiting: int
    waiting_keys: int


FULL = Room(8, 4, 5, 4, 2, 2, 3, 5, 4)
# What a phone has room for: the first in which the day fits.
ROOMS = (FULL, Room(4, 2, 3, 2, 2, 2, 2, 2, 0), Room(3, 1, 2, 0, 1, 0, 1, 1, 0))


def day(shown: DayList, say: Say) -> Screen:
    """Show as much of a day as fits a phone screen; today's can be pinned."""
    screen = Screen()
    for room in ROOMS:
        screen = _day(shown, room, say, _more(shown, room, say))
        if _height(screen) <= SCREEN:
            break
    return screen


def in_full(shown: DayList, say: Say) -> Screen:
    """Show a busy day in full, with a key that turns it back."""
    return _day(shown, FULL, say, Tap(say.plain("▴ Less"), DayInFull(shown.day, Fullness.SHORT)))


def _more(shown: DayList, room: Room, say: Say) -> Tap | None:
    if room is FULL:
        return None
    return Tap(say.plain("▾ All of it"), DayInFull(shown.day, Fullness.FULL))


def _height(screen: Screen) -> int:
    """Return how many lines of text a screen is as high as, with its keys."""
    return screen.text.count("\n") + 1 + LINES_OF_KEYS * len(screen.rows)


def _day(shown: DayList, room: Room, say: Say, turn: Tap | None) -> Screen:
    """Show as much of a day as there is room for; `turn` is the key that shows more of it, or less."""
    is_today = shown.day == say.today
    head = Markup("📅 <b>{}</b>").format(day_named(shown.day, say))
    sections = (
        (say("⏰ <b>Due</b>"), [_due_line(one, say) for one in shown.due], room.due),
        (say("🤝 <b>Asked of you</b>"), [_task_line(one, say) for one in shown.tasks], room.tasks),
        (say("💬 <b>Said to you</b>"), [_said_line(one, say) for one in shown.said], room.said),
        (
            say("🔶 <b>Waited too long</b>"),
            [_waiting_line(one, say) for one in shown.waiting],
            room.waiting,
        ),
    )
    parts = [_visits(shown, room, say), *(_section(*one, say) for one in sections)]
    empty = None if any(parts) else _nothing(is_today, say)
    how = _order(shown, say) if is_today and len(shown.open_visits) > 1 else None
    ways = _ways(shown, turn, say, is_today=is_today)
    return Screen(
        lines(head, empty, *parts, how),
        (*_keys(shown, room, say), *grid(ways, 3)),
        about=about_day(shown.day),
    )


def _order(shown: DayList, say: Say) -> Markup | None:
    """Say by what the visits are in order: a place that was shared orders those whose place is known."""
    if not shown.has_place:
        return say("<i>📍 Share your place (📎) to sort by distance.</i>")
    has_pin = any(one.customer.latitude is not None for one in shown.open_visits)
    return say("<i>📍 In the order of the place you shared.</i>") if has_pin else None


def pinned(is_pinned: bool | None, say: Say) -> Screen:
    """Say that the day is pinned, or not any more; a message that is not there any more is out of date."""
    if is_pinned is None:
        return stale(say)
    if is_pinned:
        return Screen(toast=say.plain("📌 Pinned. Tomorrow's day will be, too."))
    return Screen(toast=say.plain("Not pinned any more."))


def _visits(shown: DayList, room: Room, say: Say) -> Markup | None:
    if not shown.visits:
        return None
    done = sum(one.plan.state is PlanState.VISITED for one in shown.visits)
    head = say(
        "🚗 <b>Visits</b> {done} of {all}",
        done=say.number(done),
        all=say.number(len(shown.visits)),
    )
    numbers = iter(NUMBERS)
    rows = [_visit_line(one, numbers, say) for one in _in_view(shown, room.visits)]
    more = len(shown.visits) - room.visits
    rest = [say("… and {n} more.", n=more)] if more > 0 else []
    return lines(head, *rows, *rest)


def _in_view(shown: DayList, most: int) -> Sequence[PlannedVisit]:
    """Return so many visits as they stand: those that are still to be, and as many of the last before them."""
    still = shown.open_visits[:most]
    before = [one for one in shown.visits if one.plan.state is not PlanState.PLANNED]
    return (*before[len(before) - min(len(before), most - len(still)) :], *still)


def _visit_line(one: PlannedVisit, numbers: Iterator[str], say: Say) -> Markup:
    line = stop_line(one, say)
    if one.plan.state is PlanState.VISITED:
        return Markup("✅ <s>{}</s>").format(line)
    if one.plan.state is PlanState.DROPPED:
        why = reason_of(one.plan, say)
        gone = Markup("🗑 <s>{}</s>").format(line)
        return Markup("{} ({})").format(gone, why) if why else gone
    return Markup("{} {}").format(next(numbers), line)


def _due_line(one: DueReminder, say: Say) -> Markup:
    text = clip(what(one.reminder, say).replace("\n", " "), TEXT_SHOWN)
    when = Markup("{}{}").format(_when(one, say), f" ×{one.times}" if one.times > 1 else "")
    if one.customer is None:
        return Markup("{} {}").format(when, text)
    return Markup("{} <b>{}</b> · {}").format(when, name_of(one.customer), text)


def _task_line(one: TaskShown, say: Say) -> Markup:
    text = clip(one.task.text.replace("\n", " "), TEXT_SHOWN)
    by = say.plain("by {day}", day=say.day(one.task.due_on)) if one.task.due_on else ""
    return Markup("{}: {} {}").format(one.asker.name, text, by)


def _said_line(one: Said, say: Say) -> Markup:
    text = clip(one.comment.text.replace("\n", " "), TEXT_SHOWN)
    about = name_of(one.customer) if one.customer else say.plain("your report")
    return Markup("{} · <b>{}</b>: {}").format(one.author_name, about, text)


def _waiting_line(one: Waiting, say: Say) -> Markup:
    return say(
        "{grade} · <b>{name}</b> · {n} days",
        grade=one.customer.grade,
        name=name_of(one.customer),
        n=one.days,
    )


def _section(head: Markup, rows: Sequence[Markup], most: int, say: Say) -> Markup | None:
    if not rows:
        return None
    rest = [say("… and {n} more.", n=len(rows) - most)] if len(rows) > most else []
    return lines("", head, *rows[:most], *rest)


def _nothing(is_today: bool, say: Say) -> Markup:
    if is_today:
        return lines(
            say("Nothing is due today. Log a visit and tell me the next step."),
            say("Plan in one line: “tomorrow Harbor 2pm, Kestrel 4pm”."),
        )
    return say("Nothing is planned for that day.")


def _keys(shown: DayList, room: Room, say: Say) -> tuple[tuple[Key, ...], ...]:
    rows: list[tuple[Key, ...]] = []
    for one in shown.open_visits[: room.visit_keys]:
        label = clip(f"✅ {at(one.plan, say)}{name_of(one.customer)}", NAME_IN_KEY)
        rows.append((Tap(label, PlanVisited(one.plan.id)), Tap("⋯", OpenPlan(one.plan.id))))
    due = [
        Tap(clip(_due_label(one, say), NAME_IN_KEY), ShowReminder(one.reminder.id))
        for one in shown.due[: room.due_keys]
    ]
    waiting = [
        Tap(clip(f"🔶 {name_of(one.customer)}", NAME_IN_KEY), OpenCustomer(one.customer.id))
        for one in shown.waiting[: room.waiting_keys]
    ]
    tasks = [
        Tap(clip(f"🤝 {one.task.text}", NAME_IN_KEY), OpenTask(one.task.id))
        for one in shown.tasks[: room.task_keys]
    ]
    return (*rows, *grid(due, 2), *grid(tasks, 2), *grid(waiting, 2))


def _when(one: DueReminder, say: Say) -> Markup | str:
    """Return when it was due: of what is late the day, too, unless that is today."""
    due_at = one.reminder.due_at
    if not one.is_late:
        return say.clock(due_at)
    is_of_today = day_of(due_at, say.zone) == say.today
    return say("🔴 {when}", when=say.clock(due_at) if is_of_today else say.moment(due_at))


def _due_label(one: DueReminder, say: Say) -> str:
    words = what(one.reminder, say).replace("\n", " ")
    name = name_of(one.customer) if one.customer else words
    if not one.is_late:
        return f"⏰ {say.clock(one.reminder.due_at)} {name}"
    return (
        f"🔴 {name} · {words}" if one.customer else f"🔴 {name}"
    )  # several of one customer are told apart


def _ways(shown: DayList, turn: Tap | None, say: Say, *, is_today: bool) -> list[Key]:
    ways: list[Key] = [Tap(say.plain("➕ Plan"), NewPlans())]
    many = len(shown.open_visits) > FULL.visit_keys and turn is None
    if many or not is_today:
        ways.append(Tap(say.plain("🗓 All plans"), ListPlans(0)))
    if is_today:
        ways.append(
            Tap(say.plain("📌 Unpin") if shown.is_pinned else say.plain("📌 Pin"), PinDay())
        )
    return [*ways, turn] if turn is not None else ways
