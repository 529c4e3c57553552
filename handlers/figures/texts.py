"""What is read about a member's figures and targets."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.figures import Figures, Span
from crm.money import Money
from crm.targets import TargetSet
from handlers.figures.buttons import FiguresOf
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS
from storage.tables import Member
from storage.targets import Target

MARKS = 10  # of the bar that shows how much is reached
MEMBERS_SHOWN = 20


def figures(shown: Figures, say: Say) -> Screen:
    """Show a member's week and month, and what is left to reach."""
    unknown = ", ".join(sorted(shown.month.unknown))
    return Screen(
        lines(
            Markup("📈 <b>{}</b>").format(shown.member.name),
            say("<b>This week</b> since {day}", day=say.day(shown.week.since)),
            *_span(shown.week, say),
            say("<b>This month</b> since {day}", day=say.day(shown.month.since)),
            *_span(shown.month, say),
            *_target(shown, say),
            say(
                "⚠️ No rate for {codes}: left out of the sums in {own}.",
                codes=unknown,
                own=shown.month.total.currency,
            )
            if unknown
            else None,
        )
    )


def target_set(done: TargetSet, say: Say) -> Screen:
    """Read back what was set."""
    undo = ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else ()
    return Screen(
        lines(
            say(
                "🎯 <b>{name}</b>, {month}: {target}",
                name=done.member.name,
                month=done.target.month.strftime("%Y-%m"),
                target=_goal(done.target, say),
            ),
        ),
        undo,
    )


def targets(shown: Sequence[tuple[Member, Target | None]], say: Say) -> Screen:
    """Show everybody's target of this month; the key opens his figures."""
    told = [
        Markup("🎯 {}: {}").format(
            member.name, _goal(target, say) if target else say.plain("(none)")
        )
        for member, target in shown[:MEMBERS_SHOWN]
    ]
    keys = [
        Tap(clip(member.name, 24), FiguresOf(member.id)) for member, _ in shown[:MEMBERS_SHOWN]
    ]
    hint = say("Set one: “/target Li Lei 80k next month, 20 visits”.")
    return Screen(lines(say("<b>Targets of this month</b>"), *told, hint), grid(keys, 2))


def _span(shown: Span, say: Say) -> list[Markup]:
    touches = [f"{say.plain(KINDS[kind])}: {say.number(n)}" for kind, n in shown.touches.items()]
    won = " + ".join(say.money(one) for one in shown.won_sums)
    if len(shown.won_sums) > 1:
        won = f"{won} = {say.money(shown.total)}"
    return [
        Markup(" · ").join(touches) if touches else say("No interaction logged yet."),
        say("New opportunities: {n}", n=say.number(shown.opened)),
        say("Won: {n}", n=say.number(shown.won)) + (Markup(" · {}").format(won) if won else ""),
    ]


def _target(shown: Figures, say: Say) -> list[Markup]:
    if shown.target is None or shown.reached is None or shown.pace is None:
        return []
    filled = min(MARKS, shown.reached * MARKS // 100)
    bar = "▓" * filled + "░" * (MARKS - filled)
    told = [
        say(
            "🎯 {target} · {bar} {percent} %",
            target=_goal(shown.target, say),
            bar=bar,
            percent=shown.reached,
        )
    ]
    if shown.pace.minor == 0:
        told.append(say("Reached. 🎉"))
    else:
        told.append(
            say.count(
                "Pace: {amount} a working day, {n} left",
                "Pace: {amount} a working day, {n} left",
                shown.days_left,
                amount=say.money(shown.pace),
            )
        )
    if shown.visits_a_day:
        told.append(say("Visits: {n} a working day", n=shown.visits_a_day))
    return told


def _goal(target: Target, say: Say) -> str:
    amount = say.money(Money(target.amount_minor, target.currency))
    if target.visits is None:
        return amount
    return say.plain("{amount} and {n} visits", amount=amount, n=target.visits)
