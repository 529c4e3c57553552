"""One message is enough: a line is read, saved and read back; in doubt, one question is asked.

This is a conversation that mostly ends where it begins. Its draft is the message itself with what was
answered: every answer reads it again, so that nothing is guessed twice in different ways. Files, with a
caption or without, and what others wrote and the rep forwarded, take the same way.
"""

from telegram import Message

from crm.filing import take
from crm.history import undo_message
from crm.line_outcomes import Chat, Outcomes, Question
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.files import FileSent
from handlers.kit.triggers import OnButton, OnEdit, OnFile, OnForward, OnText
from handlers.lines import questions
from handlers.lines.answers import (
    creation_wanted,
    customer_meant,
    day_meant,
    deal_meant,
    heard_right,
    more_sent,
    name_typed,
    no_day_meant,
    nobody_meant,
    time_typed,
    voice_kept,
)
from handlers.lines.buttons import (
    CreateIt,
    HeardRight,
    KeepVoice,
    MeantCustomer,
    MeantDay,
    MeantDeal,
    NoCustomer,
    NoDay,
)
from handlers.lines.draft import LineDraft, draft_of, line_of
from handlers.lines.second_reader import with_second_reading, with_what_was_heard
from handlers.lines.taking import (
    AnyStep,
    LineTalk,
    Step,
    draft_of_turn,
    shown_unless_asked,
    step_after,
    take_message,
    take_one,
)
from storage.work import Work


async def line_said(talk: LineTalk, _text: str) -> AnyStep:
    """The rep wrote a line."""
    talk.draft = await with_second_reading(talk.ctx, draft_of_turn(talk))
    return await take_message(talk)


async def forwarded(talk: LineTalk, _message: Message) -> AnyStep:
    """The rep forwarded what somebody else wrote."""
    talk.draft = draft_of_turn(talk)
    return await take_message(talk)


async def file_sent(talk: LineTalk, file: FileSent) -> AnyStep:
    """The rep sent a photo, voice note, video or document, perhaps with a caption."""
    talk.draft = await with_what_was_heard(talk.ctx, file, draft_of_turn(talk))
    return await take_message(talk)


async def line_edited(talk: LineTalk, edited: Message) -> AnyStep:
    """The rep edited a line: what it had led to is put back, and it is read anew."""
    talk.draft = draft_of(edited, talk.turn.who.about, talk.say)

    def again(work: Work) -> Outcomes:
        if not undo_message(work, edited.message_id):
            return Chat(is_late_edit=True)
        outcome = take_one(talk, work, talk.draft)
        talk.draft.is_open = isinstance(outcome, Question)
        return outcome

    return await talk.act(again, then=step_after, show=shown_unless_asked)


def conversation() -> Conversation[LineDraft]:
    """Build the conversation: it takes any text and any file that nobody before it took."""
    question: Ask[LineDraft] = Ask(
        lambda draft, asked, say: questions.question(asked, len(draft.later), say),
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
            Step.CUSTOMER: [
                customer,
                OnButton(NoCustomer, nobody_meant),
                OnText(name_typed),
                more,
            ],
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
