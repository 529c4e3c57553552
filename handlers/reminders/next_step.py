"""Done, and what is next? A question in passing: one tap or one line sets the next step, or it is left."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.errors import DueInPast
from crm.line_outcomes import Line
from crm.line_reading import read_line
from crm.policy import reminder_for
from crm.reminder_answer_words import means_nothing_next
from crm.reminder_answers import finish_reminder
from crm.reminders import Due, ReminderChanged, set_reminder
from crm.understanding.reading import Intent
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnReply, OnText, Reply
from handlers.kit.unfinished import is_left_alone
from handlers.lines.line import conversation as line_conversation
from handlers.lines.line import line_said
from handlers.reminders import texts
from handlers.reminders.buttons import Done, NextOn
from handlers.reminders.when import DueDraft, SetDay, ask_when
from storage.tables import Customer, ReminderState
from storage.work import Work


class Step(StrEnum):
    """The next step, and its time where the line did not say."""

    NEXT = "next"
    WHEN = "when"


@dataclass
class NextDraft(DueDraft):
    """Which reminder is done, and what comes after it."""

    reminder_id: int = 0
    undo: int = 0
    text: str = ""


NextTalk = Talk[NextDraft]
Planned = ReminderChanged | None


async def reminder_done(talk: NextTalk, tap: Done) -> Literal[Step.NEXT, End.END]:
    """The rep did it. In the middle of something else, its next text still belongs to that."""
    draft, current = talk.draft, talk.turn.who.conversation
    is_busy = current is not None and not is_left_alone(current, talk.turn.desk.clock.now())

    def finish(work: Work) -> ReminderChanged:
        done = finish_reminder(work, tap.reminder_id)
        draft.reminder_id, draft.undo = done.reminder.id, done.undo or 0
        return done

    def shown(done: ReminderChanged, say: Say) -> Screen:
        if done.undo is None:
            return texts.overtaken(done.reminder, say)
        return texts.ask_next_step(done, say)

    return await talk.act(
        finish,
        then=lambda done: END if done.undo is None or is_busy else Step.NEXT,
        show=shown,
    )


async def step_replied(talk: NextTalk, reply: Reply) -> Literal[Step.WHEN, End.END]:
    """The rep answered that question with a reply, perhaps later."""
    talk.draft.reminder_id = reply.record_id
    return await _step_told(talk, reply.text)


async def step_given(talk: NextTalk, words: str) -> Literal[Step.WHEN, End.END]:
    """The rep typed the next step, or has turned to something else."""
    if means_nothing_next(words):
        return await left(talk, None)
    if await _is_about_another(talk, words):
        await line_said(line_conversation().begin(talk.ctx), words)
        return END
    return await _step_told(talk, words)


async def day_chosen(talk: NextTalk, tap: NextOn) -> Literal[Step.WHEN, End.END]:
    """The rep tapped the day of the next step."""
    talk.draft.note_due(Due(tap.day))
    return await _plan(talk)


async def step_day_chosen(talk: NextTalk, tap: SetDay) -> Literal[Step.WHEN, End.END]:
    """The rep tapped the day of the step that he typed."""
    talk.draft.note_due(Due(tap.day))
    return await _plan(talk)


async def time_given(talk: NextTalk, words: str) -> Literal[Step.WHEN, End.END]:
    """The rep typed when."""
    read = talk.draft.note_words(words, talk.turn.sent_at, talk.member.zone)
    if read.due is None:
        talk.draft.is_unclear = True
        return await talk.go(Step.WHEN)
    return await _plan(talk)


async def left(talk: NextTalk, _tap: None) -> Literal[End.END]:
    """There is no next step."""
    return await talk.end(texts.nothing_next)


def conversation() -> Conversation[NextDraft]:
    """Build the conversation."""
    return Conversation(
        name="next_step",
        draft=NextDraft,
        entries=[OnButton(Done, reminder_done), OnReply("next", step_replied)],
        asks={
            Step.NEXT: Ask(lambda _draft, done, say: texts.ask_next_step(done, say), _load),
            Step.WHEN: Ask(
                lambda draft, _none, say: ask_when(draft.text, draft, say), skip_by=left
            ),
        },
        answers={
            Step.NEXT: [OnButton(NextOn, day_chosen), OnText(step_given)],
            Step.WHEN: [OnButton(SetDay, step_day_chosen), OnText(time_given)],
        },
    )


async def _step_told(talk: NextTalk, words: str) -> Literal[Step.WHEN, End.END]:
    read = talk.draft.note_words(words, talk.turn.sent_at, talk.member.zone)
    talk.draft.text = read.rest
    return await _plan(talk) if read.due else await talk.go(Step.WHEN)


async def _is_about_another(talk: NextTalk, words: str) -> bool:
    """Say whether words look a customer up or name another one: then they are no answer to the question."""

    def look(work: Work) -> bool:
        work.actor = talk.member
        reading = read_line(work, Line(words, talk.turn.sent_at))
        customer_id = reminder_for(work, talk.draft.reminder_id).customer_id
        is_other = reading.customer is not None and reading.customer.id != customer_id
        return is_other or reading.intent is Intent.FIND

    return await talk.turn.desk.store.read(look)


async def _plan(talk: NextTalk) -> Literal[Step.WHEN, End.END]:
    draft = talk.draft

    def plan(work: Work) -> Planned:
        assert draft.due is not None
        before = reminder_for(work, draft.reminder_id)
        try:
            return set_reminder(
                work,
                draft.text or before.text,
                draft.due,
                before.customer_id,
                before.opportunity_id,
            )
        except DueInPast:
            draft.note_past()
            return None

    return await talk.act(
        plan,
        then=lambda done: END if done else Step.WHEN,
        show=lambda done, say: texts.planned(done, say) if done else None,
    )


def _load(work: Work, draft: NextDraft) -> ReminderChanged:
    reminder = reminder_for(work, draft.reminder_id)
    customer = work.session.get(Customer, reminder.customer_id) if reminder.customer_id else None
    undo = draft.undo if reminder.state is ReminderState.DONE else 0
    return ReminderChanged(reminder, customer, undo or None)
