"""What a rep answers to the one question about a line: a tap, a name, a time, another line instead."""

from crm.customer_look_ups import is_question
from crm.line_reading import read_line
from crm.line_words import is_errand, is_small_talk, is_told
from crm.understanding.reading import Intent
from crm.words import read_due
from handlers.kit.files import FileSent
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
from handlers.lines.draft import line_of
from handlers.lines.taking import (
    AnyStep,
    LineTalk,
    draft_of_turn,
    is_bare,
    stay,
    take_beside,
    take_message,
    was_on_its_way,
)
from storage.work import Work

SHORT_REST = 12  # characters beside a time: more make it a line of its own


async def customer_meant(talk: LineTalk, tap: MeantCustomer) -> AnyStep:
    """The rep says which customer he means."""
    talk.draft.customer_id = tap.customer_id
    return await take_message(talk)


async def nobody_meant(talk: LineTalk, _tap: NoCustomer) -> AnyStep:
    """The rep wants to be reminded of something that is about no customer."""
    talk.draft.has_no_customer = True
    return await take_message(talk)


async def creation_wanted(talk: LineTalk, _tap: CreateIt) -> AnyStep:
    """The rep wants the unknown customer to be entered."""
    talk.draft.is_new = True
    return await take_message(talk)


async def day_meant(talk: LineTalk, tap: MeantDay) -> AnyStep:
    """The rep tapped the day."""
    talk.draft.due_on = tap.day.isoformat()
    return await take_message(talk)


async def no_day_meant(talk: LineTalk, _tap: NoDay) -> AnyStep:
    """The rep wants it saved without a next step."""
    talk.draft.is_undated = True
    return await take_message(talk)


async def deal_meant(talk: LineTalk, tap: MeantDeal) -> AnyStep:
    """The rep says which opportunity he means."""
    talk.draft.opportunity_id = tap.opportunity_id
    return await take_message(talk)


async def heard_right(talk: LineTalk, _tap: HeardRight) -> AnyStep:
    """The rep agrees with what was heard."""
    talk.draft.is_heard = False
    return await take_message(talk)


async def voice_kept(talk: LineTalk, _tap: KeepVoice) -> AnyStep:
    """The rep wants the voice note filed, and nothing done."""
    talk.draft.text, talk.draft.is_heard = "", False
    talk.draft.files = [one | {"transcript": None} for one in talk.draft.files]
    return await take_message(talk)


async def name_typed(talk: LineTalk, text: str) -> AnyStep:
    """The rep answers with a name; another line instead is taken as one, with the files that wait.

    A question is answered beside: what is open stays so.
    """
    if was_on_its_way(talk) or talk.turn.author or is_question(text) or is_small_talk(text):
        return await take_beside(talk)

    def answer(work: Work) -> None:
        said = draft_of_turn(talk)
        reading = read_line(work, line_of(said))
        if reading.intent not in (Intent.FIND, Intent.NONE):
            said.files, said.later = talk.draft.files, talk.draft.later
            talk.draft = said
        elif reading.customer is not None:
            talk.draft.customer_id = reading.customer.id
        else:
            talk.draft.named = text

    return await take_message(talk, answer)


async def time_typed(talk: LineTalk, text: str) -> AnyStep:
    """The rep answers with a time; another line instead is taken as one."""
    read = read_due(text, talk.turn.sent_at, talk.member.zone)
    is_answer = len(read.rest) < SHORT_REST and not (is_errand(read.rest) or is_told(read.rest))
    if read.due is not None and is_answer and not was_on_its_way(talk):
        talk.draft.due_on = read.due.day.isoformat()
        talk.draft.due_at = read.due.at.isoformat("minutes") if read.due.at else ""
        talk.draft.due_rule = read.due.rrule or ""
        return await take_message(talk)
    return await name_typed(talk, text)


async def more_sent(talk: LineTalk, _file: FileSent) -> AnyStep:
    """The rep sent one more file while the question is open: it goes where its answer leads."""
    said = draft_of_turn(talk)
    is_alone = not said.album or said.album != talk.draft.album
    if said.text or (was_on_its_way(talk) and is_alone and not is_bare(talk.draft)):
        return await take_beside(talk)
    talk.draft.files += said.files
    if was_on_its_way(talk) or talk.turn.is_followed():
        return await stay(talk)  # the question need not be asked again for each of an album
    return await take_message(talk)
