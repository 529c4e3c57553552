"""One message is enough: a line is read, saved and read back; in doubt, one question is asked.

This is a conversation that mostly ends where it begins. Its draft is the line itself with what was answered:
every answer reads the line again, so that nothing is guessed twice in different ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal

from telegram import Message

from crm.customers import Found, may_be_a_name
from crm.history import undo_message
from crm.line_outcomes import Asked, Chat, Line, Outcomes, Question
from crm.lines import read_line, take_line
from crm.reminders import Due
from crm.understanding.reading import Intent
from crm.words import read_due
from handlers.customers.card import offer_to_enter
from handlers.customers.create import NewCustomerDraft
from handlers.customers.texts import no_name
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnEdit, OnText
from handlers.lines import questions
from handlers.lines.buttons import CreateIt, MeantCustomer, MeantDay, MeantDeal, NoDay
from handlers.lines.screens import screens_for
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    CUSTOMER = "customer"
    NEWCOMER = "newcomer"
    WHEN = "when"
    DEAL = "deal"


AnyStep = Literal[Step.CUSTOMER, Step.NEWCOMER, Step.WHEN, Step.DEAL, End.END]


@dataclass
class LineDraft(Draft):
    """A line and what was answered about it."""

    text: str = ""
    said_at: str = ""
    customer_id: int = 0
    is_new: bool = False
    due_on: str = ""
    due_at: str = ""
    due_rule: str = ""
    is_undated: bool = False
    opportunity_id: int = 0


LineTalk = Talk[LineDraft]


async def line_said(talk: LineTalk, text: str) -> AnyStep:
    """The rep wrote a line."""
    talk.draft = LineDraft(subject=text[:60], text=text, said_at=talk.turn.sent_at.isoformat())
    return await _take(talk)


async def line_edited(talk: LineTalk, edited: Message) -> AnyStep:
    """The rep edited a line: what it had led to is put back, and it is read anew."""
    text = (edited.text or "").strip()
    talk.draft = LineDraft(subject=text[:60], text=text, said_at=edited.date.isoformat())

    def take(work: Work) -> Outcomes:
        if not undo_message(work, edited.message_id):
            return Chat(is_late_edit=True)
        return take_line(work, _line(talk.draft))

    return await talk.act(take, then=_step_after, show=_shown)


async def customer_meant(talk: LineTalk, tap: MeantCustomer) -> AnyStep:
    """The rep says which customer he means."""
    talk.draft.customer_id = tap.customer_id
    return await _take(talk)


async def creation_wanted(talk: LineTalk, _tap: CreateIt) -> AnyStep:
    """The rep wants the unknown customer to be entered."""
    talk.draft.is_new = True
    return await _take(talk)


async def day_meant(talk: LineTalk, tap: MeantDay) -> AnyStep:
    """The rep tapped the day."""
    talk.draft.due_on = tap.day.isoformat()
    return await _take(talk)


async def no_day_meant(talk: LineTalk, _tap: NoDay) -> AnyStep:
    """The rep wants it saved without a next step."""
    talk.draft.is_undated = True
    return await _take(talk)


async def deal_meant(talk: LineTalk, tap: MeantDeal) -> AnyStep:
    """The rep says which opportunity he means."""
    talk.draft.opportunity_id = tap.opportunity_id
    return await _take(talk)


async def name_typed(talk: LineTalk, text: str) -> AnyStep:
    """The rep answers with a name; another line instead is taken as one."""

    def answer(work: Work) -> Outcomes:
        reading = read_line(work, Line(text, talk.turn.sent_at))
        if reading.intent is Intent.FIND and reading.customer is not None:
            talk.draft.customer_id = reading.customer.id
        elif reading.intent not in (Intent.FIND, Intent.NONE):
            _begin_anew(talk, text)
        return take_line(work, _line(talk.draft))

    return await talk.act(answer, then=_step_after, show=_shown)


async def time_typed(talk: LineTalk, text: str) -> AnyStep:
    """The rep answers with a time; another line instead is taken as one."""
    read = read_due(text, talk.turn.sent_at, talk.member.zone)
    if read.due is not None and len(read.rest) < 12:
        talk.draft.due_on = read.due.day.isoformat()
        talk.draft.due_at = read.due.at.isoformat("minutes") if read.due.at else ""
        talk.draft.due_rule = read.due.rrule or ""
        return await _take(talk)
    return await name_typed(talk, text)


def conversation() -> Conversation[LineDraft]:
    """Build the conversation: it takes any text that nobody before it took."""
    question: Ask[LineDraft] = Ask(
        lambda _draft, asked, say: questions.question(asked, say),
        load=lambda work, draft: take_line(work, _line(draft)),
    )
    return Conversation(
        name="line",
        draft=LineDraft,
        entries=[OnText(line_said), OnEdit(line_edited)],
        asks=dict.fromkeys(Step, question),
        answers={
            Step.CUSTOMER: [OnButton(MeantCustomer, customer_meant), OnText(name_typed)],
            Step.NEWCOMER: [
                OnButton(CreateIt, creation_wanted),
                OnButton(MeantCustomer, customer_meant),
                OnText(name_typed),
            ],
            Step.WHEN: [
                OnButton(MeantDay, day_meant),
                OnButton(NoDay, no_day_meant),
                OnText(time_typed),
            ],
            Step.DEAL: [OnButton(MeantDeal, deal_meant), OnText(name_typed)],
        },
    )


async def _take(talk: LineTalk) -> AnyStep:
    def take(work: Work) -> Outcomes:
        outcome = take_line(work, _line(talk.draft))
        if is_nobody(outcome):
            _offer_to_enter(talk, work)
        return outcome

    return await talk.act(take, then=_step_after, show=_shown)


def is_nobody(outcome: Outcomes) -> bool:
    """Say whether a look-up by name found nobody."""
    return isinstance(outcome, Found) and not outcome.customers and not outcome.by_conditions


def _offer_to_enter(talk: LineTalk, work: Work) -> None:
    name = talk.draft.text
    if may_be_a_name(name):
        offer_to_enter(talk.ctx, work, NewCustomerDraft(subject=name, name=name))
    else:
        talk.ctx.post(work, no_name(talk.say))


def _step_after(outcome: Outcomes) -> AnyStep:
    steps: dict[Asked, AnyStep] = {
        Asked.CUSTOMER: Step.CUSTOMER,
        Asked.NEWCOMER: Step.NEWCOMER,
        Asked.WHEN: Step.WHEN,
        Asked.DEAL: Step.DEAL,
    }
    return steps[outcome.asked] if isinstance(outcome, Question) else END


def _shown(outcome: Outcomes, say: Say) -> Sequence[Screen] | None:
    if isinstance(outcome, Question):
        return None
    return (Screen(),) if is_nobody(outcome) else screens_for(outcome, say)


def _begin_anew(talk: LineTalk, text: str) -> None:
    talk.draft.subject, talk.draft.text = text[:60], text
    talk.draft.said_at = talk.turn.sent_at.isoformat()
    talk.draft.customer_id = talk.draft.opportunity_id = 0
    talk.draft.is_new = talk.draft.is_undated = False
    talk.draft.due_on = talk.draft.due_at = talk.draft.due_rule = ""


def _line(draft: LineDraft) -> Line:
    due = None
    if draft.due_on:
        at = time.fromisoformat(draft.due_at) if draft.due_at else None
        due = Due(date.fromisoformat(draft.due_on), at, draft.due_rule or None)
    return Line(
        draft.text,
        datetime.fromisoformat(draft.said_at),
        customer_id=draft.customer_id or None,
        is_new=draft.is_new,
        due=due,
        is_undated=draft.is_undated,
        opportunity_id=draft.opportunity_id or None,
    )
