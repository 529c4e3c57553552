"""What a rep reads in answer to a line: the receipt, the one question, figures, a short word."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from crm.attachments import Filed
from crm.corrections import Corrected
from crm.line_outcomes import Chat, Logged
from crm.money import Money
from crm.understanding.reading import Why
from handlers.attachments.texts import filed as files_filed
from handlers.kit.links import OpenCustomer, OpportunityFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Receipt, Rows, Screen, Tap, clip, lines
from handlers.kit.words import KINDS, OUTCOMES
from handlers.lines.buttons import (
    ChangeAmount,
    ChangeCustomer,
    ChangeDay,
    ChangeKind,
    ChangeOutcome,
    ChangeTime,
)
from handlers.reminders.texts import settled
from storage.tables import Contact, Customer, Interaction, Reminder

NOTE_SHOWN = 400
LINE_SHOWN = 120


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a receipt shows; `files` are how many are on the interaction."""

    interaction: Interaction
    customer: Customer
    contact: Contact | None
    reminder: Reminder | None
    undo: int | None
    files: int = 0


def logged(shown: Logged, say: Say) -> Screen:
    """Read back what was understood and saved, with a key to change each part."""
    done = shown.done
    seen = ReadBack(
        done.interaction, done.customer, done.contact, done.reminder, done.undo, shown.files
    )
    waited = settled(done.settled, say)
    below = [*([waited] if waited else []), *_left_out(shown, say)]
    return receipt(seen, say, below=below, goes_on=shown.files > 0)


def corrected(done: Corrected, say: Say) -> Screen:
    """Read back an interaction after a correction."""
    seen = ReadBack(done.interaction, done.customer, done.contact, done.reminder, done.undo)
    return receipt(seen, say)


def filed(shown: Filed, say: Say) -> Screen:
    """Read back files: with the interaction that the same act entered, else by themselves."""
    interaction = shown.interaction
    if interaction is None or not shown.entered:
        return files_filed(shown, say)
    whole = ReadBack(
        interaction,
        shown.customer,
        shown.contact,
        shown.next_step,
        shown.undo,
        len(shown.attachments),
    )
    return receipt(whole, say, goes_on=True)


def receipt(
    shown: ReadBack,
    say: Say,
    above: Markup | None = None,
    below: Sequence[Markup] = (),
    goes_on: bool = False,
) -> Screen:
    """Show an interaction as it is saved, with [Undo] and a key for each part.

    It `goes_on` where more files may come to it.
    """
    interaction, reminder = shown.interaction, shown.reminder
    undo = (Tap(say.plain("↩ Undo"), Undo(shown.undo)),) if shown.undo else ()
    head = say(
        "{kind} · <b>{customer}</b> · {day}",
        kind=say.plain(KINDS[interaction.kind]),
        customer=shown.customer.name,
        day=say.day(interaction.happened_on),
    )
    return Screen(
        lines(
            Markup("✅ ") + head,
            above,
            Markup("👤 {}").format(shown.contact.name) if shown.contact else None,
            say.plain(OUTCOMES[interaction.outcome]) if interaction.outcome else None,
            _amount(interaction.amount_minor, interaction.currency, say),
            _next(reminder, say) if reminder else None,
            Markup("📝 {}").format(clip(interaction.note, NOTE_SHOWN))
            if interaction.note
            else None,
            say.count("📎 {n} file", "📎 {n} files", shown.files) if shown.files else None,
            *below,
        ),
        (
            (*undo, Tap(say.plain("👤 Card"), OpenCustomer(shown.customer.id))),
            (
                Tap(say.plain("🏢 Customer"), ChangeCustomer(interaction.id)),
                Tap(say.plain("📅 Day"), ChangeDay(interaction.id)),
                Tap(say.plain("⏰ Time"), ChangeTime(interaction.id)),
            ),
            (
                Tap(say.plain("🏷 Kind"), ChangeKind(interaction.id)),
                Tap(say.plain("🙂 Outcome"), ChangeOutcome(interaction.id)),
                Tap(say.plain("💰 Amount"), ChangeAmount(interaction.id)),
            ),
            *_as_opportunity(shown, say),
        ),
        about=f"customer:{shown.customer.id}",
        receipt=Receipt(shown.undo, head, goes_on) if shown.undo else None,
    )


def chat(said: Chat, say: Say) -> Screen:
    """Answer what asks for nothing: one short line."""
    if said.is_late_edit:
        return Screen(say("Nothing was saved from that message: send it again, please."))
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


def _as_opportunity(shown: ReadBack, say: Say) -> Rows:
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
