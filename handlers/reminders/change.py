"""Change a reminder: plan it for another time, say it in other words, say whom it is about."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.customer_look_ups import Found, recent_customers
from crm.errors import DueInPast
from crm.policy import reminder_for
from crm.reminder_answers import assign_reminder, cancel_reminder, move_reminder, reword_reminder
from crm.reminders import ANSWERED, Due, ReminderChanged
from handlers.customers.buttons import CreateTyped, PickCustomer
from handlers.customers.choosing import (
    CustomerDraft,
    ask_which,
    create_typed,
    find_by_name,
)
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnText
from handlers.reminders import texts
from handlers.reminders.buttons import AssignTo, GiveUp, Reschedule, RewordIt
from handlers.reminders.when import DueDraft, SetDay
from storage.tables import Reminder
from storage.work import Work


class Step(StrEnum):
    """What is asked: another time, another text, or the customer."""

    WHEN = "when"
    TEXT = "text"
    ABOUT = "about"


@dataclass
class ChangeDraft(CustomerDraft, DueDraft):
    """Which reminder is changed."""

    reminder_id: int = 0


ChangeTalk = Talk[ChangeDraft]
Moved = ReminderChanged | None  # none where the time turned out to be over


async def reschedule_wanted(talk: ChangeTalk, tap: Reschedule) -> Literal[Step.WHEN, End.END]:
    """The rep wants to be reminded at another time."""
    return await talk.act(
        lambda work: _note(work, talk.draft, tap.reminder_id),
        then=lambda reminder: END if reminder.state in ANSWERED else Step.WHEN,
        show=_answered_already,
    )


async def customer_wanted(talk: ChangeTalk, tap: AssignTo) -> Literal[Step.ABOUT, End.END]:
    """The rep wants to say whom the reminder is about."""
    return await talk.act(
        lambda work: _note(work, talk.draft, tap.reminder_id),
        then=lambda reminder: END if reminder.state in ANSWERED else Step.ABOUT,
        show=_answered_already,
    )


async def day_chosen(talk: ChangeTalk, tap: SetDay) -> Literal[Step.WHEN, End.END]:
    """The rep tapped the new day."""
    talk.draft.note_due(Due(tap.day))
    return await _move(talk)


async def time_given(talk: ChangeTalk, words: str) -> Literal[Step.WHEN, End.END]:
    """The rep typed the new time."""
    read = talk.draft.note_words(words, talk.turn.sent_at, talk.member.zone)
    if read.due is None:
        talk.draft.is_unclear = True
        return await talk.go(Step.WHEN)
    return await _move(talk)


async def given_up(talk: ChangeTalk, _tap: GiveUp) -> Literal[End.END]:
    """The rep does not need the reminder any more."""
    return await talk.act(
        lambda work: cancel_reminder(work, talk.draft.reminder_id),
        then=lambda _done: END,
        show=texts.given_up,
    )


async def rewording_wanted(talk: ChangeTalk, _tap: RewordIt) -> Literal[Step.TEXT]:
    """It is the text that the rep wants to change."""
    return await talk.go(Step.TEXT)


async def text_given(talk: ChangeTalk, text: str) -> Literal[End.END]:
    """The rep typed the new text."""
    return await talk.act(
        lambda work: reword_reminder(work, talk.draft.reminder_id, text),
        then=lambda _done: END,
        show=texts.planned,
    )


async def customer_named(talk: ChangeTalk, name: str) -> Literal[Step.ABOUT, End.END]:
    """The rep typed whom it is about: one match is it, several are asked about."""
    draft = talk.draft
    draft.customer_id = 0

    def find(work: Work) -> Found | ReminderChanged:
        found = find_by_name(work, draft, name)
        if not draft.customer_id:
            return found
        return assign_reminder(work, draft.reminder_id, draft.customer_id)

    def shown(outcome: Found | ReminderChanged, say: Say) -> Screen | None:
        if isinstance(outcome, Found):
            return ask_which(outcome, say)
        return texts.planned(outcome, say)

    return await talk.act(
        find,
        then=lambda outcome: Step.ABOUT if isinstance(outcome, Found) else END,
        show=shown,
    )


async def customer_picked(talk: ChangeTalk, tap: PickCustomer) -> Literal[End.END]:
    """The rep picked whom it is about."""
    return await talk.act(
        lambda work: assign_reminder(work, talk.draft.reminder_id, tap.customer_id),
        then=lambda _done: END,
        show=texts.planned,
    )


async def customer_created(talk: ChangeTalk, _tap: CreateTyped) -> Literal[End.END]:
    """The rep wants the name that nobody has to be a new customer."""

    def create(work: Work) -> ReminderChanged:
        customer = create_typed(work, talk.draft)
        return assign_reminder(work, talk.draft.reminder_id, customer.id)

    return await talk.act(create, then=lambda _done: END, show=texts.planned)


def conversation() -> Conversation[ChangeDraft]:
    """Build the conversation."""
    return Conversation(
        name="change_reminder",
        title=N_("Change a reminder"),
        draft=ChangeDraft,
        entries=[
            OnButton(Reschedule, reschedule_wanted),
            OnButton(AssignTo, customer_wanted),
        ],
        asks={
            Step.WHEN: Ask(
                lambda draft, reminder, say: texts.ask_new_time(reminder, draft, say), _load
            ),
            Step.TEXT: Ask(lambda _draft, reminder, say: texts.ask_text(reminder, say), _load),
            Step.ABOUT: Ask(
                lambda _draft, recent, say: texts.ask_about(recent, say),
                load=lambda work, _draft: recent_customers(work),
            ),
        },
        answers={
            Step.WHEN: [
                OnButton(SetDay, day_chosen),
                OnButton(RewordIt, rewording_wanted),
                OnButton(GiveUp, given_up),
                OnText(time_given),
            ],
            Step.TEXT: [OnText(text_given)],
            Step.ABOUT: [
                OnButton(PickCustomer, customer_picked),
                OnButton(CreateTyped, customer_created),
                OnText(customer_named),
            ],
        },
    )


def _load(work: Work, draft: ChangeDraft) -> Reminder:
    return reminder_for(work, draft.reminder_id)


def _note(work: Work, draft: ChangeDraft, reminder_id: int) -> Reminder:
    reminder = reminder_for(work, reminder_id)
    draft.reminder_id = reminder.id
    draft.subject = reminder.text
    return reminder


def _answered_already(reminder: Reminder, say: Say) -> Screen | None:
    return texts.overtaken(reminder, say) if reminder.state in ANSWERED else None


async def _move(talk: ChangeTalk) -> Literal[Step.WHEN, End.END]:
    draft = talk.draft

    def move(work: Work) -> Moved:
        assert draft.due is not None
        try:
            return move_reminder(work, draft.reminder_id, draft.due)
        except DueInPast:
            draft.note_past()
            return None

    return await talk.act(
        move,
        then=lambda done: END if done else Step.WHEN,
        show=lambda done, say: texts.planned(done, say) if done else None,
    )
