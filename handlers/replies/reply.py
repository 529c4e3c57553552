"""A reply to a card, receipt or reminder is about that record: it is noted at once, no question asked."""

from collections.abc import Callable
from dataclasses import dataclass

from crm.comments import CommentMade, comment_on_interaction, last_touch_of_a_rep
from crm.due_reminders import DueReminder, read_reminder
from crm.interactions import InteractionLogged, NewInteraction, log_interaction
from crm.policy import opportunity_for, plan_for
from crm.reminder_answers import cancel_reminder, finish_reminder, move_reminder
from crm.reminders import ANSWERED, Due, ReminderChanged, set_reminder
from crm.words import read_day, read_due, read_next_step
from handlers.kit.context import Ctx
from handlers.kit.say import Say
from handlers.kit.screen import Screen, html
from handlers.kit.triggers import OnButton, OnReply, Reply, Trigger
from handlers.reminders.texts import ask_next_step, given_up, overtaken, planned
from handlers.replies import texts
from handlers.replies.buttons import FollowUpOn
from handlers.reports.comment_texts import passed_on
from handlers.reports.comments import deliver
from storage.tables import Kind
from storage.work import Work

DONE = {
    "done",
    "did it",
    "finished",
    "完成",
    "完成了",
    "已完成",
    "做完了",
    "好了",
    "搞定",
    "搞定了",
}
GIVEN_UP = {
    "cancel",
    "cancel it",
    "drop it",
    "not needed",
    "取消",
    "取消提醒",
    "不用了",
    "不需要了",
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What a reply to a reminder came to: a note at its customer, another time, or nothing yet."""

    about: DueReminder
    note: InteractionLogged | None = None
    moved: ReminderChanged | None = None


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
    """The rep replied to a reminder: done, given up, or moved by a time alone; anything else is noted."""
    said = reply.text.casefold().strip(" .!。！")
    if said in DONE:
        await ctx.act(
            lambda work: finish_reminder(work, reply.record_id), _unless_too_late(ask_next_step)
        )
        return
    if said in GIVEN_UP:
        await ctx.act(
            lambda work: cancel_reminder(work, reply.record_id), _unless_too_late(given_up)
        )
        return

    def note(work: Work) -> Noted:
        about = read_reminder(work, reply.record_id)
        read = read_due(reply.text, ctx.turn.sent_at, ctx.member.zone)
        if read.due is not None and not read.rest:
            return Noted(about, moved=move_reminder(work, about.reminder.id, read.due))
        if about.customer is None:
            return Noted(about)
        return Noted(about, note=_note(ctx, work, about.customer.id, reply.text))

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
        OnReply("plan", plan_answered),
        OnReply("reminder", reminder_answered),
        OnButton(FollowUpOn, follow_up_chosen),
    ]


def _unless_too_late(
    show: Callable[[ReminderChanged, Say], Screen],
) -> Callable[[ReminderChanged, Say], Screen]:
    """Say in words, for nothing was tapped, that a reminder had been answered before."""

    def shown(done: ReminderChanged, say: Say) -> Screen:
        if done.undo is None:
            return Screen(html("{}", overtaken(done.reminder, say).toast))
        return show(done, say)

    return shown


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


def _shown(noted: Noted, say: Say) -> Screen:
    if noted.moved is not None:
        return planned(noted.moved, say)
    reminder = noted.about.reminder
    if noted.note is None:
        return texts.about_nobody(reminder, say)
    still_open = reminder if reminder.state not in ANSWERED else None
    return texts.noted(noted.note, say, still_open)
