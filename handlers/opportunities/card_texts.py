"""An opportunity's card, what else is known of it, and the three questions of its score."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.money import Money
from crm.opportunities import OpportunityCard
from crm.opportunity_parts import totals
from crm.stages import Stages
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, RemindFor, ShowFilesOf
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, lines
from handlers.opportunities.buttons import (
    AskStage,
    AssignIt,
    BackToCard,
    EditOpportunity,
    Grade,
    LinesOf,
    MoreOf,
    OpportunityField,
    Part,
    PeopleOf,
    ScoreIt,
    StopFollowUps,
)
from handlers.opportunities.follow_up_texts import coming
from storage.tables import Opportunity

REASON_SHOWN = 500
TEXT_SHOWN = 300
QUESTIONS = {
    "potential": N_("Potential"),
    "urgency": N_("Urgency"),
    "competition": N_("Competition"),
}
DEGREES = (N_("low"), N_("medium"), N_("high"))
PARTS = {
    Part.DECIDES: N_("decides"),
    Part.INFLUENCES: N_("influences"),
    Part.USES: N_("uses it"),
    Part.BUYS: N_("buys"),
    Part.AGAINST: N_("against it"),
}


def card(shown: OpportunityCard, say: Say) -> Screen:
    """Show an opportunity with what can be done about it."""
    one = shown.opportunity
    owner = shown.owner_name or say.plain("in the pool")
    return Screen(
        lines(
            Markup("💼 <b>{}</b>").format(one.title),
            Markup("🏢 {}").format(shown.customer.name),
            *facts(one, shown.stages, say),
            *_parts(shown, say),
            _next(shown, say),
            coming(shown.follow_ups, say) if shown.follow_ups else None,
            say("Owner: {name}", name=owner),
        ),
        card_keys(shown, say),
        about=f"opportunity:{one.id}",
        fresh=True,
    )


def facts(one: Opportunity, stages: Stages, say: Say) -> list[Markup]:
    """Return what is known of an opportunity, a line each: stage, amount, close, score, why it was lost."""
    amount = money_of(one.amount_minor, one.currency, say)
    reason = clip(one.lost_reason, REASON_SHOWN) if one.lost_reason else None
    known = [
        say("Stage: {stage}", stage=stages.get(one.stage).name(say.language)),
        say("Amount: {amount}", amount=amount) if amount else None,
        say("Closed: {day}", day=say.day(one.closed_on)) if one.closed_on else None,
        say("Close: {day}", day=say.day(one.close_on))
        if one.close_on and not one.closed_on
        else None,
        say("Reason: {reason}", reason=reason) if reason else None,
        _score(one, say) if one.score else None,
    ]
    return [fact for fact in known if fact]


def more(shown: OpportunityCard, say: Say) -> Screen:
    """Show what else is known: source, need, competitors, the way so far; each can be changed."""
    one = shown.opportunity
    empty = say.plain("(empty)")
    fields = (
        (OpportunityField.SOURCE, N_("Source"), one.source),
        (OpportunityField.NEED, N_("Need"), one.need),
        (OpportunityField.COMPETITORS, N_("Competitors"), one.competitors),
    )
    told = [
        Markup("{}: {}").format(say.plain(name), clip(value or empty, TEXT_SHOWN))
        for _field, name, value in fields
    ]
    keys: list[Key] = [
        Tap(say.plain(name), EditOpportunity(one.id, field)) for field, name, _value in fields
    ]
    closed: tuple[tuple[Key, ...], ...] = ()
    if one.closed_at is not None:
        day = Tap(say.plain("📅 Closing day"), EditOpportunity(one.id, OpportunityField.DAY))
        closed = ((day,),)
    if shown.may_assign and one.closed_at is None:
        closed = (*closed, (Tap(say.plain("🎯 Assign by the rules"), AssignIt(one.id)),))
    if shown.follow_ups:
        closed = (*closed, (Tap(say.plain("🔕 Stop the follow-ups"), StopFollowUps(one.id)),))
    return Screen(
        lines(Markup("💼 <b>{}</b>").format(one.title), *told, _way(shown, say)),
        (tuple(keys), *closed, (Tap(say.plain("‹ Back"), BackToCard(one.id)),)),
        about=f"opportunity:{one.id}",
    )


def ask_score(shown: OpportunityCard, say: Say) -> Screen:
    """Ask the three questions, a row of keys each, with what the answers come to."""
    one = shown.opportunity
    rows = [
        tuple(
            Tap(
                ("● " if getattr(one, question) == grade else "")
                + f"{say.plain(QUESTIONS[question])} {say.plain(degree)}",
                Grade(one.id, question, grade),
            )
            for grade, degree in enumerate(DEGREES, start=1)
        )
        for question in QUESTIONS
    ]
    left = sum(getattr(one, question) is None for question in QUESTIONS)
    return Screen(
        lines(
            Markup("💼 <b>{}</b>").format(one.title),
            _score(one, say)
            if one.score
            else say.count("Score: {n} answer is missing", "Score: {n} answers are missing", left),
            say("Score = potential + urgency + (4 − competition), each from 1 to 3."),
        ),
        (*rows, (Tap(say.plain("‹ Back"), BackToCard(one.id)),)),
        about=f"opportunity:{one.id}",
    )


def card_keys(shown: OpportunityCard, say: Say) -> Rows:
    """Return the keys of the card: everything is at most two taps away."""
    one = shown.opportunity
    edits: list[Key] = [
        Tap(say.plain(label), EditOpportunity(one.id, field))
        for field, label in (
            (OpportunityField.TITLE, N_("✏️ Title")),
            (OpportunityField.AMOUNT, N_("💰 Amount")),
            (OpportunityField.CLOSE, N_("📅 Close")),
        )
    ]
    label = say.plain("📎 Files: {n}", n=shown.files)
    files = (Tap(label, ShowFilesOf(one.id, 0)),) if shown.files else ()
    move = N_("↩️ Reopen…") if one.closed_at else N_("🚩 Move to…")
    return (
        (
            Tap(say.plain(move), AskStage(one.id)),
            Tap(say.plain("⏰ Remind"), RemindFor(shown.customer.id)),
        ),
        tuple(edits),
        (
            Tap(say.plain("⭐ Score"), ScoreIt(one.id)),
            Tap(say.plain("👥 People"), PeopleOf(one.id)),
            Tap(say.plain("📦 Items"), LinesOf(one.id)),
        ),
        (
            Tap(say.plain("⋯ More"), MoreOf(one.id)),
            *files,
            Tap(say.plain("👤 Open customer"), OpenCustomer(shown.customer.id)),
        ),
    )


def money_of(minor: int | None, currency: str | None, say: Say) -> str | None:
    """Return an amount in words; none where it is not known."""
    return None if minor is None or currency is None else say.money(Money(minor, currency))


def part_of(role: str | None, say: Say) -> str | None:
    """Return what part a person has, in the member's language; a part of his own wording as it is."""
    known = next((words for part, words in PARTS.items() if part == role), None)
    return say.plain(known) if known else role


def _score(one: Opportunity, say: Say) -> Markup:
    return say(
        "⭐ {score} = potential {p} + urgency {u} + (4 − competition {c})",
        score=one.score,
        p=one.potential,
        u=one.urgency,
        c=one.competition,
    )


def _parts(shown: OpportunityCard, say: Say) -> Sequence[Markup]:
    told = []
    if shown.people:
        people = [
            f"{person.contact.name} ({part})"
            if (part := part_of(person.link.role, say))
            else person.contact.name
            for person in shown.people[:4]
        ]
        told.append(Markup("👥 {}").format(", ".join(people)))
    currency = shown.opportunity.currency
    if shown.lines and currency:
        sums = totals(shown.lines, currency)
        count = say.count("{n} item", "{n} items", len(shown.lines))
        margin = sums.margin_percent
        told.append(
            say("📦 {count} · margin {margin} %", count=count, margin=margin)
            if margin is not None
            else Markup("📦 {}").format(count)
        )
    return told


def _next(shown: OpportunityCard, say: Say) -> Markup | None:
    if shown.next_step is not None:
        text = clip(shown.next_step.text, 80) or say.plain("follow up")
        return say("⏰ {moment}: {text}", moment=say.moment(shown.next_step.due_at), text=text)
    return None if shown.opportunity.closed_at else say("⚠️ No next step yet")


def _way(shown: OpportunityCard, say: Say) -> Markup:
    held = [
        say.plain("{stage} {n} d", stage=shown.stages.get(stage).name(say.language), n=days)
        for stage, days in shown.days
    ]
    hint = shown.stages.get(shown.opportunity.stage).hint(say.language)
    return lines(
        say("So far: {way}", way=" → ".join(held)),
        say("Before it goes on: {hint}", hint=hint) if hint else None,
    )
