"""A reply to a card, receipt or reminder is about that record: it is noted at once, no question asked."""

from dataclasses import dataclass

from crm.errors import DueInPast
from crm.interactions import InteractionLogged, NewInteraction, log_interaction
from crm.policy import opportunity_for
from crm.reminders import (
    ANSWERED,
    Due,
    DueReminder,
    ReminderChanged,
    read_reminder,
    set_reminder,
)
from crm.words import read_next_step
from handlers.kit.context import Ctx
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, OnReply, Reply, Trigger
from handlers.reminders.texts import planned
from handlers.replies import texts
from handlers.replies.buttons import FollowUpOn
from storage.tables import Kind
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Noted:
    """What a reply to a reminder came to: a note at its customer, a new reminder, or nothing yet."""

    about: DueReminder
    note: InteractionLogged | None = None
    reminder: ReminderChanged | None = None


async def customer_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to something about a customer."""

    def note(work: Work) -> InteractionLogged:
        return _note(ctx, work, reply.record_id, reply.text)

    await ctx.act(note, texts.noted)


async def opportunity_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to something about an opportunity: it is noted at its customer."""

    def note(work: Work) -> InteractionLogged:
        customer_id = opportunity_for(work, reply.record_id).customer_id
        return _note(ctx, work, customer_id, reply.text)

    await ctx.act(note, texts.noted)


async def reminder_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to a reminder: noted at its customer, with the way to be done with it."""

    def note(work: Work) -> Noted:
        about = read_reminder(work, reply.record_id)
        if about.customer is not None:
            return Noted(about, note=_note(ctx, work, about.customer.id, reply.text))
        read = read_next_step(reply.text, ctx.turn.sent_at, ctx.member.zone)
        if read.due is None:
            return Noted(about)
        return Noted(
            about, reminder=set_reminder(work, read.rest or about.reminder.text, read.due)
        )

    await ctx.act(note, _shown)


async def follow_up_chosen(ctx: Ctx, tap: FollowUpOn) -> None:
    """The rep tapped the day on which to follow up."""
    await ctx.act(
        lambda work: set_reminder(work, "", Due(tap.day), tap.customer_id),
        planned,
    )


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnReply("customer", customer_answered),
        OnReply("opportunity", opportunity_answered),
        OnReply("reminder", reminder_answered),
        OnButton(FollowUpOn, follow_up_chosen),
    ]


def _note(ctx: Ctx, work: Work, customer_id: int, text: str) -> InteractionLogged:
    read = read_next_step(text, ctx.turn.sent_at, ctx.member.zone)
    new = NewInteraction(customer_id, Kind.MESSAGE, text, next_step=read.rest, due=read.due)
    try:
        return log_interaction(work, new)
    except DueInPast:
        return log_interaction(work, NewInteraction(customer_id, Kind.MESSAGE, text))


def _shown(noted: Noted, say: Say) -> Screen:
    if noted.reminder is not None:
        return planned(noted.reminder, say)
    reminder = noted.about.reminder
    if noted.note is None:
        return texts.about_nobody(reminder, say)
    still_open = reminder if reminder.state not in ANSWERED else None
    return texts.noted(noted.note, say, still_open)
