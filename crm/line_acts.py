"""The acts that a line may tell of, each done at its customer; what is in doubt is asked, or left out and said."""

from datetime import date, datetime

from crm.customer_look_ups import recent_customers
from crm.errors import NoCloseExpected
from crm.interactions import NewInteraction, log_interaction
from crm.line_outcomes import Asked, Line, Logged, Outcomes, Question
from crm.line_reading import zone_of
from crm.line_words import GLUE, deal_title, next_step_in, outcome_in, wish
from crm.money import Money, money
from crm.opportunities import (
    NewOpportunity,
    OpportunityCreated,
    create_opportunity,
    open_opportunities,
)
from crm.opportunity_changes import OpportunityChanged, move_opportunity
from crm.policy import actor_of
from crm.reminder_words import (
    asking_whom,
    customer_of_the_deal,
    due_before_close,
    read_lead,
    told_of_the_deal,
)
from crm.reminders import Due, ReminderChanged, set_reminder
from crm.stages import stages_of
from crm.tickets import TicketChanged, open_ticket
from crm.understanding.reading import Intent, Reading
from crm.words import RECURS
from storage.tables import Customer, Kind, Team
from storage.work import Work


def do_act(work: Work, line: Line, reading: Reading, customer: Customer | None) -> Outcomes:
    """Do one act of a line at a customer, or ask for what it lacks; a reminder may be about nobody."""
    if reading.intent is Intent.REMIND:
        return _remind(work, line, reading, customer)
    assert customer is not None
    acts = {
        Intent.OPPORTUNITY: _opportunity,
        Intent.STAGE: _stage,
        Intent.TICKET: _ticket,
    }
    return acts.get(reading.intent, _log)(work, line, reading, customer)


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
    if due is None and (lead := read_lead(wish(line.text, reading), line.said_at, zone_of(work))):
        customer = customer or customer_of_the_deal(work, lead.rest)
        if customer is None:
            return Question(Asked.CUSTOMER, reading, tuple(recent_customers(work)))
        found = due_before_close(work, lead, customer.id)
        if found is None:
            raise NoCloseExpected
        when, opportunity = found
        text = told_of_the_deal(lead.rest, opportunity.title)
        done = set_reminder(work, text, when, customer.id, opportunity.id, line.for_id)
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
    there = open_opportunities(work, customer.id)
    if line.opportunity_id is None and len(there) > 1:
        return Question(Asked.DEAL, reading, (customer,), tuple(there))
    if line.opportunity_id is None and not there:
        title = customer.short_name or customer.name
        new = NewOpportunity(
            customer.id,
            title,
            _amount(work, reading),
            stage=stage,
            lost_reason=reading.lost_reason,
        )
        return create_opportunity(work, new)
    chosen = line.opportunity_id or there[0].id
    currency = next((one.currency for one in there if one.id == chosen), None)
    amount = _amount(work, reading, currency)
    return move_opportunity(work, chosen, stage, reading.lost_reason, amount)


def _due(line: Line, reading: Reading) -> Due | None:
    if line.due is not None:
        return line.due
    follow_up, rule = reading.follow_up, reading.rule if reading.repeat else None
    if isinstance(follow_up, datetime):
        return Due(follow_up.date(), follow_up.time(), rule)
    return Due(follow_up, rrule=rule) if isinstance(follow_up, date) else None


def _is_unclear(reading: Reading) -> bool:
    return any(one.about == "follow_up" for one in reading.doubts)


def _amount(work: Work, reading: Reading, currency: str | None = None) -> Money | None:
    """Return the amount of a line; where it names no currency, in the one given, else in the team's."""
    if reading.amount is None:
        return None
    team = work.session.get_one(Team, actor_of(work).team_id)
    return money(reading.amount, reading.currency or currency or team.currency)
