"""The reminder on the phone, and the rep's answers to it: two taps to answer it and set the next step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from crm.due_reminders import DueReminder, read_reminder
from crm.instants import instant_of
from crm.policy import reminder_for
from crm.reminder_answers import cancel_reminder, give_reminder, snooze_reminder
from crm.reminders import ANSWERED, Due, ReminderChanged, set_reminder
from crm.ringing import Message
from crm.second_tellings import Unanswered
from handlers.kit.context import Ctx
from handlers.kit.links import ShowReminder
from handlers.kit.say import Say
from handlers.kit.screen import Screen, payload
from handlers.kit.triggers import OnButton, Trigger
from handlers.reminders import escalation_texts, push_texts, texts
from handlers.reminders.buttons import (
    AnswerBy,
    GiveTo,
    GiveUp,
    NextOn,
    Snooze,
    SnoozeFor,
    UntilAnswer,
)
from handlers.reminders.push_payloads import push_payload
from storage.tables import Member, Reminder
from storage.work import Work, as_text


def show_due(due: Sequence[DueReminder], now: datetime) -> Message:
    """Return the message that tells a member of what is due, in his language."""
    member = due[0].member
    say = Say(member.language, member.zone, now)
    if len(due) == 1:
        return Message(push_payload(due[0], say), f"reminder:{due[0].reminder.id}")
    screen = push_texts.bundle(due, say)
    return Message(as_text(payload(screen, member.telegram_id)), screen.about)


def show_unanswered(due: Sequence[DueReminder], now: datetime) -> dict[str, Any]:
    """Return the message that tells a member once more of what he has not answered."""
    member = due[0].member
    say = Say(member.language, member.zone, now)
    return payload(push_texts.nudge(due, say), member.telegram_id)


def show_escalated(
    unanswered: Sequence[Unanswered], manager: Member, now: datetime
) -> dict[str, Any]:
    """Return the message that tells a manager of what owners have not answered."""
    say = Say(manager.language, manager.zone, now)
    return payload(escalation_texts.escalations(unanswered, say), manager.telegram_id)


async def next_step_set(ctx: Ctx, tap: NextOn) -> None:
    """The rep tapped the day of the next step after the question was over."""

    def plan(work: Work) -> ReminderChanged:
        before = reminder_for(work, tap.reminder_id)
        return set_reminder(
            work, before.text, Due(tap.day), before.customer_id, before.opportunity_id
        )

    await ctx.act(plan, texts.planned)


async def snooze_asked(ctx: Ctx, tap: Snooze) -> None:
    """The rep wants to be reminded later."""

    def shown(reminder: Reminder, say: Say) -> Screen:
        if reminder.state in ANSWERED:
            return texts.overtaken(reminder, say)
        return push_texts.ask_nap(reminder, ctx.member, say)

    await ctx.act(lambda work: reminder_for(work, tap.reminder_id), shown)


async def snoozed(ctx: Ctx, tap: SnoozeFor) -> None:
    """The rep says for how long."""

    def snooze(work: Work) -> ReminderChanged:
        return snooze_reminder(
            work, tap.reminder_id, push_texts.nap_ends(tap.nap, work.now, ctx.member)
        )

    await ctx.act(snooze, texts.planned)


async def answer_awaited(ctx: Ctx, tap: UntilAnswer) -> None:
    """The rep wants to wait until the customer answers."""

    def shown(reminder: Reminder, say: Say) -> Screen:
        if reminder.state in ANSWERED:
            return texts.overtaken(reminder, say)
        return push_texts.ask_latest(reminder, say)

    await ctx.act(lambda work: reminder_for(work, tap.reminder_id), shown)


async def latest_chosen(ctx: Ctx, tap: AnswerBy) -> None:
    """The rep says until when at the latest."""
    latest = instant_of(tap.day, ctx.member.reminder_time, ctx.member.zone)

    def wait(work: Work) -> ReminderChanged:
        return snooze_reminder(work, tap.reminder_id, latest, awaits_answer=True)

    await ctx.act(wait, texts.planned)


async def given_up(ctx: Ctx, tap: GiveUp) -> None:
    """The rep does not need the reminder any more."""
    await ctx.act(lambda work: cancel_reminder(work, tap.reminder_id), texts.given_up)


async def given(ctx: Ctx, tap: GiveTo) -> None:
    """The rep says which of several colleagues a reminder is for."""
    await ctx.act(lambda work: give_reminder(work, tap.reminder_id, tap.member_id), texts.planned)


async def reminder_shown(ctx: Ctx, tap: ShowReminder) -> None:
    """The rep goes back to a reminder, or opens it from a list, which stays."""
    goes_back = ctx.turn.who.about == f"reminder:{tap.reminder_id}"

    def shown(due: DueReminder, say: Say) -> Screen:
        return replace(push_texts.push(due, say), fresh=not goes_back)

    await ctx.act(lambda work: read_reminder(work, tap.reminder_id), shown)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnButton(NextOn, next_step_set),
        OnButton(Snooze, snooze_asked),
        OnButton(SnoozeFor, snoozed),
        OnButton(UntilAnswer, answer_awaited),
        OnButton(AnswerBy, latest_chosen),
        OnButton(GiveUp, given_up),
        OnButton(GiveTo, given),
        OnButton(ShowReminder, reminder_shown),
    ]
