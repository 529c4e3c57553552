"""A line that plans visits: those that are certain are planned in one act, one that is not is asked about."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crm.book import KeyBook
from crm.line_outcomes import Asked, Line, Question
from crm.plans import NewPlan, Planned, is_over, plan_visits
from crm.policy import actor_of, customer_for
from crm.understanding.message import read_message
from crm.understanding.reading import Doubt, Intent, Reading
from storage.tables import Customer
from storage.work import Work


def take_plans(work: Work, line: Line, reading: Reading) -> Planned | Question:
    """Plan the visits that a line names; the first customer in doubt is the one question.

    The answer to it is `line.customer_id`. What is still in doubt then is left out, and said, and why.
    """
    new: list[NewPlan] = []
    left_out: list[str] = []
    several: list[str] = []
    over: list[str] = []
    answer = line.customer_id
    for stop in (reading, *reading.also):
        doubt = next(iter(stop.doubts), None)
        customer_id = stop.customer.id if stop.customer else None
        if customer_id is None and doubt is not None and doubt.choices:
            if answer is None:
                return Question(Asked.CUSTOMER, stop, customers_meant(work, doubt))
            customer_id, answer = answer, 0
        if not customer_id:
            is_several = doubt is not None and len(doubt.choices) > 1
            (several if is_several else left_out).append(stop.spans["follow_up"].text.strip())
            continue
        plan = _new_plan(stop, customer_id)
        if is_over(work, plan.day, plan.at):
            customer = customer_for(work, customer_id)
            over.append(_named(plan, customer))
        else:
            new.append(plan)
    planned = plan_visits(work, new)
    return replace(planned, left_out=tuple(left_out), several=tuple(several), over=tuple(over))


def plans_in_words(work: Work, line: Line) -> Planned | Question | None:
    """Plan the visits of a line that is known to be about plans; none where it names no visit.

    What a line of its own would leave open, "Harbor Friday", is a plan here.
    """
    said_at = line.said_at.astimezone(ZoneInfo(actor_of(work).zone))
    reading = read_message(line.text, said_at, KeyBook(work), wants_plans=True)
    return take_plans(work, line, reading) if reading.intent is Intent.PLAN else None


def customers_meant(work: Work, doubt: Doubt) -> tuple[Customer, ...]:
    """Return the customers that a doubt offers, each once."""
    ids = dict.fromkeys(choice.customer.id for choice in doubt.choices)
    return tuple(customer_for(work, one) for one in ids)


def _new_plan(stop: Reading, customer_id: int) -> NewPlan:
    when = stop.follow_up
    text = stop.next_step or ""
    if isinstance(when, datetime):
        return NewPlan(customer_id, when.date(), when.time(), text)
    assert isinstance(when, date)
    return NewPlan(customer_id, when, None, text)


def _named(plan: NewPlan, customer: Customer) -> str:
    """Return when and with whom: "14:00 华信"."""
    when = f"{plan.at:%H:%M}" if plan.at else plan.day.isoformat()
    return f"{when} {customer.short_name or customer.name}"
