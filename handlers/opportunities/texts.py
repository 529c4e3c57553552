"""What a rep reads about opportunities: the questions, the receipt, what was changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup

from crm.opportunities import OpportunityCard, OpportunityCreated
from crm.opportunity_changes import OpportunityChanged
from crm.stages import LOST, WON, Stages, in_language
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, OpenOpportunity, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Receipt, Rows, Screen, Tap, clip, grid, lines
from handlers.opportunities.assigning_texts import offered_line
from handlers.opportunities.buttons import (
    BackToCard,
    ClearIt,
    EditOpportunity,
    LostBecause,
    LostFor,
    MoveTo,
    OpportunityField,
    SaveNow,
    SetStage,
)
from handlers.opportunities.card_texts import card, facts, money_of
from handlers.opportunities.follow_up_texts import planned
from storage.tables import Opportunity

ASKED = {
    OpportunityField.SOURCE: N_("<b>Where did it come from?</b> A fair, a referral, the website…"),
    OpportunityField.NEED: N_("<b>What do they need?</b>"),
    OpportunityField.COMPETITORS: N_("<b>Who else is in it?</b>"),
}


class Named(Protocol):
    """A draft with a customer and a title."""

    subject: str
    title: str


NEXT_SHOWN = 120


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


def ask_first_stage(draft: Named, stages: Stages, say: Say) -> Screen:
    """Ask where it stands."""
    keys = [Tap(stage.name(say.language), SetStage(stage.code)) for stage in stages.open]
    return Screen(lines(head(draft, say), say("<b>Where does it stand?</b>")), grid(keys, 2))


def created(done: OpportunityCreated, say: Say) -> Screen:
    """Read back an opportunity just entered."""
    one = done.opportunity
    undo = (Tap(say.plain("↩ Undo"), Undo(done.undo)),) if done.undo else ()
    remind = (
        ()
        if done.reminder or one.closed_at
        else (Tap(say.plain("⏰ Remind me"), RemindFor(done.customer.id)),)
    )
    head = Markup("💼 <b>{}</b> · {}").format(one.title, done.customer.name)
    ask, keys = _left_to_ask(one, done.stages, say)
    return Screen(
        lines(
            *_entered(one, say),
            Markup("🏢 {}").format(done.customer.name),
            *facts(one, done.stages, say),
            *planned(done.follow_ups, say),
            _next_step(done, say),
            offered_line(done.offered, say) if done.offered else None,
            ask,
        ),
        (
            *keys,
            (*undo, Tap(say.plain("💼 Open"), OpenOpportunity(one.id))),
            (Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)), *remind),
        ),
        about=f"opportunity:{one.id}",
        receipt=Receipt(done.undo, head) if done.undo else None,
    )


def _entered(one: Opportunity, say: Say) -> tuple[Markup, ...]:
    """Say what was entered; one that is over already is not called new."""
    known = say("No opportunity was open there: it is entered as closed.")
    if one.stage == LOST:
        return say("❌ Lost: <b>{title}</b>", title=one.title), known
    if one.stage == WON:
        return say("🏆 Won: <b>{title}</b>", title=one.title), known
    return (say("✅ New opportunity: <b>{title}</b>", title=one.title),)


def _next_step(done: OpportunityCreated, say: Say) -> Markup | None:
    if done.reminder is None:
        return None
    what = done.reminder.text or say.plain("follow up")
    return say(
        "⏰ <b>{when}</b>: {what}",
        when=say.moment(done.reminder.due_at),
        what=clip(what, NEXT_SHOWN),
    )


def ask_stage(shown: OpportunityCard, say: Say) -> Screen:
    """Ask which stage to move it to, with what should be true before it leaves the present one."""
    one = shown.opportunity
    keys: list[Key] = []
    for stage in shown.stages:
        here = "● " if stage.code == one.stage else ""
        asks = {
            LOST: EditOpportunity(one.id, OpportunityField.REASON),
            WON: EditOpportunity(one.id, OpportunityField.FINAL),
        }
        is_asked = stage.code in asks and not here
        button = asks[stage.code] if is_asked else MoveTo(one.id, stage.code)
        keys.append(Tap(here + stage.name(say.language), button))
    hint = shown.stages.get(one.stage).hint(say.language)
    return Screen(
        lines(
            say("💼 {title} · {customer}", title=one.title, customer=shown.customer.name),
            say("<b>Where does it stand?</b>"),
            say("Before it goes on: {hint}", hint=hint) if hint else None,
        ),
        (*grid(keys, 2), (Tap(say.plain("‹ Back"), BackToCard(one.id)),)),
        about=f"opportunity:{one.id}",
    )


def ask_new_title(title: str, say: Say) -> Screen:
    """Ask for another title."""
    return Screen(lines(say("<b>What shall it be called?</b>"), say("Now: {value}", value=title)))


def ask_field(field: OpportunityField, title: str, value: str, say: Say) -> Screen:
    """Ask for one of the plain texts."""
    now = say("Now: {value}", value=value) if value else None
    return Screen(lines(Markup("💼 {}").format(title), say(ASKED[field]), now))


def ask_day(title: str, say: Say) -> Screen:
    """Ask on which day it was won or lost."""
    return Screen(
        lines(
            Markup("💼 {}").format(title),
            say("<b>On which day was it?</b> Type it: “yesterday”, “24 Nov”."),
        )
    )


def ask_reason(title: str, stages: Stages, say: Say) -> Screen:
    """Ask why it was lost."""
    return Screen(
        lines(
            Markup("💼 {}").format(title),
            say("<b>Why was it lost?</b> Tap, or type it."),
        ),
        grid(_reasons(stages, say, LostBecause), 2),
    )


def with_clear(question: Screen, say: Say) -> Screen:
    """Return a question with the key that leaves it empty."""
    return replace(question, rows=(*question.rows, (Tap(say.plain("🗑 Leave empty"), ClearIt()),)))


def changed(done: OpportunityChanged, say: Say) -> Screen:
    """Read back what was changed, before and after, with the card below."""
    undo: Rows = ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else ()
    below = card(done.card, say)
    head = Markup("💼 {} · {}").format(done.card.opportunity.title, lines(*_changes(done, say)))
    is_moved = "stage" in done.before
    ask, keys = (
        _left_to_ask(done.card.opportunity, done.card.stages, say) if is_moved else (None, ())
    )
    return replace(
        below,
        text=lines(*_changes(done, say), below.text, ask),
        rows=(*undo, *keys, *below.rows),
        fresh=False,
        receipt=Receipt(done.undo, head) if done.undo else None,
    )


def _changes(done: OpportunityChanged, say: Say) -> list[Markup]:
    one, before = done.card.opportunity, done.before
    changes: list[Markup] = []
    if "stage" in before:
        names = [
            done.card.stages.get(code).name(say.language) for code in (before["stage"], one.stage)
        ]
        changes.append(_change(names[0], names[1], say))
    plain = ("title", "source", "need", "competitors")
    changes += [_change(before[name], getattr(one, name), say) for name in plain if name in before]
    if "amount_minor" in before:
        old = money_of(before["amount_minor"], before["currency"], say)
        changes.append(_change(old, money_of(one.amount_minor, one.currency, say), say))
    if "close_on" in before:
        changes.append(_change(_day(before["close_on"], say), _day(one.close_on, say), say))
    if "closed_on" in before and "stage" not in before:
        changes.append(_change(_day(before["closed_on"], say), _day(one.closed_on, say), say))
    return changes


def _left_to_ask(one: Opportunity, stages: Stages, say: Say) -> tuple[Markup | None, Rows]:
    """Return what a move by words left unknown, as a line and keys: one tap says it, or nothing does."""
    if one.stage == LOST and not one.lost_reason:
        keys = _reasons(stages, say, lambda place: LostFor(one.id, place))
        return say("<b>Why was it lost?</b>"), grid(keys, 2)
    if one.stage == WON and one.amount_minor is None:
        key = Tap(say.plain("💰 Final amount"), EditOpportunity(one.id, OpportunityField.AMOUNT))
        return say("<b>What was the final amount?</b>"), ((key,),)
    return None, ()


def _reasons(stages: Stages, say: Say, button: Callable[[int], Any]) -> list[Key]:
    return [
        Tap(in_language(reason, say.language), button(place))
        for place, reason in enumerate(stages.lost_reasons)
    ]


def _day(day: date | None, say: Say) -> str | None:
    return say.day(day) if day else None


def _change(before: str | None, after: str | None, say: Say) -> Markup:
    empty = say.plain("(empty)")
    if before == after:
        return say("It was that already: {value}", value=after or empty)
    return say("✅ {before} → <b>{after}</b>", before=before or empty, after=after or empty)
