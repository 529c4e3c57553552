"""What one line leads to: a record saved at once, a screen, or exactly one question.

`read_message` says what the line means; this decides what is certain enough to be saved. Only the customer
is mandatory: what else is in doubt is asked once, and where the answer does not settle it, left out and said.
"""

from collections.abc import Callable
from dataclasses import replace

from crm.absence_in_hand import note_absence_in_hand
from crm.birthday_lines import take_birthday
from crm.called_off import give_up
from crm.coming import days_asked_for, read_coming
from crm.customer_lists import is_list, is_list_of_deals, list_customers, list_named, turn_to
from crm.customer_look_ups import look_up, may_be_a_name
from crm.customers import NewCustomer, enter_customer
from crm.deals_in_hand import move_in_hand
from crm.file_lines import take_file_change
from crm.leave_lines import take_leave
from crm.likely_pairs import read_pairs
from crm.line_acts import do_act
from crm.line_marks import read_marks
from crm.line_outcomes import Asked, Line, Logged, Outcomes, Question, Several
from crm.line_plans import take_plans
from crm.line_reading import read_line
from crm.line_requests import answer_nothing, choices_of, find, show_agenda, show_figures
from crm.line_words import lists_deals
from crm.marked_lines import take_marked
from crm.newcomer_lines import alike_to, people_in, take_newcomer
from crm.nicknames import answered, learn
from crm.opportunity_search import filter_in_words, is_filter, list_opportunities
from crm.policy import customer_for
from crm.products import look_up_prices
from crm.reminder_lines import take_reminders
from crm.reminder_words import for_colleague
from crm.reminders_in_hand import change_in_hand
from crm.task_lines import take_tasks
from crm.understanding.exports import asks_for_pairs, words_after_verb
from crm.understanding.prices import product_asked_for
from crm.understanding.reading import Doubt, Intent, Reading, Why
from storage.tables import Customer
from storage.work import Work


def take_line(work: Work, line: Line) -> Outcomes:
    """Do what a line says, or return the one question that it leaves.

    Raises what the use-cases raise: DueInPast, NotThere, TextTooLong.
    """
    for take in WHOLE_LINES:
        if (taken := take(work, line)) is not None:
            return taken
    if (asked := take_tasks(work, line, take_line)) is not None:
        return asked
    marks = read_marks(work, line.text)
    return take_marked(work, line, marks, _take) if marks else _take(work, line)


def take_line_of_its_own(work: Work, line: Line) -> Outcomes | None:
    """Do what a line says that is sent while something else is asked: none where it may be the answer to that.

    Only what is certain is done; what leaves a question is left.
    """
    if read_line(work, line).intent not in OF_THEIR_OWN:
        return None
    outcome = take_line(work, line)
    return None if isinstance(outcome, Question) else outcome


def _list_asked_for(work: Work, line: Line) -> Outcomes | None:
    """Return the list that a line asks for and nothing else: of days, prices, opportunities or customers, or one kept."""
    if (days := days_asked_for(work, line.text)) is not None:
        return read_coming(work, days)
    if asks_for_pairs(line.text):
        return read_pairs(work)
    product = product_asked_for(line.text)
    if product and (prices := look_up_prices(work, product)).found:
        return prices
    if is_list_of_deals(line.text) or is_filter(work, line.text, work.now):
        return list_opportunities(work, filter_in_words(work, line.text, work.now))
    if is_list(work, line.text):
        return list_customers(work, line.text)
    kept = list_named(work, words_after_verb(line.text) or line.text)
    return turn_to(work, kept.id, 0) if kept else None


def _take(work: Work, line: Line) -> Outcomes:
    line = for_colleague(work, line)
    reading = read_line(work, line)
    if reading.customer is None and lists_deals(line.text):
        return list_opportunities(work, filter_in_words(work, line.text, line.said_at))
    is_bare = reading.intent is Intent.NONE and line.customer_id is None
    if is_bare and (moved := move_in_hand(work, line)) is not None:
        return moved
    if reading.intent in BY_THEMSELVES:
        return BY_THEMSELVES[reading.intent](work, line, reading)
    customer = _customer(work, line, reading)
    if isinstance(customer, Question):
        return customer
    if line.customer_id is not None:
        reading = answered(work, reading, line.customer_id)
    first = do_act(work, line, reading, customer)
    if isinstance(first, Logged) and (
        ended := give_up(work, first.done.customer.id, reading.called_off)
    ):
        first = Several((first, ended), ())
    if isinstance(first, Question) or not reading.also:
        return first
    return _with_further_acts(work, line, reading, first)


def _with_further_acts(work: Work, line: Line, reading: Reading, first: Outcomes) -> Several:
    """Do the further acts of a line that are certain; say which were not."""
    outcomes, left = [first], []
    for further in reading.also:
        known = further.customer.id if further.customer else None
        alone = replace(line, customer_id=known, due=None, is_new=False, opportunity_id=None)
        outcome: Outcomes | None = None
        if known is not None or further.intent is Intent.REMIND:
            outcome = do_act(work, alone, further, customer_for(work, known) if known else None)
        if outcome is None or isinstance(outcome, Question):
            left.append(further.text.strip())
        else:
            outcomes.append(outcome)
    return Several(tuple(outcomes), tuple(left))


def _customer(work: Work, line: Line, reading: Reading) -> Customer | Question | None:
    """Return whom the line is about, or the question who is meant; a reminder may be about nobody."""
    doubt = next((one for one in reading.doubts if one.about == "customer"), None)
    if line.customer_id is not None:
        customer = customer_for(work, line.customer_id)
        if doubt is not None and doubt.span is not None:
            learn(work, doubt.span.text, customer)
        return customer
    if line.has_no_customer and reading.intent is Intent.REMIND:
        return None
    if reading.customer is not None:
        return customer_for(work, reading.customer.id)
    if line.named:
        found = look_up(work, line.named).customers
        return found[0] if len(found) == 1 else _unknown(work, line, reading, found, None)
    if doubt is None and reading.intent is Intent.REMIND:
        return None
    return _unknown(work, line, reading, (), doubt)


def _unknown(
    work: Work,
    line: Line,
    reading: Reading,
    found: tuple[Customer, ...],
    doubt: Doubt | None,
) -> Customer | Question:
    """Enter a name that nobody has, or ask: whether it is to be entered, or who of these is meant.

    `found` are those that bear the name that was typed, `doubt` is what the line leaves open.
    """
    doubts = (one.why for one in reading.doubts if one.about == "customer")
    if line.named and not found and may_be_a_name(line.named):
        reading = replace(reading, new_customer=line.named)
    elif Why.UNKNOWN not in doubts and not (line.is_new and reading.new_customer):
        return Question(Asked.CUSTOMER, reading, found or choices_of(work, doubt))
    if not line.is_new:
        return Question(Asked.NEWCOMER, reading, alike=alike_to(work, reading))
    new = NewCustomer(reading.new_customer or "", contacts=people_in(reading))
    return enter_customer(work, new)[0]


# What is done wherever it is said; a name alone, or small talk, may be an answer.
OF_THEIR_OWN = (
    *(Intent.LOG, Intent.PLAN, Intent.REMIND, Intent.OPPORTUNITY, Intent.STAGE, Intent.TICKET),
    *(Intent.CUSTOMER, Intent.AGENDA, Intent.REPORT),
)
# What a line may be as a whole, in this order, before it is read for its parts.
WHOLE_LINES: tuple[Callable[[Work, Line], Outcomes | None], ...] = (
    change_in_hand,
    note_absence_in_hand,
    _list_asked_for,
    take_reminders,
    take_leave,
    take_birthday,
    take_file_change,
)
BY_THEMSELVES: dict[Intent, Callable[[Work, Line, Reading], Outcomes]] = {
    Intent.FIND: find,
    Intent.AGENDA: show_agenda,
    Intent.REPORT: show_figures,
    Intent.PLAN: take_plans,
    Intent.CUSTOMER: take_newcomer,
    Intent.NONE: answer_nothing,
}
