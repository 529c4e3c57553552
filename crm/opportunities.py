"""Opportunities: created in a breath, moved through their stages."""

from dataclasses import dataclass
from datetime import date

from crm.customers import tidy
from crm.errors import Empty, TextTooLong
from crm.money import Money
from crm.policy import actor_of, customer_for
from crm.reminders import Due, add_reminder
from crm.words import read_amount
from storage.tables import Customer, Opportunity, Reminder, Stage, Team
from storage.work import Work

TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class NewOpportunity:
    """What is known of a possible sale; only customer and title are needed."""

    customer_id: int
    title: str
    amount: Money | None = None
    close_on: date | None = None
    stage: Stage = Stage.NEW


@dataclass(frozen=True, slots=True)
class OpportunityCreated:
    """An opportunity just entered."""

    opportunity: Opportunity
    customer: Customer
    reminder: Reminder | None
    undo: int | None


def create_opportunity(
    work: Work, new: NewOpportunity, follow_up: Due | None = None
) -> OpportunityCreated:
    """Enter an opportunity that the actor owns, and plan the next step where one is given.

    NotThere for a customer that the actor may not see, Empty and TextTooLong for the title.
    """
    customer = customer_for(work, new.customer_id)
    opportunity = add_opportunity(work, new)
    reminder = None
    if follow_up is not None:
        reminder = add_reminder(
            work,
            text=new.title,
            due=follow_up,
            customer_id=customer.id,
            opportunity_id=opportunity.id,
        )
    undo = work.close_entry("create_opportunity", customer.id)
    return OpportunityCreated(opportunity, customer, reminder, undo)


def opportunity_in_words(work: Work, customer_id: int, words: str) -> NewOpportunity:
    """Return the opportunity that a line names: "40 pumps, 80k" is a title and an amount."""
    team = work.session.get_one(Team, actor_of(work).team_id)
    read = read_amount(words, team.currency)
    return NewOpportunity(customer_id, read.rest or tidy(words), read.amount)


def add_opportunity(work: Work, new: NewOpportunity) -> Opportunity:
    """Insert an opportunity row for the actor; for use-cases, which close the history entry."""
    title = tidy(new.title)
    if not title:
        raise Empty("title")
    if len(title) > TITLE_LIMIT:
        raise TextTooLong("title", TITLE_LIMIT)
    is_closed = new.stage in (Stage.WON, Stage.LOST)
    return work.add(
        Opportunity(
            customer_id=new.customer_id,
            owner_id=actor_of(work).id,
            title=title,
            amount_minor=new.amount.minor if new.amount else None,
            currency=new.amount.currency if new.amount else None,
            stage=new.stage,
            close_on=new.close_on,
            created_at=work.now,
            closed_at=work.now if is_closed else None,
        )
    )
