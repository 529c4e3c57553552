"""What a rep reads while he logs an interaction."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.interactions import InteractionLogged
from handlers.customers.choosing import ask_customer
from handlers.customers.texts import opportunity_line
from handlers.kit.links import OpenCustomer, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS, OUTCOMES
from handlers.log.buttons import (
    NoOpportunity,
    SetKind,
    SetOutcome,
)
from handlers.reminders.texts import finished, settled
from handlers.reminders.when import day_keys
from storage.tables import Customer, Kind, Reminder

NOTE_SHOWN = 600


def ask_whom(recent: Sequence[Customer], say: Say) -> Screen:
    """Ask with whom it was."""
    return ask_customer(say("<b>Whom did you meet?</b>"), recent, say)


def ask_what(customer: str, kind: Kind, say: Say) -> Screen:
    """Ask what happened; the kind of touch is one tap."""
    chosen = {one: "● " if one is kind else "" for one in Kind}
    keys = [Tap(chosen[one] + say.plain(label), SetKind(one)) for one, label in KINDS.items()]
    return Screen(
        lines(
            say("<b>{customer}</b>", customer=customer),
            say("What happened? Write it as it comes."),
        ),
        grid(keys, 3),
    )


def ask_outcome(say: Say) -> Screen:
    """Ask how it went."""
    keys = [Tap(say.plain(label), SetOutcome(outcome)) for outcome, label in OUTCOMES.items()]
    return Screen(say("How did it go?"), grid(keys, 2))


def ask_next(say: Say) -> Screen:
    """Ask for the next step, with its time in the same line."""
    return Screen(
        lines(
            say("<b>What is the next step, and when?</b>"),
            say("For example: “send the quote next Tuesday 10am”."),
        ),
        day_keys(say),
    )


def ask_opportunity(say: Say) -> Screen:
    """Ask for an opportunity, in one line with its amount."""
    return Screen(
        lines(
            say("<b>Is there an opportunity in it?</b>"),
            say("Type it with the amount: “40 pumps, 80k”."),
        ),
        ((Tap(say.plain("No"), NoOpportunity()),),),
    )


def logged(done: InteractionLogged, say: Say) -> Screen:
    """Read back what was saved, with the way to undo it."""
    interaction, reminder = done.interaction, done.reminder
    head = say(
        "✅ {kind} · <b>{customer}</b>",
        kind=say.plain(KINDS[interaction.kind]),
        customer=done.customer.name,
    )
    outcome = say.plain(OUTCOMES[interaction.outcome]) if interaction.outcome else None
    deal = done.opportunity and opportunity_line(done.opportunity, say)
    rows = [
        (
            Tap(say.plain("↩ Undo"), Undo(done.undo)) if done.undo else None,
            Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),
            Tap(say.plain("⏰ Remind me"), RemindFor(done.customer.id)) if not reminder else None,
        )
    ]
    return Screen(
        lines(
            head,
            say("📅 {day}", day=say.day(interaction.happened_on)),
            Markup("👤 {}").format(done.contact.name) if done.contact else None,
            outcome,
            say("📝 {note}", note=clip(interaction.note, NOTE_SHOWN))
            if interaction.note
            else None,
            Markup("💼 {}").format(deal) if deal else None,
            _next_step(reminder, say) if reminder else None,
            finished(done.answered, say),
            settled(done.settled, say),
        ),
        tuple(tuple(key for key in row if key) for row in rows),
        about=f"customer:{done.customer.id}",
    )


def _next_step(reminder: Reminder, say: Say) -> Markup:
    what = reminder.text or say.plain("follow up")
    return say("⏰ {when}: {what}", when=say.moment(reminder.due_at), what=what)
