"""One message is enough: a line is read, saved and read back; in doubt, one question is asked.

This is a conversation that mostly ends where it begins. Its draft is the message itself with what was
answered: every answer reads it again, so that nothing is guessed twice in different ways. Files, with a
caption or without, and what others wrote and the rep forwarded, take the same way.
"""

import dataclasses
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Literal

from telegram import Message

from crm.customer_look_ups import Found, look_up, may_be_a_name
from crm.filing import take
from crm.history import undo_message
from crm.line_outcomes import Asked, Chat, Outcomes, Question
from crm.lines import read_line
from crm.understanding.reading import Intent
from crm.words import read_due
from handlers.customers.card import offer_to_enter
from handlers.customers.create import NewCustomerDraft
from handlers.customers.texts import no_name
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.files import FileSent
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnEdit, OnFile, OnForward, OnText
from handlers.lines import questions
from handlers.lines.buttons import (
    CreateIt,
    HeardRight,
    KeepVoice,
    MeantCustomer,
    MeantDay,
    MeantDeal,
    NoDay,
)
from handlers.lines.draft import LineDraft, draft_of, line_of
from handlers.lines.screens import screens_for
from handlers.lines.second_reader import with_second_reading, with_what_was_heard
from handlers.tasks.tasks import tell_colleagues
from storage.work import Work

SHORT_REST = 12  # characters beside a time: more make it a line of its own


class Step(StrEnum):
    """The one question."""

    CUSTOMER = "customer"
    NEWCOMER = "newcomer"
    WHEN = "when"
    DEAL = "deal"
    ABOUT = "about"
    HEARD = "heard"


AnyStep = Literal[
    Step.CUSTOMER, Step.NEWCOMER, Step.WHEN, Step.DEAL, Step.ABOUT, Step.HEARD, End.END
]
STEPS: dict[Asked, AnyStep] = {
    Asked.CUSTOMER: Step.CUSTOMER,
    Asked.NEWCOMER: Step.NEWCOMER,
    Asked.WHEN: Step.WHEN,
    Asked.DEAL: Step.DEAL,
    Asked.ABOUT: Step.ABOUT,
    Asked.HEARD: Step.HEARD,
}
LineTalk = Talk[LineDraft]


async def line_said(talk: LineTalk, _text: str) -> AnyStep:
    """The rep wrote a line."""
    talk.draft = await with_second_reading(talk.ctx, _draft_of_turn(talk))
    return await _take(talk)


async def forwarded(talk: LineTalk, _message: Message) -> AnyStep:
    """The rep forwarded what somebody else wrote."""
    talk.draft = _draft_of_turn(talk)
    return await _take(talk)


async def file_sent(talk: LineTalk, file: FileSent) -> AnyStep:
    """The rep sent a photo, voice note, video or document, perhaps with a caption."""
    talk.draft = await with_what_was_heard(talk.ctx, file, _draft_of_turn(talk))
    return await _take(talk)


async def line_edited(talk: LineTalk, edited: Message) -> AnyStep:
    """The rep edited a line: what it had led to is put back, and it is read anew."""
    talk.draft = draft_of(edited, talk.turn.who.about, talk.say)

    def again(work: Work) -> Outcomes:
        if not undo_message(work, edited.message_id):
            return Chat(is_late_edit=True)
        outcome = _take_one(talk, work, talk.draft)
        talk.draft.is_open = isinstance(outcome, Question)
        return outcome

    return await talk.act(again, then=_step_after, show=_shown)


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


async def heard_right(talk: LineTalk, _tap: HeardRight) -> AnyStep:
    """The rep agrees with what was heard."""
    talk.draft.is_heard = False
    return await _take(talk)


async def voice_kept(talk: LineTalk, _tap: KeepVoice) -> AnyStep:
    """The rep wants the voice note filed, and nothing done."""
    talk.draft.text, talk.draft.is_heard = "", False
    talk.draft.files = [one | {"transcript": None} for one in talk.draft.files]
    return await _take(talk)


async def name_typed(talk: LineTalk, text: str) -> AnyStep:
    """The rep answers with a name; another line instead is taken as one, with the files that wait."""
    if _was_on_its_way(talk) or talk.turn.author:
        return await _take_beside(talk)

    def answer(work: Work) -> None:
        said = _draft_of_turn(talk)
        reading = read_line(work, line_of(said))
        if reading.intent not in (Intent.FIND, Intent.NONE):
            said.files, said.later = talk.draft.files, talk.draft.later
            talk.draft = said
        elif reading.customer is not None:
            talk.draft.customer_id = reading.customer.id
        elif len(found := look_up(work, text).customers) == 1:
            talk.draft.customer_id = found[0].id

    return await _take(talk, answer)


async def time_typed(talk: LineTalk, text: str) -> AnyStep:
    """The rep answers with a time; another line instead is taken as one."""
    read = read_due(text, talk.turn.sent_at, talk.member.zone)
    if read.due is not None and len(read.rest) < SHORT_REST and not _was_on_its_way(talk):
        talk.draft.due_on = read.due.day.isoformat()
        talk.draft.due_at = read.due.at.isoformat("minutes") if read.due.at else ""
        talk.draft.due_rule = read.due.rrule or ""
        return await _take(talk)
    return await name_typed(talk, text)


async def more_sent(talk: LineTalk, _file: FileSent) -> AnyStep:
    """The rep sent one more file while the question is open: it goes where its answer leads."""
    said = _draft_of_turn(talk)
    is_alone = not said.album or said.album != talk.draft.album
    if said.text or (_was_on_its_way(talk) and is_alone and not _is_bare(talk.draft)):
        return await _take_beside(talk)
    talk.draft.files += said.files
    if _was_on_its_way(talk) or talk.turn.is_followed():
        return await _stay(talk)  # the question need not be asked again for each of an album
    return await _take(talk)


def conversation() -> Conversation[LineDraft]:
    """Build the conversation: it takes any text and any file that nobody before it took."""
    question: Ask[LineDraft] = Ask(
        lambda _draft, asked, say: questions.question(asked, say),
        load=lambda work, draft: take(work, line_of(draft)),
    )
    more, customer = OnFile(more_sent), OnButton(MeantCustomer, customer_meant)
    return Conversation(
        name="line",
        draft=LineDraft,
        entries=[
            OnFile(file_sent),
            OnForward(forwarded),
            OnText(line_said),
            OnEdit(line_edited),
        ],
        asks=dict.fromkeys(Step, question),
        answers={
            Step.CUSTOMER: [customer, OnText(name_typed), more],
            Step.NEWCOMER: [
                OnButton(CreateIt, creation_wanted),
                customer,
                OnText(name_typed),
                more,
            ],
            Step.WHEN: [
                OnButton(MeantDay, day_meant),
                OnButton(NoDay, no_day_meant),
                OnText(time_typed),
                more,
            ],
            Step.DEAL: [OnButton(MeantDeal, deal_meant), OnText(name_typed), more],
            Step.ABOUT: [customer, OnText(name_typed), more],
            Step.HEARD: [
                OnButton(HeardRight, heard_right),
                OnButton(KeepVoice, voice_kept),
                OnText(name_typed),
                more,
            ],
        },
    )


async def _take(talk: LineTalk, first: Callable[[Work], None] = lambda _work: None) -> AnyStep:
    """Take the message, and then those that wait with a question of their own, up to the next question."""
    read_back: list[Outcomes] = []

    def take_all(work: Work) -> Outcomes:
        first(work)
        while True:
            outcome = _take_one(talk, work, talk.draft)
            if isinstance(outcome, Question):
                talk.draft.is_open = True
                talk.draft.is_asked = not talk.turn.is_followed()
                talk.turn.has_deferred |= not talk.draft.is_asked
                return outcome
            if not talk.draft.later:
                return outcome
            talk.ctx.post(work, shown(outcome, talk.say))
            read_back.append(outcome)
            _go_on_with_next(talk)

    def show(outcome: Outcomes, say: Say) -> Sequence[Screen] | Screen:
        if isinstance(outcome, Question):
            if not talk.draft.is_asked:
                return Screen()
            asked = questions.question(outcome, say)
            return dataclasses.replace(asked, fresh=bool(read_back))
        return shown(outcome, say)

    return await talk.act(take_all, then=_step_after, show=show)


async def _take_beside(talk: LineTalk) -> AnyStep:
    """Take a message that was on its way before the open question was asked: it is no answer to it."""
    said = _draft_of_turn(talk)

    def beside(work: Work) -> None:
        outcome = _take_one(talk, work, said)
        if isinstance(outcome, Question):
            said.is_open = True
            talk.draft.later.append(dataclasses.asdict(said))
        else:
            talk.ctx.post(work, shown(outcome, talk.say))

    return await _stay(talk, beside)


async def _stay(talk: LineTalk, do: Callable[[Work], None] = lambda _work: None) -> AnyStep:
    """Leave the open question where it is: it stands above, or is asked once all that waits is handled."""
    talk.turn.has_deferred |= not talk.draft.is_asked
    return await talk.act(
        do, then=lambda _none: STEPS[Asked(talk.step)], show=lambda _none, _say: Screen()
    )


def _go_on_with_next(talk: LineTalk) -> None:
    waiting, *later = talk.draft.later
    interrupted = talk.draft.interrupted
    talk.draft = LineDraft(**waiting)
    talk.draft.later, talk.draft.interrupted = later, interrupted


def _take_one(talk: LineTalk, work: Work, draft: LineDraft) -> Outcomes:
    work.message_id = draft.message_id or work.message_id
    outcome = tell_colleagues(work, take(work, line_of(draft)))
    if is_nobody(outcome):
        _offer_to_enter(talk, work, draft.text)
    return outcome


def is_nobody(outcome: Outcomes) -> bool:
    """Say whether a look-up by name found nobody."""
    return isinstance(outcome, Found) and not outcome.customers


def shown(outcome: Outcomes, say: Say) -> Sequence[Screen]:
    """Return the screens of an outcome; that nobody was found is told by an offer to enter him."""
    return (Screen(),) if is_nobody(outcome) else screens_for(outcome, say)


def _was_on_its_way(talk: LineTalk) -> bool:
    """Say whether a message was sent before the rep could see the open question."""
    return talk.turn.was_waiting or not talk.draft.is_asked


def _is_bare(draft: LineDraft) -> bool:
    """Say whether a draft is files without a word: more of them are part of it."""
    return bool(draft.files) and not draft.text


def _draft_of_turn(talk: LineTalk) -> LineDraft:
    assert talk.turn.message is not None
    return draft_of(talk.turn.message, talk.turn.who.about, talk.say)


def _offer_to_enter(talk: LineTalk, work: Work, name: str) -> None:
    if may_be_a_name(name):
        offer_to_enter(talk.ctx, work, NewCustomerDraft(subject=name, name=name))
    else:
        talk.ctx.post(work, no_name(talk.say))


def _step_after(outcome: Outcomes) -> AnyStep:
    return STEPS[outcome.asked] if isinstance(outcome, Question) else END


def _shown(outcome: Outcomes, say: Say) -> Sequence[Screen] | None:
    return None if isinstance(outcome, Question) else shown(outcome, say)
