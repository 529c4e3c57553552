"""What a line may ask to see: customers, opportunities, a day, figures; and what asks for nothing."""

from crm.customer_card import CustomerCard, read_card
from crm.customer_lists import CustomerList, is_list, list_customers
from crm.customer_look_ups import Found, look_up, recent_customers
from crm.day import DayList, read_day
from crm.figures import Figures, read_figures
from crm.line_outcomes import Chat, Line
from crm.line_plans import customers_meant
from crm.line_reading import said_at
from crm.line_words import asks_for_deals, asks_for_pipeline, is_small_talk
from crm.opportunity_search import Listing, filter_in_words, list_opportunities
from crm.pipeline import Pipeline, read_pipeline
from crm.policy import actor_of
from crm.understanding.dates.reading import read_times
from crm.understanding.reading import Doubt, Intent, Reading
from storage.tables import Customer
from storage.work import Work

LONGEST_NAME = 40  # a longer line that means nothing is no name


def choices_of(work: Work, doubt: Doubt | None) -> tuple[Customer, ...]:
    """Return the customers that a doubt leaves open; without any, those touched last."""
    if doubt is None or not doubt.choices:
        return tuple(recent_customers(work))
    return customers_meant(work, doubt)


def find(
    work: Work, _line: Line, reading: Reading
) -> Found | CustomerCard | Listing | CustomerList:
    """Show whom or what a line asks for."""
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


def show_agenda(work: Work, line: Line, _reading: Reading) -> DayList:
    """Return the day that a line asks for, today unless it names another."""
    named = (
        one.day
        for one in read_times(line.text, said_at(work, line))
        if not (one.doubt or one.rrule or one.until)
    )
    return read_day(work, next(named, None))


def show_figures(work: Work, _line: Line, reading: Reading) -> Figures | Pipeline:
    """Show the figures or the pipeline."""
    if asks_for_pipeline(reading.text):
        return read_pipeline(work, actor_of(work).id)
    return read_figures(work)


def answer_nothing(
    work: Work, line: Line, reading: Reading
) -> Chat | Found | CustomerCard | Listing | CustomerList:
    """Chit-chat gets a word; a few other words may be a name, known to the plain look-up or to nobody."""
    if is_small_talk(reading.text) or len(reading.text) > LONGEST_NAME:
        return Chat()
    return find(work, line, reading)
