"""Set a reminder: what and when in one line, and only what is missing is asked for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.customer_look_ups import Found, recent_customers
from crm.errors import DueInPast, NoCloseExpected
from crm.line_outcomes import Line
from crm.line_reading import read_line
from crm.policy import actor_of
from crm.reminder_words import aimed_at, asking_whom, due_before_close, read_lead
from crm.reminders import Due, ReminderChanged, set_reminder
from handlers.customers.buttons import CreateTyped, PickCustomer
from handlers.customers.choosing import (
    CustomerDraft,
    ask_which,
    choose,
    create_typed,
    find_by_name,
)
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.links import NewReminder, RemindFor
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText
from handlers.reminders import texts
from handlers.reminders.when import DueDraft, SetDay, ask_when
from storage.work import Work


class Step(StrEnum):
    """The questions, in order; a rep who tells all in one line is asked none."""

    WHAT = "what"
    WHEN = "when"
    ABOUT = "about"


@dataclass
class ReminderDraft(CustomerDraft, DueDraft):
    """What the rep has told; one who `is_led` is asked whom it is about, unless the `line` names him.

    `lead` are the words that put it before a close ("2 days before close").
    """

    text: str = ""
    line: str = ""
    is_led: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Whom it is about is to be asked."""


ReminderTalk = Talk[ReminderDraft]
Planned = ReminderChanged | None  # none where the time turned out to be over
Outcome = Found | Unnamed | Planned
AnyNext = Literal[Step.WHAT, Step.WHEN, Step.ABOUT, End.END]


async def started(talk: ReminderTalk, words: str) -> AnyNext:
    """The rep wants a reminder; words after the command are what and when."""
    if words:
        return await what_given(talk, words)
    talk.draft.is_led = True
    return await talk.go(Step.WHAT)


async def begun(talk: ReminderTalk, _tap: NewReminder) -> Literal[Step.WHAT]:
    """The rep tapped "new reminder"."""
    talk.draft.is_led = True
    return await talk.go(Step.WHAT)


async def begun_for(talk: ReminderTalk, tap: RemindFor) -> Literal[Step.WHAT]:
    """The rep wants a reminder about a customer."""
    return await talk.act(
        lambda work: choose(work, talk.draft, tap.customer_id), then=lambda _customer: Step.WHAT
    )


async def what_given(talk: ReminderTalk, words: str) -> AnyNext:
    """The rep says what it is about, mostly with the time."""
    draft = talk.draft
    draft.line = words
    read = draft.note_words(words, talk.turn.sent_at, talk.member.zone)
    draft.text = read.rest
    if read.due is None and (lead := read_lead(words, talk.turn.sent_at, talk.member.zone)):
        draft.text, draft.lead = lead.rest, words
    draft.subject = draft.subject or draft.text
    if not draft.text and not draft.customer_id:
        return await talk.go(Step.WHAT)
    return await _go_on(talk)


async def time_given(talk: ReminderTalk, words: str) -> AnyNext:
    """The rep says when."""
    draft = talk.draft
    read = draft.note_words(words, talk.turn.sent_at, talk.member.zone)
    if read.due is None and read_lead(words, talk.turn.sent_at, talk.member.zone):
        draft.lead = words
    elif read.due is None:
        draft.is_unclear = True
        return await talk.go(Step.WHEN)
    return await _go_on(talk)


async def day_chosen(talk: ReminderTalk, tap: SetDay) -> AnyNext:
    """The rep tapped a day."""
    talk.draft.note_due(Due(tap.day))
    return await _go_on(talk)


async def customer_named(talk: ReminderTalk, name: str) -> Literal[Step.WHEN, Step.ABOUT, End.END]:
    """The rep typed whom it is about: one match is it, several are asked about."""
    draft = talk.draft
    draft.customer_id = 0

    def find(work: Work) -> Outcome:
        found = find_by_name(work, draft, name)
        return _plan(work, draft) if draft.customer_id else found

    return await talk.act(find, then=_where, show=_shown)


async def customer_picked(talk: ReminderTalk, tap: PickCustomer) -> Literal[Step.WHEN, End.END]:
    """The rep picked whom it is about."""

    def pick(work: Work) -> Planned:
        choose(work, talk.draft, tap.customer_id)
        return _plan(work, talk.draft)

    return await talk.act(pick, then=_where_planned, show=_shown)


async def customer_created(talk: ReminderTalk, _tap: CreateTyped) -> Literal[Step.WHEN, End.END]:
    """The rep wants the name that nobody has to be a new customer."""

    def create(work: Work) -> Planned:
        create_typed(work, talk.draft)
        return _plan(work, talk.draft)

    return await talk.act(create, then=_where_planned, show=_shown)


async def about_nobody(talk: ReminderTalk, _tap: None) -> Literal[Step.WHEN, End.END]:
    """It is about no customer."""
    talk.draft.is_led = False
    return await _save(talk)


def conversation() -> Conversation[ReminderDraft]:
    """Build the conversation."""
    return Conversation(
        name="reminder",
        title=N_("Set a reminder"),
        draft=ReminderDraft,
        entries=[
            OnCommand("remind", started),
            OnButton(NewReminder, begun),
            OnButton(RemindFor, begun_for),
        ],
        asks={
            Step.WHAT: Ask(lambda draft, _none, say: texts.ask_what(draft, draft.subject, say)),
            Step.WHEN: Ask(lambda draft, _none, say: ask_when(draft.text, draft, say)),
            Step.ABOUT: Ask(
                lambda _draft, recent, say: texts.ask_about(recent, say),
                load=lambda work, _draft: recent_customers(work),
                skip_by=about_nobody,
            ),
        },
        answers={
            Step.WHAT: [OnText(what_given)],
            Step.WHEN: [OnButton(SetDay, day_chosen), OnText(time_given)],
            Step.ABOUT: [
                OnButton(PickCustomer, customer_picked),
                OnButton(CreateTyped, customer_created),
                OnText(customer_named),
            ],
        },
    )


async def _go_on(talk: ReminderTalk) -> Literal[Step.WHEN, Step.ABOUT, End.END]:
    draft = talk.draft
    if draft.due is None and not draft.lead:
        return await talk.go(Step.WHEN)
    if draft.is_led and not draft.customer_id:
        return await talk.act(lambda work: _plan_if_named(work, draft), then=_where, show=_shown)
    return await _save(talk)


async def _save(talk: ReminderTalk) -> Literal[Step.WHEN, End.END]:
    return await talk.act(lambda work: _plan(work, talk.draft), then=_where_planned, show=_shown)


def _plan_if_named(work: Work, draft: ReminderDraft) -> Unnamed | Planned:
    _note_named(work, draft)
    return _plan(work, draft) if draft.customer_id else Unnamed()


def _note_named(work: Work, draft: ReminderDraft) -> None:
    if draft.line and not draft.customer_id:
        named = read_line(work, Line(draft.line, work.now)).customer
        draft.customer_id = named.id if named else 0


def _plan(work: Work, draft: ReminderDraft) -> Planned:
    _note_named(work, draft)
    aimed = aimed_at(work, draft.text)
    opportunity_id = None
    due = draft.due
    if due is None:
        due, opportunity_id = _before_close(work, draft)
    try:
        customer_id = draft.customer_id or None
        done = set_reminder(work, aimed.text, due, customer_id, opportunity_id, aimed.for_id)
    except DueInPast:
        draft.note_past()
        return None
    return asking_whom(work, done, aimed)


def _before_close(work: Work, draft: ReminderDraft) -> tuple[Due, int]:
    lead = read_lead(draft.lead, work.now, actor_of(work).zone)
    found = due_before_close(work, lead, draft.customer_id) if lead and draft.customer_id else None
    if found is None:
        raise NoCloseExpected
    due, opportunity = found
    return due, opportunity.id


def _where(outcome: Outcome) -> Literal[Step.WHEN, Step.ABOUT, End.END]:
    return Step.ABOUT if isinstance(outcome, Found | Unnamed) else _where_planned(outcome)


def _where_planned(done: Planned) -> Literal[Step.WHEN, End.END]:
    return END if done else Step.WHEN


def _shown(outcome: Outcome, say: Say) -> Screen | None:
    if isinstance(outcome, Found):
        return ask_which(outcome, say)
    if isinstance(outcome, Unnamed):
        return None
    return texts.planned(outcome, say) if outcome else None
