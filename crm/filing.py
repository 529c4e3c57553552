"""What a member sends besides a line of his own: files, with or without words, and what others wrote.

They go to the customer that they name, else to the one in hand; only where there is none is it asked.
"""

from dataclasses import replace
from zoneinfo import ZoneInfo

from crm.attachments import Filed, attach, file_attachments
from crm.book import KeyBook
from crm.customer_look_ups import recent_customers
from crm.customers import CustomerCreated
from crm.in_hand import Hand, in_hand
from crm.interactions import NewInteraction, log_interaction
from crm.line_marks import Marked, apply_marks, read_marks
from crm.line_outcomes import Asked, Line, Logged, Outcomes, Question, Several, WithMarks
from crm.line_reading import read_line
from crm.line_requests import choices_of
from crm.lines import take_line
from crm.opportunities import OpportunityCreated
from crm.opportunity_changes import OpportunityChanged
from crm.plans import Planned
from crm.policy import actor_of, customer_for
from crm.reminders import ReminderChanged
from crm.tickets import TicketChanged
from crm.understanding.message import read_message
from crm.understanding.reading import Doubt, Intent, Reading
from storage.tables import Customer, Kind
from storage.work import Work

ACTS = (
    Intent.LOG,
    Intent.REMIND,
    Intent.OPPORTUNITY,
    Intent.CUSTOMER,
    Intent.STAGE,
    Intent.TICKET,
    Intent.PLAN,
)
LOOK_UPS = (Intent.FIND, Intent.AGENDA, Intent.REPORT)


def take(work: Work, line: Line) -> Outcomes:
    """Do what a message asks for, whatever it consists of; or return the one question that it leaves.

    Raises what the use-cases raise: DueInPast, NotThere, TextTooLong.
    """
    if line.author:
        return _take_forwarded(work, line)
    return _take_files(work, line) if line.files else take_line(work, line)


def _take_files(work: Work, line: Line) -> Outcomes:
    """A caption that tells of an act is taken as a line, with the files on what it saves."""
    hand = _answered(work, line) or _in_hand(work, line)
    reading = read_line(work, line) if line.text else Reading("")
    if reading.intent in ACTS:
        return _take_act(work, line, reading, hand)
    if reading.intent in LOOK_UPS and _is_spoken(line) and "intent" in reading.spans:
        if line.is_heard:
            return Question(Asked.HEARD, reading, _known(work, reading))
        return take_line(work, replace(line, files=()))
    if line.customer_id is None and reading.customer is not None:
        hand = Hand(customer_for(work, reading.customer.id))
    elif line.customer_id is None and (doubt := _several(reading)):
        return Question(Asked.ABOUT, reading, choices_of(work, doubt))
    if hand is None:
        return _ask_about(work, reading)
    return _marked(work, line, hand.customer, file_attachments(work, line.files, hand))


def _take_act(work: Work, line: Line, reading: Reading, hand: Hand | None) -> Outcomes:
    """What was heard is read back before it is saved, unless it leaves a question that quotes it anyway."""
    is_silent = reading.customer is None and not _is_in_doubt(reading)
    is_unsure = line.is_heard and line.customer_id is None
    if is_silent and hand is not None and reading.intent is not Intent.CUSTOMER:
        if is_unsure:
            return Question(Asked.HEARD, reading, (hand.customer,))
        line = replace(line, customer_id=hand.customer.id)
    elif is_silent and reading.intent is Intent.REMIND:
        return _ask_about(work, reading)  # files need a customer, even where a reminder does not
    elif is_unsure and not _is_in_doubt(reading):
        return Question(Asked.HEARD, reading, _known(work, reading))
    return _with_files(work, line, take_line(work, line))


def _is_spoken(line: Line) -> bool:
    """Say whether the words of a line are those of its voice note."""
    return any(one.transcript is not None for one in line.files)


def _known(work: Work, reading: Reading) -> tuple[Customer, ...]:
    return (customer_for(work, reading.customer.id),) if reading.customer else ()


def _marked(work: Work, line: Line, customer: Customer, filed: Filed) -> Filed | WithMarks:
    """Let the tags and fields of a caption go with the files."""
    marks = read_marks(work, line.text)
    if not marks or filed.undo is None:
        return filed
    marked = apply_marks(work, customer, marks)
    work.add_to_entry(filed.undo)
    return WithMarks(filed, marked)


def _with_files(work: Work, line: Line, outcome: Outcomes) -> Outcomes:
    """Put files on what a caption led to, in the same act."""
    if isinstance(outcome, Several):
        first = _with_files(work, line, outcome.outcomes[0])
        return replace(outcome, outcomes=(first, *outcome.outcomes[1:]))
    if isinstance(outcome, WithMarks):
        return replace(outcome, outcome=_with_files(work, line, outcome.outcome))
    customer, interaction_id, undo = _saved(outcome)
    if customer is None or undo is None:
        return outcome
    attach(work, line.files, customer, interaction_id, _deal_in(outcome))
    work.add_to_entry(undo)
    return replace(outcome, files=len(line.files)) if isinstance(outcome, Logged) else outcome


def _saved(outcome: Outcomes) -> tuple[Customer | None, int | None, int | None]:
    """Return at whom something was saved, as which interaction, in which act."""
    match outcome:
        case Logged(done=done):
            return done.customer, done.interaction.id, done.undo
        case (
            ReminderChanged()
            | OpportunityCreated()
            | CustomerCreated()
            | TicketChanged()
            | Marked()
        ):
            return outcome.customer, None, outcome.undo
        case OpportunityChanged():
            return outcome.card.customer, None, outcome.undo
        case Planned(visits=(visit, *_)):
            return visit.customer, None, outcome.undo
    return None, None, None


def _deal_in(outcome: Outcomes) -> int | None:
    match outcome:
        case OpportunityCreated():
            return outcome.opportunity.id
        case OpportunityChanged():
            return outcome.card.opportunity.id
    return None


def _take_forwarded(work: Work, line: Line) -> Outcomes:
    """What somebody else wrote is kept as what the customer said, on the day he wrote it."""
    assert line.author is not None
    reading = Reading(line.text)
    about = read_message(line.author, work.now, KeyBook(work))
    hand = _answered(work, line)
    if hand is None and line.place.about is None and about.customer is not None:
        hand = Hand(customer_for(work, about.customer.id))
    hand = hand or _in_hand(work, line)
    if hand is None:
        return _ask_about(work, reading)
    if not line.text or line.files:
        return file_attachments(work, line.files, hand)
    is_his = about.customer is not None and about.customer.id == hand.customer.id
    new = NewInteraction(
        hand.customer.id,
        Kind.MESSAGE,
        line.note or line.text,
        contact_id=about.contact_id if is_his else None,
        happened_on=(line.written_at or line.said_at)
        .astimezone(ZoneInfo(actor_of(work).zone))
        .date(),
        is_theirs=True,
    )
    return Logged(log_interaction(work, new), reading, is_forwarded=True)


def _answered(work: Work, line: Line) -> Hand | None:
    return Hand(customer_for(work, line.customer_id)) if line.customer_id else None


def _in_hand(work: Work, line: Line) -> Hand | None:
    return None if line.is_open else in_hand(work, line.place)


def _ask_about(work: Work, reading: Reading) -> Question:
    return Question(Asked.ABOUT, reading, tuple(recent_customers(work)))


def _is_in_doubt(reading: Reading) -> bool:
    return any(one.about == "customer" for one in reading.doubts)


def _several(reading: Reading) -> Doubt | None:
    return next((one for one in reading.doubts if one.choices), None)
