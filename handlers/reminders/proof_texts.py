"""What is read about the proof of delivery, and about the health of the program."""

from markupsafe import Markup

from crm.delivery import GONE
from crm.handover import LEFT
from crm.health import Health
from crm.proof import DAYS, Proof
from crm.ringing import NOT_SHOWN
from handlers.kit.commands import N_
from handlers.kit.pushes import push
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, clip, lines
from handlers.reminders.buttons import ListReminders, Whose
from storage.rings import Answer
from storage.tables import Member
from storage.work import Work

REASONS = {
    GONE: N_("the member blocked the bot"),
    LEFT: N_("the member has left"),
    NOT_SHOWN: N_("the message could not be made"),
}
ANSWERS = {
    Answer.DONE: N_("done: {n}"),
    Answer.SNOOZED: N_("snoozed: {n}"),
    Answer.MOVED: N_("moved: {n}"),
    Answer.CANCELLED: N_("cancelled: {n}"),
}
KINDS = {
    "nudge": N_("second reminders"),
    "escalation": N_("escalations"),
    "care": N_("greetings and dates"),
    "morning": N_("morning lists"),
    "evening": N_("evening wrap-ups"),
    "weekly": N_("weekly reports"),
    "monthly": N_("monthly reports"),
    "alarm": N_("alarms"),
}
STRAYS_SHOWN = 5
REASON_SHOWN = 60


def proof(proved: Proof, say: Say) -> Screen:
    """Show that what came due is accounted for, and how."""
    if proved.balances:
        verdict = say("✅ It adds up: every reminder that came due is accounted for.")
    else:
        verdict = say(
            "❌ It does not add up. An administrator runs <code>fieldbook doctor</code>."
        )
    return Screen(
        lines(
            say.count("🧾 <b>The last {n} day</b>", "🧾 <b>The last {n} days</b>", DAYS),
            say("Came due: <b>{n}</b>", n=say.number(proved.came_due)),
            say("= delivered {n}", n=say.number(proved.delivered)),
            say("+ on their way {n}", n=say.number(proved.under_way + proved.not_yet)),
            say("+ undeliverable {n}", n=say.number(sum(proved.undeliverable.values()))),
            *(_reason(why, n, say) for why, n in proved.undeliverable.items()),
            verdict,
            _answers(proved, say),
            _repeats(proved, say),
            say("Planned from now on: {n}", n=say.number(proved.planned)),
            *_others(proved, say),
            *(Markup("❗ {}").format(one) for one in proved.strays[:STRAYS_SHOWN]),
            Markup("\n{}").format(health(proved.health, say)),
        ),
        ((Tap(say.plain("‹ Reminders"), ListReminders(0, Whose.OWN)),),),
    )


def health(seen: Health, say: Say) -> Markup:
    """Say whether reminders move."""
    return lines(
        say("💓 Last sign of life: {ago} ago", ago=say.span(seen.now - seen.last_tick))
        if seen.last_tick
        else say("💓 No sign of life yet"),
        say(
            "⏳ Waiting longest: due {lag}, unsent {unsent}",
            lag=say.span(seen.lag),
            unsent=say.span(seen.oldest_unsent),
        ),
        say("🚫 Failed within a day: {n}", n=say.number(seen.failed_today)),
    )


def tell_lagging(work: Work, member: Member, seen: Health) -> None:
    """Tell an administrator that reminders wait for longer than a minute; again only after they moved."""
    push(
        work, member, lambda say: lagging(seen, say), f"alarm:{member.id}:{work.now:%Y%m%d%H%M%S}"
    )


def lagging(seen: Health, say: Say) -> Screen:
    """What an administrator reads when reminders wait for longer than a minute."""
    late = say("⚠️ <b>Reminders are late.</b>")
    return Screen(lines(late, health(seen, say), say("/reminders proof")))


def _reason(why: str, n: int, say: Say) -> Markup:
    said = say.plain(REASONS[why]) if why in REASONS else clip(why, REASON_SHOWN)
    return Markup("   · {}: {}").format(said, say.number(n))


def _answers(proved: Proof, say: Say) -> Markup:
    told = [
        say.plain(ANSWERS[answer], n=say.number(n)) for answer, n in sorted(proved.answers.items())
    ]
    told.append(say.plain("open: {n}", n=say.number(proved.unanswered)))
    return say("Of those delivered: {what}", what=" · ".join(told))


def _repeats(proved: Proof, say: Say) -> Markup | None:
    if not proved.repeats:
        return None
    return say.count(
        "{n} was marked as a possible repeat: the network hid whether it had arrived.",
        "{n} were marked as possible repeats: the network hid whether they had arrived.",
        proved.repeats,
    )


def _others(proved: Proof, say: Say) -> list[Markup]:
    return [
        say(
            "{kind}: {sent} delivered, {way} on their way, {failed} failed",
            kind=say.plain(KINDS[one.kind]) if one.kind in KINDS else one.kind,
            sent=say.number(one.sent),
            way=say.number(one.under_way),
            failed=say.number(one.failed),
        )
        for one in proved.others
    ]
