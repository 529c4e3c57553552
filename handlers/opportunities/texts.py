"""What a rep reads about opportunities: the questions, the receipt, the card, what was changed."""

from dataclasses import replace
from typing import Protocol

from markupsafe import Markup

from crm.money import Money
from crm.opportunities import CLOSED, OpportunityCard, OpportunityChanged, OpportunityCreated
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, OpenOpportunity, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from handlers.kit.words import STAGES
from handlers.opportunities.buttons import (
    AskStage,
    BackToCard,
    ClearIt,
    EditOpportunity,
    LostBecause,
    LostReason,
    MoveTo,
    OpportunityField,
    SaveNow,
    SetStage,
)
from storage.tables import Opportunity, Stage

OPEN = tuple(stage for stage in Stage if stage not in CLOSED)
REASON_SHOWN = 500
REASONS = {
    LostReason.PRICE: N_("Price"),
    LostReason.RIVAL: N_("A competitor"),
    LostReason.BUDGET: N_("No budget"),
    LostReason.QUIET: N_("No decision"),
}


class Named(Protocol):
    """A draft with a customer and a title."""

    subject: str
    title: str


def ask_title(customer: str, say: Say) -> Screen:
    """Ask what may be sold; amount and close may come in the same line."""
    return Screen(
        lines(
            Markup("🏢 {}").format(customer),
            say("<b>What may they buy?</b>"),
            say("All in one line is fine: “40 pumps, 80k, end of March”."),
        )
    )


def head(draft: Named, say: Say) -> Markup:
    """Return what an opportunity under way is and at whom."""
    return say("💼 {title} · {customer}", title=draft.title, customer=draft.subject)


def with_save(question: Screen, say: Say) -> Screen:
    """Return a question with the key that saves what is known."""
    return replace(question, rows=(*question.rows, (Tap(say.plain("💾 Save now"), SaveNow()),)))


def ask_first_stage(draft: Named, say: Say) -> Screen:
    """Ask where it stands."""
    keys = [Tap(say.plain(STAGES[stage]), SetStage(stage)) for stage in OPEN]
    return Screen(lines(head(draft, say), say("<b>Where does it stand?</b>")), grid(keys, 2))


def created(done: OpportunityCreated, say: Say) -> Screen:
    """Read back an opportunity just entered."""
    one = done.opportunity
    undo = (Tap(say.plain("↩ Undo"), Undo(done.undo)),) if done.undo else ()
    return Screen(
        lines(
            say("✅ New opportunity: <b>{title}</b>", title=one.title),
            Markup("🏢 {}").format(done.customer.name),
            *_facts(one, say),
        ),
        (
            (*undo, Tap(say.plain("💼 Open"), OpenOpportunity(one.id))),
            (
                Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),
                Tap(say.plain("⏰ Remind me"), RemindFor(done.customer.id)),
            ),
        ),
        about=f"opportunity:{one.id}",
    )


def card(shown: OpportunityCard, say: Say) -> Screen:
    """Show an opportunity with what can be done about it."""
    one = shown.opportunity
    owner = shown.owner_name or say.plain("in the pool")
    return Screen(
        lines(
            Markup("💼 <b>{}</b>").format(one.title),
            Markup("🏢 {}").format(shown.customer.name),
            *_facts(one, say),
            say("Owner: {name}", name=owner),
        ),
        _card_keys(shown, say),
        about=f"opportunity:{one.id}",
        fresh=True,
    )


def ask_stage(shown: OpportunityCard, say: Say) -> Screen:
    """Ask which stage to move it to."""
    one = shown.opportunity
    here = {stage: "● " if stage is one.stage else "" for stage in Stage}
    keys = [
        Tap(here[stage] + say.plain(label), MoveTo(one.id, stage))
        for stage, label in STAGES.items()
        if stage is not Stage.LOST
    ]
    lost = Tap(
        here[Stage.LOST] + say.plain(STAGES[Stage.LOST]),
        EditOpportunity(one.id, OpportunityField.REASON),
    )
    back = Tap(say.plain("‹ Back"), BackToCard(one.id))
    return Screen(
        lines(
            say("💼 {title} · {customer}", title=one.title, customer=shown.customer.name),
            say("<b>Where does it stand?</b>"),
        ),
        (*grid([*keys, lost], 2), (back,)),
        about=f"opportunity:{one.id}",
    )


def ask_new_title(title: str, say: Say) -> Screen:
    """Ask for another title."""
    return Screen(lines(say("<b>What shall it be called?</b>"), say("Now: {value}", value=title)))


def ask_reason(title: str, say: Say) -> Screen:
    """Ask why it was lost."""
    keys = [Tap(say.plain(label), LostBecause(code)) for code, label in REASONS.items()]
    return Screen(
        lines(
            Markup("💼 {}").format(title),
            say("<b>Why was it lost?</b> Tap, or type it."),
        ),
        grid(keys, 2),
    )


def with_clear(question: Screen, say: Say) -> Screen:
    """Return a question with the key that leaves it empty."""
    return replace(question, rows=(*question.rows, (Tap(say.plain("🗑 Leave empty"), ClearIt()),)))


def changed(done: OpportunityChanged, say: Say) -> Screen:
    """Read back what was changed, before and after, with the card below."""
    one, before = done.card.opportunity, done.before
    changes: list[Markup] = []
    if "stage" in before:
        changes.append(
            _change(say.plain(STAGES[before["stage"]]), say.plain(STAGES[one.stage]), say)
        )
    if "title" in before:
        changes.append(_change(before["title"], one.title, say))
    if "amount_minor" in before:
        old = _money(before["amount_minor"], before["currency"], say)
        changes.append(_change(old, _money(one.amount_minor, one.currency, say), say))
    if "close_on" in before:
        old = say.day(before["close_on"]) if before["close_on"] else None
        changes.append(_change(old, say.day(one.close_on) if one.close_on else None, say))
    undo: Rows = ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else ()
    below = card(done.card, say)
    return replace(below, text=lines(*changes, below.text), rows=(*undo, *below.rows), fresh=False)


def _change(before: str | None, after: str | None, say: Say) -> Markup:
    empty = say.plain("(empty)")
    if before == after:
        return say("It was that already: {value}", value=after or empty)
    return say("✅ {before} → <b>{after}</b>", before=before or empty, after=after or empty)


def _facts(one: Opportunity, say: Say) -> list[Markup]:
    amount = _money(one.amount_minor, one.currency, say)
    facts = [
        say("Stage: {stage}", stage=say.plain(STAGES[one.stage])),
        say("Amount: {amount}", amount=amount) if amount else None,
        say("Close: {day}", day=say.day(one.close_on)) if one.close_on else None,
        say("Reason: {reason}", reason=clip(one.lost_reason, REASON_SHOWN))
        if one.lost_reason
        else None,
    ]
    return [fact for fact in facts if fact]


def _money(minor: int | None, currency: str | None, say: Say) -> str | None:
    return None if minor is None or currency is None else say.money(Money(minor, currency))


def _card_keys(shown: OpportunityCard, say: Say) -> Rows:
    one = shown.opportunity
    edits: list[Key] = [
        Tap(say.plain(label), EditOpportunity(one.id, field))
        for field, label in (
            (OpportunityField.TITLE, N_("✏️ Title")),
            (OpportunityField.AMOUNT, N_("💰 Amount")),
            (OpportunityField.CLOSE, N_("📅 Close")),
        )
    ]
    return (
        (Tap(say.plain("🚩 Move to…"), AskStage(one.id)),),
        tuple(edits),
        (Tap(say.plain("👤 Open customer"), OpenCustomer(shown.customer.id)),),
    )
