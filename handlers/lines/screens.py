"""Which screen shows what a line led to."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from crm.absence import AwaySet
from crm.attachments import Filed
from crm.claims import PutBack
from crm.coming import ComingDays
from crm.customer_card import CustomerCard
from crm.customer_lists import CustomerList
from crm.customer_look_ups import Found
from crm.customers import CustomerCreated
from crm.day import DayList
from crm.editing import ContactChanged, CustomerChanged
from crm.figures import Figures
from crm.likely_pairs import Pairs
from crm.line_marks import Marked
from crm.line_outcomes import Chat, Logged, Outcomes, Several, WithMarks
from crm.occasions import OccasionChanged
from crm.opportunities import OpportunityCreated
from crm.opportunity_changes import OpportunityChanged
from crm.opportunity_search import Listing
from crm.pipeline import Pipeline
from crm.plans import Planned
from crm.products import Prices
from crm.reminder_answers import LaterWanted, NothingNext, RemindersChanged
from crm.reminder_list import ReminderPage
from crm.reminders import ReminderChanged
from crm.tags import TagsChanged
from crm.tasks import TaskShown
from crm.tickets import TicketChanged
from handlers.customers import texts as customers
from handlers.customers.create_texts import created
from handlers.customers.edit_details_texts import day_changed, tags_changed
from handlers.customers.edit_texts import contact_changed, customer_changed
from handlers.day import texts as day
from handlers.fields.marks import marked, marked_lines
from handlers.figures import texts as figures
from handlers.kit.say import Say
from handlers.kit.screen import Screen, lines
from handlers.lines import texts
from handlers.lists import texts as lists
from handlers.lists.coming_texts import coming
from handlers.merging import texts as merging
from handlers.opportunities import texts as opportunities
from handlers.pipeline import texts as pipeline
from handlers.plans import texts as plans
from handlers.pool import texts as pool
from handlers.products import texts as products
from handlers.reminders import answer_texts as reminder_answers
from handlers.reminders import away_texts as away
from handlers.reminders import listing_texts as reminder_list
from handlers.tasks import texts as tasks
from handlers.tickets.texts import ticket

SCREENS: dict[type, Callable[[Any, Say], Screen]] = {
    Logged: texts.logged,
    Filed: texts.filed,
    ReminderChanged: reminder_answers.answered,
    RemindersChanged: reminder_answers.several,
    LaterWanted: reminder_answers.later,
    NothingNext: reminder_answers.nothing_more,
    ReminderPage: reminder_list.own_page,
    OpportunityCreated: opportunities.created,
    TicketChanged: ticket,
    CustomerCreated: created,
    OpportunityChanged: opportunities.changed,
    OccasionChanged: day_changed,
    CustomerChanged: customer_changed,
    ContactChanged: contact_changed,
    TagsChanged: tags_changed,
    PutBack: pool.put_back,
    Planned: plans.planned,
    CustomerCard: customers.card,
    Found: customers.found,
    CustomerList: lists.page,
    ComingDays: coming,
    Pairs: merging.pairs,
    Prices: products.prices,
    DayList: day.day,
    Figures: figures.figures,
    TaskShown: tasks.was_asked,
    AwaySet: away.away,
    Pipeline: pipeline.pipeline,
    Listing: pipeline.listing,
    Chat: texts.chat,
    Marked: marked,
}


def screens_for(outcome: Outcomes, say: Say) -> tuple[Screen, ...]:
    """Return the screens of an outcome: one, or one for each act of a line with several."""
    if isinstance(outcome, WithMarks):
        first, *more = screens_for(outcome.outcome, say)
        text = lines(first.text, *marked_lines(outcome.marked, say))
        return (replace(first, text=text), *more)
    if not isinstance(outcome, Several):
        return (SCREENS[type(outcome)](outcome, say),)
    shown = [screen for one in outcome.outcomes for screen in screens_for(one, say)]
    left = (texts.left_out(outcome.left_out, say),) if outcome.left_out else ()
    return (*shown, *left)
