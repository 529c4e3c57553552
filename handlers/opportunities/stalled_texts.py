"""What a rep reads about opportunities that do not move."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.stalling import Stalled
from handlers.kit.commands import N_
from handlers.kit.links import OpenOpportunity, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.opportunities.buttons import (
    Because,
    OnIt,
    OpenStalled,
    OpportunityField,
    PutOff,
    PutOffReason,
)
from handlers.opportunities.buttons import EditOpportunity as Edit
from storage.tables import Opportunity

SHOWN, TITLE_IN_KEY = 8, 34
REASONS = {
    PutOffReason.BUDGET: N_("Budget comes later"),
    PutOffReason.CUSTOMER: N_("The customer decides"),
    PutOffReason.SEASON: N_("Out of season"),
    PutOffReason.OURS: N_("Waiting for us"),
}


def told(stalled: Sequence[Stalled], say: Say) -> Screen:
    """Tell the owner once what does not move."""
    return _list(say("🐢 <b>These do not move</b>"), stalled, say, with_owner=False)


def listing(stalled: Sequence[Stalled], say: Say) -> Screen:
    """List what is stalled and neither put off nor answered."""
    if not stalled:
        return Screen(say("👍 Nothing is stalled."))
    several = len({one.owner_name for one in stalled}) > 1
    return _list(
        say("🐢 <b>Stalled, neither put off nor answered</b>"), stalled, say, with_owner=several
    )


def one(shown: Stalled, say: Say) -> Screen:
    """Show one, with what can be done about it."""
    deal = shown.opportunity
    keys: list[Key] = [
        Tap(say.plain("👍 I am on it"), OnIt(deal.id)),
        Tap(say.plain("⏰ Next step"), RemindFor(shown.customer.id)),
        Tap(say.plain("😴 A week"), PutOff(deal.id, 7)),
        Tap(say.plain("😴 A month"), PutOff(deal.id, 30)),
        Tap(say.plain("😴 Until something happens"), PutOff(deal.id, 0)),
        Tap(say.plain("✖️ Lost"), Edit(deal.id, OpportunityField.REASON)),
        Tap(say.plain("💼 Open"), OpenOpportunity(deal.id)),
    ]
    return Screen(
        lines(Markup("💼 <b>{}</b>").format(deal.title), *_why(shown, say)),
        grid(keys, 2),
        about=f"opportunity:{deal.id}",
    )


def ask_reason(title: str, say: Say) -> Screen:
    """Ask why it is put off."""
    keys = [Tap(say.plain(words), Because(reason)) for reason, words in REASONS.items()]
    return Screen(
        lines(Markup("💼 {}").format(title), say("<b>Why does it wait?</b> Tap, or type it.")),
        grid(keys, 2),
    )


def was_put_off(done: tuple[Opportunity, int | None], days: int, reason: str, say: Say) -> Screen:
    """Read back until when it is put off, and why."""
    deal, undo = done
    how = (
        say.count(
            "😴 {title}: put off for {n} day",
            "😴 {title}: put off for {n} days",
            days,
            title=deal.title,
        )
        if days
        else say("😴 {title}: put off until something happens there", title=deal.title)
    )
    return Screen(
        lines(how, say("Reason: {reason}", reason=reason)),
        _below(deal, undo, say),
        about=f"opportunity:{deal.id}",
    )


def in_hand(done: tuple[Opportunity, int | None], say: Say) -> Screen:
    """Read back that somebody is on it."""
    deal, undo = done
    return Screen(
        say("👍 Noted: you are on {title}.", title=deal.title),
        _below(deal, undo, say),
        about=f"opportunity:{deal.id}",
    )


def _below(deal: Opportunity, undo: int | None, say: Say) -> tuple[tuple[Key, ...], ...]:
    keys: list[Key] = [Tap(say.plain("↩ Undo"), Undo(undo))] if undo else []
    keys.append(Tap(say.plain("💼 Open"), OpenOpportunity(deal.id)))
    return (tuple(keys),)


def _list(head: Markup, stalled: Sequence[Stalled], say: Say, *, with_owner: bool) -> Screen:
    told = []
    for shown in stalled[:SHOWN]:
        owner = f" · {shown.owner_name}" if with_owner and shown.owner_name else ""
        why = Markup(", ").join(_why(shown, say))
        told.append(Markup("• <b>{}</b>{}: {}").format(shown.opportunity.title, owner, why))
    more = len(stalled) - SHOWN
    keys = [
        Tap(clip(f"💼 {shown.opportunity.title}", TITLE_IN_KEY), OpenStalled(shown.opportunity.id))
        for shown in stalled[:SHOWN]
    ]
    rest = say.count("… and {n} more: /stalled", "… and {n} more: /stalled", more)
    return Screen(lines(head, *told, rest if more > 0 else None), grid(keys, 1), fresh=True)


def _why(shown: Stalled, say: Say) -> list[Markup]:
    stage = shown.stages.get(shown.opportunity.stage).name(say.language)
    why = []
    if shown.is_too_long:
        why.append(say.count("{n} day at {stage}", "{n} days at {stage}", shown.days, stage=stage))
    if not shown.has_next_step:
        why.append(say("no next step"))
    return why or [Markup("{}").format(stage)]
