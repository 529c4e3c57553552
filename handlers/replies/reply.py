"""A reply to a card, receipt or reminder is about that record: it is noted at once, no question asked."""

from dataclasses import dataclass

from crm.comments import CommentMade, comment_on_interaction, last_touch_of_a_rep
from crm.due_reminders import DueReminder, read_reminder
from crm.interactions import InteractionLogged, NewInteraction, log_interaction
from crm.policy import opportunity_for, plan_for
from crm.reminder_answer_words import AnswerWords, Wish, read_answer
from crm.reminder_answers import LaterWanted
from crm.reminders import ANSWERED, Due, ReminderChanged, set_reminder
from crm.reminders_in_hand import do_answer
from crm.words import read_day, read_due, read_next_step
from handlers.kit.context import Ctx
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, OnReply, Reply, Trigger
from handlers.reminders.answer_texts import answered, later
from handlers.reminders.texts import planned
from handlers.replies import texts
from handlers.replies.buttons import FollowUpOn
from handlers.reports.comment_texts import passed_on
from handlers.reports.comments import deliver
from storage.tables import Kind
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Noted:
    """What a reply to a reminder came to that is no answer to it: a note at its customer, or nothing yet."""

    about: DueReminder
    note: InteractionLogged | None = None


async def customer_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to something about a customer; a leader's reply is to the rep who was there last."""

    def note(work: Work) -> InteractionLogged | CommentMade:
        theirs = last_touch_of_a_rep(work, reply.record_id)
        if theirs is not None:
            return deliver(work, comment_on_interaction(work, theirs.id, reply.text))
        return _note(ctx, work, reply.record_id, reply.text)

    def shown(done: InteractionLogged | CommentMade, say: Say) -> Screen:
        return passed_on(done, say) if isinstance(done, CommentMade) else texts.noted(done, say)

    await ctx.act(note, shown)


async def opportunity_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to something about an opportunity: it is noted at its customer."""

    def note(work: Work) -> InteractionLogged:
        customer_id = opportunity_for(work, reply.record_id).customer_id
        return _note(ctx, work, customer_id, reply.text)

    await ctx.act(note, texts.noted)


async def plan_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to a visit that is planned: it is noted at its customer."""

    def note(work: Work) -> InteractionLogged:
        return _note(ctx, work, plan_for(work, reply.record_id).customer_id, reply.text)

    await ctx.act(note, texts.noted)


async def reminder_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to a reminder: done, given up, later, or moved by a time; anything else is noted."""

    def answer(work: Work) -> ReminderChanged | LaterWanted | Noted:
        about = read_reminder(work, reply.record_id)
        reminder, said_at, zone = about.reminder, ctx.turn.sent_at, ctx.member.zone
        read = read_due(reply.text, said_at, zone)
        said = read_answer(reply.text, reminder, said_at, zone)
        if said is None and read.due is not None and not read.rest:
            said = AnswerWords(Wish.MOVE, read.due)
        if said is not None:
            return do_answer(work, reminder, said)
        if about.customer is None:
            return Noted(about)
        return Noted(about, note=_note(ctx, work, about.customer.id, reply.text))

    await ctx.act(answer, _shown)


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
        OnReply("plan", plan_answered),
        OnReply("reminder", reminder_answered),
        OnButton(FollowUpOn, follow_up_chosen),
    ]


def _note(ctx: Ctx, work: Work, customer_id: int, text: str) -> InteractionLogged:
    said_at, zone = ctx.turn.sent_at, ctx.member.zone
    read = read_next_step(text, said_at, zone)
    new = NewInteraction(
        customer_id,
        Kind.MESSAGE,
        text,
        happened_on=read_day(text, said_at, zone),
        next_step=read.rest,
        due=read.due,
    )
    return log_interaction(work, new)


def _shown(outcome: ReminderChanged | LaterWanted | Noted, say: Say) -> Screen:
    if isinstance(outcome, LaterWanted):
        return later(outcome, say)
    if isinstance(outcome, ReminderChanged):
        return answered(outcome, say)
    reminder = outcome.about.reminder
    if outcome.note is None:
        return texts.about_nobody(reminder, say)
    still_open = reminder if reminder.state not in ANSWERED else None
    return texts.noted(outcome.note, say, still_open)
