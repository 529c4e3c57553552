"""What a rep reads of his day: one message, visits in order, what is due, who has waited too long."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from crm.comments import Said
from crm.day import DayList, Waiting
from crm.due_reminders import DueReminder
from crm.instants import day_of
from crm.plans import PlannedVisit
from crm.tasks import TaskShown
from handlers.customers.choosing import name_of
from handlers.day.buttons import PinDay
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

VISITS_SHOWN = 8
VISITS_IN_KEYS = 4
DUE_SHOWN = 5
DUE_IN_KEYS = 4
WAITING_IN_KEYS = 4
TASKS_SHOWN = 2
SAID_SHOWN = 3
TEXT_SHOWN = 100
NAME_IN_KEY = 26
NUMBERS = "①②③④⑤⑥⑦⑧"


def day(shown: DayList, say: Say) -> Screen:
    """Show a day; today's can be pinned."""
    is_today = shown.day == say.today
    head = Markup("📅 <b>{}</b>").format(day_named(shown.day, say))
    parts = [
        _visits(shown, say),
        _section(say("⏰ <b>Due</b>"), [_due_line(one, say) for one in shown.due], DUE_SHOWN, say),
        _section(
            say("🤝 <b>Asked of you</b>"),
            [_task_line(one, say) for one in shown.tasks],
            TASKS_SHOWN,
            say,
        ),
        _section(
            say("💬 <b>Said to you</b>"),
            [_said_line(one, say) for one in shown.said],
            SAID_SHOWN,
            say,
        ),
        _section(
            say("🔶 <b>Waited too long</b>"),
            [_waiting_line(one, say) for one in shown.waiting],
            len(shown.waiting),
            say,
        ),
    ]
    empty = None if any(parts) else _nothing(is_today, say)
    how = None
    if is_today and len(shown.open_visits) > 1:
        how = (
            say("<i>📍 In the order of the place you shared.</i>")
            if shown.has_place
            else say("<i>📍 Share your place (📎) to sort by distance.</i>")
        )
    return Screen(
        lines(head, empty, *parts, how),
        (*_keys(shown, say), _ways(shown, say, is_today=is_today)),
        about=about_day(shown.day),
    )


def pinned(is_pinned: bool | None, say: Say) -> Screen:
    """Say that the day is pinned, or not any more; a message that is not there any more is out of date."""
    if is_pinned is None:
        return stale(say)
    if is_pinned:
        return Screen(toast=say.plain("📌 Pinned. Tomorrow's day will be, too."))
    return Screen(toast=say.plain("Not pinned any more."))


def _visits(shown: DayList, say: Say) -> Markup | None:
    if not shown.visits:
        return None
    done = sum(one.plan.state is PlanState.VISITED for one in shown.visits)
    head = say(
        "🚗 <b>Visits</b> {done} of {all}",
        done=say.number(done),
        all=say.number(len(shown.visits)),
    )
    numbers = iter(NUMBERS)
    rows = [_visit_line(one, numbers, say) for one in shown.visits[:VISITS_SHOWN]]
    more = len(shown.visits) - VISITS_SHOWN
    rest = [say("… and {n} more.", n=more)] if more > 0 else []
    return lines(head, *rows, *rest)


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


def _keys(shown: DayList, say: Say) -> tuple[tuple[Key, ...], ...]:
    rows: list[tuple[Key, ...]] = []
    for one in shown.open_visits[:VISITS_IN_KEYS]:
        label = clip(f"✅ {at(one.plan, say)}{name_of(one.customer)}", NAME_IN_KEY)
        rows.append((Tap(label, PlanVisited(one.plan.id)), Tap("⋯", OpenPlan(one.plan.id))))
    due = [
        Tap(clip(_due_label(one, say), NAME_IN_KEY), ShowReminder(one.reminder.id))
        for one in shown.due[:DUE_IN_KEYS]
    ]
    waiting = [
        Tap(clip(f"🔶 {name_of(one.customer)}", NAME_IN_KEY), OpenCustomer(one.customer.id))
        for one in shown.waiting[:WAITING_IN_KEYS]
    ]
    tasks = [
        Tap(clip(f"🤝 {one.task.text}", NAME_IN_KEY), OpenTask(one.task.id))
        for one in shown.tasks[:TASKS_SHOWN]
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


def _ways(shown: DayList, say: Say, *, is_today: bool) -> tuple[Key, ...]:
    ways: list[Key] = [Tap(say.plain("➕ Plan"), NewPlans())]
    if len(shown.open_visits) > VISITS_IN_KEYS or not is_today:
        ways.append(Tap(say.plain("🗓 All plans"), ListPlans(0)))
    if is_today:
        ways.append(
            Tap(say.plain("📌 Unpin") if shown.is_pinned else say.plain("📌 Pin"), PinDay())
        )
    return tuple(ways)
