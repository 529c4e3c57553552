"""What a rep reads in answer to a line: the receipt, the one question, figures, a short word."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from crm.corrections import Corrected
from crm.figures import Figures
from crm.lines import Asked, Chat, Logged, Question
from crm.money import Money
from crm.opportunities import OpportunityCreated
from crm.stages import StageMoved
from crm.understanding.reading import Intent, Why
from handlers.customers.texts import opportunity
from handlers.kit.links import LogFor, OpenCustomer, OpportunityFor, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS, OUTCOMES, STAGES
from handlers.lines.buttons import (
    ChangeCustomer,
    ChangeKind,
    ChangeOutcome,
    ChangeTime,
    CreateIt,
    KindIs,
    MeantCustomer,
    MeantDay,
    MeantDeal,
    NoDay,
    OtherCustomer,
    OtherDay,
    OutcomeIs,
)
from handlers.reminders.when import day_keys
from storage.tables import Contact, Customer, Interaction, Opportunity, Reminder

NOTE_SHOWN = 400
LINE_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt shows."""

    interaction: Interaction
    customer: Customer
    contact: Contact | None
    reminder: Reminder | None
    undo: int | None


def logged(shown: Logged, say: Say) -> Screen:
    """Read back what was understood and saved, with a key to change each part."""
    done = shown.done
    seen = Receipt(done.interaction, done.customer, done.contact, done.reminder, done.undo)
    is_ticket = shown.reading.intent is Intent.TICKET
    head = say("🛠 Noted as a complaint or service request.") if is_ticket else None
    return receipt(seen, say, above=head, below=_left_out(shown, say))


def corrected(done: Corrected, say: Say) -> Screen:
    """Read back an interaction after a correction."""
    seen = Receipt(done.interaction, done.customer, None, done.reminder, done.undo)
    return receipt(seen, say)


def receipt(
    shown: Receipt, say: Say, above: Markup | None = None, below: Sequence[Markup] = ()
) -> Screen:
    """Show an interaction as it is saved, with [Undo] and a key for each part."""
    interaction, reminder = shown.interaction, shown.reminder
    undo = (Tap(say.plain("↩ Undo"), Undo(shown.undo)),) if shown.undo else ()
    return Screen(
        lines(
            say(
                "✅ {kind} · <b>{customer}</b> · {day}",
                kind=say.plain(KINDS[interaction.kind]),
                customer=shown.customer.name,
                day=say.day(interaction.happened_on),
            ),
            above,
            Markup("👤 {}").format(shown.contact.name) if shown.contact else None,
            say.plain(OUTCOMES[interaction.outcome]) if interaction.outcome else None,
            _amount(interaction.amount_minor, interaction.currency, say),
            _next(reminder, say) if reminder else None,
            Markup("📝 {}").format(clip(interaction.note, NOTE_SHOWN)),
            *below,
        ),
        (
            (*undo, Tap(say.plain("👤 Card"), OpenCustomer(shown.customer.id))),
            (
                Tap(say.plain("⏰ Time"), ChangeTime(interaction.id)),
                Tap(say.plain("🏢 Customer"), ChangeCustomer(interaction.id)),
            ),
            (
                Tap(say.plain("🏷 Kind"), ChangeKind(interaction.id)),
                Tap(say.plain("🙂 Outcome"), ChangeOutcome(interaction.id)),
            ),
            *_as_opportunity(shown, say),
        ),
        about=f"customer:{shown.customer.id}",
    )


def ask_kind(of: Corrected, say: Say) -> Screen:
    """Ask how they met."""
    keys = [
        Tap(say.plain(label), KindIs(of.interaction.id, kind)) for kind, label in KINDS.items()
    ]
    return Screen(say("How did you meet <b>{name}</b>?", name=of.customer.name), grid(keys, 3))


def ask_outcome(of: Corrected, say: Say) -> Screen:
    """Ask how it went."""
    keys = [
        Tap(say.plain(label), OutcomeIs(of.interaction.id, outcome))
        for outcome, label in OUTCOMES.items()
    ]
    return Screen(say("How did it go at <b>{name}</b>?", name=of.customer.name), grid(keys, 2))


def ask_other_customer(typed: str, found: Sequence[Customer], say: Say) -> Screen:
    """Ask which customer it was."""
    keys = [Tap(one.name, OtherCustomer(one.id)) for one in found]
    nobody = (
        say("I find nobody for “{name}”.", name=clip(typed, 60)) if typed and not keys else None
    )
    how = say("<b>Which customer was it?</b> Pick one or type the name.")
    return Screen(lines(nobody, how), grid(keys, 1))


def ask_other_time(is_unclear: bool, say: Say) -> Screen:
    """Ask when the next step is due."""
    doubt = say("I am not sure which day you mean.") if is_unclear else None
    how = say("<b>When?</b> Tap a day, or type it: “Friday 3pm”.")
    return Screen(lines(doubt, how), day_keys(say, OtherDay))


def question(asked: Question, say: Say) -> Screen:
    """Ask the one question."""
    return {
        Asked.CUSTOMER: ask_customer,
        Asked.NEWCOMER: ask_newcomer,
        Asked.WHEN: ask_when,
        Asked.DEAL: ask_deal,
    }[asked.asked](asked, say)


def ask_customer(asked: Question, say: Say) -> Screen:
    """Ask which customer is meant."""
    keys = [Tap(one.name, MeantCustomer(one.id)) for one in asked.customers]
    return Screen(
        lines(
            say("<b>Which customer do you mean?</b>"),
            _quoted(asked.reading.text),
            say("Pick one or type the name."),
        ),
        grid(keys, 1),
    )


def ask_newcomer(asked: Question, say: Say) -> Screen:
    """Ask whether an unknown name is a new customer."""
    reading = asked.reading
    name = reading.new_customer or ""
    keys: list[Key] = [Tap(say.plain("➕ Enter “{name}”", name=clip(name, 40)), CreateIt())]
    keys += [Tap(one.name, MeantCustomer(one.id)) for one in asked.customers]
    known = say("These look alike:") if asked.customers else None
    who = " · ".join(part for part in (reading.contact, reading.phone) if part)
    return Screen(
        lines(say("<b>{name}</b> is new to me.", name=name), who or None, known), grid(keys, 1)
    )


def ask_when(asked: Question, say: Say) -> Screen:
    """Ask for the day of the next step."""
    doubt = next((one for one in asked.reading.doubts if one.about == "follow_up"), None)
    unclear = (
        doubt and doubt.span and say("I am not sure when “{words}” is.", words=doubt.span.text)
    )
    keys = day_keys(say, MeantDay)
    is_beside_a_log = doubt is not None and asked.reading.intent is not Intent.REMIND
    undated = ((Tap(say.plain("Without a reminder"), NoDay()),),) if is_beside_a_log else ()
    return Screen(
        lines(
            unclear or None, say("<b>When shall I remind you?</b>"), _quoted(asked.reading.text)
        ),
        (*keys, *undated),
    )


def ask_deal(asked: Question, say: Say) -> Screen:
    """Ask which opportunity is meant."""
    keys = [Tap(_deal(one, say), MeantDeal(one.id)) for one in asked.opportunities]
    return Screen(
        lines(say("<b>Which opportunity do you mean?</b>"), _quoted(asked.reading.text)),
        grid(keys, 1),
    )


def opportunity_created(done: OpportunityCreated, say: Say) -> Screen:
    """Read back an opportunity."""
    return Screen(
        lines(
            say("✅ New opportunity · <b>{customer}</b>", customer=done.customer.name),
            opportunity(done.opportunity, say),
            _next(done.reminder, say) if done.reminder else None,
        ),
        (
            (
                Tap(say.plain("↩ Undo"), Undo(done.undo or 0)),
                Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),
                Tap(say.plain("⏰ Remind"), RemindFor(done.customer.id)),
            ),
        ),
        about=f"customer:{done.customer.id}",
    )


def stage_moved(done: StageMoved, say: Say) -> Screen:
    """Read back a move."""
    reason = done.opportunity.lost_reason
    return Screen(
        lines(
            say(
                "✅ {before} → <b>{after}</b> · {customer}",
                before=say.plain(STAGES[done.before]),
                after=say.plain(STAGES[done.opportunity.stage]),
                customer=done.customer.name,
            ),
            opportunity(done.opportunity, say),
            say("Reason: {reason}", reason=clip(reason, NOTE_SHOWN)) if reason else None,
        ),
        (
            (
                Tap(say.plain("↩ Undo"), Undo(done.undo or 0)),
                Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),
                Tap(say.plain("📝 Log"), LogFor(done.customer.id)),
            ),
        ),
        about=f"customer:{done.customer.id}",
    )


def figures(shown: Figures, say: Say) -> Screen:
    """Show a member's month."""
    touches = [f"{say.plain(KINDS[kind])}: {say.number(n)}" for kind, n in shown.touches.items()]
    won = " + ".join(say.money(one) for one in shown.won_sums)
    return Screen(
        lines(
            say("<b>Your month</b> since {day}", day=say.day(shown.since)),
            *(touches or [say("No interaction logged yet.")]),
            say("New opportunities: {n}", n=say.number(shown.opened)),
            say("Won: {n}", n=say.number(shown.won)) + (f" · {won}" if won else ""),
        )
    )


def chat(said: Chat, say: Say) -> Screen:
    """Answer what asks for nothing: one short line."""
    if said.is_newcomer:
        return Screen(
            say(
                "Who is the new customer? For example: “new customer: Redwood Clinics, Emily Stone, +1 415 555 0100”."
            )
        )
    return Screen(say("👍 Tell me about a visit, type a customer's name, or “remind me …”."))


def left_out(parts: Sequence[str], say: Say) -> Screen:
    """Say which parts of a line with several acts were not certain enough to be saved."""
    words = (Markup("• {}").format(clip(part, LINE_SHOWN)) for part in parts)
    return Screen(
        lines(say("❔ I did not save this part. Send it again with the customer's name:"), *words)
    )


def _as_opportunity(shown: Receipt, say: Say) -> Rows:
    if shown.interaction.amount_minor is None:
        return ()
    return ((Tap(say.plain("💼 New opportunity"), OpportunityFor(shown.customer.id)),),)


def _left_out(shown: Logged, say: Say) -> list[Markup]:
    left = []
    for doubt in shown.doubts:
        words = doubt.span.text if doubt.span else ""
        if doubt.about == "amount":
            left.append(say("❔ Two amounts in “{words}”: neither was noted.", words=words))
        elif doubt.why is Why.UNKNOWN:
            left.append(say("❔ {words} is no contact of this customer yet.", words=words))
        else:
            left.append(say("❔ Several contacts fit “{words}”.", words=words))
    return left


def _next(reminder: Reminder, say: Say) -> Markup:
    what = reminder.text or say.plain("follow up")
    return say(
        "⏰ <b>{when}</b>: {what}", when=say.moment(reminder.due_at), what=clip(what, LINE_SHOWN)
    )


def _amount(minor: int | None, currency: str | None, say: Say) -> Markup | None:
    if minor is None or currency is None:
        return None
    return Markup("💰 {}").format(say.money(Money(minor, currency)))


def _deal(one: Opportunity, say: Say) -> str:
    return str(opportunity(one, say).striptags())


def _quoted(text: str) -> Markup:
    return Markup("<i>{}</i>").format(clip(text, LINE_SHOWN))
