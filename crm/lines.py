"""What one line leads to: a record saved at once, a screen, or exactly one question.

`read_message` says what the line means; this decides what is certain enough to be saved. Only the customer
is mandatory: what else is in doubt is asked once, and where the answer does not settle it, left out and said.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crm.book import KeyBook
from crm.customer_card import CustomerCard, read_card
from crm.customer_lists import (
    CustomerList,
    is_list,
    is_list_of_deals,
    list_customers,
    list_named,
    turn_to,
)
from crm.customer_look_ups import Found, look_up, recent_customers
from crm.customers import CustomerCreated, NewContact, NewCustomer, create_customer, enter_customer
from crm.day import DayList, read_day
from crm.duplicates import Likely, Named, Taken, look_alikes
from crm.errors import NoCloseExpected
from crm.figures import Figures, read_figures
from crm.full_names import heeding_full_names
from crm.interactions import NewInteraction, log_interaction
from crm.line_marks import read_marks
from crm.line_outcomes import (
    Asked,
    Chat,
    Line,
    Logged,
    Outcomes,
    Question,
    Several,
)
from crm.line_plans import customers_meant, take_plans
from crm.line_words import (
    GLUE,
    asks_for_deals,
    asks_for_pipeline,
    deal_title,
    is_small_talk,
    lists_deals,
    next_step_in,
    outcome_in,
    wish,
)
from crm.marked_lines import take_marked
from crm.money import Money, money
from crm.nicknames import answered, learn, settled
from crm.opportunities import (
    NewOpportunity,
    OpportunityCreated,
    create_opportunity,
    open_opportunities,
)
from crm.opportunity_changes import OpportunityChanged, move_opportunity
from crm.opportunity_search import Listing, filter_in_words, list_opportunities
from crm.pipeline import Pipeline, read_pipeline
from crm.policy import actor_of, customer_for
from crm.reminder_words import asking_whom, due_before_close, for_colleague, read_lead
from crm.reminders import Due, ReminderChanged, set_reminder
from crm.reminders_in_hand import change_in_hand
from crm.second_reading import with_hints
from crm.stages import stages_of
from crm.task_lines import take_tasks
from crm.tickets import TicketChanged, open_ticket
from crm.understanding.dates.reading import read_times
from crm.understanding.exports import words_after_verb
from crm.understanding.message import read_message
from crm.understanding.reading import Doubt, Intent, Reading, Why
from crm.words import RECURS, title_after
from storage.tables import Customer, Kind, Team
from storage.work import Work

LONGEST_NAME = 40  # a longer line that means nothing is no name


def take_line(work: Work, line: Line) -> Outcomes:
    """Do what a line says, or return the one question that it leaves.

    Raises what the use-cases raise: DueInPast, NotThere, TextTooLong.
    """
    if (changed := change_in_hand(work, line)) is not None:
        return changed
    if is_list_of_deals(line.text):
        return list_opportunities(work, filter_in_words(work, line.text, work.now))
    if is_list(work, line.text):
        return list_customers(work, line.text)
    if kept := list_named(work, words_after_verb(line.text) or line.text):
        return turn_to(work, kept.id, 0)
    if (asked := take_tasks(work, line, take_line)) is not None:
        return asked
    marks = read_marks(work, line.text)
    return take_marked(work, line, marks, _take) if marks else _take(work, line)


def _take(work: Work, line: Line) -> Outcomes:
    line = for_colleague(work, line)
    reading = read_line(work, line)
    if reading.customer is None and lists_deals(line.text):
        return list_opportunities(work, filter_in_words(work, line.text, line.said_at))
    if reading.intent in BY_THEMSELVES:
        return BY_THEMSELVES[reading.intent](work, line, reading)
    customer = _customer(work, line, reading)
    if isinstance(customer, Question):
        return customer
    if line.customer_id is not None:
        reading = answered(work, reading, line.customer_id)
    first = _do(work, line, reading, customer)
    if isinstance(first, Question) or not reading.also:
        return first
    return _with_further_acts(work, line, reading, first)


def read_line(work: Work, line: Line) -> Reading:
    """Read a line against the member's book, at the moment he sent it, in his zone."""
    reading = read_message(line.text, _said_at(work, line), KeyBook(work))
    reading = settled(work, heeding_full_names(reading))
    return with_hints(work, reading, line.hints, line.said_at)


def _with_further_acts(work: Work, line: Line, reading: Reading, first: Outcomes) -> Several:
    """Do the further acts of a line that are certain; say which were not."""
    outcomes, left = [first], []
    for further in reading.also:
        known = further.customer.id if further.customer else None
        alone = replace(line, customer_id=known, due=None, is_new=False, opportunity_id=None)
        outcome: Outcomes | None = None
        if known is not None or further.intent is Intent.REMIND:
            outcome = _do(work, alone, further, customer_for(work, known) if known else None)
        if outcome is None or isinstance(outcome, Question):
            left.append(further.text.strip())
        else:
            outcomes.append(outcome)
    return Several(tuple(outcomes), tuple(left))


def _do(work: Work, line: Line, reading: Reading, customer: Customer | None) -> Outcomes:
    if reading.intent is Intent.REMIND:
        return _remind(work, line, reading, customer)
    assert customer is not None
    acts = {
        Intent.OPPORTUNITY: _opportunity,
        Intent.STAGE: _stage,
        Intent.TICKET: _ticket,
    }
    return acts.get(reading.intent, _log)(work, line, reading, customer)


def _customer(work: Work, line: Line, reading: Reading) -> Customer | Question | None:
    """Return whom the line is about, or the question who is meant; a reminder may be about nobody."""
    doubt = next((one for one in reading.doubts if one.about == "customer"), None)
    if line.customer_id is not None:
        customer = customer_for(work, line.customer_id)
        if doubt is not None and doubt.span is not None:
            learn(work, doubt.span.text, customer)
        return customer
    if reading.customer is not None:
        return customer_for(work, reading.customer.id)
    if line.is_new and reading.new_customer:
        new = NewCustomer(reading.new_customer, contacts=_people(reading))
        return enter_customer(work, new)[0]
    if doubt is None and reading.intent is Intent.REMIND:
        return None
    if doubt is not None and doubt.why is Why.UNKNOWN:
        return Question(Asked.NEWCOMER, reading, alike=_alike(work, reading))
    return Question(Asked.CUSTOMER, reading, choices_of(work, doubt))


def choices_of(work: Work, doubt: Doubt | None) -> tuple[Customer, ...]:
    """Return the customers that a doubt leaves open; without one, those touched last."""
    if doubt is None:
        return tuple(recent_customers(work))
    return customers_meant(work, doubt)


def _people(reading: Reading) -> tuple[NewContact, ...]:
    if not reading.contact:
        return ()
    title = title_after(reading.text, reading.contact)
    return (NewContact(reading.contact, title, reading.phone),)


def _log(work: Work, line: Line, reading: Reading, customer: Customer) -> Question | Logged:
    due = _due(line, reading)
    if due is None and _is_unclear(reading) and not line.is_undated:
        return Question(Asked.WHEN, reading, (customer,))
    kind = Kind(reading.kind.value) if reading.kind else Kind.MESSAGE
    new = NewInteraction(
        customer_id=customer.id,
        kind=kind,
        note=reading.text.strip(GLUE),
        outcome=outcome_in(reading),
        contact_id=reading.contact_id,
        happened_on=reading.at,
        next_step=next_step_in(line.text, reading),
        due=due,
        amount=_amount(work, reading),
    )
    doubts = tuple(one for one in reading.doubts if one.about in ("amount", "contact"))
    return Logged(log_interaction(work, new), reading, doubts)


def _ticket(
    work: Work, line: Line, reading: Reading, customer: Customer
) -> Question | TicketChanged:
    due = _due(line, reading)
    if due is None and _is_unclear(reading) and not line.is_undated:
        return Question(Asked.WHEN, reading, (customer,))
    return open_ticket(
        work,
        customer.id,
        reading.text.strip(GLUE),
        due,
        next_step_in(line.text, reading),
        reading.contact_id,
    )


def _remind(
    work: Work, line: Line, reading: Reading, customer: Customer | None
) -> Question | ReminderChanged:
    due = _due(line, reading)
    if due is None and (lead := read_lead(wish(line.text, reading), line.said_at, _zone(work))):
        if customer is None:
            return Question(Asked.CUSTOMER, reading, tuple(recent_customers(work)))
        found = due_before_close(work, lead, customer.id)
        if found is None:
            raise NoCloseExpected
        when, opportunity = found
        done = set_reminder(work, lead.rest, when, customer.id, opportunity.id, line.for_id)
        return asking_whom(work, done, line)
    if due is None or (line.due is None and is_torn(line, reading, due)):
        return Question(Asked.WHEN, reading, (customer,) if customer else ())
    customer_id = customer.id if customer else None
    done = set_reminder(work, wish(line.text, reading), due, customer_id, for_id=line.for_id)
    return asking_whom(work, done, line)


def is_torn(line: Line, reading: Reading, due: Due) -> bool:
    """Say whether the time of a reminder must be asked after all.

    So it is where a line names several clock times, and where it says that it recurs in words that were
    not understood.
    """
    return reading.clocks > 1 or (due.rrule is None and RECURS.search(line.text) is not None)


def _said_at(work: Work, line: Line) -> datetime:
    return line.said_at.astimezone(ZoneInfo(_zone(work)))


def _zone(work: Work) -> str:
    return actor_of(work).zone


def _opportunity(
    work: Work, line: Line, reading: Reading, customer: Customer
) -> OpportunityCreated:
    stages = stages_of(work, customer.team_id)
    stage = reading.stage if reading.stage and stages.has(reading.stage) else None
    new = NewOpportunity(
        customer.id,
        deal_title(line.text, reading, customer),
        _amount(work, reading),
        reading.close_by,
        stage,
    )
    return create_opportunity(work, new, follow_up=_due(line, reading))


def _stage(
    work: Work, line: Line, reading: Reading, customer: Customer
) -> Question | OpportunityChanged | OpportunityCreated:
    stage = stages_of(work, customer.team_id).meant(reading.stage or "", line.text)
    amount = _amount(work, reading)
    there = open_opportunities(work, customer.id)
    if line.opportunity_id is None and len(there) > 1:
        return Question(Asked.DEAL, reading, (customer,), tuple(there))
    if line.opportunity_id is None and not there:
        new = NewOpportunity(
            customer.id, customer.short_name or customer.name, amount, stage=stage
        )
        return create_opportunity(work, new)
    chosen = line.opportunity_id or there[0].id
    return move_opportunity(work, chosen, stage, reading.lost_reason, amount)


def _newcomer(work: Work, line: Line, reading: Reading) -> Question | CustomerCreated | Chat:
    if reading.new_customer is None:
        return Chat(is_newcomer=True)
    if not line.is_new:
        return Question(Asked.NEWCOMER, reading, alike=_alike(work, reading))
    people = _people(reading)
    if not people and reading.phone:
        people = (NewContact(reading.new_customer, phone=reading.phone),)
    return create_customer(work, NewCustomer(reading.new_customer, contacts=people))


def _alike(work: Work, reading: Reading) -> tuple[Likely | Taken, ...]:
    """Return who is there already and looks like the customer that a line names."""
    phones = (reading.phone,) if reading.phone else ()
    people = (reading.contact,) if reading.contact else ()
    return look_alikes(work, Named(reading.new_customer or "", phones, people=people))


def _find(
    work: Work, _line: Line, reading: Reading
) -> Found | CustomerCard | Listing | CustomerList:
    if reading.customer is not None:
        return read_card(work, reading.customer.id)
    if asks_for_deals(reading.text):
        return list_opportunities(work, filter_in_words(work, reading.text, work.now))
    doubt = next((one for one in reading.doubts if one.choices), None)
    if doubt is not None:
        found = Found(reading.text, choices_of(work, doubt))
    elif is_list(work, reading.text, is_asked=reading.intent is Intent.FIND):
        return list_customers(work, reading.text)
    else:
        found = look_up(work, reading.text)
    return read_card(work, found.customers[0].id) if len(found.customers) == 1 else found


def _agenda(work: Work, line: Line, _reading: Reading) -> DayList:
    """Return the day that a line asks for, today unless it names another."""
    named = (
        one.day
        for one in read_times(line.text, _said_at(work, line))
        if not (one.doubt or one.rrule or one.until)
    )
    return read_day(work, next(named, None))


def _figures(work: Work, _line: Line, reading: Reading) -> Figures | Pipeline:
    if asks_for_pipeline(reading.text):
        return read_pipeline(work, actor_of(work).id)
    return read_figures(work)


def _nothing(
    work: Work, line: Line, reading: Reading
) -> Chat | Found | CustomerCard | Listing | CustomerList:
    """Chit-chat gets a word; a few other words may be a name, known to the plain look-up or to nobody."""
    if is_small_talk(reading.text) or len(reading.text) > LONGEST_NAME:
        return Chat()
    return _find(work, line, reading)


BY_THEMSELVES: dict[Intent, Callable[[Work, Line, Reading], Outcomes]] = {
    Intent.FIND: _find,
    Intent.AGENDA: _agenda,
    Intent.REPORT: _figures,
    Intent.PLAN: take_plans,
    Intent.CUSTOMER: _newcomer,
    Intent.NONE: _nothing,
}


def _due(line: Line, reading: Reading) -> Due | None:
    if line.due is not None:
        return line.due
    follow_up, rule = reading.follow_up, reading.rule if reading.repeat else None
    if isinstance(follow_up, datetime):
        return Due(follow_up.date(), follow_up.time(), rule)
    return Due(follow_up, rrule=rule) if isinstance(follow_up, date) else None


def _is_unclear(reading: Reading) -> bool:
    return any(one.about == "follow_up" for one in reading.doubts)


def _amount(work: Work, reading: Reading) -> Money | None:
    if reading.amount is None:
        return None
    team = work.session.get_one(Team, actor_of(work).team_id)
    return money(reading.amount, reading.currency or team.currency)
