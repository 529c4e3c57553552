"""A line with tags or fields: beside an act they are a part of it, beside a name alone they are the act."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from crm.book import KeyBook
from crm.customer_card import CustomerCard
from crm.customers import CustomerCreated
from crm.line_marks import Marked, Marks, apply_marks
from crm.line_outcomes import Asked, Line, Logged, Outcomes, Question, Several, WithMarks
from crm.opportunities import OpportunityCreated
from crm.opportunity_changes import OpportunityChanged
from crm.policy import actor_of, customer_for
from crm.reminders import ReminderChanged
from crm.understanding.message import read_message
from crm.understanding.reading import Intent, Reading
from storage.tables import Customer
from storage.work import Work


def take_marked(
    work: Work, line: Line, marks: Marks, take: Callable[[Work, Line], Outcomes]
) -> Outcomes:
    """Do what a line with marks says; `take` does what it says without them.

    Where the marks change something in the file of the customer that the line is about, that is one act with
    the line's own.
    """
    bare = _read(work, line, marks)
    if marks.bare and bare.intent in (Intent.FIND, Intent.NONE):
        known = line.customer_id or (bare.customer.id if bare.customer else None)
        if known is not None:
            return _mark(work, customer_for(work, known), marks)
        doubt = next((one for one in bare.doubts if one.choices), None)
        if doubt is not None and not bare.conditions:
            ids = dict.fromkeys(choice.customer.id for choice in doubt.choices)
            return Question(Asked.CUSTOMER, bare, tuple(customer_for(work, one) for one in ids))
    outcome = take(work, replace(line, text=marks.rest) if marks.fields else line)
    if isinstance(outcome, CustomerCard):  # found by part of a name, or by other words
        return _mark(work, outcome.customer, marks)
    return _beside(work, outcome, marks)


def _read(work: Work, line: Line, marks: Marks) -> Reading:
    said_at = line.said_at.astimezone(ZoneInfo(actor_of(work).zone))
    return read_message(marks.bare, said_at, KeyBook(work))


def _mark(work: Work, customer: Customer, marks: Marks) -> Marked:
    marked = apply_marks(work, customer, marks)
    return replace(marked, undo=work.close_entry("mark", customer.id))


def _beside(work: Work, outcome: Outcomes, marks: Marks) -> Outcomes:
    """Let the marks belong to the act that a line led to, where it is about a customer."""
    if isinstance(outcome, Several):
        first = _beside(work, outcome.outcomes[0], marks)
        return replace(outcome, outcomes=(first, *outcome.outcomes[1:]))
    customer, entry = _act_of(outcome)
    if customer is None or entry is None:
        return outcome
    marked = apply_marks(work, customer, marks)
    work.add_to_entry(entry)
    return WithMarks(outcome, marked)


def _act_of(outcome: Outcomes) -> tuple[Customer | None, int | None]:
    match outcome:
        case Logged():
            return outcome.done.customer, outcome.done.undo
        case OpportunityChanged():
            return outcome.card.customer, outcome.undo
        case OpportunityCreated() | CustomerCreated() | ReminderChanged():
            return outcome.customer, outcome.undo
    return None, None
