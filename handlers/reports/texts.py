"""What a rep and his manager read of a day's report, and of the digests that come by themselves."""

from collections.abc import Sequence

from crm.digests import DigestSettings
from crm.money import Money
from crm.plans import PlannedVisit
from crm.reports import DayDone, ReportSent, Touched
from handlers.customers.choosing import name_of
from handlers.kit.commands import N_
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS, OUTCOMES
from handlers.plans.texts import at, reason_of
from handlers.reports.buttons import (
    CommentOn,
    CommentOnReport,
    EditReport,
    SendReport,
    ShowDigests,
    SwitchDigest,
)
from storage.plans import Digest, PlanState
from storage.visits import Mark

NOTE_SHOWN = 120
LINES_SHOWN = 20
KEYS_SHOWN = 6
NAME_IN_KEY = 24
TEXT_SHOWN = 3000

DIGESTS = {
    Digest.MORNING: N_("☀️ The day, in the morning"),
    Digest.EVENING: N_("🌙 Wrap-up and report, in the evening"),
    Digest.BRIEF: N_("📎 Brief, 30 minutes before a visit"),
    Digest.WEEKLY: N_("🗓 The team's week"),
    Digest.MONTHLY: N_("📆 The team's month"),
}


def draft(done: DayDone, say: Say) -> str:
    """Return a day's report as plain text, from what was logged."""
    rows = [say.plain("Report {day} · {name}", day=say.day(done.day), name=done.member.name)]
    rows += [
        f"{number}. {_touch(one, say)}" for number, one in enumerate(done.touches[:LINES_SHOWN], 1)
    ]
    if len(done.touches) > LINES_SHOWN:
        rows.append(say.plain("… and {n} more.", n=len(done.touches) - LINES_SHOWN))
    if not done.touches:
        rows.append(say.plain("No interaction logged."))
    if done.opened:
        sums = " + ".join(say.money(one) for one in _sums(done))
        opened = say.plain("New opportunities: {n}", n=len(done.opened))
        rows.append(f"{opened} · {sums}" if sums else opened)
    if done.won:
        won = " + ".join(say.money(one) for one in done.won)
        rows.append(say.plain("Won: {sums}", sums=won))
    if done.missed:
        names = "、" if say.language == "zh" else ", "
        rows.append(
            say.plain(
                "Not visited: {names}", names=names.join(_missed(one, say) for one in done.missed)
            )
        )
    if done.next_visits:
        rows.append(say.plain("Next, {day}:", day=say.day(done.next_visits[0].plan.visit_on)))
        rows += [f"• {at(one.plan, say)}{name_of(one.customer)}" for one in done.next_visits]
    return "\n".join(rows)


def wrap_up(done: DayDone, text: str, has_managers: bool, say: Say) -> Screen:
    """Show the evening's wrap-up: the report as it would be sent, one tap to send it."""
    keys: list[Key] = [Tap(say.plain("✏️ Change"), EditReport(done.day))]
    if has_managers:
        keys.insert(0, Tap(say.plain("📤 Send"), SendReport(done.day)))
    head = say("🌙 <b>Your day</b>") if done else say("🌙 <b>Nothing was logged today.</b>")
    return Screen(lines(head, clip(text, TEXT_SHOWN)), (tuple(keys),))


def ask_text(text: str, say: Say) -> Screen:
    """Ask for the report's text; the present one can be copied and changed."""
    return Screen(
        lines(
            say("<b>Send me the report as it shall read.</b>"),
            clip(text, TEXT_SHOWN),
        ),
        ((Copy(say.plain("📋 Copy"), text),),),
    )


def sent(done: ReportSent, say: Say) -> Screen:
    """Say to whom the report went."""
    names = ", ".join(one.name for one in done.managers)
    if done.again:
        return Screen(toast=say.plain("That report was sent already."))
    if not done.managers:
        return Screen(say("The report is kept. There is nobody to send it to yet."))
    return Screen(
        lines(say("📤 Sent to {names}.", names=names), clip(done.report.text, TEXT_SHOWN))
    )


def for_manager(done: ReportSent, say: Say) -> Screen:
    """Show a rep's report to his manager: he may reply, or say something to each customer's line."""
    keys = [
        Tap(f"💬 {n}. {clip(name_of(one.customer), NAME_IN_KEY)}", CommentOn(one.interaction.id))
        for n, one in enumerate(done.touches[:KEYS_SHOWN], 1)  # as the report counts its lines
    ]
    whole = Tap(say.plain("💬 To the report"), CommentOnReport(done.report.id))
    return Screen(
        lines(
            say("📋 <b>{name}</b>", name=done.member.name),
            clip(done.report.text, TEXT_SHOWN),
            say("<i>Reply to comment, or tap a line.</i>"),
        ),
        (*grid(keys, 2), (whole,)),
        about=f"report:{done.report.id}",
    )


def digests(shown: DigestSettings, say: Say) -> Screen:
    """Show what comes by itself, with a key to switch each."""
    keys = [
        Tap(
            f"{'✓' if one.is_on else '✕'} {say.plain(DIGESTS[one.digest])}",
            SwitchDigest(one.digest),
        )
        for one in shown.settings
    ]
    undo = ((Tap(say.plain("↩ Undo"), Undo(shown.undo)),),) if shown.undo else ()
    return Screen(
        lines(
            say("📬 <b>What comes by itself</b>"),
            say("On working days only, and never in your quiet hours. Tap to switch."),
        ),
        (*grid(keys, 1), *undo),
    )


def digests_key(say: Say) -> Tap:
    """Return the key to the digests."""
    return Tap(say.plain("📬 Digests"), ShowDigests())


def _touch(one: Touched, say: Say) -> str:
    kind = say.plain(KINDS[one.interaction.kind]).split(" ")[0]
    note = clip(one.interaction.note.replace("\n", " "), NOTE_SHOWN)
    outcome = one.interaction.outcome
    marks = [
        "📍" if one.check_in and one.check_in.mark is Mark.VERIFIED else "",
        say.plain(OUTCOMES[outcome]).split(" ")[0] if outcome else "",
    ]
    told = f"{kind} {name_of(one.customer)}" + (f": {note}" if note else "")
    return " ".join(part for part in (told, *marks) if part)


def _missed(one: PlannedVisit, say: Say) -> str:
    name = name_of(one.customer)
    why = reason_of(one.plan, say) if one.plan.state is PlanState.DROPPED else None
    return f"{name} ({why})" if why else name


def _sums(done: DayDone) -> Sequence[Money]:
    totals: dict[str, int] = {}
    for one in done.opened:
        if one.amount_minor is not None and one.currency:
            totals[one.currency] = totals.get(one.currency, 0) + one.amount_minor
    return [Money(minor, currency) for currency, minor in totals.items()]
