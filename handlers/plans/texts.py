"""What a rep reads about planned visits: the receipt, the card, the list, and why one was dropped."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from crm.plans import DropReason, PlanChanged, Planned, PlannedVisit
from handlers.customers.choosing import ask_customer, name_of
from handlers.day.buttons import ShowDay
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Receipt, Screen, Tap, clip, grid, lines
from handlers.plans.buttons import (
    DropFor,
    DropPlan,
    ListPlans,
    MovePlan,
    NewPlans,
    OpenPlan,
    PlanOn,
    PlanVisited,
)
from handlers.reminders.when import days
from storage.plans import Plan, PlanState
from storage.tables import Customer

TEXT_SHOWN = 120
NAME_IN_KEY = 24
ON_A_PAGE = 8
NAMES_IN_HEAD = 60
KEYS_SHOWN = 6

REASONS = {
    DropReason.CANCELLED: N_("Customer cancelled"),
    DropReason.NO_TIME: N_("No time"),
    DropReason.NOT_NEEDED: N_("No longer needed"),
}


def planned(done: Planned, say: Say) -> Screen:
    """Read back the visits of one act, day by day, with one key to undo them all."""
    if not done.visits:
        return Screen(lines(*_not_planned(done, say)))
    rows: list[Markup] = []
    for day, visits in groupby(done.visits, key=lambda one: one.plan.visit_on):
        rows.append(Markup("<b>{}</b>").format(day_named(day, say)))
        rows += [Markup("• {}").format(stop_line(one, say)) for one in visits]
    rows += _not_planned(done, say)
    first: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    shown_day = next((one.plan.visit_on for one in done.visits), say.today)
    first.append(Tap(say.plain("📅 The day"), ShowDay(shown_day)))
    keys = [
        Tap(f"✏️ {clip(name_of(one.customer), NAME_IN_KEY)}", OpenPlan(one.plan.id))
        for one in done.visits[:KEYS_SHOWN]
    ]
    head = say.count("🗓 {n} visit planned", "🗓 {n} visits planned", len(done.visits))
    about = f"plan:{done.visits[0].plan.id}" if len(done.visits) == 1 else None
    names = clip(" · ".join(name_of(one.customer) for one in done.visits), NAMES_IN_HEAD)
    return Screen(
        lines(head, *rows),
        (tuple(first), *grid(keys, 2)),
        about=about,
        receipt=Receipt(done.undo, head + Markup(" · {}").format(names)) if done.undo else None,
    )


def card(shown: PlannedVisit, say: Say) -> Screen:
    """Show a plan with what can be done about it."""
    plan, customer = shown.plan, shown.customer
    rows: list[tuple[Key, ...]] = [(Tap(say.plain("👤 Card"), OpenCustomer(customer.id)),)]
    if plan.state is PlanState.PLANNED:
        rows = [
            (
                Tap(say.plain("✅ Visited"), PlanVisited(plan.id)),
                Tap(say.plain("📅 Move"), MovePlan(plan.id)),
            ),
            (
                Tap(say.plain("🗑 Drop"), DropPlan(plan.id)),
                Tap(say.plain("👤 Card"), OpenCustomer(customer.id)),
            ),
        ]
    return Screen(
        lines(
            Markup("🗓 <b>{}</b>").format(customer.name),
            when(plan, say),
            clip(plan.text, TEXT_SHOWN) if plan.text else None,
            state_line(plan, say),
        ),
        tuple(rows),
        about=f"plan:{plan.id}",
    )


def moved(done: PlanChanged, say: Say) -> Screen:
    """Read back a plan that was put on another time."""
    if done.undo is None:
        return overtaken(done.plan, say)
    plan = done.plan
    return Screen(
        lines(
            say("📅 Moved: <b>{name}</b>", name=done.customer.name),
            when(plan, say),
            clip(plan.text, TEXT_SHOWN) if plan.text else None,
            say("Why: {reason}", reason=clip(done.why, TEXT_SHOWN)) if done.why else None,
        ),
        (
            (
                Tap(say.plain("↩ Undo"), Undo(done.undo)),
                Tap(say.plain("📅 The day"), ShowDay(plan.visit_on)),
            ),
        ),
        about=f"plan:{plan.id}",
    )


def dropped(done: PlanChanged, say: Say) -> Screen:
    """Say that a visit will not be, and why."""
    if done.undo is None:
        return overtaken(done.plan, say)
    return Screen(
        lines(
            say("🗑 Dropped: <b>{name}</b>", name=done.customer.name),
            when(done.plan, say),
            reason_of(done.plan, say),
        ),
        (
            (
                Tap(say.plain("↩ Undo"), Undo(done.undo)),
                Tap(say.plain("📅 The day"), ShowDay(done.plan.visit_on)),
            ),
        ),
        about=f"customer:{done.customer.id}",
    )


def overtaken(plan: Plan, say: Say) -> Screen:
    """Say that an act came too late: the plan had been answered."""
    return Screen(toast=str(state_line(plan, say) or say.plain("This plan is still open.")))


def coming(visits: Sequence[PlannedVisit], start: int, say: Say) -> Screen:
    """List the visits that are planned, a page at a time."""
    if not visits:
        return Screen(
            lines(
                say("No visit is planned."),
                say("Type them in one line: “tomorrow Harbor 2pm, Kestrel 4pm”."),
            ),
            ((Tap(say.plain("➕ Plan a visit"), NewPlans()),),),
        )
    start = max(0, min(start, (len(visits) - 1) // ON_A_PAGE * ON_A_PAGE))
    page = visits[start : start + ON_A_PAGE]
    rows: list[Markup] = []
    for day, of_day in groupby(page, key=lambda one: one.plan.visit_on):
        rows.append(Markup("<b>{}</b>").format(day_named(day, say)))
        rows += [Markup("• {}").format(stop_line(one, say)) for one in of_day]
    keys = [
        Tap(clip(_on(one.plan, say) + name_of(one.customer), 30), OpenPlan(one.plan.id))
        for one in page
    ]
    ways: list[Key] = []
    if start:
        ways.append(Tap(say.plain("‹ Earlier"), ListPlans(start - ON_A_PAGE)))
    if start + ON_A_PAGE < len(visits):
        ways.append(Tap(say.plain("Later ›"), ListPlans(start + ON_A_PAGE)))
    head = say.count("🗓 <b>{n} visit planned</b>", "🗓 <b>{n} visits planned</b>", len(visits))
    return Screen(lines(head, *rows), (*grid(keys, 2), *((tuple(ways),) if ways else ())))


def _on(plan: Plan, say: Say) -> str:
    """Return when a plan is, short: its weekday where that is not today, its time where it has one."""
    day = "" if plan.visit_on == say.today else say.weekday(plan.visit_on.isoweekday()) + " "
    return day + at(plan, say)


def ask_whom(recent: Sequence[Customer], say: Say) -> Screen:
    """Ask whom to visit."""
    return ask_customer(say("<b>Whom will you visit?</b>"), recent, say)


def ask_when(name: str, doubt: Markup | None, say: Say) -> Screen:
    """Ask when the visit is to be; its purpose may stand in the same line."""
    keys: list[Key] = [
        Tap(f"{label} · {say.day(day)}", PlanOn(day)) for label, day in plan_days(say)
    ]
    return Screen(
        lines(
            Markup("🗓 <b>{}</b>").format(name),
            doubt,
            say("<b>When?</b> Tap a day, or type it with the purpose: “Friday 3pm demo”."),
        ),
        grid(keys, 2),
    )


def ask_new_time(shown: PlannedVisit, doubt: Markup | None, say: Say) -> Screen:
    """Ask for another time; a reason may stand in the same line."""
    keys: list[Key] = [
        Tap(f"{label} · {say.day(day)}", PlanOn(day)) for label, day in plan_days(say)
    ]
    return Screen(
        lines(
            say(
                "📅 <b>{name}</b>, now {when}",
                name=shown.customer.name,
                when=when(shown.plan, say),
            ),
            doubt,
            say("<b>Move it to when?</b> You may say why: “Friday 3pm, he is travelling”."),
        ),
        grid(keys, 2),
    )


def ask_why(shown: PlannedVisit, say: Say) -> Screen:
    """Ask why a visit will not be."""
    keys = [Tap(say.plain(label), DropFor(reason)) for reason, label in REASONS.items()]
    return Screen(
        lines(
            say("🗑 <b>{name}</b>, {when}", name=shown.customer.name, when=when(shown.plan, say)),
            say("Why not? Tap, or type it."),
        ),
        grid(keys, 2),
    )


def plan_days(say: Say) -> list[tuple[str, date]]:
    """Return the days that visits are mostly planned for, with what they are called."""
    rest = [(label, day) for label, day in days(say) if day > say.today]
    return [(say.plain("Today"), say.today), *rest]


def stop_line(shown: PlannedVisit, say: Say) -> Markup:
    """Return a plan in one line: time, customer, purpose."""
    text = clip(shown.plan.text.replace("\n", " "), TEXT_SHOWN)
    name = shown.customer.short_name or shown.customer.name
    line = Markup("{}<b>{}</b>").format(at(shown.plan, say), name)
    return Markup("{} – {}").format(line, text) if text else line


def at(plan: Plan, say: Say) -> str:
    """Return the time of a plan, with a space after it; nothing where it has none."""
    return f"{say.clock(plan.starts_at)} " if plan.starts_at else ""


def when(plan: Plan, say: Say) -> str:
    """Return when a visit is planned: day and time, where one was named."""
    if plan.starts_at:
        return say.moment(plan.starts_at)
    return day_named(plan.visit_on, say)


def day_named(day: date, say: Say) -> str:
    """Return a day with its weekday, today and tomorrow named."""
    near = {say.today: say.plain("today"), say.today + timedelta(days=1): say.plain("tomorrow")}
    return f"{say.day(day)} ({near[day]})" if day in near else say.day(day)


def state_line(plan: Plan, say: Say) -> Markup | None:
    """Return what became of a plan; nothing while it is open."""
    named = {
        PlanState.VISITED: N_("✅ Visited"),
        PlanState.MOVED: N_("📅 Moved to another time"),
        PlanState.DROPPED: N_("🗑 Dropped"),
    }
    if plan.state not in named:
        return None
    said, why = say(named[plan.state]), reason_of(plan, say)
    return Markup("{}: {}").format(said, why) if why else said


def reason_of(plan: Plan, say: Say) -> str | None:
    """Return why a plan was moved or dropped, as it was said."""
    if not plan.reason:
        return None
    known = {reason.value: label for reason, label in REASONS.items()}
    label = known.get(plan.reason)
    return say.plain(label) if label else plan.reason


def _not_planned(done: Planned, say: Say) -> list[Markup]:
    """Say which parts of a line are not planned, and why."""
    why = (
        (say("❔ I know no customer in this part, so it is not planned:"), done.left_out),
        (say("❔ Several customers are called so, so it is not planned:"), done.several),
        (say("🕒 That time is over today, so it is not planned:"), done.over),
    )
    rows: list[Markup] = []
    for reason, parts in why:
        if parts:
            rows += [reason, *(Markup("• {}").format(clip(part, TEXT_SHOWN)) for part in parts)]
    return rows
